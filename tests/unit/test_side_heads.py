"""Headings in a margin go with their text; headings of a column stay in it."""

from functools import partial

from agents.reading.headings.headings import may_head
from agents.reading.headings.side_heads import groups_of
from agents.reading.page import Block
from schemas.geometry import Box
from schemas.labels import RegionLabel

LARGE_PT = 12.0
groups = partial(groups_of, heads=partial(may_head, large_pt=LARGE_PT))
LONG = "The ships came late that year and left early. " * 5


def heading(text: str, y0: float, x0: float = 60, x1: float = 150) -> Block:
    return Block(RegionLabel.SECTION_HEADER, Box(x0, y0, x1, y0 + 10), text, text, size_pt=10)


def text(y0: float, y1: float, x0: float = 190, x1: float = 540, says: str = LONG) -> Block:
    return Block(RegionLabel.TEXT, Box(x0, y0, x1, y1), says, says, size_pt=10)


def test_a_heading_in_the_margin_goes_with_the_text_that_begins_beside_it() -> None:
    one, two = heading("Oslo", 120), heading("Riga", 382)
    first, more, second = text(121, 216), text(226, 366), text(380, 430)
    assert groups([one, two, first, more, second]) == [[one, first], [two, second], [more]]


def test_a_bold_line_that_a_layout_model_takes_for_text_is_a_heading_in_the_margin_too() -> None:
    box = Box(60, 120, 150, 130)
    bold = Block(RegionLabel.TEXT, box, "5.6 Oslo", "5.6 Oslo", size_pt=10, bold=True)
    plain = Block(RegionLabel.TEXT, box, "5.6 Oslo", "5.6 Oslo", size_pt=10)
    beside = text(121, 216)
    assert groups([bold, beside]) == [[bold, beside]]
    assert groups([plain, beside]) == [[plain], [beside]]


def test_a_bold_line_right_below_a_quotation_in_the_margin_ends_it_and_heads_nothing() -> None:
    quotation = text(60, 118, 60, 150, "The ships came late.")
    name = Block(RegionLabel.TEXT, Box(60, 120, 150, 130), "A. Oslo", "A. Oslo", size_pt=10, bold=True)
    beside = text(121, 216)
    assert groups([quotation, name, beside]) == [[quotation], [name], [beside]]
    higher = text(50, 100, 60, 150, "The ships came late.")
    assert groups([higher, name, beside]) == [[higher], [name, beside]]


def test_a_column_with_text_of_its_own_is_no_margin() -> None:
    left, right = heading("Oslo", 120, 60, 280), text(120, 300, 310, 540)
    below = text(140, 300, 60, 280)
    assert groups([left, below, right]) == [[left], [below], [right]]


def test_text_that_begins_further_down_or_is_no_wider_is_not_the_headings() -> None:
    alone = heading("Oslo", 120)
    for other in (text(140, 300), text(120, 300, x1=300), heading("Riga", 120, 190, 540)):
        assert groups([alone, other]) == [[alone], [other]]


def test_text_beyond_another_column_is_not_the_headings() -> None:
    alone, narrow, far = heading("Oslo", 120), text(121, 150, 160, 250), text(121, 300, 270, 540)
    assert groups([alone, narrow, far]) == [[alone], [narrow], [far]]


def test_two_headings_beside_one_text_take_it_once() -> None:
    one, two, only = heading("Oslo", 120), heading("Riga", 121, 160, 180), text(120, 300)
    assert groups([one, two, only]) == [[one, only], [two]]


def test_a_heading_over_a_column_of_short_entries_stands_in_no_margin() -> None:
    """The first letter of the words below it, in a dictionary of two columns."""
    letter = heading("A", 110, 160, 180)
    entries = [text(140 + 30 * at, 160 + 30 * at, 60, 280, "Oslo is a port.") for at in range(3)]
    beside = text(110, 130, 310, 540, "Riga is a port.")
    assert groups([letter, *entries, beside]) == [[letter], *([one] for one in entries), [beside]]
