"""What the status page knows of a request: one row, made from what `progress` and `results` say. Pure."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from schemas.document import Envelope
from schemas.events import DocumentProgressed, Event

ENDED = ("complete", "partial", "failed", "cancelled")


class StatusRow(TypedDict):
    """One request's latest run. `pages_per_s` is over its whole time so far; times in ms since the epoch;
    `error` is a code, empty where nothing failed."""

    request_id: str
    run_id: str
    tenant: str
    name: str
    status: str
    route: str
    pages_done: int
    page_count: int
    submitted_at_ms: int
    at_ms: int
    pages_per_s: float
    error: str


def merged(row: StatusRow | None, event: Event) -> StatusRow | None:
    """The row after an event, in whichever order events of the two topics come: a run that has ended stays
    ended, pages are never un-done, and of several runs the one heard of last counts."""
    if isinstance(event, Envelope):
        return _of_result(event, row)
    if not isinstance(event, DocumentProgressed):
        return row
    if row and row["run_id"] == event.run_id:
        if row["status"] in ENDED or row["pages_done"] > event.pages_done:
            return row
    elif row and row["at_ms"] > event.at_ms:
        return row
    return _of_progress(event)


def totals(rows: Iterable[StatusRow]) -> dict[str, float]:
    """Requests by status, and the pages a second of those that are running."""
    counted: dict[str, float] = {"pages_per_s": 0.0}
    for row in rows:
        counted[row["status"]] = counted.get(row["status"], 0) + 1
        if row["status"] not in ENDED:
            counted["pages_per_s"] += row["pages_per_s"]
    return counted


def newest_first(rows: Mapping[str, StatusRow]) -> list[StatusRow]:
    """Those under way first, then by the time they were submitted."""
    return sorted(rows.values(), key=lambda row: (row["status"] in ENDED, -row["submitted_at_ms"]))


def overflow(rows: Mapping[str, StatusRow], keep: int) -> list[str]:
    """Ids of the requests to forget so that `keep` remain: the oldest that have ended."""
    ended = sorted((row["at_ms"], key) for key, row in rows.items() if row["status"] in ENDED)
    return [key for _, key in ended[: max(0, len(rows) - keep)]]


def _of_progress(event: DocumentProgressed) -> StatusRow:
    return StatusRow(
        request_id=event.request_id,
        run_id=event.run_id,
        tenant=event.tenant,
        name=event.name,
        status=event.status,
        route=event.route,
        pages_done=event.pages_done,
        page_count=event.page_count,
        submitted_at_ms=event.submitted_at_ms,
        at_ms=event.at_ms,
        pages_per_s=_rate(event.pages_done, event.at_ms - event.submitted_at_ms),
        error="",
    )


def _of_result(event: Envelope, row: StatusRow | None) -> StatusRow | None:
    if row and row["run_id"] != event.run_id and row["at_ms"] > event.timings.finished_at_ms:
        return row
    error = event.error or next((page.error for page in event.pages if page.error), None)
    there = sum(page.status in ("complete", "partial") for page in event.pages)
    return StatusRow(
        request_id=event.request_id,
        run_id=event.run_id,
        tenant=event.source.tenant,
        name=event.source.name,
        status=event.status,
        route=event.route.name,
        pages_done=there,
        page_count=event.page_count,
        submitted_at_ms=event.timings.submitted_at_ms,
        at_ms=event.timings.finished_at_ms,
        pages_per_s=_rate(there, event.timings.finished_at_ms - event.timings.submitted_at_ms),
        error=error.code.value if error else "",
    )


def _rate(pages: int, duration_ms: int) -> float:
    return round(pages * 1000 / duration_ms, 2) if duration_ms > 0 else 0.0
