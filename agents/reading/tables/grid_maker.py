"""The cells of a grid whose lines, columns and rules are known: what spans what. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from agents.reading.page import Grid
from agents.reading.tables.header_row import headings_above, is_number, names_columns, names_total
from agents.reading.tables.subtotals import adds_up, over_figures, part_rows
from agents.reading.tables.table_columns import Span
from agents.reading.text.text_lines import Run, TextLine
from schemas.geometry import Box
from schemas.parts import TableCell

_EDGE_PT = 2.0
_STUB, _FEWEST_NAMES = 0.7, 2
"""Of the texts of a column: where so many are no figures they are names, and not values."""


@dataclass(slots=True)
class _Cell:
    """While the grid is made. `text` of the cells that it was made of."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    text: str = ""


_Cells = dict[tuple[int, int], _Cell]
"""By every place that they take."""


def columns_under(box: Box, columns: Sequence[Span]) -> range:
    """The columns that a run stands over; the nearer one, or both where it is between two evenly."""
    over = [at for at, (left, right) in enumerate(columns) if box.x0 < right and box.x1 > left]
    if over:
        return range(over[0], over[-1] + 1)
    after = next((at for at, (left, _) in enumerate(columns) if left >= box.x1), len(columns))
    if not 0 < after < len(columns):
        at = min(after, len(columns) - 1)
        return range(at, at + 1)
    to_left, to_right = box.x0 - columns[after - 1][1], columns[after][0] - box.x1
    if max(to_left, to_right) <= 2 * min(to_left, to_right):
        return range(after - 1, after + 1)
    return range(after - 1, after) if to_left < to_right else range(after, after + 1)


class GridMaker:
    """Cells of known rows and columns."""

    def __init__(
        self,
        rows: Sequence[Sequence[TextLine]],
        columns: Sequence[Span],
        outline: Box,
        rules: Sequence[Box],
        whole: Sequence[Box],
    ) -> None:
        self._rows = rows
        self._columns = columns
        between = [(row[-1].y + below[0].y) / 2 for row, below in pairwise(rows)]
        gaps = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
        self._ys = [outline.y0 - _EDGE_PT, *between, outline.y1 + _EDGE_PT]
        self._xs = [outline.x0 - _EDGE_PT, *gaps, outline.x1 + _EDGE_PT]
        self._at = {at: [rule for rule in rules if self._below(rule) == at] for at in range(len(rows))}
        self._whole = {self._below(rule) for rule in whole}

    def grid(self, labels: Sequence[TextLine]) -> Grid:
        cells = self._filled()
        heads = self._heads(cells)
        self._merge_down(cells, heads)
        for line in labels:
            self._label(cells, line)
        stubs = [self._is_stub(cells, col, heads) for col in range(len(self._columns))]
        for row in range(max(heads, 1), len(self._rows)):
            self._widen_total(cells, row, stubs)
        once = {id(cell): cell for cell in cells.values()}.values()
        ordered = sorted(once, key=lambda cell: (cell.row, cell.col))
        finished = tuple(self._finished(cell, heads) for cell in ordered)
        return Grid(len(self._rows), len(self._columns), finished)

    def _below(self, rule: Box) -> int:
        """The row right above a rule; -1 above all of them."""
        y = (rule.y0 + rule.y1) / 2
        return sum(row[-1].y < y for row in self._rows) - 1

    def _filled(self) -> _Cells:
        """Those that the runs of the rows fill, and those that they leave empty."""
        cells: _Cells = {}
        for row, lines in enumerate(self._rows):
            for run in (run for line in lines for run in line.runs):
                self._put(cells, row, run)
            for col in range(len(self._columns)):
                cells.setdefault((row, col), _Cell(row, col))
        return cells

    def _put(self, cells: _Cells, row: int, run: Run) -> None:
        over = self._ruled(row, run) or columns_under(run.box, self._columns)
        known = {id(cells[row, col]): cells[row, col] for col in over if (row, col) in cells}
        first = min([over[0], *(cell.col for cell in known.values())])
        last = max([over[-1], *(cell.col + cell.col_span - 1 for cell in known.values())])
        text = " ".join([*(cell.text for cell in known.values()), run.text])
        cell = _Cell(row, first, 1, last - first + 1, text)
        cells.update({(row, col): cell for col in range(first, last + 1)})

    def _ruled(self, row: int, run: Run) -> range | None:
        """The columns over a short rule right under this row, where the run stands over its middle and
        nothing stands beside it."""
        for rule in self._at[row]:
            over = [
                at
                for at, (left, right) in enumerate(self._columns)
                if rule.x0 <= (left + right) / 2 <= rule.x1
            ]
            middle = (run.box.x0 + run.box.x1) / 2
            if 1 < len(over) < len(self._columns) and rule.x0 <= middle <= rule.x1:
                return range(over[0], over[-1] + 1) if self._alone(row, run, rule) else None
        return None

    def _alone(self, row: int, run: Run, rule: Box) -> bool:
        others = (other.box for line in self._rows[row] for other in line.runs)
        return all(
            (box.x0 < run.box.x1 and box.x1 > run.box.x0) or box.x0 > rule.x1 or box.x1 < rule.x0
            for box in others
        )

    def _heads(self, cells: _Cells) -> int:
        """How many rows at the top are headings: those above the first rule through the table, where that is
        near the top; else one, and those with a cell over several columns above it, unless it has numbers
        other than years."""
        ruled = [at + 1 for at in self._whole if 0 <= at < len(self._rows) - 1]
        if ruled and min(ruled) <= max(1, len(self._rows) // 2):
            return headings_above(self._texts(cells), min(ruled), self._whole)
        heads = 0
        while heads < len(self._rows) - 2 and any(
            cells[heads, col].col_span > 1 for col in range(len(self._columns))
        ):
            heads += 1
        named = names_columns([cells[heads, col].text for col in range(len(self._columns))])
        return heads + 1 if named else heads

    def _texts(self, cells: _Cells) -> list[list[str | None]]:
        """By row and column; None where a cell begins further left."""
        rows = range(len(self._rows))
        return [
            [
                cells[row, col].text if cells[row, col].col == col else None
                for col in range(len(self._columns))
            ]
            for row in rows
        ]

    def _merge_down(self, cells: _Cells, heads: int) -> None:
        """A cell goes on below a rule that stops beside it; a heading beside one that spans columns, too.
        None does beside a rule under which figures are added up, or that ends a header."""
        by_rules = part_rows([bool(self._at[row]) for row in range(heads, len(self._rows) - 1)])
        for row in range(len(self._rows) - 1):
            short = self._at[row] if row not in self._whole else []
            if short and self._is_line_of_figures(row, heads, by_rules):
                continue
            spans = any(cells[row, col].col_span > 1 for col in range(len(self._columns)))
            for col, (left, right) in enumerate(self._columns):
                above, below = cells[row, col], cells[row + 1, col]
                if above.col_span > 1 or below.col_span > 1 or (above.text and below.text):
                    continue
                stops = short and not any(rule.x0 <= (left + right) / 2 <= rule.x1 for rule in short)
                if (stops or (row + 1 < heads and spans)) and (above.text or below.text or stops):
                    self._down(cells, above, below)

    def _is_line_of_figures(self, row: int, heads: int, by_rules: bool) -> bool:
        above, below = self._rows[row][-1], self._rows[row + 1][0]
        if row + 1 < heads:
            return False
        if row + 1 == heads:
            return over_figures(self._at[row], below)
        return not by_rules and adds_up(self._at[row], above, below)

    def _down(self, cells: _Cells, above: _Cell, below: _Cell) -> None:
        if above is below:
            return
        above.row_span = below.row + below.row_span - above.row
        above.text = " ".join(text for text in (above.text, below.text) if text)
        for row in range(below.row, below.row + below.row_span):
            for col in range(below.col, below.col + below.col_span):
                cells[row, col] = above

    def _label(self, cells: _Cells, line: TextLine) -> None:
        """A line between two rows: its cells span both."""
        row = sum(lines[0].y < line.y for lines in self._rows) - 1
        for run in line.runs:
            for col in columns_under(run.box, self._columns):
                above, below = cells[row, col], cells[row + 1, col]
                if not above.text and not below.text and above.col_span == below.col_span == 1:
                    self._down(cells, above, below)
                above.text = above.text or run.text

    def _widen_total(self, cells: _Cells, row: int, stubs: Sequence[bool]) -> None:
        """The name of a total stands over the columns of names that have nothing in its row."""
        total = cells[row, 0]
        if not names_total(total.text) or total.row_span > 1:
            return
        col = total.col_span
        while col < len(self._columns) - 1 and not cells[row, col].text and stubs[col]:
            if cells[row, col].row_span > 1:
                return
            cells[row, col] = total
            total.col_span += 1
            col += 1

    def _is_stub(self, cells: _Cells, col: int, heads: int) -> bool:
        """Whether a column has names in it."""
        texts = [text for row in range(heads, len(self._rows)) if (text := cells[row, col].text)]
        names = sum(not is_number(text) for text in texts)
        return names >= max(_FEWEST_NAMES, _STUB * len(texts))

    def _finished(self, cell: _Cell, heads: int) -> TableCell:
        box = Box(
            self._xs[cell.col],
            self._ys[cell.row],
            self._xs[cell.col + cell.col_span],
            self._ys[cell.row + cell.row_span],
        )
        return TableCell(
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            box=box,
            header=cell.row < heads,
        )
