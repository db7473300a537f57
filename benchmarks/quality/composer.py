"""Sets blocks into columns, page after page, and keeps what was set as the truth."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import cv2
import numpy as np
import pymupdf

from benchmarks.quality import prose
from benchmarks.quality.sheet import Frame, Sheet, Style
from benchmarks.quality.truth import Block, Heading, Role, Truth
from benchmarks.quality.typefaces import Typeface
from benchmarks.quality.vocabularies import Vocabulary

A4, LETTER, LANDSCAPE = (595.0, 842.0), (612.0, 792.0), (842.0, 595.0)


@dataclass(frozen=True, slots=True)
class Column:
    """A frame, and the sheet and page that it is on."""

    sheet: Sheet
    frame: Frame
    page_no: int

    @property
    def room_pt(self) -> float:
        return self.frame.bottom - self.frame.y


@dataclass(slots=True)
class Flow:
    """Columns in the order in which they are filled; the first is the one being filled."""

    columns: list[Column]

    def with_room(self, needed_pt: float) -> Column | None:
        """The next column with that much room; those before it are left. None where there is none."""
        while self.columns and self.columns[0].room_pt < needed_pt:
            self.columns.pop(0)
        return self.columns[0] if self.columns else None


@dataclass(slots=True)
class Composer:
    """One document in the making. Text that finds no room any more is neither drawn nor part of the truth.

    `reordered`: the parts of a page are drawn in any order, as page-layout programs do.
    """

    rng: random.Random
    vocabulary: Vocabulary
    face: Typeface
    reordered: bool = False
    document: Any = field(default_factory=pymupdf.open)
    sheets: list[Sheet] = field(default_factory=list[Sheet])
    truth: Truth = field(default_factory=Truth)

    def sheet(self, size: tuple[float, float]) -> Sheet:
        self.document.new_page(width=size[0], height=size[1])
        made = Sheet(self.face)
        self.sheets.append(made)
        self.truth.page_count = len(self.sheets)
        return made

    def column(self, x: float, top: float, width: float, bottom: float, page_no: int = 0) -> Column:
        """In points from the top left of that page, or of the last one."""
        number = page_no or len(self.sheets)
        return Column(self.sheets[number - 1], Frame(x, top, width, bottom), number)

    def columns(
        self,
        count: int,
        left: float,
        top: float,
        right: float,
        bottom: float,
        gap: float,
        page_no: int = 0,
    ) -> list[Column]:
        """Side by side and equally wide, on that page or on the last one."""
        width = (right - left - gap * (count - 1)) / count
        step = width + gap
        return [self.column(left + n * step, top, width, bottom, page_no) for n in range(count)]

    def heading(self, flow: Flow, text: str, level: int, style: Style, before_pt: float = 8.0) -> None:
        """Stays with at least two lines of what follows."""
        step = style.size_pt * style.leading
        column = flow.with_room(before_pt + 2 * step + 30)
        if column is None:
            return
        column.frame.y += before_pt
        words = text.split()
        if column.sheet.write(words, column.frame, style) < len(words):
            raise ValueError(f"The heading {text!r} finds no room; its layout leaves too little.")
        self.mark(text, level, column.page_no)
        column.frame.y += 3.0

    def mark(self, text: str, level: int, page_no: int, role: Role = "heading") -> None:
        """What was just set is a heading; its `role` says where it is read."""
        self.truth.headings.append(Heading(text, level))
        self.add(role, text.split(), page_no)

    def paragraph(
        self, flow: Flow, words: Sequence[str], style: Style, after_pt: float = 6.0, role: Role = "body"
    ) -> None:
        """Goes on in the next column where this one is full."""
        column = flow.with_room(2.2 * style.size_pt * style.leading)
        rest, page_no = list(words), column.page_no if column else 0
        done: list[str] = []
        carried = 0
        while rest and column is not None:
            placed = column.sheet.write(rest, column.frame, style)
            carried += placed if column.page_no > page_no else 0
            done += rest[:placed]
            rest = rest[placed:]
            style = replace(style, indent_pt=0.0) if placed else style
            column.frame.y += after_pt
            if rest:
                flow.columns.pop(0)
                column = flow.with_room(2.2 * style.size_pt * style.leading)
        if done:
            self.add(role, done, page_no, carried)

    def fill(self, flow: Flow, style: Style, after_pt: float) -> None:
        """Paragraphs until the columns are full."""
        while flow.with_room(3 * style.size_pt):
            self.paragraph(flow, self.words(4), style, after_pt)

    def items(self, flow: Flow, marks: Sequence[str], style: Style, indent_pt: float = 16.0) -> None:
        """A list: a sentence for each mark. An item stays whole."""
        for mark in marks:
            words = prose.sentence(self.rng, self.vocabulary)
            column = flow.with_room(6 * style.size_pt * style.leading)
            if column is None:
                return
            frame = column.frame
            baseline = frame.y + style.size_pt
            inner = Frame(frame.x + indent_pt, frame.y, frame.width - indent_pt, frame.bottom)
            placed = column.sheet.write(words, inner, style)
            column.sheet.text(mark, frame.x + 2, baseline, style.size_pt)
            column.sheet.runs[-2].extend(column.sheet.runs.pop())
            frame.y = inner.y + 2.0
            self.add("list", [mark, *words[:placed]], column.page_no)

    def figure(self, flow: Flow, number: int, height_pt: float, style: Style, above: bool = False) -> None:
        """A picture without text in it, and its caption below or `above` it."""
        column = flow.with_room(height_pt + 6 * style.size_pt)
        if column is None:
            return
        words = ["Figure", f"{number}:", *prose.sentence(self.rng, self.vocabulary)[:12]]
        words[-1] = words[-1].rstrip(",.") + "."
        frame = column.frame
        frame.y += 6
        if above:
            placed = column.sheet.write(words, frame, style)
            frame.y += 3
            self._picture(column, height_pt)
        else:
            self._picture(column, height_pt)
            placed = column.sheet.write(words, frame, style)
        frame.y += 8
        self.add("caption", words[:placed], column.page_no)

    def _picture(self, column: Column, height_pt: float) -> None:
        frame = column.frame
        box = pymupdf.Rect(frame.x, frame.y, frame.x + frame.width, frame.y + height_pt)
        image = picture(self.rng, frame.width / height_pt)
        column.sheet.shapes.append(lambda page: page.insert_image(box, stream=image))
        frame.y += height_pt + 4

    def beside(self, column: Column, words: Sequence[str], style: Style, role: Role = "aside") -> None:
        """Text that stands in a place of its own: beside the text, or at the foot of the page."""
        placed = column.sheet.write(words, column.frame, style)
        self.add(role, words[:placed], column.page_no)

    def furniture(self, text: str, baseline: float, left: float, right: float | None = None) -> None:
        """A line in the margin above or below the text of the last page, from `left` or up to `right`."""
        self.sheets[-1].text(text, left, baseline, 8.0, right=right)
        self.add("furniture", text.split(), len(self.sheets))

    def words(self, sentences: int) -> list[str]:
        """A paragraph."""
        return prose.paragraph(self.rng, self.vocabulary, sentences)

    def title(self, words: int) -> str:
        return prose.title(self.rng, self.vocabulary, words)

    def add(self, role: Role, words: Sequence[str], page_no: int, carried: int = 0) -> None:
        self.truth.blocks.append(Block(role, tuple(words), page_no, carried))

    def bytes(self) -> bytes:
        """The PDF; the composer is of no use afterwards."""
        for page, sheet in zip(self.document, self.sheets, strict=True):
            sheet.draw(page, self.rng if self.reordered else None)
        data: bytes = self.document.tobytes(garbage=3, deflate=True, no_new_id=True)
        self.document.close()
        return data


Layout = Callable[[Composer], None]


def picture(rng: random.Random, ratio: float) -> bytes:
    """A photograph of sorts: blurred shapes and grain, as a JPEG."""
    height, seed = 180, rng.randrange(2**32)
    noise = np.random.default_rng(seed)
    width = max(60, int(height * ratio))
    image = np.full((height, width, 3), noise.integers(90, 200, 3), np.uint8)
    for _ in range(9):
        centre = (int(noise.integers(width)), int(noise.integers(height)))
        color = tuple(int(value) for value in noise.integers(20, 235, 3))
        cv2.circle(image, centre, int(noise.integers(10, 70)), color, -1)
    smooth = cv2.GaussianBlur(image, (0, 0), 4).astype(np.int16) + noise.integers(-9, 9, image.shape)
    _, data = cv2.imencode(".jpg", np.clip(smooth, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 80])
    return data.tobytes()
