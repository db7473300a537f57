"""Terms with what is said of them beside them, as in glossaries and lists of options: read pair by pair and
not as two columns. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agents.document.page import Piece, union
from agents.document.paragraphs import Row, rows_of
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region

_TERM = 40
"""Letters, at most: what is longer is text."""
_LEVEL = 0.5
"""Of a row's height: how far the tops of a term and of its text may lie apart."""
_GAP = 0.8
"""Heights of a row between a term and its text, at least."""
_ALIGNED_PT = 3.0
_WIDER = 1.5
"""How much wider than the terms what is said of them is, at least."""
_FEWEST = 2

Pieces = dict[int, list[Piece]]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text region and its rows."""

    region: Region
    rows: list[Row]

    @property
    def is_term(self) -> bool:
        return len(self.rows) == 1 and len(self.rows[0].text) <= _TERM


def with_terms(
    regions: Sequence[Region], pieces: Mapping[int, list[Piece]]
) -> tuple[list[Region], Mapping[int, list[Piece]]]:
    """Terms and the texts level with them made one region each, which `entries_of` takes apart again. Only
    where nothing else stands in the column of the terms."""
    texts = [
        _Text(region, rows_of(pieces[region.region_id]))
        for region in regions
        if region.label is RegionLabel.TEXT and pieces.get(region.region_id)
    ]
    beside: dict[int, list[_Text]] = {}
    for term, said in _pairs(texts):
        beside.setdefault(said.region.region_id, []).append(term)
    gone: set[int] = set()
    widened: dict[int, Region] = {}
    merged: Pieces = dict(pieces)
    for text in texts:
        terms = beside.get(text.region.region_id, [])
        if terms and _alone(terms, text, texts):
            all_of_it = [text, *terms]
            gone |= {term.region.region_id for term in terms}
            box = union([one.region.box for one in all_of_it])
            widened[text.region.region_id] = text.region.model_copy(update={"box": box})
            merged[text.region.region_id] = [
                piece for one in all_of_it for piece in pieces[one.region.region_id]
            ]
    kept = [widened.get(one.region_id, one) for one in regions if one.region_id not in gone]
    return kept, merged


def entries_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each term and its text; empty where a region is anything else."""
    rows = rows_of(pieces)
    if len(rows) < _FEWEST:
        return []
    of_rows = [_within(row.box, pieces) for row in rows]
    left = min(row.box.x0 for row in rows)
    starts = [_second_start(row.box, of_row) for row, of_row in zip(rows, of_rows, strict=True)]
    begins = [row.box.x0 <= left + _ALIGNED_PT for row in rows]
    column = min((start for start, begin in zip(starts, begins, strict=True) if begin and start), default=0.0)
    width = max(row.box.x1 for row in rows) - column
    if not column or sum(begins) < _FEWEST or width <= column - left:
        return []
    entries: list[list[Piece]] = []
    for row, of_row, start, begin in zip(rows, of_rows, starts, begins, strict=True):
        if abs((start if begin else row.box.x0) - column) > _ALIGNED_PT or not (entries or begin):
            return []
        if begin:
            entries.append(list(of_row))
        else:
            entries[-1].extend(of_row)
    return entries


def _pairs(texts: Sequence[_Text]) -> list[tuple[_Text, _Text]]:
    """Terms and the texts that they are level with, where several stand in the same two columns."""
    found = [(term, _level_with(term, texts)) for term in texts if term.is_term]
    pairs = [(term, said) for term, said in found if said is not None]
    columns = [(term.region.box.x0, said.region.box.x0) for term, said in pairs]
    alike = [sum(_near(one, other) for other in columns) >= _FEWEST for one in columns]
    return [pair for pair, several in zip(pairs, alike, strict=True) if several]


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) <= _ALIGNED_PT and abs(one[1] - other[1]) <= _ALIGNED_PT


def _level_with(term: _Text, texts: Sequence[_Text]) -> _Text | None:
    """The nearest text to the right of a term that has a row level with it."""
    box = term.rows[0].box
    reach = _LEVEL * (box.y1 - box.y0)
    level = [
        text
        for text in texts
        if text.region.box.x0 >= box.x1
        and any(abs(row.box.y0 - box.y0) <= reach for row in text.rows)
        and text.region.box.x1 - text.region.box.x0 >= _WIDER * (box.x1 - box.x0)
    ]
    return min(level, key=lambda text: text.region.box.x0, default=None)


def _alone(terms: Sequence[_Text], text: _Text, texts: Sequence[_Text]) -> bool:
    """Whether the first term begins with the text, all stand at one margin, and nothing else in their column
    beside it."""
    first = terms[0].rows[0].box
    inside = {id(one) for one in terms}
    column = union([term.rows[0].box for term in terms])
    others = [one for one in texts if id(one) not in inside and one is not text]
    height = first.y1 - first.y0
    return (
        abs(min(term.rows[0].box.y0 for term in terms) - text.rows[0].box.y0) <= _LEVEL * height
        and all(abs(term.rows[0].box.x0 - column.x0) <= _ALIGNED_PT for term in terms)
        and not any(_in_column(one.region.box, column, text.region.box) for one in others)
    )


def _in_column(box: Box, column: Box, text: Box) -> bool:
    beside = min(box.y1, text.y1) > max(box.y0, text.y0)
    return beside and min(box.x1, column.x1) > max(box.x0, column.x0)


def _within(row: Box, pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if row.holds(*piece.box.centre)]


def _second_start(row: Box, pieces: Sequence[Piece]) -> float:
    """Where the text begins that stands clearly apart from what the row begins with; 0 without such a gap."""
    apart = _GAP * (row.y1 - row.y0)
    ordered = sorted(pieces, key=lambda piece: piece.box.x0)
    for before, piece in pairwise(ordered):
        if piece.box.x0 - before.box.x1 >= apart:
            return piece.box.x0
    return 0.0
