"""Text that lies in no region, gathered into blocks of neighbouring rows."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from agents.reading.page import Block, Piece, union
from agents.reading.text.paragraphs import rows_of, text_block
from schemas.geometry import Box
from schemas.labels import RegionLabel

_ROW_GAP_HEIGHTS = 0.7
_WORD_GAP_HEIGHTS = 2.5
_SAME_ROW, _SPACE_HEIGHTS = 0.8, 0.85
"""Of the lower one's height: so much of it two runs of one row share, and so far apart they stand at most;
the gutter between two columns is wider."""

_LEVEL = 100
"""Runs on one level, or so many of them that are looked at: whatever is published must be read in bounded
time."""


class TextRun(NamedTuple):
    """Pieces of one line with no wide gap between them, and the box around them."""

    box: Box
    pieces: list[Piece]


def loose_blocks(pieces: Iterable[Piece]) -> list[Block]:
    """Text blocks, one for each group of rows that stand close below each other; every piece is in one."""
    return [_block(members) for members in loose_groups(pieces)]


def loose_groups(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces of each such group."""
    runs = sorted(rows_beside(lines_of(pieces)), key=lambda run: (run.box.y0, run.box.x0))
    done: list[list[Piece]] = []
    growing: list[TextRun] = []
    for box, run in runs:
        reach = _ROW_GAP_HEIGHTS * (box.y1 - box.y0)
        done.extend(members for cluster, members in growing if cluster.y1 + reach < box.y0)
        growing = [cluster for cluster in growing if cluster[0].y1 + reach >= box.y0]
        at = next((at for at, (above, _) in enumerate(growing) if _share_x(above, box)), None)
        if at is None:
            growing.append(TextRun(box, run))
        else:
            above, members = growing[at]
            growing[at] = TextRun(union([above, box]), [*members, *run])
    done.extend(members for _, members in growing)
    return done


def rows_beside(runs: Sequence[TextRun]) -> list[TextRun]:
    """Runs that stand side by side with no more than a space between them put together: justified text has
    spaces so wide that a PDF is read as a line for each word."""
    rows: dict[int, TextRun] = {}
    near: list[int] = []
    for number, run in enumerate(sorted(runs, key=lambda run: (run.box.y0, run.box.x0))):
        near = [at for at in near[-_LEVEL:] if rows[at].box.y1 > run.box.y0]
        beside = [at for at in near if _is_beside(rows[at].box, run.box)]
        row = [*(rows.pop(at) for at in beside), run]
        rows[number] = TextRun(
            union([one.box for one in row]), [piece for one in row for piece in one.pieces]
        )
        near = [*(at for at in near if at not in beside), number]
    return list(rows.values())


def _is_beside(one: Box, other: Box) -> bool:
    height = min(one.y1 - one.y0, other.y1 - other.y0)
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    gap = max(one.x0, other.x0) - min(one.x1, other.x1)
    return shared > _SAME_ROW * height and 0 <= gap <= _SPACE_HEIGHTS * height


def lines_of(pieces: Iterable[Piece]) -> list[TextRun]:
    """Lines, cut where the gap between two words is too wide for a space."""
    lines: dict[int, list[Piece]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append(piece)
    runs: list[list[Piece]] = []
    for line in lines.values():
        runs.append([line[0]])
        for before, piece in pairwise(line):
            gap = max(piece.box.x0 - before.box.x1, before.box.x0 - piece.box.x1)
            if gap > _WORD_GAP_HEIGHTS * (piece.box.y1 - piece.box.y0):
                runs.append([piece])
            else:
                runs[-1].append(piece)
    return [TextRun(union([piece.box for piece in run]), run) for run in runs]


def _share_x(above: Box, below: Box) -> bool:
    return above.x0 < below.x1 and below.x0 < above.x1


def _block(pieces: list[Piece]) -> Block:
    return text_block(RegionLabel.TEXT, union([piece.box for piece in pieces]), rows_of(pieces))
