"""Tables that go on on the next page. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from statistics import median
from typing import Any

from agents.document.cells import MAX_CELLS
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
    """Where the cells of each column begin, as a rule; not of one that only spanning cells begin in."""
    edges: dict[int, list[float]] = defaultdict(list)
    for cell in table.cells:
        if cell.col_span == 1:
            edges[cell.col].append(cell.box.x0)
    return {col: median(lefts) for col, lefts in edges.items()}
