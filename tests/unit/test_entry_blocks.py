"""Clauses in two columns, numbers and texts: items, and the headings among them."""

from agents.reading.lists.entry_blocks import entry_blocks
from agents.reading.page import Piece
from schemas.labels import RegionLabel
from tests.unit.pages import texts, typed

HEADING, ITEM = RegionLabel.SECTION_HEADER, RegionLabel.LIST_ITEM
HEAD, LATE, PORT = "1 Ships and ports", "1.1 A ship is what comes late", "1.2 A port is where it lies"


def read(*entries: str, bold: tuple[int, ...] = (0,)) -> list[tuple[RegionLabel, str]]:
    """Entries of one row each, some in bold type."""
    return texts(
        entry_blocks(
            [
                [
                    Piece(word.text, word.box, row, bold=row in bold)
                    for word in typed(text, 50, 100 + 12 * row, row)
                ]
                for row, text in enumerate(entries)
            ]
        )
    )


def test_a_number_and_a_name_in_bold_type_among_clauses_are_a_heading() -> None:
    assert read(HEAD, LATE, PORT) == [(HEADING, HEAD), (ITEM, LATE), (ITEM, PORT)]


def test_in_plain_type_or_where_all_is_bold_they_are_a_clause() -> None:
    for bold in ((), (0, 1, 2)):
        assert read(HEAD, LATE, PORT, bold=bold)[0] == (ITEM, HEAD)


def test_a_sentence_or_a_term_in_bold_type_is_no_heading() -> None:
    for text in ("1 Ships come late.", "Ships that come late"):
        assert read(text, LATE, PORT)[0] == (ITEM, text)
