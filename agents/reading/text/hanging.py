"""Entries that begin with a row that sticks out, as those of dictionaries and bibliographies do. Pure."""

from agents.reading.text.filled import Filled
from agents.reading.text.indents import Indents

_EDGE = 0.5
"""Heights of a row that edges of one column lie apart."""
_LEAST, _MOST = 0.6, 5.0
"""How far the other rows of an entry are set in, in heights of a row."""
_FEWEST = 2
"""Entries after the first row, and rows that are set in, at least."""
_SEVERAL, _MANY = 3, 8
"""Rows that are set in, where what is above an entry says nothing of its end; and where the first one goes on
from another column, or is the first one of a paragraph."""
_FOLLOWED = 0.7
"""Of the rows that stick out, then: headings over entries do too."""
_MOSTLY = 0.85
"""Of the rows before an entry, and of those that go on: a scan is not read without faults."""


def hanging(text: Filled) -> Indents | None:
    """Where entries begin, None where rows stand in another way.

    Rows begin at two edges. A row at the outer one comes after one that ends a sentence or ends early; a row
    at the inner one after one that is full, since it goes on. Short entries may fill their last rows, and
    then most have a row that is set in. Where first rows are set in, it is the other way round, and
    verse has no full rows. Capitals tell nothing: the entries of a dictionary have none.
    """
    left = min(text.starts)
    sticks_out = [start - left <= _EDGE * text.height_pt for start in text.starts]
    outer = [at for at, out in enumerate(sticks_out) if out]
    inner = [at for at, out in enumerate(sticks_out) if not out]
    begun, within = [at for at in outer if at > 0], [at for at in inner if at > 0]
    if len(begun) < _FEWEST or len(within) < _FEWEST or not _is_one_edge(text, left, inner):
        return None
    ended = sum(text.ends_sentence(at - 1) or text.is_short(at - 1) for at in begun)
    full = sum(not text.is_short(at - 1) for at in within)
    if full < _MOSTLY * len(within):
        return None
    if ended < _MOSTLY * len(begun) and not (full == len(within) and _go_on(outer, inner)):
        return None
    return Indents(frozenset(begun), flush=0 in inner)


def _go_on(outer: list[int], inner: list[int]) -> bool:
    """Whether most rows that stick out have one below them that does not: paragraphs whose first rows are set
    in have more at the outer edge."""
    going_on = set(inner)
    followed = sum(at + 1 in going_on for at in outer)
    least = _SEVERAL if 0 in outer else _MANY
    return len(inner) >= least and followed >= _FOLLOWED * len(outer)


def _is_one_edge(text: Filled, left: float, inner: list[int]) -> bool:
    depths = [(text.starts[at] - left) / text.height_pt for at in inner]
    least, most = min(depths), max(depths)
    return least >= _LEAST and most <= _MOST and most - least <= _EDGE
