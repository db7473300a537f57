"""What stands across columns does not cut the text that goes on below it."""

from agents.reading.order.floats import floats, put_back
from agents.reading.order.framed import Unit
from agents.reading.page import Block
from schemas.geometry import Box
from schemas.labels import RegionLabel

LEFT, RIGHT, WIDE = (50, 290), (310, 550), (50, 550)


def at(columns: tuple[float, float], top: float, bottom: float) -> Box:
    return Box(columns[0], top, columns[1], bottom)


COLUMNS = [at(LEFT, 50, 150), at(LEFT, 260, 400), at(RIGHT, 50, 150), at(RIGHT, 260, 400)]


def put(*left_out: Box, going_on: frozenset[tuple[int, int]] = frozenset()) -> list[int]:
    """The order of two columns, and what was left out as 4, 5 and so on."""
    boxes = [*COLUMNS, *left_out]
    return put_back([0, 1, 2, 3], range(4, len(boxes)), boxes, lambda one, other: (one, other) in going_on)


def test_a_picture_in_the_middle_comes_after_what_stands_above_it_in_the_first_of_its_columns() -> None:
    assert put(at(WIDE, 160, 250)) == [0, 4, 1, 2, 3]
    assert put(at(RIGHT, 160, 250)) == [0, 1, 2, 4, 3]


def test_it_cuts_no_sentence() -> None:
    assert put(at(WIDE, 160, 250), going_on=frozenset({(0, 1)})) == [0, 1, 4, 2, 3]
    assert put(at(WIDE, 160, 250), going_on=frozenset({(0, 1), (1, 2), (2, 3)})) == [0, 1, 2, 3, 4]


def test_what_stands_at_the_head_of_columns_comes_first_and_at_their_foot_last() -> None:
    assert put(at(WIDE, 10, 40)) == [4, 0, 1, 2, 3]
    assert put(at(WIDE, 410, 500)) == [0, 1, 2, 3, 4]


def test_a_title_over_all_columns_is_in_none_of_them() -> None:
    title = at((150, 450), 10, 40)
    boxes = [title, *COLUMNS, at(RIGHT, 160, 250)]
    assert put_back([0, 1, 2, 3, 4], [5], boxes, lambda one, other: False) == [0, 1, 2, 3, 5, 4]


def test_several_come_from_top_to_bottom() -> None:
    assert put(at(WIDE, 210, 250), at(WIDE, 160, 200)) == [0, 5, 4, 1, 2, 3]


def test_pictures_boxes_and_large_quotations_may_be_passed_by_and_text_may_not() -> None:
    def block(label: RegionLabel, size_pt: float) -> Unit:
        return Unit((Block(label, at(WIDE, 0, 9), "They came late.", "", size_pt=size_pt),))

    assert floats(block(RegionLabel.PICTURE, 0), 14)
    assert floats(block(RegionLabel.TEXT, 17), 14)
    assert not floats(block(RegionLabel.TEXT, 10), 14)
    assert not floats(block(RegionLabel.TEXT, 10), 0), "no text to compare with"
    assert floats(Unit(block(RegionLabel.TEXT, 10).blocks, frame=at(WIDE, 0, 9)), 14)
