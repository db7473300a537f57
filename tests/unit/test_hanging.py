"""Entries whose first row sticks out are a paragraph each."""

from agents.reading.page import Origin
from agents.reading.text.paragraph_starts import paragraphs_of
from tests.unit.test_indents import FIRST, FULL, LAST, Line, parts, rows

ENTRY = "abacus is a frame with beads on wires, or"


def entry(*last: str) -> list[Line]:
    return [(0, ENTRY), *((12, text) for text in (last or ("was once",)))]


def test_an_entry_that_sticks_out_is_a_paragraph_though_it_begins_in_lower_case() -> None:
    assert parts(*entry(), *entry(FULL[:38], "was so"), (0, "abbot is a head."), *entry()) == [2, 3, 1, 2]


def test_a_column_that_begins_in_the_middle_of_an_entry_goes_on_from_somewhere_else() -> None:
    lines = [(12.0, "was once"), *entry(), *entry()]
    assert paragraphs_of(rows(*lines), Origin.LAYER)[0].flush is True
    assert paragraphs_of(rows(*entry(), *entry(), *entry()), Origin.LAYER)[0].flush is False


def test_first_rows_that_are_set_in_stick_out_of_nothing() -> None:
    assert parts((12, FIRST), (0, FULL), (0, LAST), (12, FIRST), (0, FULL), (0, LAST)) == [3, 3]


def test_verse_has_no_entries() -> None:
    verse = [(0, "The ferry leaves"), (12, "at four"), (0, "the gulls know"), (12, "of it"), (0, "a rope")]
    assert parts(*verse, (12, "is cut"), (0, FULL[:30])) == [7]


def test_short_entries_may_fill_their_last_rows() -> None:
    filled = [(0.0, FULL), (12.0, FULL[:40])]
    assert parts(*filled, *filled, *filled, *filled) == [2, 2, 2, 2]


def test_paragraphs_of_full_rows_whose_first_ones_are_set_in_have_no_entries() -> None:
    filled = [(12.0, FIRST), (0.0, FULL), (0.0, FULL)]
    assert parts(*filled * 4) == [12]
    assert parts(*[(0.0, FULL), (0.0, FULL), (12.0, FULL[:40])] * 4) == [12]


def test_a_column_that_begins_with_a_row_set_in_has_entries_where_many_others_are() -> None:
    filled = [(0.0, FULL), (12.0, FULL[:40])]
    assert parts((12, FULL[:40]), *filled * 8) == [1, *[2] * 8]
    assert parts((12, FULL[:40]), *filled * 3) == [7], "first rows of paragraphs may be set in"
