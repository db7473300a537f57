"""Tables that go on on the next page. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from statistics import median
from typing import Any

from agents.reading.page import Block, FilledCell, FilledTable
from agents.reading.tables.cells import MAX_CELLS
from agents.reading.tables.header_row import is_number
from agents.reading.text.paragraphs import joined
from schemas.geometry import Box

Node = dict[str, Any]
Span = tuple[float, float]

_NEAR_PT = 8.0
"""So far may the left edges of a column's cells lie apart on the two pages."""
_SHARED = 0.6
"""Of the wider of two columns of one name: so much of it is over the other. Where no rules are, a column is
as wide as the texts that stand on its page."""
_SURE_ROWS = 2
"""With something in the first column, on each side of a break: fewer do not show that every row has."""


@dataclass(frozen=True, slots=True)
class LastTable:
    """The table that a page ended with: its node, the part of it on that page, the header it began with."""

    node: Node
    table: FilledTable
    header: tuple[tuple[str, ...], ...]
    page_no: int


def last_table(node: Node, table: FilledTable, page_no: int) -> LastTable:
    return LastTable(node, table, header_of(table), page_no)


def rest_of_table(last: LastTable, block: Block, page_no: int) -> FilledTable | None:
    """What a table adds to the one that the page before ended with, its repeated header left out; None where
    it is a table of its own: it has a caption, another number of columns, columns in other places, or another
    header, or the whole would be larger than docling-core takes. One whose first row was taken for a header,
    having no numbers, stays a table of its own, too."""
    table = block.table
    if table is None or page_no != last.page_no + 1 or block.captions or table.cols != last.table.cols:
        return None
    if (last.node["data"]["num_rows"] + table.rows) * table.cols > MAX_CELLS:
        return None
    header = header_of(table)
    if header and header != last.header:
        return None
    if not (_same_columns(last.table, table) or (header and _over_each_other(last.table, table))):
        return None
    # Cells of a header may reach below the rows that are all header.
    rows = max((cell.row + cell.row_span for cell in table.cells if cell.row < len(header)), default=0)
    kept = tuple(replace(cell, row=cell.row - rows) for cell in table.cells if cell.row >= rows)
    return FilledTable(table.rows - rows, table.cols, kept) if kept else None


def go_on(
    last: LastTable, rest: FilledTable, page_no: int, cells: Sequence[Node], provenance: Node
) -> LastTable:
    """Adds the rest's `cells`, as `table_data` gives them, below the rows that are there. What the break cut
    off from the last of them goes into its cells."""
    data = last.node["data"]
    cut = _is_cut(last.table, rest)
    if cut:
        _add_texts(data, [cell for cell in cells if cell["start_row_offset_idx"] == 0])
        cells = [cell for cell in cells if cell["start_row_offset_idx"] > 0]
    for cell in cells:
        for key in ("start_row_offset_idx", "end_row_offset_idx"):
            cell[key] += data["num_rows"] - cut
    data["table_cells"] += cells
    data["num_rows"] += rest.rows - cut
    last.node["prov"].append(provenance)
    return LastTable(last.node, _without_first(rest) if cut and cells else rest, last.header, page_no)


def _is_cut(above: FilledTable, rest: FilledTable) -> bool:
    """Whether the first row of the rest is the end of the last one above: the only one with nothing in the
    first column, and with words below words. The last row of a page is not looked at where it spans others.
    """
    named, all_named = _named_rows(above), _named_rows(rest)
    body = {cell.row for cell in above.cells if not cell.header}
    if len(named & body) < _SURE_ROWS or not body <= named or len(all_named) < _SURE_ROWS:
        return False
    if all_named != set(range(1, rest.rows)):
        return False
    last = {cell.col: cell for cell in above.cells if cell.row == above.rows - 1 and cell.text}
    first = [cell for cell in rest.cells if cell.row == 0 and cell.text]
    return bool(first) and all(
        cell.col in last
        and last[cell.col].col_span == cell.col_span
        and cell.row_span == last[cell.col].row_span == 1
        and not is_number(cell.text)
        for cell in first
    )


def header_of(table: FilledTable) -> tuple[tuple[str, ...], ...]:
    """The texts of the rows at the top that are all header."""
    rows: dict[int, list[FilledCell]] = defaultdict(list)
    for cell in table.cells:
        rows[cell.row].append(cell)
    top = takewhile(lambda row: row in rows and all(cell.header for cell in rows[row]), range(table.rows))
    return tuple(tuple(cell.text for cell in sorted(rows[row], key=lambda cell: cell.col)) for row in top)


def _same_columns(above: FilledTable, below: FilledTable) -> bool:
    lefts, others = _lefts(above), _lefts(below)
    known = lefts.keys() & others.keys()
    return len(known) > above.cols / 2 and all(abs(lefts[col] - others[col]) <= _NEAR_PT for col in known)


def _lefts(table: FilledTable) -> dict[int, float]:
    return {col: left for col, (left, _) in _spans(table).items()}


def _spans(table: FilledTable) -> dict[int, Span]:
    """Where the cells of each column begin and end, as a rule; not of one that only spanning cells begin
    in."""
    edges: dict[int, list[Box]] = defaultdict(list)
    for cell in table.cells:
        if cell.col_span == 1:
            edges[cell.col].append(cell.box)
    return {
        col: (median(box.x0 for box in boxes), median(box.x1 for box in boxes))
        for col, boxes in edges.items()
    }


def _over_each_other(above: FilledTable, below: FilledTable) -> bool:
    """Whether each column of the one page stands over that of the other."""
    spans, others = _spans(above), _spans(below)
    known = spans.keys() & others.keys()
    return len(known) > above.cols / 2 and all(_shared(spans[col], others[col]) >= _SHARED for col in known)


def _shared(one: Span, other: Span) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / max(one[1] - one[0], other[1] - other[0], 1e-6)


def _named_rows(table: FilledTable) -> set[int]:
    """Those with something in the first column."""
    return {
        row
        for cell in table.cells
        if cell.col == 0 and cell.text
        for row in range(cell.row, cell.row + cell.row_span)
    }


def _add_texts(data: Node, cells: Sequence[Node]) -> None:
    """Adds texts to those of the last row, which stands at the end."""
    last = {
        cell["start_col_offset_idx"]: cell
        for cell in data["table_cells"][-data["num_cols"] :]
        if cell["end_row_offset_idx"] == data["num_rows"]
    }
    for cell in cells:
        if cell["text"]:
            whole = last[cell["start_col_offset_idx"]]
            whole["text"] = joined([whole["text"], cell["text"]])


def _without_first(table: FilledTable) -> FilledTable:
    cells = tuple(replace(cell, row=cell.row - 1) for cell in table.cells if cell.row)
    return FilledTable(table.rows - 1, table.cols, cells)
