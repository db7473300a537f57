"""A held-out layout of lawmakers: an act as it stands amended."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, Column, Composer, Flow
from benchmarks.quality.layouts_held_out_parts import line_across
from benchmarks.quality.layouts_parts import Hang, lines, margin_line, marked
from benchmarks.quality.sheet import Frame, Style

_PAGES = 2
_LEFT, _RIGHT = 84.0, 520.0
_NUMBER, _LETTER = Hang(50, 28), Hang(72, 50)


def statute(made: Composer) -> None:
    """An act: parts in capitals in the middle, under them groups of sections in italics, sections by number
    in bold type no larger than the text, subsections, letters; at the foot by what words were replaced."""
    flow, name = Flow([]), f"{made.title(2)} Act".title()
    for page_no in range(1, _PAGES + 1):
        sheet = made.sheet(A4)
        if page_no > 1:
            margin_line(made, f"{name} 2014", 46, Style(9, italic=True), _LEFT, 400)
            margin_line(made, str(page_no), 46, Style(9, to_right=True), 440, _RIGHT)
            line_across(sheet, _LEFT, 60, _RIGHT, 0.4)
        flow.columns.append(made.column(_LEFT, 76 if page_no > 1 else 90, _RIGHT - _LEFT, 704))
    made.heading(flow, f"{name} 2014", 1, Style(18, bold=True, centred=True), 0)
    frame = flow.columns[0].frame
    lines(made, flow.columns[0], [f"2014 Chapter {made.rng.randint(9, 40)}"], Style(11, centred=True))
    frame.y += 12
    purpose = ["An", "Act", "to", "make", "provision", "for", made.title(1).lower(), "and", "for"]
    made.paragraph(flow, [*purpose, *prose.sentence(made.rng, made.vocabulary)[1:]], Style(10.5), 4)
    lines(made, flow.columns[0], [f"[{made.rng.randint(2, 28)} July 2014]"], Style(10.5, to_right=True))
    amended = _parts(made, flow)
    for page_no in range(1, _PAGES + 1):
        _amendments(made, page_no, [told for number, told in amended if number == page_no])


def _parts(made: Composer, flow: Flow) -> list[tuple[int, str]]:
    """Until the pages are full; the notes on what was amended, and the page of each."""
    part, section, amended = 0, 0, list[tuple[int, str]]()
    while flow.with_room(150):
        part += 1
        made.heading(flow, f"Part {part} {made.title(2)}".upper(), 2, Style(11, centred=True), 16)
        for _ in range(2):
            if not flow.with_room(110):
                break
            made.heading(flow, made.title(2), 3, Style(10.5, italic=True, centred=True), 6)
            for _ in range(made.rng.randint(1, 3)):
                section += 1
                _section(made, flow, section, amended)
    return amended


def _section(made: Composer, flow: Flow, section: int, amended: list[tuple[int, str]]) -> None:
    """Its head, its subsections, and letters under some."""
    column = flow.with_room(80)
    if column is None:
        return
    _head(made, column, section)
    text = Style(10.5, leading=1.22, justified=True)
    count = made.rng.randint(1, 4)
    for number in range(1, count + 1):
        words = made.words(made.rng.randint(1, 2))
        if section % 2 and number == count:
            words = [*words[:2], f"[F{len(amended) + 1}{words[2]}", *words[3:5], f"{words[5]}]", *words[6:]]
        if not flow.with_room(30):
            return
        marked(made, flow, f"({number})", words, text, _NUMBER, 4)
        if words[2].startswith("[F"):
            told = f"F{len(amended) + 1} Words in s. {section}({number}) substituted (1.4.2019) by 2018 c. 22"
            amended.append((made.truth.blocks[-1].page_no, told))
        for letter in "abc" if number == 2 and section % 2 == 0 else "":
            marked(made, flow, f"({letter})", prose.sentence(made.rng, made.vocabulary), text, _LETTER, 3)


def _head(made: Composer, column: Column, section: int) -> None:
    """A number in bold type at the left, and a name further in."""
    frame, name = column.frame, made.title(made.rng.randint(2, 4))
    frame.y += 8
    inner = Frame(frame.x + 28, frame.y, frame.width - 28, frame.bottom)
    column.sheet.text(str(section), frame.x, frame.y + 10.5, 10.5, bold=True)
    column.sheet.write(name.split(), inner, Style(10.5, bold=True))
    column.sheet.runs[-2].extend(column.sheet.runs.pop())
    made.mark(f"{section} {name}", 4, column.page_no)
    frame.y = inner.y + 3


def _amendments(made: Composer, page_no: int, notes: list[str]) -> None:
    """One under the other at the foot of the page, under a short rule."""
    if not notes:
        return
    column = made.column(_LEFT, 720, _RIGHT - _LEFT, 800, page_no)
    line_across(column.sheet, _LEFT, 714, _LEFT + 90, 0.5)
    for told in notes:
        made.beside(column, told.split(), Style(8, leading=1.25), "footnote")
