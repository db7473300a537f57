"""Layouts that developers look at and tune to, as those who make things write them: the reference of a
program, the rules of a game, the conditions of a tender."""

from typing import Any

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, LETTER, Column, Composer, Flow
from benchmarks.quality.layouts_parts import Hang, margin_line, marked, ruled_under
from benchmarks.quality.layouts_tuned_kit import Box, Piece, boxed, mixed, mixed_box, mixed_heading
from benchmarks.quality.layouts_tuned_lines import listing
from benchmarks.quality.layouts_tuned_parts import WHITE, ground, rule
from benchmarks.quality.sheet import Rgb, Style
from benchmarks.quality.typefaces import TYPEFACES, Typeface

_SQUARE = (612.0, 612.0)
_PAGES = 2
_NAVY: Rgb = (0.08, 0.2, 0.42)
_GREY: Rgb = (0.42, 0.42, 0.42)
_PALE: Rgb = (0.94, 0.94, 0.94)
_AMBER: Rgb = (0.85, 0.5, 0.0)
_CREAM: Rgb = (0.99, 0.95, 0.86)
_RED: Rgb = (0.62, 0.14, 0.12)
_TEXT, _LABEL = Style(10, leading=1.3), Style(10, bold=True)
_RULES = Style(8.8, leading=1.3)
_PARTS = ("Setting up", "A turn", "Moving", "Meeting others", "Scoring", "The end of the game")


def api_reference(made: Composer) -> None:
    """The reference of a module: under the name of each function its signature as on a typewriter, terms and
    what they mean, notes with a bar at their left, warnings on a ground, examples on grey."""
    module, flow = f"{_word(made)}.{_word(made)}", Flow([])
    for page_no in range(1, _PAGES + 1):
        sheet = made.sheet(LETTER)
        made.furniture(f"{module} reference", 38, 66)
        made.furniture("Release 3.2", 38, 66, right=546)
        rule(sheet, 66, 44, 546, 0.4)
        made.furniture(f"{57 + page_no}", 762, 66, right=546)
        flow.columns.append(made.column(66, 62, 480, 742))
    made.heading(flow, f"Module {module}", 1, Style(22, bold=True), 0)
    made.paragraph(flow, made.words(2), _TEXT, 6)
    made.heading(flow, "Functions", 2, Style(15, bold=True), 8)
    ruled_under(flow, 0, 0.8, 0)
    while flow.with_room(150) and (len(flow.columns) > 1 or flow.columns[0].room_pt > 420):
        _function(made, flow, module)
    if flow.with_room(130):
        made.heading(flow, "Exceptions", 2, Style(15, bold=True), 14)
        ruled_under(flow, 0, 0.8, 6)
    while flow.with_room(60):
        name = Piece([f"{_word(made).capitalize()}Error"], Style(9, bold=True, color=_NAVY), _code(made))
        mixed(made, flow, [name, Piece(["\u2013", *made.words(1)], _TEXT)], 5, "list", 24)


def _word(made: Composer) -> str:
    return prose.plain_word(made.rng, made.vocabulary)


def _code(made: Composer) -> Typeface:
    """A typewriter's beside Helvetica; other faces serve for both."""
    return TYPEFACES["cascadia"] if made.face == TYPEFACES["helvetica"] else made.face


def _function(made: Composer, flow: Flow, module: str) -> None:
    name, terms = f"{_word(made)}_{_word(made)}", [_word(made) for _ in range(3)]
    mono, code = _code(made), Style(8.5, leading=1.35)
    flow.with_room(150)
    mixed_heading(made, flow, [Piece([f"{name}()"], Style(12.5, bold=True, color=_NAVY), mono)], 3, 14)
    told = f"({terms[0]}, {terms[1]}=0.25, *, {terms[2]}=False) -> float".split()
    signature = [Piece([name + told[0], *told[1:]], code, mono)]
    mixed_box(made, flow, Box(fill=_PALE, pad_pt=5), signature, 30)
    made.paragraph(flow, made.words(2), _TEXT, 4)
    made.heading(flow, "Parameters", 4, _LABEL, 4)
    for term, kind in zip(terms, ("str", "float, optional", "bool, optional"), strict=True):
        lead = Piece([term], Style(9, bold=True, color=_NAVY), mono, 14)
        kinds = Piece(f"({kind})".split(), Style(9, color=_GREY), mono)
        mixed(made, flow, [lead, kinds, Piece(["\u2013", *made.words(1)], _TEXT)], 3, "list", 34)
    made.heading(flow, "Returns", 4, _LABEL, 4)
    made.paragraph(flow, made.words(1), _TEXT, 6)
    _remark(made, flow)
    if made.rng.random() < 0.6 and flow.with_room(120):
        made.heading(flow, "Example", 4, _LABEL, 4)
        rows = (
            f"from {module} import {name}",
            f"plan = {name}({terms[0]}, {terms[2]}=True)",
            "for item in plan:",
            f"    print(item.{_word(made)})",
        )
        boxed(flow, 80, Box(fill=_PALE), lambda inner: listing(made, inner, rows, 8.5, mono))


def _remark(made: Composer, flow: Flow) -> None:
    """A note, a warning, or neither."""
    roll = made.rng.random()
    if roll < 0.7:
        label, box = ("Note:", Box(bar=_NAVY)) if roll < 0.35 else ("Warning:", Box(fill=_CREAM, bar=_AMBER))
        pieces = [Piece([label], Style(9.5, bold=True)), Piece(made.words(2), Style(9.5, leading=1.3))]
        mixed_box(made, flow, box, pieces)


def rulebook(made: Composer) -> None:
    """The rules of a game on square pages: a band of colour, two columns of rules by number under coloured
    heads, examples on a ground, boards drawn with what they show, a tinted column at the outer edge."""
    flow = Flow([])
    for page_no in range(1, _PAGES + 1):
        sheet, first = made.sheet(_SQUARE), page_no == 1
        left, top = (172.0, 92.0) if first else (36.0, 40.0)
        ground(sheet, (0, 586, 612, 612), _RED)
        folio = Style(9.5, bold=True, color=WHITE, to_right=not first)
        margin_line(made, str(page_no + 3), 592, folio, 36, 576)
        if first:
            ground(sheet, (0, 0, 612, 74), _RED)
            head = Flow([made.column(36, 18, 540, 130)])
            made.heading(head, made.title(3), 1, Style(27, bold=True, color=WHITE), 0)
        flow.columns += made.columns(2, left, top, left + 404, 570, 18)
        _beside(made, made.column(36 if first else 456, top, 120, 570), first)
    for number, name in enumerate(_PARTS, 1):
        if flow.with_room(110):
            _rules(made, flow, number, name)


def _beside(made: Composer, column: Column, first: bool) -> None:
    """A tinted box that may be read before or after the rules of its page."""
    frame = column.frame
    inner = made.column(frame.x + 8, frame.y + 8, frame.width - 16, frame.bottom, column.page_no)
    for name in ("What you need", "Players") if first else ("Remember",):
        inner.sheet.write(name.split(), inner.frame, Style(10, bold=True, color=_RED))
        made.mark(name, 3, column.page_no, "aside")
        inner.frame.y += 3
        for _ in range(2 if first else made.rng.randint(3, 4)):
            made.beside(inner, made.words(1), Style(8, leading=1.3))
            inner.frame.y += 5
        inner.frame.y += 8
    ground(column.sheet, (frame.x, frame.y, frame.x + frame.width, inner.frame.y), _CREAM)


def _rules(made: Composer, flow: Flow, number: int, name: str) -> None:
    made.heading(flow, f"{number} {name}", 2, Style(15, bold=True, color=_RED), 10)
    made.paragraph(flow, made.words(2), _RULES, 5)
    rule_no = 0
    for part in range(made.rng.randint(1, 2)):
        made.heading(flow, made.title(2), 3, Style(9.5, bold=True), 5)
        for _ in range(made.rng.randint(2, 3)):
            rule_no += 1
            mark = f"{number}.{rule_no}"
            marked(made, flow, mark, made.words(2), _RULES, Hang(24, bold=True), 4)
        if part == 0 and number % 2:
            _example(made, flow)
        elif part == 0:
            _board(made, flow, number // 2)


def _example(made: Composer, flow: Flow) -> None:
    lead = Piece(["Example:"], Style(8.5, bold=True, color=_RED))
    pieces = [lead, Piece(made.words(3), Style(8.5, leading=1.3))]
    mixed_box(made, flow, Box(fill=_CREAM), pieces)


def _board(made: Composer, flow: Flow, number: int) -> None:
    """Squares with counters on them, and what they show."""
    column = flow.with_room(170)
    if column is None:
        return
    frame, across, down = column.frame, 7, 4
    side, left, top = frame.width / across, frame.x, frame.y + 4
    counters = [(made.rng.randrange(across), made.rng.randrange(down)) for _ in range(5)]

    def draw(page: Any) -> None:
        for row in range(down + 1):
            y = top + row * side
            page.draw_line((left, y), (left + across * side, y), color=_GREY, width=0.6)
        for col in range(across + 1):
            x = left + col * side
            page.draw_line((x, top), (x, top + down * side), color=_GREY, width=0.6)
        for col, row in counters:
            middle = (left + (col + 0.5) * side, top + (row + 0.5) * side)
            page.draw_circle(middle, side * 0.32, color=None, fill=_RED)

    column.sheet.shapes.append(draw)
    frame.y = top + down * side + 4
    words = ["Diagram", f"{number}:", *made.words(1)]
    placed = column.sheet.write(words, frame, Style(7.8, leading=1.3, color=_GREY))
    made.add("caption", words[:placed], column.page_no)
    frame.y += 8


def tender(made: Composer) -> None:
    """Conditions of a tender: clauses by number on three levels at one tab, letters and small figures under
    them, terms in bold type that are defined, a header and a footer between rules with page x of y."""
    flow, first = Flow([]), made.rng.randint(3, 40)
    number = f"ITT/{made.rng.randint(2019, 2025)}/{made.rng.randint(100, 999)}"
    for page_no in range(_PAGES):
        sheet = made.sheet(A4)
        made.furniture(f"Invitation to tender {number}", 44, 60)
        made.furniture("Volume 2, conditions", 44, 60, right=535)
        rule(sheet, 60, 50, 535, 0.6)
        rule(sheet, 60, 794, 535, 0.6)
        made.furniture("Commercial in confidence", 806, 60)
        made.furniture(f"Page {first + page_no} of 64", 806, 60, right=535)
        flow.columns.append(made.column(60, 70, 475, 782))
    made.heading(flow, f"Section C: Conditions for {made.title(2).lower()}", 1, Style(16, bold=True), 0)
    made.paragraph(flow, made.words(2), _TEXT, 4)
    clause = 1
    _clause_head(made, flow, "1", "DEFINITIONS", 2)
    marked(made, flow, "1.1", ["In", "these", "conditions:"], _TEXT, Hang(44), 4)
    for _ in range(made.rng.randint(4, 5)):
        term = Piece([f"\u201c{made.title(1)}\u201d"], _LABEL, from_pt=44)
        mixed(made, flow, [term, Piece(["means", *made.words(1)[1:]], _TEXT)], 4, rest_pt=44)
    while flow.with_room(120):
        clause += 1
        _clause_head(made, flow, str(clause), made.title(2).upper(), 2)
        for part in range(1, made.rng.randint(3, 4)):
            if flow.with_room(90):
                _clause_head(made, flow, f"{clause}.{part}", made.title(3), 3)
                _provisions(made, flow, f"{clause}.{part}", lettered=(clause + part) % 2 == 1)


def _clause_head(made: Composer, flow: Flow, number: str, name: str, level: int) -> None:
    style = Style(11 if level == 2 else 10, bold=True)
    pieces = [Piece([number], style), Piece(name.split(), style, from_pt=44)]
    mixed_heading(made, flow, pieces, level, 11 if level == 2 else 5)


def _provisions(made: Composer, flow: Flow, above: str, lettered: bool) -> None:
    for step in range(1, made.rng.randint(3, 4)):
        marked(made, flow, f"{above}.{step}", made.words(2), _TEXT, Hang(44), 5)
        for letter in "abc" if step == 2 and lettered else "":
            words = prose.sentence(made.rng, made.vocabulary)
            marked(made, flow, f"({letter})", words, _TEXT, Hang(68, 44), 4)
            for small in ("(i)", "(ii)") if letter == "b" else ():
                words = prose.sentence(made.rng, made.vocabulary)
                marked(made, flow, small, words, _TEXT, Hang(92, 68), 4)
