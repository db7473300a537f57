"""Pages with tables. The first is one that developers look at, the second one that nobody tunes to."""

from collections.abc import Callable

from benchmarks.quality.composer import A4, LETTER, Column, Composer, Flow, Layout
from benchmarks.quality.sheet import Style
from benchmarks.quality.table_content import Content, plain, spanned
from benchmarks.quality.table_drawing import Look, draw, height_pt, otherwise

Fill = Callable[[Composer], Content]
_PAGES = 2


def simple(rows: tuple[int, int], cols: tuple[int, int], long_texts: bool = True) -> Fill:
    """Tables without spans, of a size between these."""
    return lambda made: plain(
        made.rng, made.vocabulary, made.rng.randint(*rows), made.rng.randint(*cols), long_texts
    )


def with_spans(rows: tuple[int, int], cols: tuple[int, int]) -> Fill:
    return lambda made: spanned(made.rng, made.vocabulary, made.rng.randint(*rows), made.rng.randint(*cols))


def tables_between_text(fill: Fill, look: Look) -> Layout:
    """A4, one column: text, a caption above a table, text; one table a page."""

    def lay_out(made: Composer) -> None:
        text = Style(10)
        for number in range(1, _PAGES + 1):
            made.sheet(A4)
            flow = Flow([made.column(56, 60, 483, 780)])
            made.heading(flow, made.title(3), 2, Style(14, bold=True), 0)
            made.paragraph(flow, made.words(4), text)
            _captioned(made, flow.columns[0], fill(made), look, number, above=True)
            flow.columns[0].frame.y += 14
            while flow.with_room(40):
                made.paragraph(flow, made.words(4), text)

    lay_out.__name__ = tables_between_text.__name__
    return lay_out


def tables_in_a_row(fill: Fill, look: Look) -> Layout:
    """Letter: tables one under the other with a line of text between, captions below."""

    def lay_out(made: Composer) -> None:
        number = 0
        for _ in range(_PAGES):
            made.sheet(LETTER)
            column = made.column(64, 54, 484, 744)
            made.paragraph(Flow([column]), made.words(2), Style(10.5))
            for _ in range(2):
                content = fill(made)
                if height_pt(content, look, column) + 60 > column.room_pt:
                    continue
                number += 1
                column.frame.y += 8
                _captioned(made, column, content, look, number, above=False)
                column.frame.y += 12
                made.paragraph(Flow([column]), made.words(2), Style(10.5), 10)

    lay_out.__name__ = tables_in_a_row.__name__
    return lay_out


def _captioned(
    made: Composer, column: Column, content: Content, look: Look, number: int, above: bool
) -> None:
    caption = f"Table {number}. {made.title(5)}".split()
    style = Style(9)
    if above:
        made.beside(column, caption, style, "caption")
        column.frame.y += 4
    draw(content, look, column)
    made.truth.tables.append(content.cells)
    made.truth.tables_otherwise.append(otherwise(content, look, column))
    made.add("table", [word for cell in content.cells for word in cell.text.split()], column.page_no)
    if not above:
        column.frame.y += 5
        made.beside(column, caption, style, "caption")
