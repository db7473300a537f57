"""Held-out pages with tables: in one of two columns of text, or on a sheet on its side."""

from dataclasses import replace

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, LANDSCAPE, Column, Composer, Flow, Layout
from benchmarks.quality.layouts_parts import margin_line
from benchmarks.quality.layouts_tables import Fill
from benchmarks.quality.sheet import Style
from benchmarks.quality.table_content import Content
from benchmarks.quality.table_drawing import Look, draw, height_pt, otherwise

_PAGES = 2


def totalled(fill: Fill) -> Fill:
    """The last row's name says that it is the sum; it has no text but this one."""

    def made_so(made: Composer) -> Content:
        content = fill(made)
        last = content.rows - 1
        told = {0: "Total", **{col: "" for col, kind in enumerate(content.kinds) if kind == "text"}}
        cells = [replace(c, text=told.get(c.col, c.text)) if c.row == last else c for c in content.cells]
        return replace(content, cells=tuple(cells))

    return made_so


def tables_within_columns(fill: Fill, look: Look) -> Layout:
    """A4: two columns of text, and in each page's first or second one a table between paragraphs, its caption
    above it; one table a page."""

    def lay_out(made: Composer) -> None:
        text = Style(9.5, justified=True)
        for number in range(1, _PAGES + 1):
            made.sheet(A4)
            margin_line(made, str(60 + number), 806, Style(9, centred=True), 50, 545)
            flow = Flow(made.columns(2, 50, 60, 545, 780, 21))
            made.heading(flow, made.title(2), 2, Style(12, bold=True), 0)
            if number == 2:
                while len(flow.columns) == 2:
                    made.paragraph(flow, made.words(4), text)
            made.paragraph(flow, made.words(3), text)
            _captioned(made, flow.columns[0], fill, look, number)
            flow.columns[0].frame.y += 12
            while flow.with_room(40):
                made.paragraph(flow, made.words(4), text)

    lay_out.__name__ = tables_within_columns.__name__
    return lay_out


def tables_across_a_sheet(fill: Fill, look: Look) -> Layout:
    """A4 on its side: a heading, a table, a line on where its figures come from,
    and a paragraph."""

    def lay_out(made: Composer) -> None:
        for number in range(1, _PAGES + 1):
            made.sheet(LANDSCAPE)
            margin_line(made, f"Annex {number}", 30, Style(8.5, to_right=True), 60, 782)
            column = made.column(60, 56, 722, 560)
            flow = Flow([column])
            made.heading(flow, made.title(4), 2, Style(13, bold=True), 0)
            column.frame.y += 6
            _drawn(made, column, fill, look)
            column.frame.y += 6
            source = ["Source:", *prose.sentence(made.rng, made.vocabulary)]
            made.paragraph(flow, source, Style(8, italic=True), 14)
            made.paragraph(flow, made.words(3), Style(10))

    lay_out.__name__ = tables_across_a_sheet.__name__
    return lay_out


def _captioned(made: Composer, column: Column, fill: Fill, look: Look, number: int) -> None:
    column.frame.y += 6
    made.beside(column, f"Table {number}: {made.title(3)}".split(), Style(8.5, bold=True), "caption")
    column.frame.y += 4
    _drawn(made, column, fill, look)


def _drawn(made: Composer, column: Column, fill: Fill, look: Look) -> None:
    """The first table that finds room."""
    content = fill(made)
    while not _fits(content, look, column):
        content = fill(made)
    draw(content, look, column)
    made.truth.tables.append(content.cells)
    made.truth.tables_otherwise.append(otherwise(content, look, column))
    made.add("table", [word for cell in content.cells for word in cell.text.split()], column.page_no)


def _fits(content: Content, look: Look, column: Column) -> bool:
    """Is it narrow enough, and low enough for some lines below it?"""
    try:
        return height_pt(content, look, column) + 60 <= column.room_pt
    except ValueError:
        return False
