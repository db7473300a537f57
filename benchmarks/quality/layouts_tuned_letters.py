"""A layout that developers look at and tune to: a letter of a firm, on two sheets."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, Column, Composer, Flow
from benchmarks.quality.layouts_parts import Hang, lines, margin_line, marked
from benchmarks.quality.layouts_tuned_parts import rule
from benchmarks.quality.sheet import Style


def letter(made: Composer) -> None:
    """Whom it is for, lines of references, what it is about in bold type, spaced paragraphs, two parts with a
    name, dashes, and who signed it; the sender stands above, the bank and the register below."""
    text, reference = Style(10.5, leading=1.35), f"{made.rng.randint(100, 999)}-{made.rng.randint(10, 99)}"
    _letterhead(made, reference)
    flow = Flow([made.column(71, 130, 464, 750, 1), made.column(71, 84, 464, 640, 2)])
    name = made.title(1)
    address = [f"Mr {name}", f"{made.title(2)} Limited", "27 Station Road", "Wexcombe WX4 2RD"]
    lines(made, flow.columns[0], address, Style(10.5))
    flow.columns[0].frame.y += 34
    day = f"{made.rng.randint(2, 28)} October 2023"
    lines(made, flow.columns[0], [f"Our reference: {reference}", f"Date: {day}"], Style(9.5))
    flow.columns[0].frame.y += 12
    made.heading(flow, f"Your order of {made.title(2)}", 1, Style(12.5, bold=True), 8)
    flow.columns[0].frame.y += 6
    made.paragraph(flow, ["Dear", "Mr", f"{name},"], text, 10)
    for part in range(3):
        if part:
            made.heading(flow, made.title(2), 2, Style(10.5, bold=True), 4)
        for sentences in (4, 3, 4):
            made.paragraph(flow, made.words(sentences), text, 9)
        if part == 1:
            for _ in range(3):
                marked(made, flow, "-", prose.sentence(made.rng, made.vocabulary), text, Hang(16, 4), 3)
            made.paragraph(flow, made.words(2), text, 9)
    _closing(made, flow.columns[-1], text)


def _letterhead(made: Composer, reference: str) -> None:
    """The first sheet with its sender, the second with its number."""
    sheet, small = made.sheet(A4), Style(8, to_right=True)
    margin_line(made, f"{made.title(1)} & {made.title(1)} Limited", 40, Style(10, to_right=True), 71, 535)
    margin_line(made, "14 Mill Lane, Ashbourne", 54, small, 71, 535)
    rule(sheet, 71, 772, 535, 0.4)
    for left, told in (
        (71, "Registered No. 4471902"),
        (230, "Account 20-41-63"),
        (390, "accounts@mill.example"),
    ):
        made.furniture(told, 784, left)
    made.sheet(A4)
    margin_line(made, f"Page 2 of our letter {reference}", 40, Style(9), 71, 535)


def _closing(made: Composer, column: Column, text: Style) -> None:
    frame = column.frame
    frame.y, frame.bottom = frame.y + 8, frame.bottom + 130
    lines(made, column, ["Yours sincerely,"], text)
    frame.y += 38
    lines(made, column, [f"{made.title(1)} {made.title(1)}".title(), f"Head of {made.title(1)}"], text)
    frame.y += 16
    lines(made, column, ["Enclosures: price list, certificate"], Style(9))
