"""Lines of words that run through all columns of a page or a table, with their wide gaps. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from statistics import median

from agents.reading.page import Piece, union
from schemas.geometry import Box

SAME_LINE = 0.35
"""Of the usual height: so far may the middles of two words of one line lie apart. Half a line is further."""
_SPACE = 1.05
"""Of the usual letter's width: a wider gap parts two cells. The space of type that is not justified is half a
letter wide, that of a typewriter a whole one."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words side by side with no wide gap between them. `bold`: all of them are."""

    box: Box
    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line through all columns. `y`: its middle."""

    y: float
    runs: tuple[Run, ...]


def usual_height(pieces: Sequence[Piece]) -> float:
    """The median height of a word, in points; at least one is needed."""
    return max(1.0, median(piece.box.y1 - piece.box.y0 for piece in pieces))


def text_lines(pieces: Sequence[Piece], height: float) -> list[TextLine]:
    """From top to bottom; at least one piece is needed. Words of smaller type stand on the line whose middle
    they are near."""
    lines: list[list[Piece]] = []
    middles: list[float] = []
    placed = [((piece.box.y0 + piece.box.y1) / 2, piece.box.x0, piece) for piece in pieces]
    for y, _, piece in sorted(placed, key=itemgetter(0, 1)):
        if lines and y - middles[-1] <= SAME_LINE * height:
            lines[-1].append(piece)
            middles[-1] += (y - middles[-1]) / len(lines[-1])
        else:
            lines.append([piece])
            middles.append(y)
    space = _SPACE * median((piece.box.x1 - piece.box.x0) / len(piece.text) for piece in pieces)
    # The spaces of a heading are as wide as its type is large.
    spaces = [space * max(1.0, usual_height(line) / height) for line in lines]
    return [
        TextLine(y, tuple(_runs(line, space))) for y, line, space in zip(middles, lines, spaces, strict=True)
    ]


def _runs(line: list[Piece], space: float) -> Iterable[Run]:
    ordered = sorted(line, key=lambda piece: piece.box.x0)
    run, right = [ordered[0]], ordered[0].box.x1
    for piece in ordered[1:]:
        if piece.box.x0 - right > space:
            yield _run(run)
            run, right = [], piece.box.x1
        run.append(piece)
        right = max(right, piece.box.x1)
    yield _run(run)


def _run(pieces: list[Piece]) -> Run:
    box, bold = union([piece.box for piece in pieces]), all(piece.bold for piece in pieces)
    return Run(box, " ".join(piece.text for piece in pieces), bold)
