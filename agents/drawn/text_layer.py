"""A page's text layer and what else is drawn on it, read with PyMuPDF. Runs inside a child process."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import pymupdf

from agents.drawn.bars import bars_of
from agents.drawn.covered import covered_share
from agents.drawn.drawn_bullets import with_drawn_bullets
from agents.drawn.drawn_places import drawn_places
from agents.drawn.even_heights import with_even_heights
from agents.drawn.frames import frames_of
from agents.drawn.line_styles import is_bold, is_fixed, lines_all, set_apart, styled
from agents.drawn.placed_images import images_of
from agents.drawn.printed_twice import without_second_prints
from agents.drawn.right_to_left import may_be_turned, with_letters_in_order
from agents.drawn.superscripts import with_superscripts
from agents.drawn.text_direction import Matrix, one_after, quarter_matrix, quarters_of, turned_box
from agents.drawn.tick_boxes import MOST_BOXES, Boxes, squares_of
from agents.drawn.unmapped import unmapped_share
from agents.drawn.vector_pictures import drawings_of
from agents.drawn.vectors import vectors_of
from agents.drawn.watermarks import Place, watermarks_of
from agents.long_rules import long_rules
from agents.page_kind import Evidence
from agents.pdf import EngineErrors
from agents.scripts import unknown_script
from schemas.geometry import Box, Word

# Ligatures are expanded ('fi', not one character), and a glyph without a Unicode value stays U+FFFD:
# PyMuPDF's default would make up a plausible letter from its glyph number.
WORD_FLAGS: int = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
_TEXT = ("fill-text", "stroke-text", "clip-text", "ignore-text")
_SHOWN = ("fill-text", "stroke-text")
_OPAQUE = "fill-image"
_IMAGE = (_OPAQUE, "fill-imgmask")
_COVERED = 0.9
_PICTURE = 0.5
"""Of the page: images that cover more are what it shows."""
_LATIN = re.compile("[a-z]")
_VOWELS = "aeiouy"
_LINE, _FILLED = "stroke-path", "fill-path"
_PATH = (_FILLED, _LINE)
_TO_TICK = (2, 5)
"""PyMuPDF's numbers of fields: check boxes and radio buttons."""
_NOT_TICKED = ("Off", "", False, None)
_INVISIBLE = dict.fromkeys((0x200B, 0x2060, 0xFEFF))
"""Marks that only say where a line may break, or may not."""

Log = Sequence[tuple[str, tuple[float, float, float, float]]]
"""What is drawn on a page, in order: its kind and its box."""


@dataclass(frozen=True, slots=True)
class TextLayer:
    """Words in the order of the PDF, each once however often it is printed in its place, boxes in points of
    the page as displayed and then turned by `quarters` clockwise, so that its text is level; the numbers of
    the lines that are set in bold type altogether, of those in type whose letters are all as wide, unless
    most of the page is, of those in italics or in another colour than most of the page, unless most of it is
    one or the other, and of those that are printed across the page; `frames`: what is drawn around words,
    or under them, smaller than a page and larger than a line; `bars`: of colour, under a single line;
    `rules`: long ones from left to right; where boxes to tick may be; `pictures`: where images and drawings
    are by the PDF itself; `drawn`: all places where one may be, None where they are too many; and the
    evidence but for `sound`, `blank` and `repaired`."""

    words: tuple[Word, ...]
    bold_lines: tuple[int, ...]
    fixed_lines: tuple[int, ...]
    styled_lines: tuple[int, ...]
    watermark_lines: tuple[int, ...]
    frames: tuple[Box, ...]
    bars: tuple[Box, ...]
    rules: tuple[Box, ...]
    tick_boxes: Boxes
    pictures: tuple[Box, ...]
    drawn: tuple[Box, ...] | None
    quarters: int
    seen: Evidence


def read_text_layer(page: Any) -> TextLayer:
    shown: Matrix = tuple(page.rotation_matrix)
    width, height = float(page.rect.width), float(page.rect.height)
    # Read once, told twice: building it is most of the work.
    text: Any = page.get_textpage(flags=WORD_FLAGS)
    content = page.get_text("dict", textpage=text, flags=WORD_FLAGS)
    plain = page.get_text("words", textpage=text, flags=WORD_FLAGS, sort=False)
    even = with_even_heights(plain, content)
    rows = without_second_prints(with_superscripts(even, content))
    log: Log = page.get_bboxlog()
    images = covered_share((turned_box(box, shown) for kind, box in log if kind in _IMAGE), width, height)
    # A picture has its own up, and the text on it may be a stamp in its margin.
    quarters = quarters_of(content, shown) if images <= _PICTURE else 0
    turn = one_after(shown, quarter_matrix(quarters, width, height))
    words = _words(rows, turn)
    if may_be_turned(words):
        words = with_letters_in_order(words, page.get_text("rawdict", textpage=text, flags=WORD_FLAGS))
    numbers = {word.line: (row[5], row[6]) for word, row in zip(words, rows, strict=True)}

    def lines_at(places: set[Place]) -> tuple[int, ...]:
        return tuple(line for line, place in numbers.items() if place in places)

    drawn = [turned_box(box, turn) for kind, box in log if kind in _PATH]
    frames = frames_of(drawn, words, width * height)
    placed = [turned_box(box, turn) for kind, box in log if kind in _IMAGE]
    size = (height, width) if quarters % 2 else (width, height)
    filled = [turned_box(box, turn) for kind, box in log if kind == _FILLED]
    vectors = cache(lambda: vectors_of(page, turn))
    return TextLayer(
        words=with_drawn_bullets(words, filled),
        bold_lines=lines_at(lines_all(content, is_bold)),
        fixed_lines=set_apart(lines_at(lines_all(content, is_fixed)), words),
        styled_lines=set_apart(lines_at(lines_all(content, styled(content))), words),
        watermark_lines=lines_at(watermarks_of(content, rows, turn)),
        frames=frames,
        bars=bars_of(filled, lambda: [one.box for one in vectors() if one.coloured], words),
        rules=long_rules(drawn, size[0]),
        tick_boxes=Boxes(
            _fields(page, turn), squares_of(turned_box(box, turn) for kind, box in log if kind == _LINE)
        ),
        pictures=(
            *images_of(placed, words, *size),
            *drawings_of(drawn, vectors, frames, words, size),
        ),
        drawn=drawn_places((turned_box(box, turn) for kind, box in log if kind not in _TEXT), *size),
        quarters=quarters,
        seen=_evidence(page, words, log, images),
    )


def _fields(page: Any, turn: Matrix) -> tuple[tuple[Box, bool], ...]:
    """Those of a form that are ticked or not. None where the form is damaged: the page is still read."""
    try:
        fields = page.widgets(types=_TO_TICK) if page.parent.is_form_pdf else ()
        return tuple(
            (turned_box(tuple(field.rect), turn), field.field_value not in _NOT_TICKED)
            for field in islice(fields, MOST_BOXES)
        )
    except EngineErrors:
        return ()


def _evidence(page: Any, words: Sequence[Word], log: Log, images: float) -> Evidence:
    characters = "".join(word.text for word in words)
    hidden = sum(Box(*box).area for kind, box in log if kind == "ignore-text") + _under_images(page, log)
    shown = sum(Box(*box).area for kind, box in log if kind in _TEXT)
    letters, vowels = _letters(characters)
    unknown, script = unknown_script(characters)
    return Evidence(
        words=len(words),
        unmapped=unmapped_share([characters]),
        invisible=hidden / shown if shown else 0.0,
        images=images,
        letters=letters,
        vowels=vowels,
        unknown=unknown,
        script=script,
    )


def _under_images(page: Any, log: Log) -> float:
    """The area of text that images drawn after it cover: what a recogniser read off a scan may lie under the
    scan as well as be invisible. Images with holes in them cover nothing."""
    if not any(kind == _OPAQUE for kind, _ in log) or any(image[1] for image in page.get_images()):
        return 0.0
    covers: list[Box] = []
    area = 0.0
    for kind, box in reversed(log):
        text = Box(*box)
        if kind == _OPAQUE:
            covers.append(text)
        elif kind in _SHOWN and any(text.overlap(cover) >= _COVERED * text.area for cover in covers):
            area += text.area
    return area


def _letters(characters: str) -> tuple[int, float]:
    """How many Latin letters there are, accents left out, and the share of vowels among them."""
    plain = unicodedata.normalize("NFD", characters).lower()
    letters = len(_LATIN.findall(plain))
    return letters, sum(map(plain.count, _VOWELS)) / letters if letters else 0.0


def _words(rows: Sequence[tuple[Any, ...]], turn: Matrix) -> tuple[Word, ...]:
    words: list[Word] = []
    line, current = -1, None
    for x0, y0, x1, y1, text, block_no, line_no, _ in rows:
        if (block_no, line_no) != current:
            line, current = line + 1, (block_no, line_no)
        words.append(Word(text.translate(_INVISIBLE), turned_box((x0, y0, x1, y1), turn), line))
    return tuple(words)
