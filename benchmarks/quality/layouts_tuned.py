"""Layouts that developers look at and tune to: a report, a paper in two columns, a digest in bands."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, LETTER, Composer, Flow
from benchmarks.quality.sheet import Style

_PAGES = 2


def report(made: Composer) -> None:
    """One column; sections with numbers, lists, a figure, footnotes, a running header and a page number."""
    text, flow = Style(10.5), Flow([])
    for number in range(1, _PAGES + 1):
        made.sheet(A4)
        made.furniture("Octennial Gazetteer", 40, 60)
        made.furniture(f"- {number} -", 815, 285)
        flow.columns.append(made.column(60, 62, 475, 698))
    made.heading(flow, made.title(4), 1, Style(20, bold=True), 0)
    for section in range(1, 4):
        made.heading(flow, f"{section} {made.title(3)}", 2, Style(14, bold=True), 12)
        made.paragraph(flow, made.words(4), text)
        if section == 2:
            made.figure(flow, 1, 120, Style(9))
        for part in range(1, 3):
            name = made.title(made.rng.randint(2, 4))
            made.heading(flow, f"{section}.{part} {name}", 3, Style(11.5, bold=True), 6)
            made.paragraph(flow, made.words(made.rng.randint(2, 5)), text)
            made.items(flow, made.rng.choice((("•",) * 3, ("1.", "2.", "3."))), text)
    made.fill(flow, text, 6)
    _footnotes(made, 60, 475)


def paper(made: Composer) -> None:
    """Two justified columns with hyphens under a title, authors and an abstract across both."""
    text = Style(9.5, justified=True, hyphenated=True, leading=1.18)
    made.sheet(LETTER)
    head = Flow([made.column(90, 60, 432, 260)])
    made.heading(head, made.title(6), 1, Style(17, bold=True, centred=True), 0)
    made.paragraph(head, ["Ilse", "Marchetti,", "Tomas", "Hoek,", "Radka", "Sing"], Style(10.5, centred=True))
    made.heading(head, "Abstract", 2, Style(10, bold=True, centred=True), 4)
    made.paragraph(head, made.words(5), Style(9, justified=True))
    made.furniture("801", 770, 300)
    flow = Flow(made.columns(2, 54, head.columns[0].frame.y + 12, 558, 700, 18))
    for number in range(2, _PAGES + 1):
        made.sheet(LETTER)
        made.furniture(str(800 + number), 770, 300)
        flow.columns += made.columns(2, 54, 66, 558, 700, 18)
    for section in range(1, 6):
        made.heading(flow, f"{section}. {made.title(3)}", 2, Style(11, bold=True), 8)
        made.paragraph(flow, made.words(6), text, 0)
        made.paragraph(flow, made.words(4), text, 0)
        if section in (2, 4):
            made.figure(flow, section // 2, 95, Style(8.5))
        made.paragraph(flow, made.words(5), text, 0)
    made.fill(flow, text, 0)
    _footnotes(made, 315, 243)  # under the last column, so that column's end and page's end are the same


def digest(made: Composer) -> None:
    """Bands: a heading across the page, and two columns of text under it; drawn in any order."""
    made.reordered = True
    for number in range(1, _PAGES + 1):
        made.sheet(A4)
        made.furniture("Tidewater Circular", 45, 50)
        made.furniture(f"Sheet {700 + number}", 45, 50, right=545)
        y = 70.0
        if number == 1:
            head = Flow([made.column(50, y, 495, y + 110)])
            made.heading(head, made.title(4), 1, Style(24, bold=True), 0)
            y = head.columns[0].frame.y + 8 if head.columns else y + 118
        while y < 640:
            y = _band(made, y, Style(10))


def _band(made: Composer, top: float, text: Style) -> float:
    """One heading and its two columns; the y under them."""
    head = Flow([made.column(50, top, 495, top + 85)])
    made.heading(head, made.title(5), 2, Style(14, bold=True), 2)
    begin = head.columns[0].frame.y + 2
    end = min(790.0, begin + 12.5 * made.rng.randint(8, 14) + 1)
    flow = Flow(made.columns(2, 50, begin, 545, end, 24))
    made.fill(flow, text, 4)
    return end + 14


def _footnotes(made: Composer, left: float, width: float) -> None:
    """Two at the foot of the first page, under a short rule."""
    made.sheets[0].shapes.append(lambda page: page.draw_line((left, 706), (left + 110, 706), width=0.6))
    column = made.column(left, 709, width, 764, page_no=1)
    for number in ("1", "2"):
        words = [number, *prose.sentence(made.rng, made.vocabulary)[:13]]
        made.beside(column, words, Style(7.5, leading=1.2), "footnote")
