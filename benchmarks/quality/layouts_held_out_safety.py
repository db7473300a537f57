"""A held-out layout of makers of chemicals: a safety data sheet."""

from typing import Any

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, Column, Composer, Flow
from benchmarks.quality.layouts_held_out_parts import filled, line_across
from benchmarks.quality.layouts_parts import Hang, lines, margin_line, marked
from benchmarks.quality.sheet import Style

_PAGES = 2
_LEFT, _RIGHT = 56.0, 540.0
_BAR = (0.84, 0.86, 0.89)
_SECTIONS = (
    ("Identification", ("Product identifier", "Relevant uses", "Supplier")),
    ("Hazards", ("Classification", "Label elements")),
    ("Composition", ("Mixtures",)),
    ("First aid measures", ("Description", "Symptoms")),
    ("Firefighting measures", ("Extinguishing media", "Advice for firefighters")),
    ("Accidental release measures", ("Personal precautions", "Methods for cleaning up")),
    ("Handling and storage", ("Safe handling", "Conditions for storage")),
    ("Exposure controls", ("Control parameters", "Protective equipment")),
    ("Physical properties", ("Information on basic properties",)),
)


def safety_sheet(made: Composer) -> None:
    """Sections by number in bold type on tinted bars as wide as the text, parts by number under them, and in
    these short names with what is said to each in a column of its own, paragraphs, dashes."""
    product, flow = f"{made.title(2)} {made.rng.randint(10, 900)}", Flow([])
    for page_no in range(1, _PAGES + 1):
        sheet = made.sheet(A4)
        margin_line(made, product, 34, Style(9, bold=True), _LEFT, 300)
        margin_line(made, "Revised 14.02.2023, version 4", 34, Style(8.5, to_right=True), 300, _RIGHT)
        line_across(sheet, _LEFT, 50, _RIGHT, 0.8)
        margin_line(made, f"Page {page_no} of {_PAGES}", 806, Style(8.5, centred=True), _LEFT, _RIGHT)
        flow.columns.append(made.column(_LEFT, 64, _RIGHT - _LEFT, 790))
    made.heading(flow, "Safety data sheet", 1, Style(17, bold=True), 0)
    lines(
        made,
        flow.columns[0],
        ["according to Regulation (EC) No 1907/2006, as amended"],
        Style(9, leading=1.3),
    )
    for number, (name, parts) in enumerate(_SECTIONS, 1):
        if not flow.with_room(100):
            return
        _barred(made, flow, f"SECTION {number}: {name}")
        for part, told in enumerate(parts, 1):
            if not flow.with_room(70):
                return
            made.heading(flow, f"{number}.{part} {told}", 3, Style(9.5, bold=True), 5)
            if number == 2 and part == 2:
                _diamonds(flow.columns[0])
            _provisions(made, flow, (number + part) % 3)


def _barred(made: Composer, flow: Flow, name: str) -> None:
    column = flow.with_room(100)
    if column is None:
        return
    top = column.frame.y + 10
    column.frame.x += 4
    made.heading(flow, name, 2, Style(10.5, bold=True), 13)
    column.frame.x -= 4
    filled(column.sheet, (_LEFT, top, _RIGHT, column.frame.y + 1), _BAR)
    column.frame.y += 2


def _provisions(made: Composer, flow: Flow, kind: int) -> None:
    """Names with what is said to each, a paragraph, or a paragraph and dashes."""
    text = Style(9.5, leading=1.28)
    if kind == 0:
        for _ in range(made.rng.randint(2, 4)):
            said = prose.sentence(made.rng, made.vocabulary)[: made.rng.randint(3, 20)]
            marked(made, flow, f"{made.title(made.rng.randint(1, 2))}:", said, text, Hang(160), 2, "body")
        return
    made.paragraph(flow, made.words(made.rng.randint(1, 3)), text, 3)
    for _ in range(made.rng.randint(2, 4) if kind == 2 else 0):
        said = prose.sentence(made.rng, made.vocabulary)
        marked(made, flow, "\u2013", said, text, Hang(14, 4), 2)


def _diamonds(column: Column) -> None:
    """Two signs of danger, without text."""
    frame = column.frame
    y = frame.y + 20
    for x in (_LEFT + 22, _LEFT + 68):
        column.sheet.shapes.append(lambda page, x=x: _diamond(page, x, y))
    frame.y += 44


def _diamond(page: Any, x: float, y: float) -> None:
    corners = [(x, y - 18), (x + 18, y), (x, y + 18), (x - 18, y)]
    page.draw_polyline([*corners, corners[0]], color=(0.8, 0.1, 0.1), width=2.0)
    page.draw_circle((x, y), 6, color=None, fill=(0, 0, 0))
