"""A stage that takes over what an earlier run made, where it would come out the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from agents.document.kept import Kept, KeptPart, read_kept
from schemas.blobs import BlobMissing, BlobStore
from schemas.codes import ErrorCode
from schemas.events import ModelUsed, ReplayOf
from schemas.failures import parts_of
from schemas.parts import PageLaidOut
from schemas.stage import Cost, Ok, Rejected, Rejection
from schemas.work import PageRasterized, Work, shard_of

_SHARDS = 8
_BEFORE = {
    "rasterizer": (),
    "layout": ("rasterizer",),
    "ocr": ("rasterizer", "layout"),
    "table": ("rasterizer", "layout"),
    "chart": ("rasterizer", "layout"),
    "assembler": ("rasterizer", "layout", "ocr", "table", "chart"),
}
"""Each stage, with those whose results it works on."""
STAGES = tuple(_BEFORE)


class Reusable(Protocol):
    """An agent that can also take over a part instead of making it."""

    @property
    def used(self) -> ModelUsed: ...

    def cost(self, event: Any) -> Cost: ...

    def load(self, event: Any) -> Any: ...

    def run(self, batch: Sequence[tuple[Any, Any]]) -> Sequence[Ok | Rejected]: ...

    def again(self, event: Any, part: Any) -> Ok: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """The outcome of an item that needs no work."""

    outcome: Ok


class Reusing:
    """A schemas.stage.Agent around another. What is taken over is never decoded nor shown to the model.

    `profile`: the name of this worker's; work that asks for another is rejected.
    """

    def __init__(self, agent: Reusable, stage: str, store: BlobStore, profile: str) -> None:
        self._agent, self._stage, self._profile = agent, stage, profile

        @lru_cache(_SHARDS)
        def kept(request_id: str, run_id: str, shard: int) -> Kept | None:
            return read_kept(store, request_id, run_id, shard)

        self._kept = kept

    def cost(self, event: Work) -> Cost:
        """As if the work had to be done: whether it has is not known before it is loaded."""
        return self._agent.cost(event)

    def load(self, event: Work) -> Any:
        """Raises Rejection (model_failed where another profile is asked for), and what the agent raises."""
        if event.replay is None:
            return self._agent.load(event)
        if event.replay.profile not in ("", self._profile):
            raise Rejection(
                ErrorCode.MODEL_FAILED,
                f"This replay asks for the profile {event.replay.profile}, and the worker runs "
                f"{self._profile}; start workers with --profile {event.replay.profile}.",
            )
        return self._taken(event, event.replay) or self._agent.load(event)

    def run(self, batch: Sequence[tuple[Work, Any]]) -> list[Ok | Rejected]:
        others = [(event, loaded) for event, loaded in batch if not isinstance(loaded, Taken)]
        outcomes = iter(self._agent.run(others) if others else ())
        return [loaded.outcome if isinstance(loaded, Taken) else next(outcomes) for _, loaded in batch]

    def close(self) -> None:
        self._agent.close()

    def _taken(self, event: Work, replay: ReplayOf) -> Taken | None:
        if not replay.sha256 or redoes(replay.redo, self._stage):
            return None
        ((part_id, page_no),) = parts_of(event)
        kept = self._kept(event.request_id, replay.run_id, shard_of(page_no))
        part = kept.parts().get(part_id) if kept and kept.sha256 == replay.sha256 else None
        if part is None or part.model != self._agent.used or not _same_page(event, part):
            return None
        try:
            return Taken(self._agent.again(event, part))
        except (BlobMissing, ValueError):
            return None


def redoes(redo: Sequence[str], stage: str) -> bool:
    """True for a stage that is redone, or that works on what a redone one makes."""
    return stage in redo or any(before in redo for before in _BEFORE[stage])


def _same_page(event: Work, part: KeptPart) -> bool:
    """A page that is rendered otherwise than it was, by other settings, is looked at again."""
    if not isinstance(event, PageRasterized) or not isinstance(part, PageLaidOut):
        return True
    size, was = (event.width_pt, event.height_pt), (part.width_pt, part.height_pt)
    return (event.kind, event.note, size) == (part.kind, part.note, was)
