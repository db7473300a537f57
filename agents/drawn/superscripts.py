"""Figures that are raised behind a word, as Unicode has them: 10\u2076 is another number than 106. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from agents.drawn.watermarks import Place

_SMALLER = 0.87
"""Of the size of what they are raised from, at most."""
_LOWEST, _HIGHEST = 0.15, 0.8
"""How far they are raised, in that size: the less is a shift, the more is the upper limit of a sum."""
_GAP = 0.2
"""In that size as well: what stands further off is a word of its own."""
_BEFORE = frozenset(")]}|\u2016'\"\u2019\u201d\u00bb,.;:!?%\u2032\u2026")
"""Signs that they stand behind, besides letters and figures."""
_FIGURES = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
_RAISED = {
    **{str(figure): raised for figure, raised in enumerate(_FIGURES)},
    "+": "\u207a",
    "\u2212": "\u207b",
    "=": "\u207c",
    "(": "\u207d",
    ")": "\u207e",
    "n": "\u207f",
    "\U0001d45b": "\u207f",
}
_DASHES = frozenset("-\u2013")
"""A minus before a figure; between two of them they are none."""
_MARKS = frozenset(",;*\u2217\u2020\u2021\u00a7") | _DASHES
"""Among figures as they are."""


class _Run(NamedTuple):
    """Text of one size: where it begins and ends along its line, and how high it stands, in points."""

    text: str
    size_pt: float
    start: float
    end: float
    height: float


def with_superscripts(rows: Sequence[tuple[Any, ...]], content: dict[str, Any]) -> list[tuple[Any, ...]]:
    """PyMuPDF's words, with Unicode's superscripts where its text as a dictionary shows figures that are
    smaller and raised behind a letter, a figure or a sign. What is raised and is more than figures, signs and
    `n` stays as it is, and so does what begins a word: the mark in front of a footnote is a number."""
    raised = dict(_raised_lines(content))
    if not raised:
        return list(rows)
    lines: dict[Place, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        lines[row[5], row[6]].append(at)
    found = list(rows)
    for place, (before, after) in raised.items():
        # The same letters cut into words in two ways: where they do not agree, nothing is known.
        if [rows[at][4] for at in lines[place]] == before:
            for at, word in zip(lines[place], after, strict=True):
                found[at] = (*rows[at][:4], word, *rows[at][5:])
    return found


def _raised_lines(content: dict[str, Any]) -> Iterator[tuple[Place, tuple[list[str], list[str]]]]:
    """Lines with such figures: their words as they are in the PDF, and as they are meant."""
    for block in content["blocks"]:
        for number, line in enumerate(block.get("lines", ())):
            spans = line["spans"]
            if len(spans) > 1 and not line["wmode"]:
                before = "".join(str(span["text"]) for span in spans)
                after = _text([_run(span, line["dir"]) for span in spans])
                if after != before:
                    yield (block["number"], number), (before.split(), after.split())


def _run(span: dict[str, Any], direction: tuple[float, float]) -> _Run:
    dx, dy = direction
    x0, y0, x1, y1 = span["bbox"]
    along = [x * dx + y * dy for x in (x0, x1) for y in (y0, y1)]
    x, y = span["origin"]
    return _Run(span["text"], span["size"], x * dx + y * dy, max(along), x * dy - y * dx)


def _text(runs: Sequence[_Run]) -> str:
    parts = groupby(zip(_are_raised(runs), runs, strict=True), key=lambda pair: pair[0])
    texts = ((raised, "".join(run.text for _, run in part)) for raised, part in parts)
    return "".join(_superscript(text) if raised else text for raised, text in texts)


def _are_raised(runs: Sequence[_Run]) -> list[bool]:
    """Of each run, whether it is raised from one before it, with no space between."""
    raised: list[bool] = []
    base: _Run | None = None
    end = 0.0
    for run in runs:
        small = base is not None and run.size_pt <= _SMALLER * base.size_pt
        raised.append(base is not None and small and _is_raised(run, base, end))
        if not small:
            base = run if _may_carry(run.text[-1:]) else None
        elif any(map(str.isspace, run.text)):
            base = None
        end = run.end
    return raised


def _is_raised(run: _Run, base: _Run, end: float) -> bool:
    rise = run.height - base.height
    near = base.start < run.start <= max(end, base.end) + _GAP * base.size_pt
    return near and _LOWEST * base.size_pt <= rise <= _HIGHEST * base.size_pt


def _may_carry(letter: str) -> bool:
    return letter.isalnum() or letter in _BEFORE


def _superscript(text: str) -> str:
    """The figures it begins with; the text itself where there is more to them."""
    head = text.split(maxsplit=1)[0] if text and not text[0].isspace() else ""
    known = all(letter in _RAISED or letter in _MARKS for letter in head)
    if not known or not any(letter in _RAISED and letter.isalnum() for letter in head):
        return text
    sign = "\u207b" if head[0] in _DASHES else ""
    return sign + "".join(_RAISED.get(letter, letter) for letter in head[len(sign) :]) + text[len(head) :]
