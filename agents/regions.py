"""From what a layout model saw to the regions of a page: each thing once, in a stable order."""

from collections.abc import Sequence

from agents.drawn.unmapped import UNMAPPED_SHARE, unmapped_share
from agents.models.protocols import Detection
from schemas.geometry import Word
from schemas.labels import PageKind, RegionLabel
from schemas.work import Region

_COVERED, _COVERED_ALIKE = 0.8, 0.7
"""Two detections are taken for one thing where this share of the larger lies inside the other: a heading at
the top of a text is none of its lines. Where their labels are alike, this share of the smaller."""

_HOLDERS = frozenset({RegionLabel.TABLE, RegionLabel.PICTURE})
_UNREADABLE = frozenset({RegionLabel.PICTURE, RegionLabel.FORMULA})


def regions_of(detections: Sequence[Detection]) -> tuple[Region, ...]:
    """Regions from top to bottom, then from left to right; an id is the place in that order.

    Of two detections of one thing the one with the better score stays, except that a table or picture
    outranks the text inside it, whose words belong to its cells; a caption inside stays.
    """
    kept: list[Detection] = []
    for one in sorted(detections, key=_rank):
        if one.box.area > 0 and not any(_same(one, other) for other in kept):
            kept.append(one)
    kept.sort(key=lambda one: (one.box.y0, one.box.x0, one.box.y1, one.box.x1, one.label))
    return tuple(
        Region(region_id=place, label=one.label, box=one.box, score=one.score)
        for place, one in enumerate(kept)
    )


def unread(
    regions: Sequence[Region], words: Sequence[Word], kind: PageKind, drawn: frozenset[int] = frozenset()
) -> tuple[tuple[Region, str], ...]:
    """Regions of a hybrid page whose text the text layer does not have, and why: no word stands in them, or
    too many characters without a Unicode value.

    A table counts: its cells are filled from the lines. So does a picture that is a drawing, by the ids in
    `drawn`: screenshots and charts have words, photographs hardly any. Pages of the other kinds have none.
    """
    if kind is not PageKind.HYBRID:
        return ()
    readable = (one for one in regions if one.label not in _UNREADABLE or one.region_id in drawn)
    found = ((region, _lacks(region, words)) for region in readable)
    return tuple((region, why) for region, why in found if why)


def _lacks(region: Region, words: Sequence[Word]) -> str:
    """What the text layer lacks here, empty for nothing."""
    inside = [word.text for word in words if region.box.holds_centre_of(word.box)]
    if not inside:
        return "no word of the text layer stands here"
    share = unmapped_share(inside)
    return f"{share:.0%} of the characters here have no Unicode value" if share >= UNMAPPED_SHARE else ""


def _rank(one: Detection) -> tuple[float, ...]:
    """Tables and pictures first, then by score; the box makes equal scores a stable order."""
    return (one.label not in _HOLDERS, -one.score, *one.box)


def _same(one: Detection, kept: Detection) -> bool:
    shared = one.box.overlap(kept.box)
    if kept.label in _HOLDERS and one.label not in _HOLDERS:
        return one.label is not RegionLabel.CAPTION and shared >= _COVERED * one.box.area
    areas = one.box.area, kept.box.area
    return shared >= (_COVERED_ALIKE * min(areas) if one.label is kept.label else _COVERED * max(areas))
