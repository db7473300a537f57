"""What several of the layouts draw that developers tune to: grounds, rules, photographs, and entries that
begin with bold words."""

from collections.abc import Sequence
from dataclasses import replace

import pymupdf

from benchmarks.quality.composer import Column, Composer, Flow, picture
from benchmarks.quality.sheet import BLACK, Frame, Rect, Rgb, Sheet, Style, width_of
from benchmarks.quality.truth import Role

WHITE: Rgb = (1.0, 1.0, 1.0)


def ground(sheet: Sheet, box: Rect, color: Rgb) -> None:
    """A rectangle filled with that colour, behind the text."""
    sheet.shapes.append(lambda page: page.draw_rect(pymupdf.Rect(box), color=None, fill=color))


def outline(sheet: Sheet, box: Rect, color: Rgb = BLACK, width: float = 0.8) -> None:
    sheet.shapes.append(lambda page: page.draw_rect(pymupdf.Rect(box), color=color, width=width))


def rule(sheet: Sheet, left: float, y: float, right: float, width: float = 0.8) -> None:
    sheet.shapes.append(lambda page: page.draw_line((left, y), (right, y), width=width))


def upright(sheet: Sheet, x: float, top: float, bottom: float, width: float = 0.5) -> None:
    """A thin rule between two columns."""
    sheet.shapes.append(lambda page: page.draw_line((x, top), (x, bottom), width=width))


def photo(made: Composer, sheet: Sheet, box: Rect) -> None:
    image = picture(made.rng, (box[2] - box[0]) / (box[3] - box[1]))
    sheet.shapes.append(lambda page: page.insert_image(pymupdf.Rect(box), stream=image))


def within(column: Column, pad_pt: float) -> Column:
    """The column without a strip on each side."""
    frame = column.frame
    inner = Frame(frame.x + pad_pt, frame.y + pad_pt, frame.width - 2 * pad_pt, frame.bottom - pad_pt)
    return Column(column.sheet, inner, column.page_no)


def run_in(
    made: Composer,
    flow: Flow,
    lead: Sequence[str],
    words: Sequence[str],
    style: Style,
    after_pt: float = 3.0,
    role: Role = "body",
) -> None:
    """A paragraph whose first words are bold; they have to fit into a line."""
    step = style.size_pt * style.leading
    column = flow.with_room(4 * step)
    if column is None:
        return
    frame, bold = column.frame, replace(style, bold=True, justified=False)
    taken = width_of(f"{' '.join(lead)} ", made.face, style.size_pt, bold=True)
    first = Frame(frame.x + taken, frame.y, frame.width - taken, frame.y + step)
    column.sheet.write(lead, frame, bold)
    fits = width_of(words[0], made.face, style.size_pt) <= first.width
    placed = column.sheet.write(words, first, style) if fits else 0
    made.add(role, [*lead, *words[:placed]], column.page_no)
    if placed == len(words):
        frame.y += after_pt
        return
    begun = made.truth.blocks.pop()
    made.paragraph(flow, words[placed:], style, after_pt, role)
    rest = made.truth.blocks.pop()
    made.truth.blocks.append(replace(rest, words=begun.words + rest.words))


def labelled(made: Composer, column: Column, label: str, words: Sequence[str], indent_pt: float) -> None:
    """A bold label, and what it stands for in a column of its own beside it."""
    frame = column.frame
    inner = Frame(frame.x + indent_pt, frame.y, frame.width - indent_pt, frame.bottom)
    placed = column.sheet.write(words, inner, Style(10.5, leading=1.3))
    column.sheet.text(label, frame.x, frame.y + 10.5, 10.5, bold=True)
    column.sheet.runs[-2].extend(column.sheet.runs.pop())
    frame.y = inner.y + 3
    made.add("list", [*label.split(), *words[:placed]], column.page_no)
