"""A held-out layout of hospitals: what is written to the doctor of a patient who goes home."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, Column, Composer, Flow
from benchmarks.quality.layouts_held_out_parts import framed, line_across
from benchmarks.quality.layouts_parts import Hang, lines, margin_line, marked
from benchmarks.quality.sheet import Style

_PAGES = 2
_LEFT, _WIDTH = 68.0, 462.0
_PART, _UNDER = Style(10, bold=True), Style(10, italic=True)


def discharge(made: Composer) -> None:
    """A summary of a stay: the ward's telephones beside the address, whom it is about in a frame, headings in
    bold type of the text's size and in italics under them, numbered diagnoses, remedies, two signatures."""
    patient = f"{made.title(1)}, {made.title(1)}"
    born = f"{made.rng.randint(1, 28):02}.{made.rng.randint(1, 12):02}.{made.rng.randint(1931, 1989)}"
    made.sheet(A4)
    margin_line(made, f"St. {made.title(1)} Hospital", 36, Style(15, bold=True), _LEFT, 420)
    margin_line(made, "Foundation under public law", 55, Style(8.5), _LEFT, 420)
    line_across(made.sheets[0], _LEFT, 70, _LEFT + _WIDTH, 1.2)
    made.furniture(f"Page 1 of {_PAGES}", 812, _LEFT, right=_LEFT + _WIDTH)
    flow = Flow([made.column(_LEFT, 96, _WIDTH, 785)])
    made.sheet(A4)
    made.furniture(f"Patient: {patient}, born {born}", 46, _LEFT)
    made.furniture(f"Page 2 of {_PAGES}", 812, _LEFT, right=_LEFT + _WIDTH)
    flow.columns.append(made.column(_LEFT, 66, _WIDTH, 690))
    _ward(made, made.column(390, 92, 140, 200, 1))
    _opening(made, flow.columns[0], patient, born)
    made.paragraph(flow, ["Dear", "colleague,"], Style(10), 5)
    made.paragraph(flow, ["we", "report", "on", "the", "patient", "above:", *made.words(1)], Style(10), 2)
    _told(made, flow)
    _signed(made, flow.columns[0] if flow.columns else made.column(_LEFT, 690, _WIDTH, 780))


def _ward(made: Composer, column: Column) -> None:
    """Who is head of it and how it is reached: read before or after the page's text."""
    made.beside(column, ["Department", "of", made.title(1)], Style(8.5, bold=True))
    told = [f"Prof. {made.title(1)}", "Telephone 0551 90-4410", "Telefax 0551 90-4419"]
    lines(made, column, told, Style(8.5), "aside")


def _opening(made: Composer, column: Column, patient: str, born: str) -> None:
    """The address, the day, the title, and the frame."""
    frame = column.frame
    address = [f"Dr {made.title(1)}", f"{made.rng.randint(2, 90)} {made.title(1)} Street", "37073 Oberdorf"]
    lines(made, column, address, Style(10))
    frame.y += 26
    lines(made, column, [f"{made.rng.randint(2, 28)} May 2022"], Style(10, to_right=True))
    made.heading(Flow([column]), "Discharge summary", 1, Style(14, bold=True), 8)
    top = frame.y = frame.y + 3
    stay = f"{made.rng.randint(1, 12)}.05.2022 to {made.rng.randint(13, 28)}.05.2022"
    inner = Flow([made.column(_LEFT + 8, top + 6, _WIDTH - 16, top + 120, column.page_no)])
    told = {"Patient:": patient, "Born:": born, "In hospital:": stay, "Case number:": "2022-048817"}
    for label, value in told.items():
        marked(made, inner, label, value.split(), Style(10), Hang(100, bold=True), 1, "body")
    frame.y = inner.columns[0].frame.y + 5
    framed(column.sheet, (_LEFT, top, _LEFT + _WIDTH, frame.y), 0.6)
    frame.y += 12


def _told(made: Composer, flow: Flow) -> None:
    """Diagnoses, what was found and done, what is to be taken, and what is advised."""
    text = Style(10, leading=1.28)
    made.heading(flow, "Diagnoses", 2, _PART, 8)
    for number in range(1, made.rng.randint(4, 6)):
        marked(made, flow, f"{number}.", made.title(4).split(), text, Hang(18), 1)
    made.heading(flow, "History", 2, _PART, 8)
    made.paragraph(flow, made.words(4), text, 4)
    made.heading(flow, "Findings", 2, _PART, 8)
    for name in ("On admission", "Laboratory", made.title(2)):
        made.heading(flow, name, 3, _UNDER, 4)
        made.paragraph(flow, made.words(made.rng.randint(3, 5)), text, 4)
    made.heading(flow, "Course and treatment", 2, _PART, 8)
    for _ in range(3):
        made.paragraph(flow, made.words(made.rng.randint(4, 6)), text, 5)
    made.heading(flow, "Medication at discharge", 2, _PART, 8)
    for _ in range(made.rng.randint(4, 6)):
        remedy = f"{made.title(1)} {made.rng.choice((5, 10, 20, 40, 100))} mg, {made.rng.choice(_HOW_OFTEN)}"
        marked(made, flow, "-", remedy.split(), text, Hang(14, 3), 1)
    made.heading(flow, "Recommendations", 2, _PART, 8)
    for _ in range(made.rng.randint(2, 3)):
        made.paragraph(flow, prose.sentence(made.rng, made.vocabulary), text, 4)
    made.paragraph(flow, made.words(2), text, 8)


_HOW_OFTEN = ("one in the morning", "one in the evening", "one three times a day", "half in the morning")


def _signed(made: Composer, column: Column) -> None:
    """Two doctors side by side, each under a rule."""
    y = column.frame.y + 50
    for left, office in ((_LEFT, "Head of department"), (_LEFT + 250, "Ward physician")):
        line_across(column.sheet, left, y, left + 170, 0.5)
        lines(
            made,
            made.column(left, y + 3, 190, y + 50, column.page_no),
            [f"Dr {made.title(1)}", office],
            Style(9),
        )
