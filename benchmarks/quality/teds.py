"""TEDS, the similarity of two tables as trees, after Zhong, ShafieiBavani and Jimeno Yepes, "Image-based
table recognition: data, model, and evaluation", ECCV 2020, section 5. Pure.

TEDS(a, b) = 1 - EditDist(a, b) / max(|a|, |b|). To insert or delete a node costs 1, and so does to replace
one whose tag or spans differ; where they agree, two cells cost the edit distance of their texts over the
length of the longer. As a system may know nothing of headers, the trees here are table, rows, cells, without
the thead and tbody of the paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from apted import APTED, Config
from rapidfuzz.distance import Levenshtein

from benchmarks.quality.truth import Cell
from benchmarks.quality.words import plain


@dataclass(frozen=True, slots=True)
class Node:
    """A table, a row or a cell."""

    tag: str
    spans: tuple[int, int] = (1, 1)
    text: str = ""
    children: list["Node"] = field(default_factory=list["Node"])

    @property
    def size(self) -> int:
        return 1 + sum(child.size for child in self.children)


class _Costs(Config):  # type: ignore[misc]
    def rename(self, node1: Node, node2: Node) -> Any:
        if (node1.tag, node1.spans) != (node2.tag, node2.spans):
            return 1.0
        return Levenshtein.normalized_distance(node1.text, node2.text)

    def children(self, node: Node) -> list[Node]:
        return node.children


def tree(cells: Sequence[Cell]) -> Node:
    """Every row from the first to the last has a node, also one in which no cell begins."""
    rows = max((cell.row + cell.row_span for cell in cells), default=0)
    table = Node("table", children=[Node("tr") for _ in range(rows)])
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.col)):
        spans = (cell.row_span, cell.col_span)
        table.children[cell.row].children.append(Node("td", spans, plain(cell.text)))
    return table


def teds(truth: Sequence[Cell], found: Sequence[Cell]) -> float:
    """From 0 to 1, where 1 is the same table."""
    one, other = tree(truth), tree(found)
    distance: Any = APTED(one, other, _Costs()).compute_edit_distance()
    return 1.0 - float(distance) / max(one.size, other.size)


def document_teds(
    truth: Sequence[Sequence[Cell]],
    found: Sequence[Sequence[Cell]],
    otherwise: Sequence[Sequence[Cell]] | None = None,
) -> float:
    """The mean over the tables of a document, each with its most similar counterpart, the best pairs first. A
    table that has none counts as 0, on either side. `otherwise` has the true tables as they may be read just
    as well: the nearer reading counts."""
    if not truth and not found:
        return 1.0
    both = zip(truth, truth if otherwise is None else otherwise, strict=True)
    readings = [(one,) if one == other else (one, other) for one, other in both]
    scores = [
        (max(teds(t, f) for t in read), n, m) for n, read in enumerate(readings) for m, f in enumerate(found)
    ]
    total, used = 0.0, (set[int](), set[int]())
    for score, n, m in sorted(scores, key=lambda scored: (-scored[0], scored[1:])):
        if n not in used[0] and m not in used[1]:
            total += score
            used[0].add(n)
            used[1].add(m)
    return total / max(len(truth), len(found))
