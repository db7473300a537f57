"""Drawing on PDF pages while writing down what was drawn: the truth that a reader is measured against."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pymupdf

from schemas.codes import ErrorCode
from schemas.labels import PageKind

LETTER = (612.0, 792.0)
Cells = tuple[tuple[str, ...], ...]
Rgb = tuple[float, float, float]
INK, GREY, SHADE, BLUE = (0.1, 0.1, 0.12), (0.45, 0.45, 0.5), (0.9, 0.92, 0.95), (0.16, 0.36, 0.6)


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart: its title and its (label, value) pairs."""

    title: str
    bars: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class PageTruth:
    """What stands on a page, in reading order. `lines` and `words` leave out tables, charts and pictures;
    `headings` are among the lines. `code`: how reading the page fails, None where it does not."""

    lines: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    tables: tuple[Cells, ...] = ()
    charts: tuple[Chart, ...] = ()
    pictures: int = 0
    kind: PageKind = PageKind.DIGITAL
    code: ErrorCode | None = None
    width_pt: float = LETTER[0]
    height_pt: float = LETTER[1]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(" ".join(self.lines).split())

    @property
    def all_words(self) -> tuple[str, ...]:
        """With the words in table cells, which stand after those of the lines, whatever their place."""
        cells = [cell for table in self.tables for row in table for cell in row]
        return self.words + tuple(" ".join(cells).split())


@dataclass
class Sheet:
    """One page, drawn from the top down. `y` is where the next thing goes, in points."""

    page: Any
    margin: float = 60.0
    y: float = 72.0
    lines: list[str] = field(default_factory=list[str])
    headings: list[str] = field(default_factory=list[str])
    tables: list[Cells] = field(default_factory=list[Cells])
    charts: list[Chart] = field(default_factory=list[Chart])
    pictures: int = 0

    @property
    def width(self) -> float:
        return float(self.page.rect.width) - 2 * self.margin

    def truth(self, kind: PageKind = PageKind.DIGITAL) -> PageTruth:
        rect = self.page.rect
        return PageTruth(
            lines=tuple(self.lines),
            headings=tuple(self.headings),
            tables=tuple(self.tables),
            charts=tuple(self.charts),
            pictures=self.pictures,
            kind=kind,
            width_pt=rect.width,
            height_pt=rect.height,
        )

    def line(
        self, text: str, x: float, y: float, size: float = 10, font: str = "tiro", color: Rgb = INK
    ) -> None:
        self.page.insert_text((x, y), text, fontsize=size, fontname=font, color=color)
        self.lines.append(text)

    def line_to(self, text: str, right: float, y: float, size: float = 10, font: str = "tiro") -> None:
        """A line that ends at `right`."""
        self.line(text, right - pymupdf.get_text_length(text, fontname=font, fontsize=size), y, size, font)

    def heading(self, text: str, size: float = 16) -> None:
        self.y += size * 1.2
        self.line(text, self.margin, self.y, size, "hebo")
        self.headings.append(text)
        self.y += size * 0.7

    def paragraph(
        self, text: str, size: float = 10, x: float = 0, width: float = 0, font: str = "tiro"
    ) -> None:
        """Wrapped at `width`, from `x` on; both default to the margins."""
        x, width = x or self.margin, width or self.width
        for row in wrapped(text, width, size, font):
            self.y += size * 1.3
            self.line(row, x, self.y, size, font)
        self.y += size * 0.7

    def bullets(self, items: Sequence[str], size: float = 10) -> None:
        for item in items:
            for number, row in enumerate(wrapped(item, self.width - 30, size, "tiro")):
                self.y += size * 1.3
                if number == 0:
                    self.page.draw_circle((self.margin + 11, self.y - 3), 1.6, color=INK, fill=INK)
                self.line(row, self.margin + 22, self.y, size)
            self.y += size * 0.3
        self.y += size * 0.4

    def centred(self, text: str, size: float = 10, font: str = "tiro", color: Rgb = INK) -> None:
        self.y += size * 1.3
        length = pymupdf.get_text_length(text, fontname=font, fontsize=size)
        self.line(text, (self.page.rect.width - length) / 2, self.y, size, font, color)
        self.y += size * 0.4

    def footer(self, text: str) -> None:
        y = self.page.rect.height - 36
        self.page.draw_line((self.margin, y - 14), (self.margin + self.width, y - 14), color=GREY, width=0.4)
        self.line(text, self.margin, y, 8, "helv", GREY)

    def table(
        self,
        cells: Cells,
        ruled: bool = True,
        size: float = 9.5,
        widths: Sequence[float] = (),
        row_pt: float = 20,
    ) -> None:
        """The first row is the header. Columns are as wide as `widths` says, or share the page; all but
        the first are aligned to the right. Without rules only the header is underlined."""
        columns = len(cells[0])
        widths = widths or [self.width / columns] * columns
        lefts = [self.margin + sum(widths[:column]) for column in range(columns)]
        right, top = self.margin + sum(widths), self.y
        if ruled:
            self.page.draw_rect((self.margin, top, right, top + row_pt), color=None, fill=SHADE)
        for row_no, row in enumerate(cells):
            baseline = top + row_pt * (row_no + 1) - row_pt / 2 + size * 0.35
            font = "hebo" if row_no == 0 else "helv"
            for column, text in enumerate(row):
                length = pymupdf.get_text_length(text, fontname=font, fontsize=size)
                x = lefts[column] + 6 if column == 0 else lefts[column] + widths[column] - 6 - length
                self.page.insert_text((x, baseline), text, fontsize=size, fontname=font, color=INK)
        bottom = top + row_pt * len(cells)
        rows = range(len(cells) + 1) if ruled else (1,)
        for row_no in rows:
            y = top + row_pt * row_no
            self.page.draw_line((self.margin, y), (right, y), color=INK, width=0.7)
        for x in (*lefts, right) if ruled else ():
            self.page.draw_line((x, top), (x, bottom), color=INK, width=0.7)
        self.tables.append(cells)
        self.y = bottom + size

    def bar_chart(self, chart: Chart, height: float = 190) -> None:
        """Axes, four grid lines with numbers, and one bar a value; text in it is no line of the page."""
        self._label(chart.title, self.margin + self.width / 2, self.y + 12, 10.5, "hebo", 0.5)
        left, right = self.margin + 40, self.margin + self.width
        top, bottom = self.y + 26, self.y + height - 18
        peak = _round_peak(max(value for _, value in chart.bars))
        for step in range(5):
            y = bottom - (bottom - top) * step / 4
            self.page.draw_line((left, y), (right, y), color=SHADE if step else INK, width=0.7)
            self._label(f"{peak * step / 4:.0f}", left - 5, y + 3, 8, "helv", 1.0)
        slot = (right - left) / len(chart.bars)
        for number, (name, value) in enumerate(chart.bars):
            x = left + slot * (number + 0.2)
            bar = (x, bottom - (bottom - top) * value / peak, x + slot * 0.6, bottom)
            self.page.draw_rect(bar, color=None, fill=BLUE)
            self._label(name, x + slot * 0.3, bottom + 11, 8, "helv", 0.5)
        self.page.draw_line((left, top), (left, bottom), color=INK, width=0.9)
        self.charts.append(chart)
        self.y += height + 6

    def picture(self, image: bytes, width: float, height: float, x: float = 0) -> None:
        x = x or self.margin
        self.page.insert_image((x, self.y, x + width, self.y + height), stream=image)
        self.pictures += 1
        self.y += height + 8

    def _label(self, text: str, x: float, y: float, size: float, font: str, shift: float) -> None:
        length = pymupdf.get_text_length(text, fontname=font, fontsize=size)
        self.page.insert_text((x - length * shift, y), text, fontsize=size, fontname=font, color=INK)


def _round_peak(value: float) -> float:
    """The next larger number of which a quarter is round, too."""
    power = 10 ** math.floor(math.log10(value))
    return next(peak for step in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if (peak := step * power) >= value)


def wrapped(text: str, width: float, size: float, font: str) -> list[str]:
    """The text broken at spaces into lines no wider than `width` points."""
    rows: list[str] = []
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and pymupdf.get_text_length(longer, fontname=font, fontsize=size) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows
