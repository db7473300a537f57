"""Layouts that developers look at and tune to, as companies send them out: a report on a market, the notice
of a general meeting."""

from typing import Any

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, Column, Composer, Flow
from benchmarks.quality.layouts_parts import Hang, lines, margin_line, marked
from benchmarks.quality.layouts_tuned_kit import Box, boxed
from benchmarks.quality.layouts_tuned_parts import ground, rule
from benchmarks.quality.sheet import Frame, Rgb, Style
from benchmarks.quality.vocabularies import MONTHS

_PAGES = 2
_ORANGE: Rgb = (0.8, 0.33, 0.05)
_SLATE: Rgb = (0.2, 0.27, 0.33)
_MIST: Rgb = (0.92, 0.94, 0.95)
_BLUE: Rgb = (0.07, 0.24, 0.44)
_TEXT, _PART = Style(9.6, leading=1.36), Style(14, bold=True, color=_ORANGE)
_LETTER = Style(10.8, leading=1.28, justified=True)
_WARNING = """
This document is important and requires your attention at once. If you are in any doubt as to what to do, ask
your bank or another independent adviser.
"""


def market_report(made: Composer) -> None:
    """A report on a market: its name in large coloured type over a tinted column of figures and a wide one of
    text under coloured heads, words of the text large between rules, charts under their names with years
    along them and the source below; overleaf the narrow column changes sides."""
    flow = Flow([])
    for page_no in range(1, _PAGES + 1):
        sheet, first = made.sheet(A4), page_no == 1
        ground(sheet, (40, 30, 47, 37), _ORANGE)
        made.furniture("Market outlook 2024", 37, 52)
        made.furniture(f"Outlook and research, page {page_no + 2}", 816, 40, right=555)
        top = 58.0
        if first:
            head = Flow([made.column(40, 54, 515, 220)])
            name = f"{made.title(1)} {made.title(3).lower()}"
            made.heading(head, name, 1, Style(27, leading=1.14, color=_ORANGE), 0)
            made.paragraph(head, made.words(2), Style(12, leading=1.35, color=_SLATE), 10)
            top = head.columns[0].frame.y + 4
        flow.columns.append(made.column(204 if first else 40, top, 351, 792))
        _figures(made, made.column(40 if first else 415, top, 140, 792), first)
    chart = 0
    for part in range(6):
        if not flow.with_room(110):
            break
        made.heading(flow, made.title(made.rng.randint(2, 3)), 2, _PART, 10)
        made.paragraph(flow, made.words(made.rng.randint(3, 4)), _TEXT, 6)
        if part in (0, 2, 4):
            chart += 1
            _chart(made, flow, chart)
        elif part == 1:
            _said_large(made, flow)
        for _ in range(made.rng.randint(1, 2)):
            made.heading(flow, made.title(3), 3, Style(9.6, bold=True, color=_SLATE), 3)
            made.paragraph(flow, made.words(made.rng.randint(2, 4)), _TEXT, 6)
    made.fill(flow, _TEXT, 6)


def _figures(made: Composer, column: Column, first: bool) -> None:
    """Large figures with what they count, or words quoted, read before or after the wide column."""
    frame = column.frame
    inner = made.column(frame.x + 10, frame.y + 8, frame.width - 20, frame.bottom, column.page_no)
    name = "Key figures" if first else "About the data"
    inner.sheet.write(name.split(), inner.frame, _PART)
    made.mark(name, 2, column.page_no, "aside")
    inner.frame.y += 8
    for _ in range(made.rng.randint(4, 5) if first else 3):
        if first:
            figure = made.rng.choice((f"{made.rng.randint(11, 97)}%", f"{made.rng.uniform(1, 9):.1f} bn"))
            made.beside(inner, figure.split(), Style(25, bold=True, leading=1.15, color=_SLATE))
        made.beside(inner, made.words(1), Style(8.6, leading=1.32))
        inner.frame.y += 12
    ground(column.sheet, (frame.x, frame.y, frame.x + frame.width, inner.frame.y), _MIST)


def _said_large(made: Composer, flow: Flow) -> None:
    """Words in large type between two rules, read where they stand."""
    column = flow.with_room(120)
    if column is None:
        return
    frame = column.frame
    rule(column.sheet, frame.x, frame.y + 6, frame.x + frame.width, 1.2)
    frame.y += 12
    words = [*made.words(1)[:12]]
    words = [f"\u201c{words[0]}", *words[1:-1], words[-1].rstrip(".,;?") + ".\u201d"]
    made.paragraph(flow, words, Style(16, leading=1.25, color=_ORANGE), 8)
    rule(column.sheet, frame.x, frame.y, frame.x + frame.width, 1.2)
    frame.y += 8


def _chart(made: Composer, flow: Flow, number: int) -> None:
    """Its name, bars with a year under each, and where the figures come from."""
    column = flow.with_room(190)
    if column is None:
        return
    frame, height, count = column.frame, 92.0, made.rng.randint(6, 8)
    frame.y += 4
    name = f"Chart {number}: {made.title(4)}".split()
    made.paragraph(Flow([column]), name, Style(9, bold=True, color=_SLATE), 4, "caption")
    step, foot = frame.width / count, frame.y + height
    bars = [
        (frame.x + (bar + 0.2) * step, foot - made.rng.uniform(0.2, 0.95) * height) for bar in range(count)
    ]

    def draw(page: Any) -> None:
        for x, y in bars:
            page.draw_rect((x, y, x + 0.6 * step, foot), color=None, fill=_ORANGE)
        page.draw_line((frame.x, foot), (frame.x + frame.width, foot), color=_SLATE, width=0.7)

    column.sheet.shapes.append(draw)
    years = [str(2016 + bar) for bar in range(count)]
    for bar, year in enumerate(years):
        under = Frame(frame.x + bar * step, foot + 3, step, foot + 20)
        column.sheet.write([year], under, Style(7.5, centred=True))
    made.add("body", years, column.page_no)
    frame.y = foot + 18
    source = f"Source: {made.title(2)}, own estimates".split()
    made.paragraph(Flow([column]), source, Style(7.5, color=_SLATE), 10, "caption")


def general_meeting(made: Composer) -> None:
    """The notice of a general meeting: a letter under the sender's name with a frame that warns of it, kinds
    of resolutions in capitals in the middle, each resolution under its number in italics, who signs, and
    notes in two columns of small type."""
    flow, year = Flow([]), made.rng.randint(2019, 2025)
    firm = f"{made.title(1)} {made.title(1)} plc"
    for page_no in range(1, _PAGES + 1):
        sheet = made.sheet(A4)
        if page_no == 1:
            margin_line(made, firm, 34, Style(19, bold=True, color=_BLUE, to_right=True), 64, 531)
            margin_line(made, "Registered in England No. 00471190", 60, Style(8, to_right=True), 64, 531)
            rule(sheet, 64, 76, 531, 1.4)
        margin_line(made, f"{firm} | Notice of meeting {year}", 806, Style(8), 64, 400)
        margin_line(made, str(page_no), 806, Style(8, to_right=True), 400, 531)
        flow.columns.append(made.column(64, 92 if page_no == 1 else 60, 467, 784 if page_no == 1 else 470))
    last = flow.columns[-1]
    _warned(made, flow)
    day = f"{made.rng.randint(1, 28)} {made.rng.choice(MONTHS)} {year}"
    made.paragraph(flow, day.split(), Style(10.8), 10)
    made.paragraph(flow, ["Dear", "shareholder"], Style(10.8), 4)
    made.heading(flow, "Notice of annual general meeting", 1, Style(16, bold=True, color=_BLUE), 6)
    for _ in range(2):
        made.paragraph(flow, made.words(3), _LETTER, 7)
    number = 0
    for kind in ("ORDINARY RESOLUTIONS", "SPECIAL RESOLUTIONS"):
        made.heading(flow, kind, 2, Style(11, bold=True, centred=True), 10)
        while flow.with_room(90) and (kind[0] == "S" or len(flow.columns) > 1 or _room(flow) > 250):
            number += 1
            made.heading(flow, f"Resolution {number}: {made.title(2)}", 3, Style(11, italic=True), 6)
            made.paragraph(flow, made.words(made.rng.randint(1, 3)), _LETTER, 6)
    _notes_to_it(made, _signed(made, firm, last.frame.y + 14))


def _room(flow: Flow) -> float:
    return flow.columns[0].room_pt


def _warned(made: Composer, flow: Flow) -> None:
    words, style = _WARNING.split(), Style(10, bold=True, leading=1.3)
    boxed(flow, 70, Box(line=_BLUE), lambda inner: made.paragraph(inner, words, style, 0))
    flow.columns[0].frame.y += 4


def _signed(made: Composer, firm: str, top: float) -> float:
    """Who calls the meeting; the y below."""
    column = made.column(64, top, 300, top + 110)
    lines(made, column, ["By order of the board"], Style(10.8))
    column.frame.y += 30
    name = f"{made.title(1)} {made.title(1)}".title()
    lines(made, column, [name, "Company secretary", f"for {firm}"], Style(10.8))
    return column.frame.y + 14


def _notes_to_it(made: Composer, top: float) -> None:
    rule(made.sheets[-1], 64, top, 531, 0.5)
    head = Flow([made.column(64, top, 467, top + 100)])
    made.heading(head, "Explanatory notes", 2, Style(10.5, bold=True, color=_BLUE), 8)
    flow, small = (
        Flow(made.columns(2, 64, head.columns[0].frame.y + 2, 531, 792, 20)),
        Style(7.8, leading=1.25),
    )
    number = 0
    while flow.with_room(56):
        number += 1
        words = [*made.words(1), *prose.sentence(made.rng, made.vocabulary)]
        marked(made, flow, f"{number}.", words, small, Hang(16), 3)
