"""A record as it lies in a topic, and the headers Octavo puts on one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.work import Work

REQUEST = "request"
RUN = "run"
PART = "part"
SCHEMA = "schema"
TENANT = "tenant"
PRIORITY = "priority"
NAME = "name"
DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Record:
    """One record, free of any Kafka client. `timestamp_ms` is the broker's or producer's, 0 if unknown."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    timestamp_ms: int = 0


class Submission(Work):
    """What somebody published to `ingest`, read as far as headers and key allow. Never written to a topic.

    `data` is the record's value: a PDF, a `DocumentSubmitted` as JSON, or anything at all.
    """

    data: bytes
    name: str = ""
    submitted_at_ms: int = 0
