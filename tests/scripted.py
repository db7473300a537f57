"""A layout model that finds what a test says."""

from collections.abc import Sequence

from agents.models.protocols import Detection, Rgb
from schemas.events import ModelUsed


class Scripted:
    """Sees the same on every page."""

    used = ModelUsed(name="scripted", version="1")

    def __init__(self, *seen: Detection) -> None:
        self.seen = list(seen)

    def detect(self, images: Sequence[Rgb], dpis: Sequence[float]) -> list[list[Detection]]:
        return [self.seen for _ in images]
