"""How the topology's agents are built and its events keyed; heavy imports wait until they are needed."""

from functools import partial
from typing import Any, cast

from octavo.workshop import Workshop
from schemas.events import Event, SliceReleased, shard_of
from schemas.records import Record, Submission
from schemas.stage import AnyAgent

COMPACTED = {"cleanup.policy": "compact,delete"}
BIG_RECORDS = {"max.message.bytes": str(8 * 1024 * 1024)}


def by_request(event: Event) -> str:
    return event.request_id


def by_run(event: Event) -> str:
    return f"{event.request_id}/{event.run_id}"


def by_slice(event: Event) -> str:
    """Spreads one huge PDF over all rasterizers."""
    return f"{event.request_id}/{cast(SliceReleased, event).slice_no}"


def by_shard(event: Event) -> str:
    """Spreads one big request over all workers of a stage, 32 pages at a time."""
    return f"{event.request_id}/{shard_of(cast(Any, event).page_no)}"


def submission(record: Record) -> Submission:
    from agents.intake import submission_of

    return submission_of(record)
