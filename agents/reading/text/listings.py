"""Listings of programs: lines in type whose letters are all as wide, kept with their spaces. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from agents.reading.page import Block, Piece, union
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region

_SAME_ROW = 0.5
"""Of a line's height: so far may the middles of two pieces of one row lie apart."""
_MOST_COLUMNS = 200
"""How far a line is set in at most: whatever is published, a listing is no longer for its spaces."""
_FEWEST_ROWS = 4
"""Without a sign that programs have: fewer may be an address, or what was filled into a form."""
_SIGNS = re.compile(r"[{}()\[\]<>=;$#|\\]|--|::|->")
_ADDRESS = re.compile(r"@|://|www\.|^[\W\d]*$")
_MOST_BLANK = 3
"""Rows left empty between two that are kept: what is further down is so for another reason."""
_PITCH = 1.15
"""Heights of a line from one to the next, where nothing else tells."""
_NEXT = 3.5
"""Heights of a line between two parts of one listing, at most."""

Rows = list[list[Piece]]


def parted(pieces: Sequence[Piece]) -> list[tuple[bool, list[Piece]]]:
    """The pieces of a region as runs of rows, and whether each is a listing: what a colon comes before; else
    four rows, or fewer with some sign that programs have. Addresses are none, nor is a single row among
    others, which is a name in a sentence.

    Not seen: a listing whose lines have numbers in another type.
    """
    runs = [(fixed, list(rows)) for fixed, rows in groupby(_rows(pieces), key=_is_fixed)]
    told: list[tuple[bool, Rows]] = []
    for fixed, rows in runs:
        called = bool(told) and told[-1][1][-1][-1].text.endswith(":")
        fixed = fixed and (len(rows) > 1 or len(runs) == 1 or called) and (called or _is_program(rows))
        if told and told[-1][0] == fixed:
            told[-1][1].extend(rows)
        else:
            told.append((fixed, rows))
    return [(fixed, [piece for row in rows for piece in row]) for fixed, rows in told]


def _is_program(rows: Rows) -> bool:
    if _heads(rows):
        return False
    texts = [" ".join(piece.text for piece in row) for row in rows]
    address = not any(" " in text for text in texts) and _ADDRESS.search("".join(texts))
    signs = any(_SIGNS.search(text) for text in texts)
    return len(texts) >= _FEWEST_ROWS or (signs and not address)


def _heads(rows: Rows) -> bool:
    """Whether it is one line in bold type, such as the name of a function over what is said of it."""
    return len(rows) == 1 and all(piece.bold for piece in rows[0])


def listing(pieces: Sequence[Piece]) -> Block:
    """What the rows say, each set in by as many spaces as it is on the page; at least one piece is needed."""
    rows = _rows(pieces)
    box = union([piece.box for piece in pieces])
    letter = median((piece.box.x1 - piece.box.x0) / max(1, len(piece.text)) for piece in pieces)
    tops = [union([piece.box for piece in row]).y0 for row in rows]
    pitch = median([below - above for above, below in pairwise(tops)] or [0.0])
    lines = [_line(rows[0], box.x0, letter)]
    for row, (above, below) in zip(rows[1:], pairwise(tops), strict=True):
        lines += [""] * _blank(below - above, pitch) + [_line(row, box.x0, letter)]
    text = "\n".join(lines)
    size_pt = median(piece.box.y1 - piece.box.y0 for piece in pieces)
    bold = all(piece.bold for piece in pieces)
    return Block(RegionLabel.CODE, box, text, text, size_pt=size_pt, bold=bold)


def with_listings(
    regions: Sequence[Region], pieces: Mapping[int, list[Piece]]
) -> tuple[list[Region], Mapping[int, list[Piece]]]:
    """Regions of such type that follow each other closely in one column made one, where one of them is a
    listing: a single line that a layout model cut off shows nothing of its own."""
    groups: list[list[Region]] = []
    for region in sorted(regions, key=lambda region: region.box.y0):
        own = pieces.get(region.region_id, ())
        if region.label is not RegionLabel.TEXT or not own or not _is_fixed(own) or _heads(_rows(own)):
            continue
        height = median(piece.box.y1 - piece.box.y0 for piece in own)
        above = next((group for group in groups if _is_next(group[-1].box, region.box, height)), None)
        if above is None:
            groups.append([region])
        else:
            above.append(region)
    merged, gone, found = dict(pieces), set[int](), dict[int, Region]()
    for first, *rest in groups:
        owns = [pieces[one.region_id] for one in (first, *rest)]
        if rest and any(_is_program(_rows(own)) for own in owns):
            box = union([first.box, *(one.box for one in rest)])
            found[first.region_id] = first.model_copy(update={"box": box})
            merged[first.region_id] = [piece for own in owns for piece in own]
            gone.update(one.region_id for one in rest)
    return [found.get(one.region_id, one) for one in regions if one.region_id not in gone], merged


def _is_next(above: Box, below: Box, height: float) -> bool:
    across = min(above.x1, below.x1) - max(above.x0, below.x0)
    return across > 0 and -_SAME_ROW * height <= below.y0 - above.y1 <= _NEXT * height


def with_whole_listings(blocks: Iterable[Block]) -> list[Block]:
    """Listings that follow each other closely in one column are one, with empty lines between its parts."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and _goes_on(groups[-1][-1], block):
            groups[-1].append(block)
        else:
            groups.append([block])
    return [_together(group) if len(group) > 1 else group[0] for group in groups]


def _rows(pieces: Sequence[Piece]) -> Rows:
    """From top to bottom, and from left to right."""
    rows: Rows = []
    for piece in sorted(pieces, key=lambda piece: (piece.box.centre[1], piece.box.x0)):
        height = piece.box.y1 - piece.box.y0
        if rows and piece.box.centre[1] - rows[-1][0].box.centre[1] <= _SAME_ROW * height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.box.x0) for row in rows]


def _is_fixed(row: Sequence[Piece]) -> bool:
    return all(piece.fixed for piece in row)


def _line(row: Sequence[Piece], left: float, letter: float) -> str:
    line = ""
    for piece in row:
        column = _columns(piece.box.x0 - left, letter)
        line += " " * max(column - len(line), 1 if line else 0) + piece.text
    return line


def _columns(distance: float, letter: float) -> int:
    return round(min(_MOST_COLUMNS, distance / letter)) if letter > 0 else 0


def _blank(distance: float, pitch: float) -> int:
    return min(_MOST_BLANK, max(0, round(distance / pitch) - 1)) if pitch > 0 else 0


def _goes_on(first: Block, second: Block) -> bool:
    if first.label is not RegionLabel.CODE or second.label is not RegionLabel.CODE:
        return False
    return _is_next(first.box, second.box, first.size_pt)


def _together(group: Sequence[Block]) -> Block:
    box = union([block.box for block in group])
    lines = _set_in(group[0], box.x0)
    for above, block in pairwise(group):
        pitch = _PITCH * above.size_pt
        lines += [""] * _blank(block.box.y0 - above.box.y1 + pitch, pitch) + _set_in(block, box.x0)
    text = "\n".join(lines)
    return replace(group[0], box=box, text=text, raw=text)


def _set_in(block: Block, left: float) -> list[str]:
    """Its lines, set in from there on."""
    lines = block.text.split("\n")
    letter = _width(block.box) / max(1, *(len(line) for line in lines))
    by = _columns(block.box.x0 - left, letter)
    return [" " * by + line if line else line for line in lines]


def _width(box: Box) -> float:
    return box.x1 - box.x0
