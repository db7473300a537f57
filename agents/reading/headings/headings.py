"""Headings, one item each: layout models take what stands above one into its box, and cut long ones. Pure."""

import re
from collections.abc import Iterable, Sequence

from agents.reading.headings.headline import NARROW_LINES, is_narrow
from agents.reading.headings.set_off import is_set_off
from agents.reading.page import Block, Origin, Piece
from agents.reading.text.direction import runs_right_to_left
from agents.reading.text.paragraphs import Row
from agents.reading.text.whole import made_whole, same_size, together
from schemas.geometry import Box
from schemas.labels import RegionLabel

HEADINGS = frozenset({RegionLabel.TITLE, RegionLabel.SECTION_HEADER})

_SMALLER, _SMALLER_LAID = 1.15, 1.6
"""Rows so much smaller than the largest of their region are no part of its heading; rows that are laid over
their region are as high as there is room."""
_LIGHTER = 1.05
"""And if they are so much smaller, and not bold as the row of the heading above is."""
_NEXT_ROW, _NEXT_ROW_LAID = 0.35, 0.6
"""Heights of a row between two rows of one heading, and where they are laid over their region."""
_NEXT_NUMBER, _NEXT_STOP = 1.5, 6.0
"""And between its number and its words, and where these begin at a tab stop behind figures."""
_SPACE, _SPACE_READ = 1.05, 1.8
"""Widths of a letter between two words of one heading, and where a recogniser read them."""
_NUMBER = re.compile(
    r"^((?i:chapter|section|part|appendix)\b.{0,6}|[\W\d]{1,9}|[IVXLC]{1,5}[.)]?|[A-Z][.)]?)$"
)
_FIGURES = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}\.?")
_CENTRED = 0.25
"""Of a line's height: so far lie the middles of two lines apart at most that are centred."""
_SPACED = 4
"""Letters: a column has more of them, a word whose letters are set apart has fewer in each piece."""
_LETTERS = 160
_MOST_BLOCKS = 500
"""On a page: with more of them it is a drawing or a table in pieces."""
_ENDS = frozenset(".,;:")


def parts_of_heading(rows: Sequence[Row], origin: Origin) -> list[tuple[bool, list[Row]]]:
    """The rows of a heading's region as runs, and whether each is a heading: in its largest type. Two of them
    are where a layout model drew one box around two headings."""
    smaller = _SMALLER_LAID if origin is Origin.REGIONS else _SMALLER
    next_row = _next_row(origin)
    largest = max(row.height_pt for row in rows)
    runs: list[tuple[bool, list[Row]]] = []
    bold = False
    for row in rows:
        lighter = bold and not row.bold and row.height_pt * _LIGHTER < largest
        large = row.height_pt * smaller >= largest and not lighter
        bold = row.bold if large else bold
        if runs and runs[-1][0] == large and row.box.y0 - runs[-1][1][-1].box.y1 <= next_row * largest:
            runs[-1][1].append(row)
        else:
            runs.append((large, [row]))
    return runs


def side_by_side(pieces: Sequence[Piece], origin: Origin) -> list[list[Piece]]:
    """The pieces of a heading's region, parted where two columns have a heading each and a layout model drew
    one box around both: where no line crosses a gap that is wider than a space. Letters that are set apart
    for their looks are no columns."""
    width = sum(piece.box.x1 - piece.box.x0 for piece in pieces)
    usual = width / max(1, sum(len(piece.text) for piece in pieces))
    parts: list[list[Piece]] = []
    end = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.box.x0):
        # A region may hold lines in smaller type, too, and the space of a typewriter is as wide as a letter.
        limit = _space(origin) * max(usual, _width_of_letter(piece))
        if parts and (piece.box.x0 - end <= limit or _is_number(" ".join(one.text for one in parts[-1]))):
            parts[-1].append(piece)
            end = max(end, piece.box.x1)
        else:
            parts.append([piece])
            end = piece.box.x1
    spaced = any(sum(len(piece.text) for piece in part) < _SPACED for part in parts)
    turned = runs_right_to_left(piece.text for piece in pieces)
    if spaced or (turned and len(parts) == 1):
        return [list(pieces)]
    return parts[::-1] if turned else parts


def _width_of_letter(piece: Piece) -> float:
    return (piece.box.x1 - piece.box.x0) / max(1, len(piece.text))


def with_whole_headings(blocks: Iterable[Block], large_pt: float, origin: Origin) -> list[Block]:
    """Headings that follow one another in one type, where one line or one word goes on in the next, made one.
    `large_pt`: from where on type is larger than the text.

    Not promised: two headings without numbers that stand as close as two lines are taken for one.
    """
    return made_whole(blocks, lambda first, second: _go_on(first, second, large_pt, origin))


def with_their_rest(blocks: Sequence[Block], large_pt: float, origin: Origin) -> list[Block]:
    """Blocks in no order, each heading with the text right below it that goes on with it: read by themselves
    its lines might stand on both sides of what is beside them. A page of very many blocks stays as it is."""
    rest: dict[int, Block] = {}
    for heading in (block for block in blocks if block.label in HEADINGS and len(blocks) <= _MOST_BLOCKS):
        below = (
            text
            for text in blocks
            if text.label is RegionLabel.TEXT
            and _below(heading, text, origin)
            and _go_on(heading, text, large_pt, origin)
        )
        if (text := next(below, None)) and all(text is not other for other in rest.values()):
            rest[id(heading)] = text
    taken = {id(text) for text in rest.values()}
    return [
        together(block, rest[id(block)]) if id(block) in rest else block
        for block in blocks
        if id(block) not in taken
    ]


def _go_on(first: Block, second: Block, large_pt: float, origin: Origin) -> bool:
    labels = {first.label, second.label}
    both_large = min(first.size_pt, second.size_pt) >= large_pt > 0
    weight_tells = origin is Origin.LAYER or not both_large
    if labels - HEADINGS - {RegionLabel.TEXT} or (weight_tells and first.bold != second.bold):
        return False
    goes_on = _is_centred(first, second) or _goes_on_in_sentence(first, second) or _is_counted(first, second)
    whole = first.size_pt >= large_pt > 0 or (first.bold and second.bold and goes_on)
    if not labels & HEADINGS and not whole:
        return False
    if not same_size(first, second) or len(first.text) + len(second.text) > _LETTERS:
        return False
    if _begins_anew(second.text) or is_set_off(first.text):
        return False
    if _beside(first.box, second.box, max(first.size_pt, second.size_pt)):
        return _next_word(first, second, origin)
    texts = [block for block in (first, second) if block.label not in HEADINGS]
    return all(_is_its_rest(text, large_pt) for text in texts) and _below(first, second, origin)


def _is_centred(first: Block, second: Block) -> bool:
    """Whether the second stands in the middle below the first, further in."""
    apart = abs(first.box.centre[0] - second.box.centre[0])
    further_in = second.box.x0 - first.box.x0 > first.size_pt
    return further_in and apart <= _CENTRED * first.size_pt


def _is_counted(first: Block, second: Block) -> bool:
    """Whether the first is the number of the second, which stands beside it."""
    beside = _beside(first.box, second.box, max(first.size_pt, second.size_pt))
    return beside and _FIGURES.fullmatch(first.text) is not None


def _goes_on_in_sentence(first: Block, second: Block) -> bool:
    """Whether the second begins in the middle of what the first says."""
    return second.text[:1].islower() and first.text[-1:] not in _ENDS


def may_head(block: Block, large_pt: float) -> bool:
    """Whether a block may head what follows: a heading, or a few words in bold type or in large type."""
    if block.label is not RegionLabel.TEXT:
        return block.label in HEADINGS
    stands_out = block.bold or block.size_pt >= large_pt > 0
    return stands_out and _height(block.box) < (NARROW_LINES if _is_short(block) else 2) * block.size_pt


def _is_short(block: Block) -> bool:
    width_pt = block.box.x1 - block.box.x0
    return is_narrow(block.text, width_pt, block.size_pt) and block.text[-1:] not in _ENDS


def _is_its_rest(text: Block, large_pt: float) -> bool:
    """What a layout model took for text may be the rest of a heading: a line, or few words in large type."""
    large = text.size_pt >= large_pt > 0
    lines = NARROW_LINES if large and _is_short(text) else 2
    return (large or text.bold) and _height(text.box) < lines * text.size_pt and text.text[-1:] not in _ENDS


def _begins_anew(text: str) -> bool:
    return text[:1].isdigit() or text.partition(" ")[0].endswith((".", ")"))


def _is_number(text: str) -> bool:
    return _NUMBER.match(text) is not None


def _beside(first: Box, second: Box, size_pt: float) -> bool:
    return min(first.y1, second.y1) - max(first.y0, second.y0) > 0.5 * size_pt


def _next_word(first: Block, second: Block, origin: Origin) -> bool:
    size_pt, gap = max(first.size_pt, second.size_pt), second.box.x0 - first.box.x1
    space = _space(origin) * _letter_pt(first)
    if _is_number(first.text):
        space = (_NEXT_STOP if _FIGURES.fullmatch(first.text) else _NEXT_NUMBER) * size_pt
    return -0.5 * size_pt <= gap <= space


def _letter_pt(block: Block) -> float:
    """How wide a letter is."""
    lines = max(1, round(_height(block.box) / max(block.size_pt, 1e-6)))
    return (block.box.x1 - block.box.x0) * lines / max(1, len(block.text))


def _below(first: Block, second: Block, origin: Origin) -> bool:
    one, other, size_pt = first.box, second.box, max(first.size_pt, second.size_pt)
    over = min(one.x1, other.x1) - max(one.x0, other.x0)
    return over > 0 and -0.5 * size_pt <= other.y0 - one.y1 <= _next_row(origin) * size_pt


def _next_row(origin: Origin) -> float:
    return _NEXT_ROW_LAID if origin is Origin.REGIONS else _NEXT_ROW


def _space(origin: Origin) -> float:
    return _SPACE if origin is Origin.LAYER else _SPACE_READ


def _height(box: Box) -> float:
    return box.y1 - box.y0
