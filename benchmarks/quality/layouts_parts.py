"""What layouts of both halves are built of: paragraphs that hang from a mark, narrow ones, single lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.quality.composer import Column, Composer, Flow
from benchmarks.quality.sheet import Frame, Style, line_count, width_of
from benchmarks.quality.truth import Role


def ruled_under(flow: Flow, gap_pt: float = 1.0, pen: float = 0.6, after_pt: float = 4.0) -> None:
    """A rule as wide as the column, under what was just set into it."""
    if flow.columns:
        column = flow.columns[0]
        frame = column.frame
        left, y, right = frame.x, frame.y + gap_pt, frame.x + frame.width
        column.sheet.shapes.append(lambda page: page.draw_line((left, y), (right, y), width=pen))
        frame.y = y + after_pt


@dataclass(frozen=True, slots=True)
class Hang:
    """A mark at `at_pt` from the column's left, lines at `indent_pt`, the first one further right where the
    mark is wide; all end `margin_pt` before the column does."""

    indent_pt: float
    at_pt: float = 0.0
    bold: bool = False
    margin_pt: float = 0.0


def marked(
    made: Composer,
    flow: Flow,
    mark: str,
    words: Sequence[str],
    style: Style,
    hang: Hang,
    after_pt: float = 4.0,
    role: Role = "list",
) -> None:
    """A paragraph that hangs from its mark, and goes on in the next column where this one is full."""
    step = style.size_pt * style.leading
    column = flow.with_room(2.2 * step)
    if column is None:
        return
    wide = hang.at_pt + width_of(f"{mark} ", made.face, style.size_pt, hang.bold)
    style = replace(style, indent_pt=max(0.0, wide - hang.indent_pt))
    x, baseline = column.frame.x + hang.at_pt, column.frame.y + style.size_pt
    column.sheet.text(mark, x, baseline, style.size_pt, hang.bold)
    sheet, run = column.sheet, column.sheet.runs.pop()
    rest, done, carried, page_no, first = list(words), mark.split(), 0, column.page_no, True
    while rest and column is not None:
        frame = column.frame
        width = frame.width - hang.indent_pt - hang.margin_pt
        inner = Frame(frame.x + hang.indent_pt, frame.y, width, frame.bottom)
        placed = column.sheet.write(rest, inner, style)
        if first:
            sheet.runs[-1][:0] = run
        frame.y, first, style = inner.y + after_pt, False, replace(style, indent_pt=0.0)
        carried += placed if column.page_no > page_no else 0
        done += rest[:placed]
        rest = rest[placed:]
        if rest:
            flow.columns.pop(0)
            column = flow.with_room(2.2 * step)
    made.add(role, done, page_no, carried)


def inset(
    made: Composer, flow: Flow, words: Sequence[str], style: Style, left_pt: float, right_pt: float
) -> Column | None:
    """A paragraph narrower than its column on both sides, in one piece; its column, or None without room."""
    if not flow.columns:
        return None
    width = flow.columns[0].frame.width - left_pt - right_pt
    height = line_count(words, width, made.face, style) * style.size_pt * style.leading
    column = flow.with_room(height + 1)
    if column is None:
        return None
    frame = column.frame
    inner = Frame(frame.x + left_pt, frame.y, width, frame.bottom)
    placed = column.sheet.write(words, inner, style)
    frame.y = inner.y
    made.add("body", words[:placed], column.page_no)
    return column


def lines(made: Composer, column: Column, texts: Sequence[str], style: Style, role: Role = "body") -> None:
    """Each text on a line of its own, all of them one block."""
    words: list[str] = []
    for text in texts:
        placed = column.sheet.write(text.split(), column.frame, style)
        words += text.split()[:placed]
    made.add(role, words, column.page_no)


def margin_line(made: Composer, text: str, y: float, style: Style, left: float, right: float) -> None:
    """A header or footer of the last page in a style of its own; `y` is its top."""
    column = made.column(left, y, right - left, y + 3 * style.size_pt)
    made.beside(column, text.split(), style, "furniture")
