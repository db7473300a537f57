"""What somebody published to `ingest`, read as far as it goes. Pure."""

import hashlib
import math
import re
from urllib.parse import quote

from pydantic import ValidationError

from schemas.events import FIRST_RUN, DocumentSubmitted
from schemas.labels import Priority
from schemas.records import DEADLINE, NAME, PRIORITY, REQUEST, RUN, SCHEMA, TENANT, Record, Submission

ID_LIMIT = 200
NAME_LIMIT = 500
_UNITS_MS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "": 1}
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|)\s*", re.ASCII)
_LONGEST_MS = 366 * _UNITS_MS["d"]


def submission_of(record: Record) -> Submission:
    """Headers win over the key, and both over what a DocumentSubmitted says. Nothing here is refused: an
    unknown priority is normal, a deadline that cannot be read is none, a missing id is made of partition
    and offset, and an id too long for a file name is cut, with a digest of the whole in place of its end.
    """
    told = document_submitted(record) or DocumentSubmitted()
    headers = record.headers
    key = record.key.decode("utf-8", "replace") if record.key else ""
    fallback = f"ingest-{record.partition}-{record.offset}"
    deadline_ms = duration_ms(headers.get(DEADLINE, "")) or told.deadline_ms
    return Submission(
        request_id=_short(headers.get(REQUEST) or key or told.request_id or fallback),
        run_id=_short(headers.get(RUN) or told.run_id or FIRST_RUN),
        tenant=_short(headers.get(TENANT) or told.tenant or "default"),
        priority=_priority(headers.get(PRIORITY, ""), told.priority),
        deadline_at_ms=_deadline_at_ms(record.timestamp_ms, deadline_ms),
        data=record.value or b"",
        name=(headers.get(NAME) or told.name)[:NAME_LIMIT],
        submitted_at_ms=record.timestamp_ms,
        replay=told.replay,
    )


def document_submitted(record: Record) -> DocumentSubmitted | None:
    """The DocumentSubmitted in a record; None where the value is anything else."""
    named = record.headers.get(SCHEMA, "").partition("/")[0] == DocumentSubmitted.__name__
    return parse_submitted(record.value or b"", named)


def parse_submitted(data: bytes, named: bool = False) -> DocumentSubmitted | None:
    """The DocumentSubmitted in a value that a header names as one, or that is a JSON object."""
    if not named and not data[:64].lstrip().startswith(b"{"):
        return None
    try:
        return DocumentSubmitted.model_validate_json(data)
    except ValidationError:
        return None


def duration_ms(text: str) -> int | None:
    """Milliseconds of '60s', '2m', '1.5h', '250ms' or '250'; None for anything else and for nothing."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    value = float(match[1]) * _UNITS_MS[match[2]]
    return math.ceil(value) if 0 < value <= _LONGEST_MS else None


def _deadline_at_ms(submitted_at_ms: int, deadline_ms: int | None) -> int | None:
    if deadline_ms is None or deadline_ms <= 0 or submitted_at_ms <= 0:
        return None
    return submitted_at_ms + deadline_ms


def _priority(text: str, otherwise: Priority) -> Priority:
    try:
        return Priority(text.strip().lower())
    except ValueError:
        return otherwise


def _short(text: str) -> str:
    whole = text.encode("utf-8", "replace")
    if len(quote(whole, safe="")) <= ID_LIMIT:  # as it will stand in a blob's key
        return whole.decode()
    return f"{whole.decode()[: ID_LIMIT // 16]}-{hashlib.sha256(whole).hexdigest()[:24]}"
