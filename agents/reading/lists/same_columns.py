"""Terms and texts in the same two columns as a list of terms elsewhere on the page: its first or last entry
that a layout model saw apart, and an entry that stands alone below a heading. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agents.reading.lists.entries import (
    ALIGNED_PT,
    MOST_PIECES,
    Entries,
    columns_of,
    entries_of,
    near,
    second_start,
)
from agents.reading.page import MARGINS, Piece, union
from agents.reading.text.paragraphs import Row, rows_of
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region

_APART = 1.5
"""Heights of a row between two entries that are put together, at most."""
_LEVEL = 0.5
"""Of a row's height: how far the tops of a term and of its text may lie apart."""
_AS_LARGE = 1.08
"""Times the height of the terms: what is larger is a heading."""
_MOST_REGIONS, _MOST_COLUMNS = 300, 20
"""On a page: a drawing has more, and whatever is published must be read in bounded time."""
_MAY_BELONG = MARGINS | {RegionLabel.TEXT, RegionLabel.SECTION_HEADER, RegionLabel.REFERENCE}


class _Columns(NamedTuple):
    """Where the terms of a list begin, and the texts beside them; and one of the terms, or a word of it."""

    left: float
    right: float
    term: Piece


@dataclass(frozen=True, slots=True)
class _Part:
    """A region of which each row begins in one of the two columns."""

    region: Region
    rows: list[Row]

    @property
    def box(self) -> Box:
        return union([row.box for row in self.rows])


def with_others(
    regions: Sequence[Region], pieces: Mapping[int, list[Piece]], entries: dict[int, Entries]
) -> tuple[list[Region], Mapping[int, list[Piece]], dict[int, Entries]]:
    """Regions with what belongs to the lists of `entries` made one with it, and the entries then."""
    kept, merged, found = [*regions], dict(pieces), dict(entries)
    for columns in _apart([*map(_columns, entries.values())]):
        parts = _parts(kept, merged, columns) if len(kept) <= _MOST_REGIONS else []
        for run in _runs(parts, kept, columns):
            ids = [part.region.region_id for part in run]
            whole = [piece for one in ids for piece in merged[one]]
            if not (whole_entries := _entries_in(run, whole, columns)) or all(one in found for one in ids):
                continue
            box = union([part.region.box for part in run])
            first = run[0].region.model_copy(update={"box": box, "label": RegionLabel.TEXT})
            kept = [first if one is run[0].region else one for one in kept if one.region_id not in ids[1:]]
            merged[ids[0]], found[ids[0]] = whole, whole_entries
    return kept, merged, found


def _columns(entries: Entries) -> _Columns:
    return _Columns(*columns_of(entries), min(entries[0], key=lambda piece: piece.box.x0))


def _apart(columns: Sequence[_Columns]) -> list[_Columns]:
    """Each pair of columns once."""
    once: list[_Columns] = []
    for one in columns:
        if not any(near(one[:2], other[:2]) for other in once):
            once.append(one)
    return once[:_MOST_COLUMNS]


def _parts(regions: Sequence[Region], pieces: Mapping[int, list[Piece]], columns: _Columns) -> list[_Part]:
    """From top to bottom."""
    parts = [
        _Part(region, rows_of(own))
        for region in regions
        if region.label in _MAY_BELONG
        and (own := pieces.get(region.region_id))
        and len(own) <= MOST_PIECES
        and not any(piece.fixed for piece in own)
    ]
    within = [
        part
        for part in parts
        if all(_stands(row, pieces[part.region.region_id], columns) for row in part.rows)
    ]
    said = [part for part in within if part.region.label not in MARGINS]
    kept = [part for part in within if _may_belong(part, said, columns)]
    return sorted(kept, key=lambda part: (part.box.y0, part.box.x0))


def _stands(row: Row, pieces: Sequence[Piece], columns: _Columns) -> bool:
    """Whether a row is a term, a text, or one with the other."""
    column = columns.right
    if _is_term(row, columns) and row.box.x1 >= column:
        return abs(second_start(row.box, pieces) - column) <= ALIGNED_PT
    return _is_term(row, columns) or abs(row.box.x0 - column) <= ALIGNED_PT


def _is_term(row: Row, columns: _Columns) -> bool:
    return abs(row.box.x0 - columns.left) <= ALIGNED_PT


def _may_belong(part: _Part, said: Sequence[_Part], columns: _Columns) -> bool:
    """Whether every term of it has a text beside it. A heading is no term, unless it has no letters or
    looks as the terms do, and beside what is called a header or a footer there is more than a line."""
    label = part.region.label
    terms = [row for row in part.rows if _is_term(row, columns)]
    if label is RegionLabel.SECTION_HEADER and not all(_looks_like_term(row, columns.term) for row in terms):
        return False
    if label in MARGINS and len(terms) < len(part.rows):
        return False
    lone = [row for row in terms if row.box.x1 < columns.right]
    beside = [one for one in said if len(one.rows) > 1 or label not in MARGINS]
    return all(_has_text(row, beside, columns) for row in lone)


def _looks_like_term(row: Row, term: Piece) -> bool:
    lettered = any(map(str.isalpha, row.text))
    height = term.box.y1 - term.box.y0
    return not lettered or (row.bold == term.bold and row.height_pt <= _AS_LARGE * height)


def _has_text(term: Row, said: Sequence[_Part], columns: _Columns) -> bool:
    reach = _LEVEL * (term.box.y1 - term.box.y0)
    return any(
        abs(row.box.x0 - columns.right) <= ALIGNED_PT and abs(row.box.y0 - term.box.y0) <= reach
        for one in said
        for row in one.rows
    )


def _runs(parts: Sequence[_Part], regions: Sequence[Region], columns: _Columns) -> list[list[_Part]]:
    """Parts that follow each other closely with nothing else in between, each run from its first term on."""
    ours = {part.region.region_id for part in parts}
    others = [one.box for one in regions if one.region_id not in ours]
    runs: list[list[_Part]] = []
    for part in parts:
        if runs and _follows(part, union([one.box for one in runs[-1]]), others):
            runs[-1].append(part)
        else:
            runs.append([part])
    begun = (_from_first_term(run, columns) for run in runs)
    return [run for run in begun if run]


def _follows(part: _Part, above: Box, others: Sequence[Box]) -> bool:
    row = part.rows[0].box
    if row.y0 - above.y1 > _APART * (row.y1 - row.y0):
        return False
    between = (above.y1, row.y0)
    return not any(
        between[0] < box.centre[1] < between[1] and box.x0 < above.x1 and box.x1 > above.x0 for box in others
    )


def _from_first_term(run: list[_Part], columns: _Columns) -> list[_Part]:
    """Without what stands above its first term: the rest of an entry of another page."""
    tops = [row.box for part in run for row in part.rows if _is_term(row, columns)]
    if not tops:
        return []
    first = min(tops, key=lambda box: box.y0)
    reach = _LEVEL * (first.y1 - first.y0)
    return [part for part in run if part.rows[0].box.y0 >= first.y0 - reach]


def _entries_in(run: Sequence[_Part], pieces: Sequence[Piece], columns: _Columns) -> Entries:
    entries = entries_of(pieces, 1) if len(run) > 1 else []
    return entries if entries and near(columns_of(entries), columns[:2]) else []
