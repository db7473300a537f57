"""Tables that go on on the next page. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from agents.document.page import Block, FilledCell, FilledTable

Node = dict[str, Any]

_NEAR_PT = 8.0
"""So far may the left edges of a column's cells lie apart on the two pages."""


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
    header. One whose first row was taken for a header, having no numbers, stays a table of its own, too."""
    table = block.table
    if table is None or page_no != last.page_no + 1 or block.captions or table.cols != last.table.cols:
        return None
    header = header_of(table)
    if header and header != last.header:
        return None
    if not _same_columns(last.table, table):
        return None
    rows = len(header)
    kept = tuple(replace(cell, row=cell.row - rows) for cell in table.cells if cell.row >= rows)
    return FilledTable(table.rows - rows, table.cols, kept) if kept else None


def go_on(
    last: LastTable, rest: FilledTable, page_no: int, cells: Sequence[Node], provenance: Node
) -> LastTable:
    """Adds the rest's `cells`, as `table_data` gives them, below the rows that are there."""
    data = last.node["data"]
    for cell in cells:
        for key in ("start_row_offset_idx", "end_row_offset_idx"):
            cell[key] += data["num_rows"]
    data["table_cells"] += cells
    data["num_rows"] += rest.rows
    last.node["prov"].append(provenance)
    return LastTable(last.node, rest, last.header, page_no)


def header_of(table: FilledTable) -> tuple[tuple[str, ...], ...]:
    """The texts of the rows at the top that are all header."""
    rows: list[tuple[str, ...]] = []
    for row in range(table.rows):
        cells = [cell for cell in table.cells if cell.row == row]
        if not cells or not all(cell.header for cell in cells):
            break
        rows.append(tuple(cell.text for cell in sorted(cells, key=lambda cell: cell.col)))
    return tuple(rows)


def _same_columns(above: FilledTable, below: FilledTable) -> bool:
    lefts = [(_left(above.cells, col), _left(below.cells, col)) for col in range(above.cols)]
    known = [(one, other) for one, other in lefts if one is not None and other is not None]
    return len(known) > above.cols / 2 and all(abs(one - other) <= _NEAR_PT for one, other in known)


def _left(cells: Iterable[FilledCell], col: int) -> float | None:
    """Where the cells of a column begin, as a rule."""
    edges = [cell.box.x0 for cell in cells if cell.col == col and cell.col_span == 1]
    return median(edges) if edges else None
