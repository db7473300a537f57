"""Boxes and words on a page."""

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in PDF points (1/72 inch), origin at the top left of the page as displayed, y down.

    Pixels of a page rendered at `dpi` are points * dpi / 72. Nothing guarantees that a box lies inside
    its page: models round outwards.
    """

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def area(self) -> float:
        return max(0.0, self.x1 - self.x0) * max(0.0, self.y1 - self.y0)

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def holds(self, x: float, y: float) -> bool:
        """True where the point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def holds_centre_of(self, other: "Box") -> bool:
        # By hand: it is asked for every word of a page and everything that may hold it.
        x0, y0, x1, y1 = other
        left, top, right, bottom = self
        return left <= (x0 + x1) / 2 <= right and top <= (y0 + y1) / 2 <= bottom

    def overlap(self, other: "Box") -> float:
        """The area both boxes cover, in square points."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0.0, width) * max(0.0, height)

    def scaled(self, factor: float) -> "Box":
        return Box(self.x0 * factor, self.y0 * factor, self.x1 * factor, self.y1 * factor)


class Turn(NamedTuple):
    """How a page was turned before it was read: by quarters clockwise first, then by `skew_degrees` clockwise
    about its middle."""

    quarters: int = 0
    skew_degrees: float = 0.0

    def size(self, width: float, height: float) -> tuple[float, float]:
        """Width and height of a page once it is turned."""
        return (height, width) if self.quarters % 2 else (width, height)


class Word(NamedTuple):
    """A word of a page's text layer.

    `line` numbers the text line it stands on, counting over the whole page in the order of the PDF.
    """

    text: str
    box: Box
    line: int


class Line(NamedTuple):
    """A line of text as a recogniser read it. `score` is its confidence, 0 to 1.

    `region_id` is set by backends that read one crop a region; backends that read a whole page leave it
    None, and lines go to the region that holds their centre.
    """

    text: str
    box: Box
    score: float
    region_id: int | None = None
