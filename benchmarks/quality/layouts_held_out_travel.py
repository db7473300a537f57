"""A held-out layout of shops: the days of a journey that is for sale."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, Column, Composer, Flow, picture
from benchmarks.quality.layouts_held_out_parts import filled, line_across
from benchmarks.quality.layouts_parts import Hang, lines, marked
from benchmarks.quality.sheet import Rect, Sheet, Style

_TEAL, _SAND, _WHITE = (0.0, 0.36, 0.42), (0.97, 0.94, 0.87), (1.0, 1.0, 1.0)
_PART = Style(13, bold=True, color=_TEAL, leading=1.15)
_TEXT = Style(9.6, leading=1.32)
_LEFT, _WIDE, _SIDE = 42.0, 322.0, 402.0


def itinerary(made: Composer) -> None:
    """A picture over the whole width with the title in white on a band under it; days in colour with where
    one sleeps in italics, beside them on a tinted ground what is paid for; overleaf pictures, and advice."""
    sheet = made.sheet(A4)
    _photo(made, sheet, (0, 0, 595, 176))
    filled(sheet, (0, 176, 595, 242), _TEAL)
    days, price = made.rng.randint(8, 15), made.rng.randint(890, 4900)
    head = Flow([made.column(_LEFT, 184, 515, 330)])
    made.heading(head, made.title(3), 1, Style(25, bold=True, color=_WHITE), 0)
    told = f"{days} days from {price:,} per person"
    lines(made, head.columns[0], [told], Style(11, color=_WHITE))
    made.furniture("Vesper Journeys", 816, _LEFT)
    made.furniture("18", 816, 400, right=553)
    flow = Flow([made.column(_LEFT, 258, _WIDE, 790)])
    made.paragraph(flow, made.words(3), Style(11, leading=1.3), 4)
    _paid_for(made, made.column(_SIDE, 268, 150, 784), price)
    sheet = made.sheet(A4)
    made.furniture("19", 816, _LEFT)
    made.furniture("www.vesper.example", 816, 400, right=553)
    flow.columns.append(made.column(_LEFT, 52, _WIDE, 540))
    _days(made, flow)
    _pictures(made, made.column(_SIDE - 14, 54, 165, 540))
    line_across(sheet, _LEFT, 558, 553, 1.0)
    _advice(made)


def _photo(made: Composer, sheet: Sheet, box: Rect) -> None:
    image = picture(made.rng, (box[2] - box[0]) / (box[3] - box[1]))
    sheet.shapes.append(lambda page: page.insert_image(box, stream=image))


def _days(made: Composer, flow: Flow) -> None:
    """Until the columns are full."""
    day = 0
    while flow.with_room(130):
        day += 1
        made.heading(flow, f"Day {day}: {made.title(made.rng.randint(1, 3))}", 2, _PART, 8)
        made.paragraph(flow, made.words(made.rng.randint(2, 5)), _TEXT, 2)
        night = f"Overnight in {made.title(1)}, with {made.rng.choice(('breakfast', 'dinner', 'all meals'))}"
        made.paragraph(flow, night.split(), Style(9, italic=True), 4)


def _paid_for(made: Composer, column: Column, price: int) -> None:
    """Three short lists under headings on a tinted ground, read before or after the days."""
    flow, text, top = Flow([column]), Style(9, leading=1.28), column.frame.y
    for name, mark in (("Included", "+"), ("Not included", "\u2013"), ("Dates and prices", "")):
        column.sheet.write(name.split(), column.frame, _PART)
        made.mark(name, 2, column.page_no, "aside")
        column.frame.y += 4
        for number in range(4):
            if mark:
                words = prose.sentence(made.rng, made.vocabulary)[: made.rng.randint(3, 8)]
                words[-1] = words[-1].rstrip(",.;?")
                marked(made, flow, mark, words, text, Hang(12, 1), 2, "aside")
            else:
                cost = f"{price + 40 * number:,}"
                marked(made, flow, f"{3 + 7 * number} June", [cost], text, Hang(90), 2, "aside")
        column.frame.y += 14
    filled(column.sheet, (_SIDE - 14, top - 10, 567, column.frame.y), _SAND)


def _pictures(made: Composer, column: Column) -> None:
    """Two, one under the other, with a line on each."""
    frame = column.frame
    for _ in range(2):
        height = made.rng.uniform(110, 190)
        _photo(made, column.sheet, (frame.x, frame.y, frame.x + frame.width, frame.y + height))
        frame.y += height + 4
        words = made.title(made.rng.randint(4, 6)).split()
        made.beside(column, words, Style(8, italic=True), "caption")
        frame.y += 14


def _advice(made: Composer) -> None:
    """What to know, in two columns with small headings, under one that stands above both."""
    head = Flow([made.column(_LEFT, 566, 511, 680)])
    made.heading(head, "Good to know", 2, _PART, 0)
    flow = Flow(made.columns(2, _LEFT, head.columns[0].frame.y + 2, 553, 796, 22))
    while flow.with_room(70):
        made.heading(flow, made.title(made.rng.randint(1, 2)), 3, Style(9.6, bold=True), 3)
        made.paragraph(flow, made.words(made.rng.randint(1, 3)), Style(9, leading=1.28), 4)
