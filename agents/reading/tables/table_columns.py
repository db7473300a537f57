"""Lines and columns of a table that has no full set of rules, from where its words stand. Pure.

Columns are what no line crosses: boxes projected on an axis part at the gaps of the profile (Ha, Haralick and
Phillips, "Recursive X-Y cut using bounding boxes of connected components", ICDAR 1995), counted here in lines
instead of ink, so that a cell that spans several columns can be told from the rest.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from agents.reading.text.text_lines import Run, TextLine
from schemas.geometry import Box

_HEADS = 3
"""Lines at the top that may be set off from what stands below them."""

Span = tuple[float, float]


def columns_of(lines: Sequence[TextLine]) -> list[Span]:
    """Left and right of each column, from left to right. What crosses the gap between two of them in a few
    lines only is taken for cells that span both."""
    thin = _thin(lines, max(1, len(lines) // 5))
    near = [(line, run) for line in lines for run in line.runs if any(_touches(run, gap) for gap in thin)]
    crossing = {id(run) for _, run in near if any(_bridges(run, gap) for gap in thin)}
    crossing |= {id(run) for line, run in near if _over_a_gap(run, [one for one in lines if one is not line])}
    kept = [[run for run in line.runs if id(run) not in crossing] for line in lines]
    spans = _covered([(run.box.x0, run.box.x1) for line in kept for run in line])
    return _heads_joined(spans, [{_at(run.box, spans) for run in line} for line in kept])


def _bridges(run: Run, gap: Span) -> bool:
    """Whether it covers a stretch that few lines touch and reaches beyond it on both sides, into what many
    lines touch."""
    return run.box.x0 < gap[0] and run.box.x1 > gap[1]


def _touches(run: Run, gap: Span) -> bool:
    return run.box.x0 < gap[1] and run.box.x1 > gap[0]


def _over_a_gap(run: Run, others: Sequence[TextLine]) -> bool:
    """Whether it stands over two columns that all other lines leave apart."""
    spans = _covered([(one.box.x0, one.box.x1) for line in others for one in line.runs])
    return sum(run.box.x0 < right and run.box.x1 > left for left, right in spans) > 1


def _thin(lines: Sequence[TextLine], few: int) -> list[Span]:
    """Stretches inside the table that at least one line touches, and `few` at most."""
    starts = Counter(run.box.x0 for line in lines for run in line.runs)
    ends = Counter(run.box.x1 for line in lines for run in line.runs)
    edges = sorted(starts | ends)
    found: list[Span] = []
    count = 0  # runs of one line lie side by side, so as many lines as runs are here
    for left, right in pairwise(edges):
        count += starts[left] - ends[left]
        if not 0 < count <= few:
            continue
        if found and found[-1][1] == left:
            found[-1] = (found[-1][0], right)
        else:
            found.append((left, right))
    return [(left, right) for left, right in found if left > edges[0] and right < edges[-1]]


def _covered(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for left, right in sorted(spans):
        if found and left <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _at(box: Box, spans: Sequence[Span]) -> int:
    middle = (box.x0 + box.x1) / 2
    return next(at for at, (left, right) in enumerate(spans) if left <= middle <= right)


def _heads_joined(spans: list[Span], filled: Sequence[set[int]]) -> list[Span]:
    """A heading at the left over numbers at the right of one column looks like a column of its own."""
    at = 0
    while at + 1 < len(spans):
        one, other = ({n for n, line in enumerate(filled) if c in line} for c in (at, at + 1))
        apart = not one & other and (max(one, default=0) < _HEADS or max(other, default=0) < _HEADS)
        if apart and one and other:
            spans = [*spans[:at], (spans[at][0], spans[at + 1][1]), *spans[at + 2 :]]
            filled = [{c - (c > at) for c in line} for line in filled]
        else:
            at += 1
    return spans
