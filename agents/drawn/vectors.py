"""The paths that a page draws, as PyMuPDF tells them. Runs inside a child process."""

from itertools import islice
from typing import Any, NamedTuple

import pymupdf

from agents.drawn.text_direction import Matrix, turned_box
from schemas.geometry import Box

_VECTOR, _MOST_BLOCKS = 3, 5_000
"""PyMuPDF's number for a block that is a path, and how many blocks are looked at: a path may be thousands."""
_PAPER, _CLEAR = 250, 16
"""Of 255: each part of a colour that is as light is white, and one that covers less is not seen."""


class Vector(NamedTuple):
    """A path as drawn. `straight`: a rectangle, or a line along a side of the page; `coloured`: filled with
    something that is not white."""

    box: Box
    straight: bool
    filled: bool
    coloured: bool = False


def vectors_of(page: Any, turn: Matrix) -> tuple[Vector, ...]:
    """The paths of a page, a path of many rectangles as these; none where there are too many."""
    paths: Any = page.get_textpage(flags=pymupdf.TEXT_COLLECT_VECTORS)
    if sum(1 for _ in islice(paths.this, _MOST_BLOCKS + 1)) > _MOST_BLOCKS:
        return ()
    blocks = page.get_text("dict", textpage=paths, flags=pymupdf.TEXT_COLLECT_VECTORS)["blocks"]
    return tuple(_vector(block, turn) for block in blocks if block["type"] == _VECTOR)


def _vector(block: dict[str, Any], turn: Matrix) -> Vector:
    filled = not block["stroked"]
    white = min((block["color"] & 0xFFFFFF).to_bytes(3)) >= _PAPER
    seen = block["alpha"] >= _CLEAR
    box = turned_box(block["bbox"], turn)
    return Vector(box, straight=bool(block["isrect"]), filled=filled, coloured=filled and seen and not white)
