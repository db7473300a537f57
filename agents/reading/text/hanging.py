"""Entries that begin with a row that sticks out, as those of dictionaries and bibliographies do. Pure."""

from agents.reading.text.filled import Filled
from agents.reading.text.indents import Indents

_EDGE = 0.5
"""Heights of a row that edges of one column lie apart."""
_LEAST, _MOST = 0.6, 5.0
"""How far the other rows of an entry are set in, in heights of a row."""
_FEWEST = 2
"""Entries after the first row, and rows that are set in, at least."""
_MOSTLY = 0.85
"""Of the rows before an entry, and of those that go on: a scan is not read without faults."""


def hanging(text: Filled) -> Indents | None:
    """Where entries begin, None where rows stand in another way.

    Rows begin at two edges. A row at the outer one comes after one that ends a sentence or ends early; a row
    at the inner one after one that is full, since it goes on. Where first rows are set in, it is the other
    way round, and verse has no full rows. Capitals tell nothing: the entries of a dictionary have none.
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
    if ended < _MOSTLY * len(begun) or full < _MOSTLY * len(within):
        return None
    return Indents(frozenset(begun), flush=0 in inner)


def _is_one_edge(text: Filled, left: float, inner: list[int]) -> bool:
    depths = [(text.starts[at] - left) / text.height_pt for at in inner]
    least, most = min(depths), max(depths)
    return least >= _LEAST and most <= _MOST and most - least <= _EDGE
