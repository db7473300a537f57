"""A held-out layout of parliaments: the record of what was said in a sitting."""

from typing import Any

from benchmarks.quality.composer import LETTER, Composer, Flow
from benchmarks.quality.layouts_held_out_parts import line_across
from benchmarks.quality.layouts_parts import Hang, margin_line, marked
from benchmarks.quality.sheet import Style

_PAGES = 2
_LEFT, _RIGHT, _GAP = 48.0, 564.0, 20.0
_TEXT = Style(9.2, leading=1.18, justified=True, hyphenated=True, indent_pt=9)


def debate(made: Composer) -> None:
    """Two columns with a rule between them, each with its number above it: offices in capitals and matters in
    bold type in the middle, and what was said, each after the bold name of who said it."""
    first, day = made.rng.randint(200, 900), made.rng.randint(2, 28)
    flow = Flow([])
    for page_no in range(1, _PAGES + 1):
        sheet = made.sheet(LETTER)
        number = first + 2 * (page_no - 1)
        margin_line(made, str(number), 32, Style(9), _LEFT, 120)
        margin_line(made, f"{day} MARCH 2019", 32, Style(9, centred=True), 200, 412)
        margin_line(made, str(number + 1), 32, Style(9, to_right=True), 480, _RIGHT)
        line_across(sheet, _LEFT, 46, _RIGHT, 0.5)
        top = 58.0
        if page_no == 1:
            title = Flow([made.column(_LEFT, 62, _RIGHT - _LEFT, 170)])
            made.heading(title, "Oral answers to questions", 1, Style(20, bold=True, centred=True), 0)
            top = title.columns[0].frame.y + 10
        flow.columns += made.columns(2, _LEFT, top, _RIGHT, 752, _GAP)
        sheet.shapes.append(lambda page, top=top: _between(page, top))
    _sitting(made, flow)


def _between(page: Any, top: float) -> None:
    page.draw_line(((_LEFT + _RIGHT) / 2, top), ((_LEFT + _RIGHT) / 2, 752), width=0.4)


def _sitting(made: Composer, flow: Flow) -> None:
    question = 0
    while flow.with_room(150):
        made.heading(flow, made.title(3).upper(), 2, Style(10, centred=True), 12)
        asked = ["The", "Minister", "was", "asked:"]
        made.paragraph(flow, asked, Style(9.2, italic=True, centred=True), 2)
        for _ in range(made.rng.randint(2, 3)):
            if not flow.with_room(90):
                return
            made.heading(flow, made.title(made.rng.randint(1, 3)), 3, Style(10, bold=True, centred=True), 8)
            question += 1
            _matter(made, flow, question)


def _matter(made: Composer, flow: Flow, question: int) -> None:
    """A question, what the minister answers, and who else speaks."""
    minister = f"The Minister for {made.title(1)}"
    _said(made, flow, f"{question}. {_member(made)}:", 1)
    _said(made, flow, f"{minister}:", made.rng.randint(3, 5))
    for _ in range(made.rng.randint(1, 3)):
        _said(made, flow, f"{_member(made)}:", made.rng.randint(2, 4))
        if made.rng.random() < 0.3:
            made.paragraph(flow, ["[Interruption.]"], Style(9.2, italic=True, indent_pt=9), 2)
        _said(made, flow, f"{minister}:", made.rng.randint(2, 5))
        if made.rng.random() < 0.5:
            made.paragraph(flow, made.words(3), _TEXT, 3)


def _member(made: Composer) -> str:
    return f"{made.rng.choice(('Mr', 'Mrs', 'Ms', 'Dr'))} {made.title(1)} ({made.title(1)} North)"


def _said(made: Composer, flow: Flow, name: str, sentences: int) -> None:
    """A paragraph after the bold name of who speaks, a little further in."""
    marked(made, flow, name, made.words(sentences), _TEXT, Hang(0, 9, bold=True), 3, "body")
