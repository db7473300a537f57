"""The chart backend of a profile that reads no charts."""

from collections.abc import Sequence

from agents.models.protocols import ChartData, Rgb
from schemas.events import ModelUsed


class NoChart:
    """Answers None to everything. The picture stays in the document, its data marked as not attempted."""

    attempts = False

    def __init__(self) -> None:
        self.used = ModelUsed(name="none", version="", backend="agents.models.no_chart:NoChart")

    def read(self, crops: Sequence[Rgb]) -> list[ChartData | None]:
        return [None] * len(crops)
