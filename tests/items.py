"""Items for tests of the pure parts: only what a scheduler looks at."""

from schemas.blobs import ImageRef
from schemas.events import Event
from schemas.labels import Priority
from schemas.records import Record
from schemas.stage import Cost
from schemas.work import OcrWanted
from streams.item import Item

_IMAGE = ImageRef(key="r/1/p.img", size_bytes=1, encoding="jpeg", width_px=1, height_px=1)


def item(
    tenant: str = "default",
    request: str = "r",
    *,
    partition: int = 0,
    offset: int = 0,
    work: float = 1.0,
    decoded_bytes: int = 1,
    arrived_ms: float = 0.0,
    following: int = 0,
    priority: Priority = Priority.NORMAL,
    lane: str = "normal",
    deadline_at_ms: int | None = None,
) -> Item:
    event: Event = OcrWanted(
        request_id=request,
        tenant=tenant,
        priority=priority,
        lane=lane,
        following=following,
        deadline_at_ms=deadline_at_ms,
        page_no=1,
        image=_IMAGE,
        dpi=72,
    )
    record = Record("pages", partition, offset, request.encode(), b"")
    return Item(record, event, Cost(work, decoded_bytes), arrived_ms, lease=1)
