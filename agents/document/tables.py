"""Tables and chart data in the JSON form that docling-core reads as `TableData`."""

from collections.abc import Iterable, Sequence
from typing import Any

from agents.reading.page import FilledCell, FilledTable
from schemas.parts import ChartRead

Node = dict[str, Any]


def table_data(table: FilledTable, boxed: Iterable[tuple[FilledCell, Node]]) -> Node:
    """A table whose cells come with their boxes."""
    cells = [
        {
            "bbox": bbox,
            **_place(cell.row, cell.col, cell.row_span, cell.col_span),
            **_content(cell.text, cell.header),
        }
        for cell, bbox in boxed
    ]
    return _data(cells, table.rows, table.cols)


def chart_data(chart: ChartRead) -> Node:
    """The rows of a chart, its header as row 0 where it has one; short rows end early."""
    header = [chart.header] if chart.header else []
    rows: Sequence[Sequence[str]] = [*header, *chart.rows]
    cells = [
        {**_place(row, col, 1, 1), **_content(text, row < len(header))}
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    ]
    return _data(cells, len(rows), max((len(row) for row in rows), default=0))


def _data(cells: list[Node], rows: int, cols: int) -> Node:
    return {"table_cells": cells, "num_rows": rows, "num_cols": cols, "orientation": "rot_0"}


def _place(row: int, col: int, row_span: int, col_span: int) -> Node:
    return {
        "row_span": row_span,
        "col_span": col_span,
        "start_row_offset_idx": row,
        "end_row_offset_idx": row + row_span,
        "start_col_offset_idx": col,
        "end_col_offset_idx": col + col_span,
    }


def _content(text: str, header: bool) -> Node:
    return {
        "text": text,
        "column_header": header,
        "row_header": False,
        "row_section": False,
        "fillable": False,
    }
