"""The rasterizer: released pages become pixels and words, in child processes."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeGuard

from agents.page_task import PageTask
from schemas.children import ChildFailure, Children
from schemas.codes import ErrorCode
from schemas.events import Event
from schemas.parts import PartFailed, page_part
from schemas.stage import Cost, Ok, Rejected
from schemas.work import PageRasterized, SliceReleased, shard_of

STAGE = "rasterizer"
PageOutcome = PageRasterized | Rejected | ChildFailure
_Line = tuple[str, str, int]

_CODES: dict[str, ErrorCode] = {
    "timeout": ErrorCode.PAGE_TIMEOUT,
    "crashed": ErrorCode.PAGE_CRASHED,
    "memory": ErrorCode.OUT_OF_MEMORY,
}


class Rasterizer:
    """A schemas.stage.Agent: SliceReleased in, one PageRasterized or PartFailed for each of its pages out.

    `children` run agents.pages.rendering. A bad page never fails its slice. May be called by many threads.
    """

    def __init__(self, children: Children[PageTask, PageRasterized]) -> None:
        self._children = children

    def cost(self, event: SliceReleased) -> Cost:
        """Work in pages. Pixels exist in the children only, one page in each at most."""
        return Cost(work=event.page_count, decoded_bytes=0)

    def load(self, event: SliceReleased) -> None:
        """Nothing: the children read the PDF themselves."""

    def run(self, batch: Sequence[tuple[SliceReleased, None]]) -> list[Ok | Rejected]:
        """Raises OSError where the blob store or the machine failed, not a page."""
        tasks = [PageTask(released, page_no) for released, _ in batch for page_no in released.page_numbers]
        outcomes = iter(self._children.map(tasks))
        rendered = [
            (released, [(page_no, next(outcomes)) for page_no in released.page_numbers])
            for released, _ in batch
        ]
        due = Counter(_line(page) for _, pages in rendered for _, page in pages if _comes(page))
        return [Ok(_events(released, pages, due)) for released, pages in rendered]

    def close(self) -> None:
        self._children.close()


def _events(
    released: SliceReleased, outcomes: Sequence[tuple[int, PageOutcome]], due: Counter[_Line]
) -> tuple[Event, ...]:
    """In page order. `following` counts the pages of the batch that do come in the same partition, so that
    nobody waits for a lost one; `due`, what is left of them, is counted down."""
    events: list[Event] = []
    for page_no, outcome in outcomes:
        if isinstance(outcome, PageRasterized):
            line = _line(outcome)
            due[line] -= 1
            events.append(outcome.model_copy(update={"following": due[line]}))
        else:
            events.append(_failed(released, page_no, outcome))
    return tuple(events)


def _comes(outcome: PageOutcome) -> TypeGuard[PageRasterized]:
    return isinstance(outcome, PageRasterized)


def _line(page: PageRasterized) -> _Line:
    """Pages with the same one travel in order."""
    return page.request_id, page.run_id, shard_of(page.page_no)


def _failed(released: SliceReleased, page_no: int, outcome: Rejected | ChildFailure) -> PartFailed:
    if isinstance(outcome, Rejected):
        code, message = outcome.code, outcome.message
    elif outcome.kind == "io":
        raise OSError(outcome.message)
    else:
        code, message = _CODES[outcome.kind], f"Rendering page {page_no} failed. {outcome.message}"
    return PartFailed(
        request_id=released.request_id,
        run_id=released.run_id,
        part=page_part(page_no),
        page_no=page_no,
        code=code,
        message=message,
        stage=STAGE,
    )
