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


def with_whole_lines(page: PageParts) -> PageParts:
    """Headings, or headers, of one label that lie level and over one another are one."""
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
            if line.label is region.label and line.box.x1 > region.box.x0 and _are_level(line.box, region.box)
        ),
        None,
    )


def _are_level(one: Box, other: Box) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared >= _LEVEL * max(one.y1 - one.y0, other.y1 - other.y0)
