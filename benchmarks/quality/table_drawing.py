"""Draws tables: columns as wide as what they hold, texts wrapped, rules or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from benchmarks.quality.composer import Column
from benchmarks.quality.sheet import BLACK, Frame, Style, line_count, width_of
from benchmarks.quality.table_content import Content
from benchmarks.quality.truth import Cell
from benchmarks.quality.typefaces import Typeface

Rules = Literal["all", "double", "open", "booktabs", "groups", "band", "rows", "none"]
_GRIDS: frozenset[Rules] = frozenset({"all", "double", "open"})
"""Rules around every cell, but for the sides of an `open` table."""
_LEADING = 1.2
_DARK, _WHITE = (0.16, 0.2, 0.3), (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Look:
    """`double`: all rules, and a second frame around them. `open`: all but those at the sides. `booktabs`: a
    rule above, one under the header, one below. `groups`: these, and one right of the names. `band`: the
    header in white on a dark ground, a rule below. `rows`: one under every row. `banded`: every other row is
    shaded. `pad_pt`: between text and the edge of its cell. `bold_first`: the first column, `bold_last`: the
    last row."""

    rules: Rules
    size_pt: float = 9.5
    pad_pt: float = 4.0
    rule_pt: float = 0.7
    banded: bool = False
    bold_header: bool = True
    numbers_right: bool = True
    text_width_pt: float = 110.0
    bold_first: bool = False
    bold_last: bool = False


@dataclass(frozen=True, slots=True)
class _Grid:
    """Edges of columns and rows, in points."""

    xs: list[float]
    ys: list[float]

    def box(self, cell: Cell) -> tuple[float, float, float, float]:
        return (
            self.xs[cell.col],
            self.ys[cell.row],
            self.xs[cell.col + cell.col_span],
            self.ys[cell.row + cell.row_span],
        )


def height_pt(content: Content, look: Look, column: Column) -> float:
    """How much of the column's height the table takes."""
    grid = _grid(content, look, column)
    return grid.ys[-1] - grid.ys[0]


def draw(content: Content, look: Look, column: Column) -> None:
    """From the column's y, which moves under the table."""
    grid = _grid(content, look, column)
    column.sheet.shapes.append(lambda page: _shapes(content, look, grid, page))
    for cell in content.cells:
        _write(cell, content, look, grid, column)
    column.frame.y = grid.ys[-1]


def otherwise(content: Content, look: Look, column: Column) -> tuple[Cell, ...]:
    """The cells as they may be read just as well. Without rules between the columns, a cell below the header
    that spans several looks like one in the first of them with empty ones beside it, if its text fits."""
    if look.rules in _GRIDS:
        return content.cells
    xs, cells = _grid(content, look, column).xs, list[Cell]()
    for cell in content.cells:
        bold = _style(cell, look, content).bold
        needed = width_of(cell.text, column.sheet.face, look.size_pt, bold) + 2 * look.pad_pt
        if cell.row < content.header_rows or needed > xs[cell.col + 1] - xs[cell.col]:
            cells.append(cell)
            continue
        beside = range(cell.col + 1, cell.col + cell.col_span)
        cells += [replace(cell, col_span=1), *(Cell(cell.row, col, "", cell.row_span) for col in beside)]
    return tuple(cells)


def _grid(content: Content, look: Look, column: Column) -> _Grid:
    widths = _widths(content, look, column)
    xs = [column.frame.x]
    for width in widths:
        xs.append(xs[-1] + width)
    ys = [column.frame.y]
    for row in range(content.rows):
        counts = (
            _lines(c, look, xs, content, column.sheet.face)
            for c in content.cells
            if c.row == row and c.row_span == 1
        )
        ys.append(ys[-1] + max(counts, default=1) * look.size_pt * _LEADING + 2 * look.pad_pt)
    return _Grid(xs, ys)


def _widths(content: Content, look: Look, column: Column) -> list[float]:
    """What the cells of one column need, and an even share of half of what is left."""
    needed = [30.0] * len(content.kinds)
    for cell in content.cells:
        if cell.col_span == 1:
            width = width_of(cell.text, column.sheet.face, look.size_pt, bold=True) + 2 * look.pad_pt + 2
            if content.kinds[cell.col] == "text":
                width = min(width, look.text_width_pt)
            needed[cell.col] = max(needed[cell.col], width)
    spare = (column.frame.width - sum(needed)) / (2 * len(needed))
    if spare < 0:
        raise ValueError("The table is wider than its column; give it fewer columns or a smaller size.")
    return [width + spare for width in needed]


def _lines(cell: Cell, look: Look, xs: Sequence[float], content: Content, face: Typeface) -> int:
    width = xs[cell.col + cell.col_span] - xs[cell.col] - 2 * look.pad_pt
    return max(1, line_count(cell.text.split(), width, face, _style(cell, look, content)))


def _style(cell: Cell, look: Look, content: Content) -> Style:
    head = cell.row < content.header_rows
    last = look.bold_last and cell.row + cell.row_span == content.rows and cell.row_span == 1
    bold = look.bold_header if head else (look.bold_first and cell.col == 0) or last
    color = _WHITE if head and look.rules == "band" else BLACK
    return Style(look.size_pt, bold=bold, leading=_LEADING, color=color)


def _write(cell: Cell, content: Content, look: Look, grid: _Grid, column: Column) -> None:
    left, top, right, bottom = grid.box(cell)
    style = _style(cell, look, content)
    if not cell.text:
        return
    if cell.col_span > 1 and cell.row < content.header_rows:
        style = replace(style, centred=True)
    lines = _lines(cell, look, grid.xs, content, column.sheet.face)
    y = top + look.pad_pt
    if cell.row_span > 1:
        y = (top + bottom - lines * look.size_pt * _LEADING) / 2
    if (
        look.numbers_right
        and content.kinds[cell.col] in ("number", "share")
        and cell.col_span == 1
        and lines == 1
    ):
        style = replace(style, to_right=True)
    frame = Frame(left + look.pad_pt, y, right - left - 2 * look.pad_pt, y + 900)
    column.sheet.write(cell.text.split(), frame, style)


def _shapes(content: Content, look: Look, grid: _Grid, page: Any) -> None:
    if look.banded:
        for row in range(content.header_rows, content.rows, 2):
            box = (grid.xs[0], grid.ys[row], grid.xs[-1], grid.ys[row + 1])
            page.draw_rect(box, color=None, fill=(0.92, 0.92, 0.92))
    _rule(content, look, grid, page)


def _rule(content: Content, look: Look, grid: _Grid, page: Any) -> None:
    pen = look.rule_pt
    if look.rules in ("all", "double"):
        _boxes(content, grid, pen, page, framed=look.rules == "double")
    elif look.rules == "open":
        _open(content, grid, pen, page)
    elif look.rules in ("booktabs", "groups"):
        _booktabs(content, grid, pen, page)
        if look.rules == "groups":
            page.draw_line((grid.xs[1], grid.ys[0]), (grid.xs[1], grid.ys[-1]), width=pen)
    elif look.rules == "band":
        head = (grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[content.header_rows])
        page.draw_rect(head, color=None, fill=_DARK)
        page.draw_line((grid.xs[0], grid.ys[-1]), (grid.xs[-1], grid.ys[-1]), width=pen)
    elif look.rules == "rows":
        _rows(content, grid, pen, page)


def _boxes(content: Content, grid: _Grid, pen: float, page: Any, framed: bool) -> None:
    for cell in content.cells:
        page.draw_rect(grid.box(cell), color=(0, 0, 0), width=pen)
    if framed:
        left, top, right, bottom = grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]
        page.draw_rect((left - 2.5, top - 2.5, right + 2.5, bottom + 2.5), color=(0, 0, 0), width=pen)


def _open(content: Content, grid: _Grid, pen: float, page: Any) -> None:
    """Under each cell, above those of the first row, and right of all but the last of a row."""
    for cell in content.cells:
        left, top, right, bottom = grid.box(cell)
        page.draw_line((left, bottom), (right, bottom), width=pen)
        if not cell.row:
            page.draw_line((left, top), (right, top), width=pen)
        if right < grid.xs[-1]:
            page.draw_line((right, top), (right, bottom), width=pen)


def _booktabs(content: Content, grid: _Grid, pen: float, page: Any) -> None:
    xs, ys = grid.xs, grid.ys
    for y, width in ((ys[0], 1.6 * pen), (ys[content.header_rows], pen), (ys[-1], 1.6 * pen)):
        page.draw_line((xs[0], y), (xs[-1], y), width=width)
    for cell in content.cells:
        if cell.col_span > 1 and cell.row + cell.row_span < content.header_rows:
            left, _, right, bottom = grid.box(cell)
            page.draw_line((left + 3, bottom), (right - 3, bottom), width=0.7 * pen)


def _rows(content: Content, grid: _Grid, pen: float, page: Any) -> None:
    xs = grid.xs
    spans = [cell for cell in content.cells if cell.row_span > 1]
    for row, y in enumerate(grid.ys):
        crossed = [c for c in spans if c.row < row < c.row + c.row_span]
        left = max((xs[cell.col + cell.col_span] for cell in crossed), default=xs[0])
        page.draw_line((left, y), (xs[-1], y), width=pen)
