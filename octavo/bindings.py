"""How the topology's agents are built and its events keyed; heavy imports wait until they are needed."""

import logging
from collections.abc import Callable
from typing import Any, cast

from octavo.workshop import Lent, Workshop
from schemas.blobs import blob_key
from schemas.events import Event
from schemas.join import Fold
from schemas.records import Record
from schemas.stage import AnyAgent
from schemas.work import SliceReleased, shard_of
from streams.clock import now_ms
from streams.codec import decode
from streams.sources import read_uri

log = logging.getLogger(__name__)

MIXED = 16
"""Partitions of a topic whose events take turns: only heads can be chosen, so several for each tenant that
others should not have to wait for."""
COMPACTED = {"cleanup.policy": "compact,delete"}
BIG_RECORDS = {"max.message.bytes": str(8 * 1024 * 1024)}


def by_request(event: Event) -> str:
    return event.request_id


def by_run(event: Event) -> str:
    return f"{event.request_id}/{event.run_id}"


def by_slice(event: Event) -> str:
    """Spreads one huge PDF over all rasterizers, and keeps the slices of a shard together: they are rendered
    side by side, and their pages may fill one batch."""
    return f"{event.request_id}/{shard_of(cast(SliceReleased, event).first_page)}"


def by_shard(event: Event) -> str:
    """Spreads one big request over all workers of a stage, 32 pages at a time."""
    return f"{event.request_id}/{shard_of(cast(Any, event).page_no)}"


def submission_or_cancel(record: Record) -> Event:
    """`ingest` takes anything; `control` takes CancelRequested."""
    from agents.submissions import submission_of

    return decode(record) if record.topic == "control" else submission_of(record)


def intake(shop: Workshop) -> AnyAgent:
    from agents.control import PassingCancels
    from agents.intake import Intake, IntakeLimits

    settings = shop.settings
    limits = IntakeLimits(
        settings.max_pdf_bytes, int(settings.request_deadline_s * 1000), settings.allowed_sources
    )
    return PassingCancels(Intake(shop.store, Lent(shop.sandbox, urgent=True), limits, read_uri))


def rasterizer(shop: Workshop) -> AnyAgent:
    from agents.rasterizer import Rasterizer

    return Rasterizer(Lent(shop.sandbox))


def layout(shop: Workshop) -> AnyAgent:
    from agents.layout import Layout
    from agents.reuse import Reusing

    return Reusing(Layout(shop.backend("layout"), shop.store), "layout", shop.store, shop.profile_name)


def ocr(shop: Workshop) -> AnyAgent:
    from agents.ocr import Ocr
    from agents.reuse import Reusing

    return Reusing(Ocr(shop.backend("ocr"), shop.store), "ocr", shop.store, shop.profile_name)


def table(shop: Workshop) -> AnyAgent:
    from agents.reuse import Reusing
    from agents.table import Table

    return Reusing(Table(shop.backend("table"), shop.store), "table", shop.store, shop.profile_name)


def chart(shop: Workshop) -> AnyAgent:
    from agents.chart import Chart
    from agents.reuse import Reusing

    return Reusing(Chart(shop.backend("chart"), shop.store), "chart", shop.store, shop.profile_name)


def assembler(shop: Workshop) -> Fold:
    from agents.assembler import Assembler

    return Assembler(
        shop.store, shop.settings.slice_pages, lambda: int(now_ms()), builders=lambda: Lent(shop.sandbox)
    )


def forget_pages(shop: Workshop) -> Callable[[tuple[str, str]], None]:
    """Deletes the pixels of a run that is over. The PDF and the result stay, so that it can be redone."""

    def forget(request: tuple[str, str]) -> None:
        try:
            shop.store.delete_under(blob_key(*request, "pages"))
        except OSError as error:
            log.warning("the pages of %s/%s stay in the blob store: %s", *request, error)

    return forget
