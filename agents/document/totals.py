"""Models and timings of a run, from the parts that its result is built from."""

from collections.abc import Iterator

from agents.document.received import PagePart, Received
from schemas.document import StageTotals
from schemas.events import ModelUsed, StageTiming
from schemas.parts import ChartRead, PageLaidOut, TableRead, TextRead


def models_used(run: Received) -> dict[str, ModelUsed]:
    """The model of each stage. Where a run met two versions of one, that of the first page counts."""
    models: dict[str, ModelUsed] = {}
    for part in _parts(run):
        match part:
            case PageLaidOut(model=ModelUsed() as model):
                models.setdefault("layout", model)
            case TextRead(model=ModelUsed() as model):
                models.setdefault("ocr", model)
            case TableRead(model=ModelUsed() as model):
                models.setdefault("table", model)
            case ChartRead(model=ModelUsed() as model):
                models.setdefault("chart", model)
            case _:
                pass
    return dict(sorted(models.items()))


def stage_totals(run: Received) -> dict[str, StageTotals]:
    """Every stage's time and batches over this run's events."""
    by_stage: dict[str, list[StageTiming]] = {}
    for timing in _timings(run):
        by_stage.setdefault(timing.stage, []).append(timing)
    return {stage: _total(timings) for stage, timings in sorted(by_stage.items())}


def _total(timings: list[StageTiming]) -> StageTotals:
    events = len(timings)
    return StageTotals(
        events=events,
        waited_ms=round(sum(timing.waited_ms for timing in timings), 3),
        device_ms=round(sum(timing.device_ms for timing in timings), 3),
        batch_items_mean=round(sum(timing.batch_items for timing in timings) / events, 3),
        batch_requests_mean=round(sum(timing.batch_requests for timing in timings) / events, 3),
    )


def _timings(run: Received) -> Iterator[StageTiming]:
    begun = run.opened or run.rejected
    if begun and begun.timing:
        yield begun.timing
    for part in _parts(run):
        if isinstance(part, PageLaidOut) and part.rasterized:
            yield part.rasterized
        if part.timing:
            yield part.timing


def _parts(run: Received) -> Iterator[PagePart]:
    """By page, then part id: the order in which they came must not show."""
    for page_no in sorted(run.pages):
        parts = run.pages[page_no].parts
        for part_id in sorted(parts):
            yield parts[part_id]
