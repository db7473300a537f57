"""A batch's outcomes as records to publish: outputs, failed parts, dead letters."""

from collections.abc import Iterator

from schemas.codes import ErrorCode
from schemas.events import Event, StageTiming
from schemas.failures import failures_of
from schemas.parts import PartFailed
from schemas.stage import Ok, Rejected
from streams.clock import now_ms
from streams.codec import TRACE, encode
from streams.item import Batch, Item
from streams.producer import Outgoing
from streams.refused import Refused
from streams.stage import Address, Stage

# The user's own mistakes are answered, not kept: their bytes would only fail again.
_KEPT_AS_DEAD_LETTERS = {
    ErrorCode.PAGE_CRASHED,
    ErrorCode.PAGE_TIMEOUT,
    ErrorCode.MODEL_FAILED,
    ErrorCode.OUT_OF_MEMORY,
    ErrorCode.BLOB_MISSING,
    ErrorCode.UNDECODABLE,
}

_LARGEST_DEAD_LETTER = 7 * 1024 * 1024  # the topic takes 8 MiB, headers included


def answer(stage: Stage, batch: Batch, worker: str) -> list[Outgoing]:
    """Every record that the batch's transaction publishes, in the order of its items."""
    outgoing: list[Outgoing] = []
    for item, outcome in zip(batch.items, batch.outcomes, strict=True):
        timing = _timing(stage.name, batch, item, worker)
        trace = item.record.headers.get(TRACE, "")
        for event in _events(stage.name, item, outcome):
            value, headers = encode(_stamped(event, timing), trace)
            outgoing.append(Outgoing(stage.address(event), value, headers))
        if isinstance(outcome, Rejected) and outcome.code in _KEPT_AS_DEAD_LETTERS:
            outgoing.append(_dead_letter(stage, item, outcome))
    return outgoing


def _events(stage: str, item: Item, outcome: Ok | Rejected) -> Iterator[Event]:
    if isinstance(outcome, Ok):
        yield from outcome.events
    elif not isinstance(item.event, Refused):
        yield from failures_of(item.event, outcome.code, outcome.message, stage, outcome.attempts)
    elif item.event.request_id and item.event.part:
        yield PartFailed(
            request_id=item.event.request_id,
            run_id=item.event.run_id,
            part=item.event.part,
            page_no=item.event.page_no,
            code=outcome.code,
            message=outcome.message,
            stage=stage,
            attempts=outcome.attempts,
        )


def _timing(stage: str, batch: Batch, item: Item, worker: str) -> StageTiming:
    share = item.cost.work / batch.work if batch.work else 1 / max(1, len(batch.items))
    started = now_ms() - batch.duration_ms
    return StageTiming(
        stage=stage,
        waited_ms=round(max(0.0, started - item.arrived_ms), 1),
        batch_items=len(batch.items),
        batch_requests=batch.requests,
        device_ms=round(batch.duration_ms * share, 2),
        worker=worker,
    )


def _stamped(event: Event, timing: StageTiming) -> Event:
    return event.model_copy(update={"timing": timing}) if "timing" in type(event).model_fields else event


def _dead_letter(stage: Stage, item: Item, outcome: Rejected) -> Outgoing:
    record = item.record
    key = (record.key or b"").decode(errors="replace")
    why: dict[str, str | bytes | None] = {
        "cause": outcome.code.value,
        "message": outcome.message,
        "stage": stage.name,
        "topic": record.topic,
        "partition": str(record.partition),
        "offset": str(record.offset),
        "attempts": str(outcome.attempts),
        "key": record.key,  # as bytes or none: the letter's own key must be text
    }
    value = record.value or b""
    if len(value) > _LARGEST_DEAD_LETTER:
        value, why["truncated"] = b"", "too large to copy: topic, partition and offset name the original"
    headers = [*record.headers.items(), *((f"dead-letter-{name}", text) for name, text in why.items())]
    return Outgoing(Address(stage.dead_letters, key), value, list(headers))
