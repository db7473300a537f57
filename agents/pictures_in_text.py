"""A box that a layout model drew around pictures and the text of their column: only the pictures are some."""

from collections.abc import Iterator, Sequence

from agents.drawn.covered import covered_share
from agents.models.protocols import Detection
from schemas.geometry import Box, Word
from schemas.labels import RegionLabel
from schemas.work import PageRasterized

_DRAWN = 0.4
"""Of the box: the PDF draws on less of it. Pictures with labels beside them fill more of theirs."""
_WORDS = 30
"""On bare paper in it, at least: a picture has labels, and a line or two below it."""
_WITHIN = 0.85
"""Of a picture that the PDF has: as much of it lies in the box."""


def with_text_between(
    page: PageRasterized, words: Sequence[Word], seen: Sequence[Detection]
) -> list[Detection]:
    """What the model saw, but where the PDF draws on little of a picture, and many words stand on the
    bare rest, the pictures of `page.pictures` in it instead. `words`: of the text layer."""
    return [part for one in seen for part in _parts(one, page, words)]


def _parts(one: Detection, page: PageRasterized, words: Sequence[Word]) -> Iterator[Detection]:
    pictures = [box for box in page.pictures if box.overlap(one.box) >= _WITHIN * box.area]
    if one.label is RegionLabel.PICTURE and pictures and _is_text(one.box, page.drawn or (), words):
        yield from (Detection(one.label, box, one.score) for box in pictures)
    else:
        yield one


def _is_text(box: Box, drawn: Sequence[Box], words: Sequence[Word]) -> bool:
    places = [place for place in drawn if place.overlap(box) > 0]
    if covered_share(places, box.x1 - box.x0, box.y1 - box.y0, box[:2]) >= _DRAWN:
        return False
    inside = [word.box for word in words if box.holds_centre_of(word.box)]
    return sum(not any(place.holds_centre_of(one) for place in places) for one in inside) >= _WORDS
