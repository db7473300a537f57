"""Layouts that developers look at and tune to, whose headings hardly stand out by their type: by their place,
by italics, by colour, or by capitals that are smaller than the text."""

from benchmarks.quality.composer import A4, LETTER, Composer, Flow
from benchmarks.quality.sheet import Rgb, Style

_BLUE: Rgb = (0.1, 0.25, 0.55)
_BOOK = (396.0, 612.0)


def _flow(made: Composer, pages: int, size: tuple[float, float], margin: float, top: float = 0.0) -> Flow:
    """One column a page with its number at the foot; that of the first page begins at `top`."""
    flow = Flow([])
    for number in range(1, pages + 1):
        made.sheet(size)
        made.furniture(str(number), size[1] - 28, size[0] / 2)
        begin = top if number == 1 and top else margin
        flow.columns.append(made.column(margin, begin, size[0] - 2 * margin, size[1] - margin))
    return flow


def essay(made: Composer) -> None:
    """A chapter of a small book: its title in the middle, and sections under lines in italics that are no
    larger than the text and have no weight."""
    flow = _flow(made, 3, _BOOK, 56, 170)
    text = Style(11, leading=1.3, justified=True, hyphenated=True, indent_pt=14)
    made.heading(flow, made.title(3), 1, Style(22, centred=True), 0)
    flow.columns[0].frame.y += 24
    for _ in range(6):
        for _ in range(2):
            made.paragraph(flow, made.words(3), text, 0)
        made.heading(flow, made.title(2), 2, Style(11, italic=True, centred=True), 14)
    made.paragraph(flow, made.words(3), text, 0)


def office_report(made: Composer) -> None:
    """As word processors set reports by themselves: headings of three depths in colour, none of them bold,
    the lowest hardly larger than the text."""
    flow = _flow(made, 3, A4, 72)
    text = Style(11, leading=1.25)
    made.heading(flow, made.title(4), 1, Style(28), 0)
    for _ in range(3):
        made.heading(flow, made.title(3), 2, Style(16, color=_BLUE), 14)
        made.paragraph(flow, made.words(3), text)
        for _ in range(2):
            made.heading(flow, made.title(3), 3, Style(13, color=_BLUE), 8)
            made.paragraph(flow, made.words(3), text)
            made.heading(flow, made.title(2), 4, Style(12, color=_BLUE), 6)
            made.paragraph(flow, made.words(3), text)


def fact_sheet(made: Composer) -> None:
    """Headings in bold capitals in colour that are smaller than the text below them."""
    flow = _flow(made, 2, LETTER, 80)
    text = Style(11, leading=1.4)
    made.heading(flow, made.title(4), 1, Style(26), 0)
    for _ in range(7):
        made.heading(flow, made.title(3).upper(), 2, Style(9, bold=True, color=_BLUE), 16)
        for _ in range(2):
            made.paragraph(flow, made.words(3), text)
