"""Layouts that developers look at and tune to, as sellers print them: the catalogue of a sale by auction, a
list of seeds."""

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.quality.composer import A4, Composer, Flow
from benchmarks.quality.layouts_parts import Hang, margin_line, marked, ruled_under
from benchmarks.quality.layouts_tuned_kit import Piece, mixed, mixed_heading, on_bar
from benchmarks.quality.layouts_tuned_lines import at_both_ends, captioned
from benchmarks.quality.layouts_tuned_parts import WHITE, ground, photo, rule
from benchmarks.quality.sheet import Rgb, Style
from benchmarks.quality.vocabularies import MONTHS

_QUARTO = (540.0, 720.0)
_PAGES = 2
_GREY: Rgb = (0.42, 0.42, 0.42)
_RED: Rgb = (0.72, 0.1, 0.12)
_LEAF: Rgb = (0.16, 0.4, 0.14)
_BARS: Sequence[Rgb] = ((0.16, 0.4, 0.14), (0.62, 0.25, 0.08), (0.35, 0.16, 0.42), (0.1, 0.32, 0.5))
_HALLS = ("Clocks and barometers", "Silver", "Ceramics and glass", "Maps and prints")
_BEDS = ("Beans and peas", "Roots", "Salads", "Herbs", "Cut flowers", "Climbers", "Grasses", "Onions")
_SOLD, _SMALL = Style(9.5, leading=1.22), Style(8, leading=1.2)
_SEED = Style(8, leading=1.25)


def sale_catalogue(made: Composer) -> None:
    """The catalogue of a sale: two columns of lots by number under bold names, dates in italics, who had
    them in small type, what they may fetch at the right, pictures of some; kinds of things in italics
    between rules."""
    flow, lot, kinds = Flow([]), made.rng.randint(100, 600), list(_HALLS)
    made.rng.shuffle(kinds)
    name, day = f"The {made.title(1)} Collection", f"{made.rng.randint(2, 28)} {made.rng.choice(MONTHS)}"
    for page_no in range(1, _PAGES + 1):
        made.sheet(_QUARTO)
        made.furniture("Buyers pay a premium on every lot: see page 6", 698, 44)
        made.furniture(str(20 + page_no), 698, 44, right=496)
        top = 56.0
        if page_no == 1:
            head = Flow([made.column(44, 48, 452, 190)])
            made.heading(head, name, 1, Style(30, centred=True), 0)
            told = f"Tuesday {day} at 10.30 in the long room".split()
            made.paragraph(head, told, Style(11, italic=True, centred=True), 2)
            made.paragraph(head, f"Lots {lot} to {lot + 118}".split(), Style(9.5, centred=True), 10)
            top = head.columns[0].frame.y
        else:
            margin_line(made, name, 30, Style(9, italic=True, centred=True), 44, 496)
        flow.columns += made.columns(2, 44, top, 496, 676, 22)
    while kinds and flow.with_room(190):
        _kind(made, flow, kinds.pop())
        for _ in range(made.rng.randint(3, 5)):
            _lot(made, flow, lot)
            lot += 1


def _kind(made: Composer, flow: Flow, name: str) -> None:
    """In italics, between two rules."""
    flow.columns[0].frame.y += 6
    ruled_under(flow, 0, 0.8, 0)
    made.heading(flow, name, 2, Style(14, italic=True, centred=True), 3)
    ruled_under(flow, 1, 0.8, 2)


def _lot(made: Composer, flow: Flow, lot: int) -> None:
    if not flow.with_room(150):
        return
    bold = Style(10.5, bold=True, leading=1.2)
    mixed_heading(made, flow, [Piece([str(lot)], bold), Piece(made.title(3).split(), bold, from_pt=30)], 3, 9)
    made.paragraph(flow, f"{made.title(1)}, circa {made.rng.randint(1690, 1910)}".split(), _italic(_SOLD), 2)
    made.paragraph(flow, made.words(made.rng.randint(1, 3)), replace(_SOLD, justified=True), 2)
    size = f"{made.rng.randint(8, 90)} cm high, {made.rng.randint(8, 90)} cm wide"
    made.paragraph(flow, size.split(), _SOLD, 3)
    if made.rng.random() < 0.35:
        shown = f"Lot {lot}, {made.rng.choice(('detail', 'from the back', 'with its case'))}".split()
        captioned(made, flow, made.rng.choice((90.0, 120.0)), shown, _italic(_SMALL))
    for label in ("Provenance:", "Literature:"):
        if label == "Provenance:" or made.rng.random() < 0.4:
            mixed(made, flow, [Piece([label], _italic(_SMALL)), Piece(made.words(1), _SMALL)], 2)
    low = made.rng.randint(2, 40) * 100
    worth = f"\u00a3{low:,}\u2013{low + made.rng.randint(2, 9) * 100:,}"
    at_both_ends(made, flow, "", worth, _SOLD, replace(_SOLD, bold=True), 6)


def _italic(style: Style) -> Style:
    return replace(style, italic=True)


def seed_list(made: Composer) -> None:
    """Pages of a list of seeds: three columns, kinds in white on bars of several colours, for each sort a
    bold name with a few words, and lines with its number at the left and its price at the right; how to
    order is told at the end on a ground over all columns."""
    flow, kinds = Flow([]), list(_BEDS)
    made.rng.shuffle(kinds)
    for page_no in range(1, _PAGES + 1):
        sheet, top = made.sheet(A4), 40.0
        rule(sheet, 36, 808, 559, 0.5)
        made.furniture("Order line 01632 960 214", 820, 36)
        made.furniture(str(page_no + 11), 820, 36, right=559)
        if page_no == 1:
            ground(sheet, (0, 0, 595, 88), _LEAF)
            head = Flow([made.column(36, 20, 523, 140)])
            made.heading(head, f"Seeds for {made.title(2).lower()}", 1, Style(28, bold=True, color=WHITE), 0)
            intro = Flow([made.column(36, 96, 523, 170)])
            made.paragraph(intro, made.words(2), Style(10.5, color=_LEAF, leading=1.3), 2)
            top = intro.columns[0].frame.y + 8
        flow.columns += made.columns(3, 36, top, 559, 796 if page_no == 1 else 664, 16)
    number = made.rng.randint(1000, 8000)
    for turn, name in enumerate(kinds):
        if flow.with_room(190):
            color = _BARS[turn % len(_BARS)]
            on_bar(made, flow, name, 2, Style(11, bold=True, color=WHITE), color, 6)
            for _ in range(made.rng.randint(5, 8)):
                number += made.rng.randint(1, 9)
                _sort(made, flow, number)
    _how_to_order(made)


def _sort(made: Composer, flow: Flow, number: int) -> None:
    """One thing to buy, in one or two sizes; some have a picture above them, some are new."""
    pictured = made.rng.random() < 0.15
    column = flow.with_room(150 if pictured else 76)
    if column is None:
        return
    frame = column.frame
    if pictured:
        photo(made, column.sheet, (frame.x, frame.y + 2, frame.x + frame.width, frame.y + 68))
        frame.y += 73
    words = made.words(1)[: made.rng.randint(6, 14)]
    words[-1] = words[-1].rstrip(".,;?") + "."
    pieces = [Piece(made.title(2).split(), Style(8.8, bold=True, leading=1.2)), Piece(words, _SEED)]
    if made.rng.random() < 0.15:
        pieces.insert(0, Piece(["NEW"], Style(8, bold=True, color=_RED)))
    mixed(made, flow, pieces, 1)
    sizes = ["packet"] if made.rng.random() < 0.6 else ["small packet", "large packet"]
    for place, size in enumerate(sizes):
        price = f"\u00a3{made.rng.randint(1, 3) + 2 * place}.{made.rng.choice((20, 45, 60, 95))}"
        code = f"{number}{'AB'[place]} {size}"
        at_both_ends(made, flow, code, price, replace(_SEED, color=_GREY), replace(_SEED, bold=True), 0)
    flow.columns[0].frame.y += 6


def _how_to_order(made: Composer) -> None:
    """On a ground over all columns of the last page, below them."""
    ground(made.sheets[-1], (36, 678, 559, 796), (0.91, 0.95, 0.88))
    head = Flow([made.column(48, 684, 499, 790)])
    made.heading(head, "How to order", 2, Style(12, bold=True, color=_LEAF), 2)
    steps = Flow(made.columns(2, 48, head.columns[0].frame.y + 2, 547, 792, 18))
    for number in range(1, 5):
        if steps.with_room(36):
            marked(made, steps, f"{number}.", made.words(1), Style(8.5, leading=1.25), Hang(16), 4)
