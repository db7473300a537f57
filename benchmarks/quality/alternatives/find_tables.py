"""Tables by PyMuPDF's `find_tables`, spans by where its cells' edges are."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pymupdf

from benchmarks.quality.alternatives.reader import Alternative
from benchmarks.quality.extraction import Extraction
from benchmarks.quality.truth import Cell

_SAME_PT = 1.5


class FindTables(Alternative):
    """By rules where a page has any, else by the text: the strategy for tables without rules finds tables in
    plain text as well, so it is only the second choice."""

    name = "pymupdf find_tables"
    scores = frozenset({"teds"})
    scans, digital = False, True

    def read(self, pdf: Path) -> Extraction:
        tables: list[tuple[Cell, ...]] = []
        with pymupdf.open(pdf) as document:
            pages: Any = document
            for page in pages:
                found = page.find_tables().tables or page.find_tables(strategy="text").tables
                tables += [_cells(table) for table in found]
        return Extraction(tables=tables)


def _cells(table: Any) -> tuple[Cell, ...]:
    boxes = [cell for cell in table.cells if cell]
    xs, ys = (_edges([box[axis] for box in boxes] + [box[axis + 2] for box in boxes]) for axis in (0, 1))
    texts = table.extract()
    cells: list[Cell] = []
    for row, texts_of_row in zip(table.rows, texts, strict=True):
        for box, text in zip(row.cells, texts_of_row, strict=True):
            if box:
                left, right, top, bottom = _at(xs, box[0]), _at(xs, box[2]), _at(ys, box[1]), _at(ys, box[3])
                cells.append(Cell(top, left, text or "", max(1, bottom - top), max(1, right - left)))
    return tuple(dict.fromkeys(cells))


def _edges(places: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _SAME_PT:
            edges.append(place)
    return edges


def _at(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - place))
