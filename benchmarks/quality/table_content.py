"""What stands in made tables: a header of one or two rows, groups, figures, texts of several lines, gaps."""

import random
from dataclasses import dataclass

from benchmarks.quality import prose
from benchmarks.quality.truth import Cell
from benchmarks.quality.vocabularies import Vocabulary


@dataclass(frozen=True, slots=True)
class Content:
    """A grid of cells. `kinds` says of each column what it holds: `name`, `text` (may take several lines),
    `number` or `share`."""

    rows: int
    kinds: tuple[str, ...]
    header_rows: int
    cells: tuple[Cell, ...]


def plain(rng: random.Random, vocabulary: Vocabulary, rows: int, cols: int, long_texts: bool) -> Content:
    """A header and `rows` rows; some cells are empty."""
    kinds = _kinds(rng, cols, long_texts)
    cells = [Cell(0, col, _head(rng, vocabulary, kind)) for col, kind in enumerate(kinds)]
    cells += _body(rng, vocabulary, kinds, range(1, rows + 1))
    return Content(rows + 1, kinds, 1, tuple(cells))


def spanned(rng: random.Random, vocabulary: Vocabulary, rows: int, cols: int) -> Content:
    """Two header rows with a group over several columns, names that hold for two rows, a total over two
    columns. At least 4 columns."""
    kinds = ("name", "name", *_kinds(rng, cols - 1, False)[1:])
    first = 2 if cols < 5 else rng.choice((2, cols - 2))
    cells = [Cell(0, col, _head(rng, vocabulary, kinds[col]), row_span=2) for col in range(first)]
    cells.append(Cell(0, first, prose.title(rng, vocabulary, 2), col_span=cols - first))
    cells += [Cell(1, col, _head(rng, vocabulary, kinds[col])) for col in range(first, cols)]
    for top in range(2, rows + 2, 2):
        cells.append(Cell(top, 0, prose.plain_word(rng, vocabulary).capitalize(), row_span=2))
        cells += [cell for cell in _body(rng, vocabulary, kinds, range(top, top + 2)) if cell.col]
    last = 2 + 2 * ((rows + 1) // 2)
    cells.append(Cell(last, 0, "Total of all", col_span=2))
    cells += [cell for cell in _body(rng, vocabulary, kinds, range(last, last + 1)) if cell.col > 1]
    return Content(last + 1, kinds, 2, tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))


def _kinds(rng: random.Random, cols: int, long_texts: bool) -> tuple[str, ...]:
    kinds = ["name", *(rng.choice(("number", "number", "share")) for _ in range(cols - 1))]
    if long_texts:
        kinds[rng.randrange(1, cols)] = "text"
    return tuple(kinds)


def _head(rng: random.Random, vocabulary: Vocabulary, kind: str) -> str:
    if kind in ("name", "text"):
        return prose.plain_word(rng, vocabulary).capitalize()
    return rng.choice(
        (f"{prose.plain_word(rng, vocabulary).capitalize()}, t", str(rng.randint(1990, 2024)), "Q3 sum")
    )


def _body(rng: random.Random, vocabulary: Vocabulary, kinds: tuple[str, ...], rows: range) -> list[Cell]:
    return [Cell(row, col, _value(rng, vocabulary, kind)) for row in rows for col, kind in enumerate(kinds)]


def _value(rng: random.Random, vocabulary: Vocabulary, kind: str) -> str:
    if kind == "name":
        return prose.title(rng, vocabulary, rng.choice((1, 1, 2)))
    if rng.random() < 0.05:
        return rng.choice(("", "\u2013"))
    if kind == "text":
        return " ".join(prose.plain_word(rng, vocabulary) for _ in range(rng.choice((2, 4, 7)))).capitalize()
    if kind == "share":
        return f"{rng.uniform(-20, 100):.1f}%"
    return rng.choice(
        (f"{rng.randint(100, 99999):,}", f"{rng.uniform(0, 900):.2f}", f"({rng.randint(10, 900)})")
    )
