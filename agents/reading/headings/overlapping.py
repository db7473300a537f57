"""One line of a heading over which a layout model drew several boxes: they are one region. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from agents.reading.headings.headings import HEADINGS
from agents.reading.page import PageParts, union
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region

_LABELS = HEADINGS | {RegionLabel.PAGE_HEADER}
_LEVEL = 0.7
"""Of the higher one's height: as much of both is level."""
_SPACE = 0.7
"""Of the lower one's height: two columns are further apart than words."""


def with_whole_lines(page: PageParts) -> PageParts:
    """Headings, or headers, of one label that lie level and over one another, or a space apart, are one."""
    lines: list[Region] = []
    rest: list[Region] = []
    for region in sorted(page.regions, key=lambda region: region.box.x0):
        if region.label not in _LABELS:
            rest.append(region)
            continue
        at = _same_line(lines, region)
        if at is None:
            lines.append(region)
        else:
            whole = union([lines[at].box, region.box])
            lines[at] = lines[at].model_copy(update={"box": whole})
    if len(lines) + len(rest) == len(page.regions):
        return page
    return replace(page, regions=tuple(sorted([*lines, *rest], key=lambda region: region.region_id)))


def _same_line(lines: Sequence[Region], region: Region) -> int | None:
    return next(
        (
            at
            for at, line in enumerate(lines)
            if line.label is region.label and _are_near(line.box, region.box)
        ),
        None,
    )


def _are_near(left: Box, right: Box) -> bool:
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    lower, higher = sorted((left.y1 - left.y0, right.y1 - right.y0))
    return shared >= _LEVEL * higher and right.x0 - left.x1 < _SPACE * lower
