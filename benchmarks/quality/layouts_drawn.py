"""Layouts that are drawn by lot: a title, and under it stories over pages of two to four columns. Every
document shows another combination of arrangement, sizes, gutters and spaces."""

from dataclasses import dataclass
from random import Random

from benchmarks.quality.composer import A4, Column, Composer, Flow
from benchmarks.quality.sheet import Rgb, Style

_TOP_PT, _BOTTOM_PT = 44.0, 795.0
_RED: Rgb = (0.6, 0.1, 0.1)


@dataclass(frozen=True, slots=True)
class Look:
    """What was drawn, in points. `before_pt` stands above a heading, `after_pt` below a paragraph."""

    columns: int
    gap_pt: float
    margin_pt: float
    title: Style
    heading: Style
    text: Style
    before_pt: float
    after_pt: float
    subheads: bool
    pictures: bool

    @staticmethod
    def drawn(rng: Random) -> "Look":
        text_pt = rng.choice((8.5, 9.0, 9.5, 10.0))
        bold = rng.random() < 0.8
        return Look(
            columns=rng.choice((2, 2, 3, 3, 4)),
            gap_pt=rng.choice((10.0, 12.0, 14.0, 18.0, 24.0)),
            margin_pt=rng.choice((36.0, 42.0, 50.0)),
            title=Style(rng.choice((18, 22, 28, 36)), bold=True, leading=1.1, centred=rng.random() < 0.3),
            heading=Style(
                text_pt * rng.choice((1.2 if bold else 1.3, 1.45, 1.6)),
                bold=bold,
                leading=1.15,
                color=_RED if rng.random() < 0.3 else (0.0, 0.0, 0.0),
            ),
            text=Style(
                text_pt,
                leading=rng.choice((1.15, 1.2, 1.3)),
                justified=rng.random() < 0.5,
                hyphenated=rng.random() < 0.4,
            ),
            before_pt=rng.choice((4.0, 6.0, 8.0, 12.0)),
            after_pt=rng.choice((0.0, 2.0, 4.0, 6.0)),
            subheads=rng.random() < 0.4,
            pictures=rng.random() < 0.3,
        )


def drawn(made: Composer) -> None:
    look = Look.drawn(made.rng)
    arrange = made.rng.choice((_flow, _bands, _items, _wide, _rows))
    right = A4[0] - look.margin_pt
    for number in (1, 2):
        made.sheet(A4)
        made.furniture(f"{made.vocabulary.capitalize()} review", 26, look.margin_pt)
        made.furniture(f"{number}", 820, right - 20, right=right)
        top = _TOP_PT
        if number == 1:
            head = Flow([made.column(look.margin_pt, top, right - look.margin_pt, top + 200)])
            made.heading(head, made.title(4), 1, look.title, 0)
            top = head.columns[0].frame.y + 8
        arrange(made, look, top)


def _flow(made: Composer, look: Look, top: float) -> None:
    """One story after the other, column after column."""
    flow = Flow(_columns(made, look, look.columns, top, _BOTTOM_PT))
    while flow.with_room(80):
        _story(made, look, flow, 3)
    made.fill(flow, look.text, look.after_pt)


def _bands(made: Composer, look: Look, top: float) -> None:
    """Stories one above the other, each over all columns."""
    count = made.rng.choice((2, 3))
    height = (_BOTTOM_PT - top) / count
    for number in range(count):
        bottom = top + (number + 1) * height - 8
        below = _over_all(made, look, top + number * height)
        made.fill(Flow(_columns(made, look, look.columns, below, bottom)), look.text, look.after_pt)


def _items(made: Composer, look: Look, top: float) -> None:
    """Each column full of short stories of its own."""
    for column in _columns(made, look, look.columns, top, _BOTTOM_PT):
        flow = Flow([column])
        while flow.with_room(70):
            _story(made, look, flow, 1)


def _wide(made: Composer, look: Look, top: float) -> None:
    """A wide column, and a narrow one of short stories to its right."""
    first, second, third = _columns(made, look, 3, top, _BOTTOM_PT)
    width = second.frame.x + second.frame.width - first.frame.x
    wide = Flow([made.column(first.frame.x, top, width, _BOTTOM_PT)])
    while wide.with_room(80):
        _story(made, look, wide, 3)
    narrow = Flow([third])
    while narrow.with_room(70):
        _story(made, look, narrow, 1)


def _rows(made: Composer, look: Look, top: float) -> None:
    """A story over all columns, and under it one in each."""
    middle = top + (_BOTTOM_PT - top) * made.rng.uniform(0.35, 0.6)
    below = _over_all(made, look, top)
    made.fill(Flow(_columns(made, look, look.columns, below, middle - 10)), look.text, look.after_pt)
    for column in _columns(made, look, look.columns, middle, _BOTTOM_PT):
        flow = Flow([column])
        _head(made, look, flow)
        made.fill(flow, look.text, look.after_pt)


def _columns(made: Composer, look: Look, count: int, top: float, bottom: float) -> list[Column]:
    return made.columns(count, look.margin_pt, top, A4[0] - look.margin_pt, bottom, look.gap_pt)


def _over_all(made: Composer, look: Look, top: float) -> float:
    """A heading over all columns; the y below it."""
    head = Flow([made.column(look.margin_pt, top, A4[0] - 2 * look.margin_pt, top + 90)])
    _head(made, look, head)
    return head.columns[0].frame.y + 2


def _head(made: Composer, look: Look, flow: Flow) -> None:
    made.heading(flow, made.title(made.rng.randint(2, 5)), 2, look.heading, look.before_pt)


def _story(made: Composer, look: Look, flow: Flow, paragraphs: int) -> None:
    _head(made, look, flow)
    for number in range(paragraphs):
        if look.subheads and number and made.rng.random() < 0.4:
            made.heading(flow, made.title(2), 3, Style(look.text.size_pt, bold=True), look.before_pt / 2)
        if look.pictures and made.rng.random() < 0.15:
            made.figure(flow, made.rng.randint(1, 9), 80, look.text)
        made.paragraph(flow, made.words(made.rng.randint(2, 4)), look.text, look.after_pt)
