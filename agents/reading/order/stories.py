"""Stories in several columns under one heading, side by side with others. Pure."""

from collections.abc import Collection, Sequence

from schemas.geometry import Box

_LEVEL = 0.4
"""Of the heading's height: texts of one story begin level below it, or nearly so."""


def is_under_heading(
    story: Sequence[int], column: Sequence[int], boxes: Sequence[Box], headings: Collection[int]
) -> bool:
    """Whether a column goes on with the story left of it: that one begins with a heading, and this one with a
    text, below that heading and level with the text that it heads."""
    by_top = sorted(story, key=lambda item: boxes[item].y0)
    first = min(column, key=lambda item: boxes[item].y0)
    if len(by_top) < 2 or by_top[0] not in headings or not {by_top[1], first}.isdisjoint(headings):
        return False
    heading, text, beside = (boxes[item] for item in (by_top[0], by_top[1], first))
    height = heading.y1 - heading.y0
    return beside.y0 >= heading.y1 and abs(beside.y0 - text.y0) <= _LEVEL * height
