"""Rows of a region to paragraphs."""

from agents.reading.page import Origin
from agents.reading.text.paragraph_starts import Paragraph, paragraphs_of
from agents.reading.text.paragraphs import Row
from schemas.geometry import Box


def rows(*texts: str, size_pt: float = 11.0) -> list[Row]:
    return [
        Row(text, Box(50, 100 + 13.0 * number, 300, 111 + 13.0 * number), size_pt=size_pt)
        for number, text in enumerate(texts)
    ]


def texts(paragraphs: list[Paragraph]) -> list[list[str]]:
    return [[row.text for row in paragraph.rows] for paragraph in paragraphs]


def test_a_row_in_capitals_is_a_paragraph_of_its_own() -> None:
    found = paragraphs_of(rows("SHIPS OF THE YEAR", "The ships came late", "and left again"), Origin.LINES)
    assert texts(found) == [["SHIPS OF THE YEAR"], ["The ships came late", "and left again"]]


def test_bold_type_begins_a_paragraph_but_not_within_a_sentence() -> None:
    bold = [row._replace(bold=True) for row in rows("Ports", "and ships", "The ships came late", "and left")]
    plain = [row._replace(bold=False) for row in bold]
    heading = [*bold[:2], *plain[2:]]
    assert texts(paragraphs_of(heading, Origin.LINES)) == [
        ["Ports", "and ships"],
        ["The ships came late", "and left"],
    ]
    within = rows("The ships came late", "and left", "the harbour")
    within[1] = within[1]._replace(bold=True)
    assert texts(paragraphs_of(within, Origin.LINES)) == [["The ships came late", "and left", "the harbour"]]


def test_an_abbreviation_in_a_row_of_its_own_ends_no_paragraph() -> None:
    found = paragraphs_of(rows("The ships came late from the", "USA."), Origin.LAYER)
    assert texts(found) == [["The ships came late from the", "USA."]]


def test_what_differs_by_the_height_of_its_region_is_one_paragraph_where_rows_are_laid_over_it() -> None:
    both = [*rows("The ships came late"), *rows("and left again", size_pt=13.5)]
    assert len(paragraphs_of(both, Origin.REGIONS)) == 1
    assert len(paragraphs_of(both, Origin.LINES)) == 2


def test_a_short_first_row_in_type_of_another_size_heads_the_rest() -> None:
    head = Row("Ports", Box(50, 50, 80, 62))
    rest = [
        Row(text, Box(50, y, 300, y + 11)) for y, text in ((64, "The ships came late"), (77, "that year."))
    ]
    assert texts(paragraphs_of([head, *rest], Origin.LAYER))[0] == ["Ports"]
    assert len(paragraphs_of([head._replace(box=Box(50, 50, 80, 61)), *rest], Origin.LAYER)) == 1
    assert len(paragraphs_of([head, *rest], Origin.LINES)) == 1


def restyled(ends_pt: float, *texts: str, styled: int = 1) -> list[int]:
    """How many rows each paragraph has where the first ones are in italics and the first one ends there."""
    first, *rest = rows(*texts)
    first = first._replace(box=Box(50, 100, ends_pt, 111))
    marked = [row._replace(styled=at < styled) for at, row in enumerate((first, *rest))]
    return [len(one.rows) for one in paragraphs_of(marked, Origin.LINES)]


def test_italics_that_end_behind_a_short_row_end_a_paragraph() -> None:
    assert restyled(150, "Told in Oslo", "The ships came late", "and left") == [1, 2]
    assert restyled(150, "Told in Oslo", "The ships came late", "and left", styled=0) == [3]
    begun = rows("Told in Oslo", "The ships came late", "and left")
    begun[0] = begun[0]._replace(box=Box(50, 100, 150, 111))
    italic = [begun[0], *(row._replace(styled=True) for row in begun[1:])]
    assert texts(paragraphs_of(italic, Origin.LINES))[0] == ["Told in Oslo"], "that begin there"


def test_italics_within_a_text_begin_nothing() -> None:
    assert restyled(298, "Told in Oslo", "The ships came late", "and left") == [3], "a full row"
    assert restyled(150, "Told in Oslo", "of ships that came late", "and left") == [3], "a sentence goes on"
