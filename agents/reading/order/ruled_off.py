"""What a rule parts: whatever stands above it is read before what stands below, as far as it goes. Pure."""

from collections.abc import Iterator, Sequence

from schemas.geometry import Box

_UNDER = 0.6
"""Of a heading's height: a rule that is its own is no further below it."""
_SHORT = 0.04
"""Of the width of what it parts: a rule may end so much earlier at either side."""


def runs_over(rules: Sequence[Box], columns: Sequence[Sequence[Box]]) -> bool:
    """Whether one of them runs over all of these columns, below something in each and above something, and
    through nothing."""
    over = list(_over(rules, [box for column in columns for box in column])) if rules else []
    return any(all(_parts(y, column) for column in columns) for y in over)


def runs_between(rules: Sequence[Box], above: Sequence[Box], below: Sequence[Box]) -> bool:
    """Whether one of them runs below all of the ones and above all of the others, over the width of both."""
    if not rules:
        return False
    bottom, top = max(box.y1 for box in above), min(box.y0 for box in below)
    return any(bottom <= y <= top for y in _over(rules, [*above, *below]))


def parting(rules: Sequence[Box], headings: Sequence[Box]) -> tuple[Box, ...]:
    """The rules without those right below headings beside each other: each is drawn under its own, and they
    are as long as their columns only because these stand level by chance."""
    return tuple(rule for rule in rules if sum(_is_under(rule, heading) for heading in headings) < 2)


def _is_under(rule: Box, heading: Box) -> bool:
    below = rule.centre[1] - heading.y1
    return 0 <= below <= _UNDER * (heading.y1 - heading.y0) and rule.x0 - 1 <= heading.x0 < rule.x1


def _over(rules: Sequence[Box], boxes: Sequence[Box]) -> Iterator[float]:
    """How far down those are that run over the whole width of the boxes."""
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    most = _SHORT * (right - left)
    return (rule.centre[1] for rule in rules if rule.x0 <= left + most and rule.x1 >= right - most)


def _parts(y: float, column: Sequence[Box]) -> bool:
    """Whether some of them stand above, some below, and none on both sides."""
    above = [box.y1 <= y for box in column]
    below = [box.y0 >= y for box in column]
    return any(above) and any(below) and sum(above) + sum(below) == len(column)
