"""Records that cannot be decoded, as events their headers can still answer for."""

from schemas.events import Event
from schemas.records import PART, REQUEST, RUN, Record


class Refused(Event):
    """A record whose value is unreadable. `part` is empty where not even the headers name one."""

    part: str = ""
    page_no: int = 0


def refused_event(record: Record) -> Refused:
    part = record.headers.get(PART, "")
    page = part.split("/")[1:2]
    return Refused(
        request_id=record.headers.get(REQUEST, ""),
        run_id=record.headers.get(RUN, ""),
        part=part,
        page_no=int(page[0]) if page and page[0].isdigit() else 0,
    )
