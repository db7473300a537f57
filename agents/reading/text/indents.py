"""Paragraphs that begin with a row set in, and what is set in as a whole, such as verse. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agents.reading.text.filled import Filled

_EDGE = 0.5
"""Heights of a row that edges of one column lie apart: those of a scan are rough."""
_LEAST, _MOST, _MOST_OF = 0.6, 5.0, 0.35
"""How far the first row of a paragraph is set in, in heights of a row and as a share of the column."""
_AGAINST = 0.15
"""Of the rows that are set in: so many may contradict, since a scan is not read without faults."""
_SURE = 0.5
"""Of them: so many come after a row that ends early."""
_WELL = 3.0
"""Heights of a row, more than a word needs: a first row that ends so early has none after it."""
_CENTRED = 0.6
"""Of all rows, so many are narrower than the widest, and of these as many end as far in as they begin, where
text is centred."""
_PROSE = 0.6
"""Of the other rows: so many are full where verse or a quotation may stand between paragraphs."""
_MOST_EDGES = 4
"""Edges that are tried: a column has one, lines that stick out of it make another."""
_ORNAMENT = re.compile(r"^[*\u2042\u2217\u2022~#\s]+$")


class Indents(NamedTuple):
    """`starts`: the rows that begin a paragraph by where they stand. `flush`: whether the first row of all
    begins at the edge, where paragraphs begin further in; None where that is not known."""

    starts: frozenset[int] = frozenset()
    flush: bool | None = None


def indents(text: Filled, apart: frozenset[int]) -> Indents:
    """`apart`: rows that begin something for other reasons.

    A row that is set in begins a paragraph where nearly all rows that are set in as far may do so: they come
    after a row that ends a sentence or ends early, and are full themselves where the next one is at the edge.
    So hanging indents, text beside a picture or a drop cap, centred lines and most verse are not taken for
    it. Not seen: paragraphs in a region all of whose rows begin a paragraph.
    """
    if len(text.rows) < 3 or _is_centred(text):
        return Indents()
    found = [_from(text, edge, apart) for edge in _edges(text)]
    return max(found, key=lambda one: len(one.starts), default=Indents())


def _from(text: Filled, edge: float, apart: frozenset[int]) -> Indents:
    """Those of paragraphs whose rows begin at this edge."""
    least, most = edge + _LEAST * text.height_pt, edge + _furthest(text)
    flush = frozenset(at for at, start in enumerate(text.starts) if start < least)
    further = [at for at, start in enumerate(text.starts) if least <= start <= most]
    depths = list(_clusters(text, further))
    first = [depth for depth in depths if _begin_paragraphs(text, depth, flush, apart)]
    begun = frozenset(at for depth in first for at in depth)
    starts = {at for at in begun if at > 0 and text.may_begin(at)}
    held = frozenset(at for depth in depths if depth not in first for at in depth)
    if _is_prose(text, flush):
        starts.update(_around(text, held))
    starts.update(_ornaments(text, edge))
    return Indents(frozenset(starts), 0 in flush if first and (0 in flush or 0 in begun) else None)


def _furthest(text: Filled) -> float:
    return min(_MOST * text.height_pt, _MOST_OF * text.width_pt)


def _edges(text: Filled) -> list[float]:
    """Where most rows begin, and what lies before that: most rows of a dialogue are set in."""
    clusters = list(_clusters(text, range(len(text.rows))))
    largest = max(range(len(clusters)), key=lambda at: len(clusters[at]))
    near = clusters[max(0, largest + 1 - _MOST_EDGES) : largest + 1]
    return [text.starts[cluster[len(cluster) // 2]] for cluster in near]


def _clusters(text: Filled, rows: Sequence[int]) -> Iterator[list[int]]:
    """Rows that begin at about the same place: the outermost first, those of one by where they begin."""
    cluster: list[int] = []
    for at in sorted(rows, key=lambda at: text.starts[at]):
        if cluster and text.starts[at] - text.starts[cluster[0]] > _EDGE * text.height_pt:
            yield cluster
            cluster = []
        cluster.append(at)
    if cluster:
        yield cluster


def _begin_paragraphs(
    text: Filled, set_in: Sequence[int], flush: frozenset[int], apart: frozenset[int]
) -> bool:
    told = [at for at in set_in if at > 0 and at not in apart]
    followed = [at for at in set_in if at + 1 in flush and at + 1 not in apart]
    sure = sum(text.begins_anew(at) and text.is_short(at - 1) for at in told)
    against = sum(not text.may_begin(at) for at in told) + sum(text.is_short(at, _WELL) for at in followed)
    goes_on = not all(map(text.is_short, followed)) or all(map(text.ends_sentence, set_in))
    return bool(told) and goes_on and sure >= _SURE * len(told) and against <= _AGAINST * len(set_in)


def _around(text: Filled, held: frozenset[int]) -> Iterator[int]:
    """The first row of each group that is set in as a whole, and the first one after it, if the rows before
    both end early."""
    for rows in _runs(sorted(held)):
        first, after = rows[0], rows[-1] + 1
        begins = first == 0 or (text.begins_anew(first) and text.is_short(first - 1))
        if len(rows) > 1 and begins and text.is_short(rows[-1]):
            yield from (at for at in (first, after) if 0 < at < len(text.rows))


def _runs(rows: Sequence[int]) -> list[list[int]]:
    """Rows that follow each other."""
    runs: list[list[int]] = []
    for at in rows:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _is_prose(text: Filled, flush: frozenset[int]) -> bool:
    rows = [at for at in flush if at + 1 in flush]
    return len(rows) > 1 and sum(not text.is_short(at) for at in rows) >= _PROSE * len(rows)


def _is_centred(text: Filled) -> bool:
    left, rough = min(text.starts), _EDGE * text.height_pt
    gaps = [(start - left, text.edge - end) for start, end in zip(text.starts, text.ends, strict=True)]
    narrow = [(before, after) for before, after in gaps if max(before, after) > rough]
    even = sum(abs(before - after) <= rough for before, after in narrow)
    return len(narrow) > _CENTRED * len(gaps) and even > _CENTRED * len(narrow)


def _ornaments(text: Filled, edge: float) -> Iterator[int]:
    for at, row in enumerate(text.rows):
        if text.starts[at] - edge > _MOST * text.height_pt and _ORNAMENT.match(row.text):
            yield from (one for one in (at, at + 1) if 0 < one < len(text.rows))
