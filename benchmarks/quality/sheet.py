"""A page to write on, line by line, and frames that text flows through."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pymupdf

from benchmarks.quality.typefaces import Typeface, font

Rgb = tuple[float, float, float]
Rect = tuple[float, float, float, float]
BLACK: Rgb = (0.0, 0.0, 0.0)
_HYPHEN_FROM = 9
"""Letters from which a word may be broken at a line's end."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text is set, in points. `justified` stretches the spaces of all lines but the last.
    `hyphenated` breaks long words. `centred` lines have their middle in the middle of the frame, those
    `to_right` their end at its right. `indent_pt`: how much further right the first line begins."""

    size_pt: float = 10.0
    bold: bool = False
    leading: float = 1.25
    justified: bool = False
    hyphenated: bool = False
    centred: bool = False
    color: Rgb = BLACK
    italic: bool = False
    to_right: bool = False
    indent_pt: float = 0.0


@dataclass(slots=True)
class Frame:
    """A column: points from the page's top left. `y` is where the next line's top will be."""

    x: float
    y: float
    width: float
    bottom: float


@dataclass(slots=True)
class Line:
    """Words with the x of each, on one baseline."""

    words: list[tuple[float, str]]
    baseline: float
    font: Any
    size_pt: float
    color: Rgb


@dataclass(slots=True)
class Sheet:
    """What is to stand on one page; `draw` puts it there: first the `shapes`, then the `runs` of text."""

    face: Typeface
    runs: list[list[Line]] = field(default_factory=list[list[Line]])
    shapes: list[Callable[[Any], object]] = field(default_factory=list[Callable[[Any], object]])

    def write(self, words: Sequence[str], frame: Frame, style: Style) -> int:
        """Sets words into the frame, moves its `y`, and returns how many found room. A line is set whole or
        not at all."""
        used = font(self.face.of(style.bold, style.italic))
        step, indent = style.size_pt * style.leading, style.indent_pt
        run: list[Line] = []
        rest, placed = list(words), 0
        while rest and frame.y + step <= frame.bottom + 0.01:
            inner = Frame(frame.x + indent, frame.y, frame.width - indent, frame.bottom)
            taken, broken = _fitting(rest, inner.width, used, style)
            last = len(taken) == len(rest) and not broken
            shown = [*rest[: len(taken) - 1], taken[-1]] if broken else taken
            run.append(_line(shown, inner, used, style, stretched=style.justified and not last))
            placed += len(taken) - (1 if broken else 0)
            rest = [broken, *rest[len(taken) :]] if broken else rest[len(taken) :]
            frame.y += step
            indent = 0.0
        if rest and run and rest[0] != words[placed]:
            placed = _unbroken(run, words, placed, used)
        if run:
            self.runs.append(run)
        return placed

    def text(
        self,
        text: str,
        x: float,
        baseline: float,
        size_pt: float,
        bold: bool = False,
        right: float | None = None,
    ) -> None:
        """One line from x, or up to `right`, its words drawn as one string."""
        used = font(self.face.bold if bold else self.face.regular)
        if right is not None:
            x = right - used.text_length(text, size_pt)
        self.runs.append([Line([(x, text)], baseline, used, size_pt, BLACK)])

    def draw(self, page: Any, rng: random.Random | None = None) -> None:
        """Draws in order, or with a generator the runs in any order: the order in a file says little of the
        order of reading."""
        for shape in self.shapes:
            shape(page)
        runs = list(self.runs)
        if rng:
            rng.shuffle(runs)
        for color in dict.fromkeys(line.color for run in runs for line in run):
            writer: Any = pymupdf.TextWriter(page.rect, color=color)
            for line in (line for run in runs for line in run if line.color == color):
                for x, word in line.words:
                    writer.append((x, line.baseline), word, font=line.font, fontsize=line.size_pt)
            writer.write_text(page)


def width_of(text: str, face: Typeface, size_pt: float, bold: bool = False) -> float:
    return float(font(face.bold if bold else face.regular).text_length(text, size_pt))


def line_count(words: Sequence[str], width: float, face: Typeface, style: Style) -> int:
    """How many lines `write` makes of words that all find room."""
    used, count, rest = font(face.of(style.bold, style.italic)), 0, list(words)
    while rest:
        taken, broken = _fitting(rest, width - (0.0 if count else style.indent_pt), used, style)
        rest = [broken, *rest[len(taken) :]] if broken else rest[len(taken) :]
        count += 1
    return count


def _fitting(words: Sequence[str], width: float, used: Any, style: Style) -> tuple[list[str], str]:
    """(the words of the next line, what of the last of them goes to the line after)."""
    space, at = used.text_length(" ", style.size_pt), 0.0
    taken: list[str] = []
    for word in words:
        needed = used.text_length(word, style.size_pt)
        if taken and at + needed > width:
            head = _head(word, width - at, used, style)
            return ([*taken, f"{head}-"], word[len(head) :]) if head else (taken, "")
        taken.append(word)
        at += needed + space
    return taken, ""


def _head(word: str, room: float, used: Any, style: Style) -> str:
    """The part of a long word that still finds room before a hyphen; empty for none."""
    if not style.hyphenated or len(word) < _HYPHEN_FROM or not word.isalpha():
        return ""
    for length in range(len(word) - 3, 2, -1):
        if used.text_length(f"{word[:length]}-", style.size_pt) <= room:
            return word[:length]
    return ""


def _line(words: Sequence[str], frame: Frame, used: Any, style: Style, stretched: bool) -> Line:
    widths = [used.text_length(word, style.size_pt) for word in words]
    space = used.text_length(" ", style.size_pt)
    natural = sum(widths) + space * (len(words) - 1)
    spare = frame.width - natural
    x = frame.x + (spare / 2 if style.centred else spare if style.to_right else 0.0)
    baseline = frame.y + style.size_pt
    if not stretched or len(words) < 2:
        return Line([(x, " ".join(words))], baseline, used, style.size_pt, style.color)
    gap = min(3 * space, (frame.width - sum(widths)) / (len(words) - 1))
    places: list[tuple[float, str]] = []
    for word, width in zip(words, widths, strict=True):
        places.append((x, word))
        x += width + gap
    return Line(places, baseline, used, style.size_pt, style.color)


def _unbroken(run: list[Line], words: Sequence[str], placed: int, used: Any) -> int:
    """A word broken at the frame's last line has its rest nowhere: it is taken off."""
    line = run[-1]
    if len(line.words) > 1:
        line.words.pop()
    else:
        x, text = line.words[0]
        line.words = [(x, text.rpartition(" ")[0])]
    return placed
