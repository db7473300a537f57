"""A held-out layout of authorities: a form to fill in."""

from collections.abc import Sequence

from benchmarks.quality.composer import A4, Column, Composer, Flow
from benchmarks.quality.layouts_held_out_parts import filled, framed, line_across
from benchmarks.quality.layouts_parts import Hang, lines, margin_line, marked
from benchmarks.quality.sheet import Frame, Style

_PAGES = 2
_LEFT, _WIDTH = 52.0, 491.0
_GREY = (0.9, 0.9, 0.9)
_TEXT, _SMALL = Style(9.2, leading=1.28), Style(7.4)
_PERSON = (
    (("Family name", 0.5), ("Given names", 0.5)),
    (("Date of birth", 0.25), ("Place of birth", 0.4), ("Nationality", 0.35)),
    (("Street and number", 0.7), ("Postcode", 0.3)),
    (("Telephone", 0.4), ("E-mail", 0.6)),
)


def application(made: Composer) -> None:
    """Parts by letter on a grey ground, in each a note on how to fill it in, boxes with a small name in their
    corner, questions with squares to tick; a corner for the office, and at the end a declaration to sign."""
    number = f"Form {made.rng.randint(10, 99)}/{made.rng.randint(100, 999)}"
    pages: list[Column] = []
    for page_no in range(1, _PAGES + 1):
        made.sheet(A4)
        margin_line(made, f"{number} (03.2021)", 810, Style(7.5), _LEFT, 300)
        margin_line(made, f"{page_no}/{_PAGES}", 810, Style(7.5, to_right=True), 400, _LEFT + _WIDTH)
        pages.append(made.column(_LEFT, 48, _WIDTH, 790))
    _office(made, made.column(392, 52, 143, 110, 1))
    first, second = pages
    first.frame.width = 320
    flow = Flow([first])
    lines(made, first, [f"Office of {made.title(1)}"], Style(9.5))
    made.heading(flow, f"Application for permission: {made.title(2)}", 1, Style(15, bold=True), 4)
    first.frame.width, first.frame.y = _WIDTH, max(first.frame.y, 124)
    made.paragraph(flow, made.words(2), _TEXT, 4)
    _person(made, first, "A Applicant")
    _enquiry(made, first, "B", 5)
    _enquiry(made, second, "C", 6)
    _enclosures(made, second)
    _declaration(made, second)


def _office(made: Composer, column: Column) -> None:
    """What the office itself fills in, in a frame in the corner."""
    frame = column.frame
    framed(column.sheet, (frame.x - 8, frame.y - 6, frame.x + frame.width + 8, frame.y + 58), 0.6)
    lines(made, column, ["For official use only"], Style(7.8, bold=True), "aside")
    frame.y += 4
    lines(made, column, ["Received:"], Style(7.8, leading=1.9), "aside")
    lines(made, column, ["File number:"], Style(7.8, leading=1.9), "aside")


def _part(made: Composer, column: Column, name: str) -> None:
    """Its name on a grey ground, and how to fill it in."""
    frame = column.frame
    top = frame.y + 8
    frame.x += 5
    made.heading(Flow([column]), name, 2, Style(11, bold=True), 10)
    frame.x -= 5
    filled(column.sheet, (_LEFT, top, _LEFT + _WIDTH, frame.y), _GREY)
    frame.y += 5
    made.paragraph(Flow([column]), made.words(1), Style(8.6, italic=True), 5)


def _person(made: Composer, column: Column, name: str) -> None:
    _part(made, column, name)
    for row in _PERSON:
        _boxes(made, column, row)


def _boxes(made: Composer, column: Column, row: Sequence[tuple[str, float]]) -> None:
    """Side by side, each with a name in its corner and room to write; shares of the width."""
    left, top = _LEFT, column.frame.y
    for name, share in row:
        right = left + share * _WIDTH
        framed(column.sheet, (left, top, right, top + 30), 0.5)
        inner = Frame(left + 4, top + 1, right - left - 8, top + 16)
        column.sheet.write(name.split(), inner, _SMALL)
        made.add("body", name.split(), column.page_no)
        left = right
    column.frame.y = top + 30


def _enquiry(made: Composer, column: Column, letter: str, questions: int) -> None:
    """Boxes, and questions that are answered by a tick, each followed by a wide box."""
    _part(made, column, f"{letter} {made.title(made.rng.randint(2, 3))}")
    _boxes(made, column, ((made.title(2), 0.35), (made.title(1), 0.3), (made.title(2), 0.35)))
    column.frame.y += 8
    for number in range(1, questions + 1):
        said = made.words(1)
        said[-1] = f"{said[-1].rstrip('.?;')}?"
        marked(made, Flow([column]), f"{letter}{number}", said, _TEXT, Hang(26, bold=True), 2, "list")
        _ticks(made, column, ("No", f"Yes, by {made.title(1).lower()}", "Not known"))
        if number == questions:
            _boxes(made, column, ((f"If yes: {made.title(2).lower()}", 1.0),))


def _ticks(made: Composer, column: Column, answers: Sequence[str]) -> None:
    """In a row, each after an empty square."""
    frame = column.frame
    for place, answer in enumerate(answers):
        x = _LEFT + 26 + 140 * place
        framed(column.sheet, (x, frame.y + 2, x + 8, frame.y + 10), 0.7)
        column.sheet.text(answer, x + 13, frame.y + 9.6, 9.2)
        made.add("body", answer.split(), column.page_no)
    frame.y += 20


def _enclosures(made: Composer, column: Column) -> None:
    _part(made, column, "D Enclosures")
    for _ in range(made.rng.randint(3, 4)):
        frame = column.frame
        framed(column.sheet, (_LEFT + 2, frame.y + 2, _LEFT + 10, frame.y + 10), 0.7)
        inner = Frame(_LEFT + 18, frame.y, _WIDTH - 18, frame.bottom)
        words = made.title(made.rng.randint(3, 6)).split()
        column.sheet.write(words, inner, _TEXT)
        made.add("list", words, column.page_no)
        frame.y = inner.y + 3


def _declaration(made: Composer, column: Column) -> None:
    _part(made, column, "E Declaration")
    made.paragraph(Flow([column]), made.words(3), _TEXT, 4)
    y = column.frame.y + 42
    for left, right, name in ((_LEFT, 230.0, "Place and date"), (270.0, 543.0, "Signature of the applicant")):
        line_across(column.sheet, left, y, right, 0.6)
        lines(made, made.column(left, y + 2, right - left, y + 20, column.page_no), [name], _SMALL)
