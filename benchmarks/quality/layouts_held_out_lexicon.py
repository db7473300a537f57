"""A held-out layout of publishers: pages of a work of reference."""

from collections.abc import Iterator
from itertools import groupby

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, Composer, Flow
from benchmarks.quality.layouts_held_out_parts import line_across
from benchmarks.quality.layouts_parts import Hang, marked
from benchmarks.quality.sheet import Style
from benchmarks.quality.vocabularies import WORDS

_PAGES = 2
_LEFT, _RIGHT = 46.0, 549.0
_TEXT = Style(8.6, leading=1.2, justified=True, hyphenated=True, indent_pt=8)
_LETTER, _ARTICLE, _UNDER = Style(26, bold=True), Style(10.5, bold=True), Style(8.8, italic=True)


def lexicon(made: Composer) -> None:
    """Three columns: large letters, short entries that begin with their bold word, longer articles under a
    heading with parts in italics; above each page its first and its last word."""
    flow, set_words = Flow([]), dict[int, list[str]]()
    for page_no in range(1, _PAGES + 1):
        line_across(made.sheet(A4), _LEFT, 50, _RIGHT, 0.6)
        made.furniture(str(310 + page_no), 808, 280, right=305)
        flow.columns += made.columns(3, _LEFT, 60, _RIGHT, 788, 15)
    entry = 0
    for letter, names in groupby(_names(made), key=lambda name: name[0]):
        if not flow.with_room(120):
            break
        made.heading(flow, letter.upper(), 1, _LETTER, 0 if not entry else 10)
        for name in names:
            if not flow.with_room(70):
                break
            entry, begun = entry + 1, len(made.truth.blocks)
            _entry(made, flow, name, entry)
            set_words.setdefault(made.truth.blocks[begun].page_no, []).append(name)
    for page_no, names_set in set_words.items():
        _guide(made, page_no, names_set[0], names_set[-1])


def _names(made: Composer) -> Iterator[str]:
    """By the alphabet, from a letter drawn by lot: no more than fourteen of a letter."""
    words = sorted(WORDS[made.vocabulary])
    letters = {letter: list(of) for letter, of in groupby(words, key=lambda word: word[0])}
    begin = made.rng.choice([letter for letter, of in letters.items() if len(of) > 12 and letter < "q"])
    for letter, of in letters.items():
        if letter >= begin:
            chosen = made.rng.sample(of, min(len(of), 14))
            yield from sorted(chosen)


def _entry(made: Composer, flow: Flow, name: str, number: int) -> None:
    """Every eighth that finds room is an article with a heading of its own, the first with a picture."""
    if number % 8 != 4 or flow.columns[0].room_pt < 110:
        words = [made.rng.choice(("n.,", "adj.,", "v.,")), *made.words(made.rng.randint(1, 3))]
        marked(made, flow, name.capitalize(), words, _TEXT, Hang(0, bold=True), 3, "body")
        return
    made.heading(flow, name.capitalize(), 2, _ARTICLE, 6)
    made.paragraph(flow, made.words(4), _TEXT, 0)
    if number == 4:
        made.figure(flow, 1, 84, Style(7.6))
    for part in ("Origin", "Use", prose.title(made.rng, made.vocabulary, 2)):
        made.heading(flow, part, 3, _UNDER, 4)
        made.paragraph(flow, made.words(made.rng.randint(3, 5)), _TEXT, 0)
    if flow.columns:
        flow.columns[0].frame.y += 6


def _guide(made: Composer, page_no: int, first: str, last: str) -> None:
    """The page's first word at the left above the text, its last at the right."""
    for word, style in ((first, Style(9.5, bold=True)), (last, Style(9.5, bold=True, to_right=True))):
        column = made.column(_LEFT, 34, _RIGHT - _LEFT, 60, page_no)
        made.beside(column, [word.capitalize()], style, "furniture")
