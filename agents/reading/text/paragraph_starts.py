"""Where paragraphs begin among the rows of one region: by type, by gaps, by where rows stand. Pure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agents.reading.page import Origin
from agents.reading.text.filled import Filled
from agents.reading.text.hanging import hanging
from agents.reading.text.indents import Indents, indents
from agents.reading.text.justified import after_short_rows
from agents.reading.text.labelled import after_definitions, after_labels
from agents.reading.text.paragraphs import Row
from agents.reading.text.row_gaps import after_gaps

_OTHER_SIZE, _OTHER_SIZE_LAID = 1.15, 1.3
"""From one row to the next, and where rows are laid over their region."""
_HEAD = 1.05
"""Where sizes are exact: a first row that ends early, and is as much larger or smaller than the next one."""
_EARLY = 3.0
"""Heights of a row before the edge."""
_CAPITALS = 8
"""Letters, or more: fewer are an abbreviation."""


class Paragraph(NamedTuple):
    """`flush`: whether its first row begins at the edge where paragraphs of its region begin further in, so
    that it goes on from somewhere else; None where that is not known. `full`: its last row ends where the
    column does."""

    rows: list[Row]
    flush: bool | None = None
    full: bool = False


def paragraphs_of(rows: Sequence[Row], origin: Origin) -> list[Paragraph]:
    """Splits where the size of the type changes, or bold type, capitals or a style begin or end, behind a row
    that heads the rest, where the gap between rows is larger than within a paragraph, before rows that are
    set in or stick out as first ones do, in justified text after rows that end early, and where rows begin
    with names and colons or define terms. Rows that are laid over their region stand nowhere of their own:
    their gaps and indents tell little."""
    other = _OTHER_SIZE_LAID if origin is Origin.REGIONS else _OTHER_SIZE
    parts = _by_type(rows, other, max((row.box.x1 for row in rows), default=0.0))
    if origin is Origin.LAYER:
        parts = [part for whole in parts for part in _without_head(whole)]
    return [paragraph for part in parts for paragraph in _by_place(part, origin)]


def _by_place(rows: Sequence[Row], origin: Origin) -> Iterator[Paragraph]:
    text = Filled.of(rows)
    apart = after_gaps(text)
    found = Indents() if origin is Origin.REGIONS else hanging(text) or indents(text, apart)
    told = after_labels(text) | after_definitions(text)
    starts = sorted({0, *apart, *found.starts, *after_short_rows(text), *told})
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        flush = found.flush if start == 0 else False if start in found.starts else None
        yield Paragraph(list(rows[start:end]), flush, not text.is_short(end - 1))


def _by_type(rows: Sequence[Row], other: float, edge: float) -> list[list[Row]]:
    """`edge`: where the rows end that go furthest."""
    parts: list[list[Row]] = []
    for row in rows:
        height = row.height_pt
        last = parts[-1][-1].height_pt if parts else height
        alike = max(height, last) <= other * max(min(height, last), 1e-6)
        if parts and alike and _goes_on(parts[-1][0], row) and not _is_restyled(parts[-1][-1], row, edge):
            parts[-1].append(row)
        else:
            parts.append([row])
    return parts


def _without_head(rows: list[Row]) -> list[list[Row]]:
    """The first row by itself where its type is of another size, it ends early and no sentence goes on."""
    if len(rows) < 2:
        return [rows]
    text = Filled.of(rows)
    small, large = sorted(row.height_pt for row in rows[:2])
    other = large >= _HEAD * small
    heads = other and text.is_short(0) and text.begins_anew(1) and not text.ends_sentence(0)
    return [rows[:1], rows[1:]] if heads else [rows]


def _goes_on(first: Row, row: Row) -> bool:
    """Whether rows of one size are in one type. Bold type within a sentence begins nothing."""
    emphasis = row.bold and row.text[:1].islower()
    return (first.bold == row.bold or (emphasis and not first.bold)) and _capitals(first) == _capitals(row)


def _is_restyled(above: Row, row: Row, edge: float) -> bool:
    """Whether italics or a colour begin or end behind a row that ends early. Within a text they begin
    nothing."""
    return (
        above.styled != row.styled
        and edge - above.box.x1 > _EARLY * above.height_pt
        and not row.text[:1].islower()
    )


def _capitals(row: Row) -> bool:
    return row.text.isupper() and sum(map(str.isalpha, row.text)) >= _CAPITALS
