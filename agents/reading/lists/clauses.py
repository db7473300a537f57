"""Numbered clauses and lists in lists: which rows of a page begin an item, or are a heading with a number.

One row that begins with a number tells nothing; rows that count up do. So all rows of a page are looked at
together: a layout model draws one box around many clauses, or ends a box between two. Pure.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agents.reading.headings.headings import HEADINGS
from agents.reading.lists.markers import LEADER, is_bulleted
from agents.reading.lists.rows_below import at_margin, row_below
from agents.reading.lists.sequences import ALIGNED_PT, Mark, Placed, links_of, mark_of
from agents.reading.page import Origin
from agents.reading.text.paragraphs import Row
from schemas.labels import RegionLabel
from schemas.work import Region

MAY_HOLD_CLAUSES = HEADINGS | {RegionLabel.TEXT, RegionLabel.REFERENCE, RegionLabel.LIST_ITEM}

_MOST_ROWS = 3_000
"""On a page: with more of them it is a drawing or a table in pieces."""
_ENDS = (".", "!", "?", ";", ":", ",")
_JOINS = re.compile(r"\b(?:and|or|und|oder|et|ou|y|o)$")
_SHORT = 3.0
"""Heights of a row: a row that ends so much further to the left than others of its region is short."""
_SMALL, _LARGE, _LARGER = 0.92, 1.12, 1.2
"""Of the usual height of rows: smaller type may be that of footnotes, larger type that of headings, and on
scans what is larger still."""
_LETTERS, _CAPITALS = 120, 3
"""Of a heading, at most; and of one in capitals, at least."""
_BREAK = 0.4
"""Of a row's height: how much wider than the narrowest gap of its region one is that ends an item."""
_SOURCE = re.compile(r"\b(?:1[89]|20)\d\d[a-z]?\b|\bdoi\b|https?://", re.IGNORECASE)
_PAGE = re.compile(r"\s\d{1,4}$")


Begun = Mapping[int, Mapping[Row, "Clause"]]
"""What rows begin, by the number of their region."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a row begins: an item with this marker, or a heading, of which its number is a part."""

    marker: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row that begins with a mark. `short`: others of its region go further to the right; `stands_out`: by
    its type, or by what a layout model says; `heads`: what follows it is text from the same margin on."""

    region: Region
    row: Row
    mark: Mark
    stands_out: bool
    heads: bool


@dataclass(frozen=True, slots=True)
class _Type:
    """The usual height of rows, and whether heights and weights are those that the PDF says."""

    usual_pt: float
    exact: bool


def clauses_of(parts: Sequence[tuple[Region, Sequence[Row]]], height_pt: float, origin: Origin) -> Begun:
    """`parts`: rows that stand below each other in one region. `height_pt`: that of the page.

    Not promised: a mark that is alone of its sequence on a page begins nothing, and neither does one in a
    text from right to left.
    """
    rows = sorted((row for _, part in parts for row in part), key=lambda row: row.box.y0)
    if len(rows) > _MOST_ROWS:
        return {}
    type_ = _Type(_usual_height(rows), origin is Origin.LAYER)
    below = {row: row_below(at, rows) for at, row in enumerate(rows)}
    found = [
        _candidate(region, row, mark, last, right, at_margin(row, below), type_)
        for region, part in parts
        for right in (max((row.box.x1 for row in part), default=0.0),)
        for row, mark, last in _marked_rows(region, part)
        if row.height_pt >= _SMALL * type_.usual_pt or row.box.y0 < height_pt / 2
    ]
    found.sort(key=lambda one: one.row.box.y0)
    links = links_of([Placed(one.mark, one.row.box.x0) for one in found])
    begun: dict[int, dict[Row, Clause]] = {}
    alone = links.nested.difference(at for chain in links.chains for at in chain)
    for chain in [*links.chains, *([at] for at in sorted(alone))]:
        for one, clause in _begun_by([found[at] for at in chain]):
            begun.setdefault(one.region.region_id, {})[one.row] = clause
    return begun


def cut(
    rows: Sequence[Row], begun: Mapping[Row, Clause], origin: Origin
) -> list[tuple[Clause | None, list[Row]]]:
    """The rows of a region as runs, each with what it is: an item or a heading ends where another begins, and
    before a row that goes on from another margin, in another type or after a wider gap."""
    narrow = min((below.box.y0 - above.box.y1 for above, below in pairwise(rows)), default=0.0)
    right = max((row.box.x1 for row in rows), default=0.0)
    runs: list[tuple[Clause | None, list[Row]]] = []
    for row in rows:
        clause = begun.get(row)
        if clause or not runs:
            runs.append((clause, [row]))
        elif runs[-1][0] and _ends(runs[-1][0], runs[-1][1], row, narrow, right, origin):
            runs.append((None, [row]))
        else:
            runs[-1][1].append(row)
    return runs


def _ends(clause: Clause, run: Sequence[Row], row: Row, narrow: float, right: float, origin: Origin) -> bool:
    first, last = run[0], run[-1]
    bold_tells = origin is Origin.LAYER
    if is_bulleted(row) or (bold_tells and row.bold and not first.bold and not row.text[:1].islower()):
        return True
    lighter = first.bold and not row.bold and (bold_tells or _is_short(last, right))
    if clause.heading and (lighter or _in_capitals(first) != _in_capitals(row)):
        return True
    if row.box.y0 - last.box.y1 > narrow + _BREAK * row.height_pt:
        return True
    margin = run[1].box.x0 if len(run) > 1 else first.box.x0
    if margin > first.box.x0 + ALIGNED_PT:
        return row.box.x0 < margin - ALIGNED_PT
    is_over = _is_short(last, right) and last.text.endswith((".", "!", "?"))
    return is_over and row.box.x0 <= first.box.x0 + ALIGNED_PT


def _marked_rows(region: Region, part: Sequence[Row]) -> list[tuple[Row, Mark, str]]:
    """The rows that may begin something, and what the last row before the next of them says; none of a list
    of sources."""
    right = max((row.box.x1 for row in part), default=0.0)
    narrow = min((below.box.y0 - above.box.y1 for above, below in pairwise(part)), default=0.0)
    found: list[tuple[Row, Mark, str]] = []
    for at, row in enumerate(part):
        mark = mark_of(row.text)
        if mark and _may_begin(row, part[max(0, at - 2) : at], right, narrow) and not _is_entry(region, row):
            found.append((row, mark, row.text))
        elif found:
            found[-1] = (*found[-1][:2], row.text)
    sources = sum(_SOURCE.search(row.text) is not None for row in part)
    return [] if region.label is RegionLabel.REFERENCE and sources >= len(found) else found


def _is_entry(region: Region, row: Row) -> bool:
    """Whether it is one of a table of contents."""
    numbered = region.label is RegionLabel.LIST_ITEM and _PAGE.search(row.text)
    return bool(numbered) or LEADER.search(row.text) is not None


def _may_begin(row: Row, before: Sequence[Row], right: float, narrow: float) -> bool:
    """Whether no sentence goes on in the row from the one above it. `before`: up to two rows above it."""
    if not before:
        return True
    above = before[-1]
    text = above.text.rstrip()
    if text.endswith(_ENDS) or _JOINS.search(text) or _is_short(above, right) or above.bold != row.bold:
        return True
    if row.box.y0 - above.box.y1 > narrow + _BREAK * row.height_pt:
        return True
    by = row.box.x0 - above.box.x0
    return by > ALIGNED_PT or (by < -ALIGNED_PT and (len(before) > 1 or mark_of(above.text) is not None))


def _candidate(
    region: Region, row: Row, mark: Mark, last: str, right: float, below: Row | None, type_: _Type
) -> _Candidate:
    short = _is_short(row, max(right, below.box.x1 if below else 0.0))
    heads = (
        below is not None
        and short
        and not row.text.endswith(_ENDS)
        and mark_of(below.text) is None
        and below.box.x0 <= row.box.x0 + ALIGNED_PT
    )
    stands_out = len(row.text) <= _LETTERS and _stands_out(region, row, last.endswith(_ENDS), short, type_)
    return _Candidate(region, row, mark, stands_out, heads)


def _stands_out(region: Region, row: Row, whole: bool, short: bool, type_: _Type) -> bool:
    """`whole`: what it begins ends as a sentence does. On a scan neither the weight nor the height of one row
    is sure."""
    called = region.label in HEADINGS
    if _in_capitals(row) or (called and not whole):
        return True
    if not type_.exact and not (called or (short and not whole)):
        return False
    return row.bold or row.height_pt >= (_LARGE if type_.exact else _LARGER) * type_.usual_pt


def _begun_by(chain: Sequence[_Candidate]) -> Iterator[tuple[_Candidate, Clause]]:
    """A sequence is of headings where most of it is; what else is among them stays what it is."""
    if 2 * sum(one.stands_out or one.heads for one in chain) > len(chain):
        for one in chain:
            plainly = one.row.bold or _in_capitals(one.row)
            if plainly and one.region.label not in HEADINGS and not one.row.text.endswith(_ENDS):
                yield one, Clause(one.mark.text, heading=True)
        return
    regions = {one.region.region_id for one in chain}
    in_text = len(regions) < len(chain) or any(one.region.label not in HEADINGS for one in chain)
    for one in chain:
        if not one.stands_out and (in_text or one.region.label not in HEADINGS):
            yield one, Clause(one.mark.text)


def _usual_height(rows: Sequence[Row]) -> float:
    """That of most letters."""
    letters: Counter[float] = Counter()
    for row in rows:
        letters[round(row.height_pt, 1)] += len(row.text)
    half, count = sum(letters.values()) / 2, 0
    for height, number in sorted(letters.items()):
        count += number
        if count >= half:
            return height
    return 0.0


def _is_short(row: Row, right: float) -> bool:
    return row.box.x1 <= right - _SHORT * row.height_pt


def _in_capitals(row: Row) -> bool:
    return row.text.isupper() and sum(map(str.isalpha, row.text)) >= _CAPITALS
