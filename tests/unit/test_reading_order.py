"""Boxes of a page in the order in which a person reads them."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from agents.reading.order.habits import Habit
from agents.reading.order.reading_order import reading_order
from agents.reading.order.ruled_off import parting
from schemas.geometry import Box

LEFT, RIGHT, WIDE = (50, 290), (310, 550), (50, 550)


def at(columns: tuple[float, float], top: float, bottom: float) -> Box:
    return Box(columns[0], top, columns[1], bottom)


def read(*boxes: Box) -> None:
    """Holds that boxes given in any order (here: reversed, rotated) are read in the order written."""
    count = len(boxes)
    orders = permutations(range(count)) if count < 6 else [range(count), [*range(count)][::-1]]
    for order in orders:
        given_boxes = [boxes[item] for item in order]
        assert [given_boxes[item] for item in reading_order(given_boxes)] == list(boxes)


def test_one_column_is_read_from_top_to_bottom() -> None:
    read(at(WIDE, 50, 100), at((50, 200), 110, 160), at(WIDE, 170, 300))


def test_two_columns_are_read_one_after_the_other_even_where_their_gaps_lie_side_by_side() -> None:
    read(at(LEFT, 50, 100), at(LEFT, 110, 200), at(RIGHT, 50, 100), at(RIGHT, 110, 200))


def test_full_width_headings_divide_the_columns_above_and_below_them() -> None:
    read(
        at(WIDE, 20, 40),
        at(LEFT, 50, 100),
        at(LEFT, 110, 200),
        at(RIGHT, 50, 150),
        at(RIGHT, 160, 200),
        at(WIDE, 220, 240),
        at(LEFT, 250, 300),
        at(RIGHT, 250, 300),
    )


def test_a_heading_inside_a_column_stays_in_it() -> None:
    read(
        at(LEFT, 50, 100),
        at((50, 120), 110, 120),
        at(LEFT, 130, 200),
        at(RIGHT, 50, 104),
        at(RIGHT, 126, 200),
    )


def test_a_short_heading_above_full_width_text_is_not_part_of_the_columns_before_it() -> None:
    read(at(LEFT, 50, 100), at(RIGHT, 50, 100), at((50, 120), 110, 120), at(WIDE, 130, 200))


def test_a_short_line_right_below_the_longest_column_ends_it() -> None:
    column, name = at(LEFT, 50, 200), at((50, 120), 203, 213)
    boxes = [column, name, at(RIGHT, 50, 180), at(WIDE, 260, 300)]
    assert reading_order(boxes) == [0, 1, 2, 3]
    assert reading_order(boxes, frozenset({1})) == [0, 1, 2, 3], "in bold type"
    boxes[1] = at((50, 120), 240, 250)
    assert reading_order(boxes, frozenset({1})) == [0, 2, 1, 3], "a heading of what is below"


def test_a_heading_wider_than_the_names_above_it_is_not_part_of_their_column() -> None:
    names, meanings = (50, 110), (180, 550)
    read(
        at(names, 50, 60),
        at(names, 70, 80),
        at(meanings, 50, 100),
        at((50, 170), 110, 120),
        at(WIDE, 130, 200),
    )


def test_the_longer_left_column_is_finished_before_the_right_one_begins() -> None:
    read(at(LEFT, 50, 100), at(LEFT, 110, 200), at(RIGHT, 50, 100))


def test_three_columns_are_read_from_left_to_right() -> None:
    read(*(at((x, x + 150), top, top + 40) for x in (50, 220, 390) for top in (50, 100)))


def test_a_date_on_the_right_above_an_address_on_the_left_comes_first() -> None:
    read(at((400, 550), 50, 60), at((50, 200), 80, 120))


def test_boxes_that_overlap_a_little_are_still_columns() -> None:
    read(at((50, 301), 50, 103), at((50, 301), 100, 200), at((299, 550), 50, 103), at((299, 550), 100, 200))


def test_a_picture_behind_everything_comes_where_its_top_is() -> None:
    read(at((0, 612), 0, 792), at(LEFT, 50, 100), at(RIGHT, 50, 100))


def test_a_page_of_overlapping_labels_ends_in_some_order() -> None:
    boxes = [Box(x, x, x + 60, x + 60) for x in range(0, 9000, 3)]

    assert sorted(reading_order(boxes)) == list(range(3000))


def test_cards_in_frames_are_read_row_by_row() -> None:
    heading, below = at((50, 250), 20, 40), at((50, 250), 160, 180)
    first, second = at(LEFT, 50, 150), at(RIGHT, 50, 120)
    third, fourth = at(LEFT, 190, 300), at(RIGHT, 190, 300)
    boxes = [fourth, third, below, second, first, heading]
    order = reading_order(boxes, headings=frozenset({2, 5}), framed=frozenset({0, 1, 3, 4}))
    assert [boxes[item] for item in order] == [heading, first, second, below, third, fourth]


def stories(*bottoms: float) -> list[Box]:
    """Two rows of two stories, each a heading and its text; those of the first row end at `bottoms`."""
    return [
        box
        for top, ends in ((50, bottoms), (200, (300, 300)))
        for column, end in zip((LEFT, RIGHT), ends, strict=True)
        for box in (at((column[0], column[0] + 90), top, top + 10), at(column, top + 20, end))
    ]


HEADS = frozenset({0, 2, 4, 6})
BY_ROWS, BY_COLUMNS = [*range(8)], [0, 1, 4, 5, 2, 3, 6, 7]


def test_headings_side_by_side_under_columns_of_other_lengths_begin_a_row() -> None:
    assert reading_order(stories(190, 160), HEADS) == BY_ROWS
    assert reading_order(stories(190, 160)) == BY_COLUMNS


def test_headings_side_by_side_far_below_the_columns_above_begin_a_row() -> None:
    assert reading_order(stories(150, 150), HEADS) == BY_ROWS


def test_headings_that_happen_to_stand_side_by_side_begin_none() -> None:
    assert reading_order(stories(190, 190), HEADS) == BY_COLUMNS
    assert reading_order(stories(190, 190), HEADS, habit=Habit(rows=True)) == BY_ROWS
    assert reading_order(stories(190, 160), HEADS, habit=Habit(rows=False)) == BY_COLUMNS


def test_three_headings_side_by_side_are_no_chance() -> None:
    boxes = [
        at((x, x + 150), top, top + height) for top, height in ((50, 80), (150, 10)) for x in (50, 220, 390)
    ]
    below = [at((x, x + 150), 170, 250) for x in (50, 220, 390)]
    order = reading_order([*boxes, *below], headings=frozenset({3, 4, 5}))
    assert order == [0, 1, 2, 3, 6, 4, 7, 5, 8]


def band(columns: int, bottom: float, second_top: float) -> list[Box]:
    """Columns down to `bottom`, a heading above the first of those below, and these."""
    spans = [(50 + 130 * number, 160 + 130 * number) for number in range(columns)]
    tops = [146, *[second_top] * (columns - 1)]
    return [
        *(at(span, 50, bottom) for span in spans),
        at((50, 130), 132, 144),
        *(at(span, begin, 250) for span, begin in zip(spans, tops, strict=True)),
    ]


def test_a_heading_beside_which_two_columns_are_free_begins_a_band() -> None:
    assert reading_order(band(3, 120, 143), frozenset({3})) == [*range(7)]


def test_a_heading_beside_which_one_column_is_free_begins_a_band_where_both_go_on_level() -> None:
    assert reading_order(band(2, 118, 146), frozenset({2})) == [*range(5)]
    assert reading_order(band(2, 118, 139), frozenset({2})) == [0, 2, 3, 1, 4]
    assert reading_order(band(2, 131, 146), frozenset({2})) == [0, 2, 3, 1, 4], "no more room than it needs"
    assert reading_order(band(2, 118, 146), frozenset({2}), habit=Habit(bands=False)) == [0, 2, 3, 1, 4]
    assert reading_order(band(2, 131, 144), frozenset({2}), habit=Habit(bands=True)) == [*range(5)]


def test_a_heading_over_lesser_headings_that_are_level_begins_a_band() -> None:
    """One of two columns is free beside it; only one of the headings under it is known for one."""
    above = [at(LEFT, 50, 120), at(RIGHT, 50, 120)]
    under = [at((50, 150), 156, 166), at((310, 410), 156, 166)]
    texts = [at(LEFT, 168, 250), at(RIGHT, 168, 250)]
    boxes = [*above, at((50, 130), 134, 150), *under, *texts]
    assert reading_order(boxes, frozenset({2, 4})) == [0, 1, 2, 3, 5, 4, 6]
    as_high = [*above, at((50, 130), 140, 150), *under, *texts]
    assert reading_order(as_high, frozenset({2, 4})) == [0, 2, 3, 5, 1, 4, 6], "it is one of them"


def test_no_box_and_one_box_need_no_order() -> None:
    assert reading_order([]) == []
    assert reading_order([Box(0, 0, 0, 0)]) == [0]


EDGE = st.floats(-10, 800)
BOX = st.tuples(EDGE, EDGE, EDGE, EDGE).map(
    lambda edges: Box(min(edges[0], edges[2]), min(edges[1], edges[3]), max(edges[::2]), max(edges[1::2]))
)


@given(st.lists(BOX, max_size=40))
def test_every_box_is_read_once(boxes: list[Box]) -> None:
    assert sorted(reading_order(boxes)) == list(range(len(boxes)))


def test_a_rule_across_the_columns_parts_what_is_above_it_from_what_is_below() -> None:
    boxes = [at(LEFT, 50, 200), at(RIGHT, 50, 200), at(LEFT, 230, 400), at(RIGHT, 230, 400)]
    rule = Box(50, 215, 550, 216)
    assert reading_order(boxes) == [0, 2, 1, 3]
    assert reading_order(boxes, rules=[rule]) == [0, 1, 2, 3]


def test_a_rule_over_one_column_or_through_a_box_parts_nothing() -> None:
    boxes = [at(LEFT, 50, 200), at(RIGHT, 50, 200), at(LEFT, 230, 400), at(RIGHT, 230, 400)]
    for rule in (Box(50, 215, 290, 216), Box(50, 150, 550, 151), Box(50, 45, 550, 46)):
        assert reading_order(boxes, rules=[rule]) == [0, 2, 1, 3]


def test_a_rule_over_two_of_three_columns_parts_these() -> None:
    boxes = [at(LEFT, 50, 200), at(RIGHT, 50, 200), at(LEFT, 230, 400), at(RIGHT, 230, 400)]
    third = at((570, 800), 50, 400)
    assert reading_order([*boxes, third], rules=[Box(50, 215, 550, 216)]) == [0, 1, 2, 3, 4]


def test_a_heading_right_below_another_one_begins_no_row_with_what_happens_to_be_level() -> None:
    boxes = [
        Box(50, 50, 270, 62),
        Box(50, 66, 290, 340),
        Box(50, 350, 70, 362),
        Box(50, 363, 270, 390),
        Box(50, 392, 290, 600),
        Box(310, 50, 530, 62),
        Box(310, 66, 550, 355),
        Box(310, 365, 330, 377),
        Box(310, 378, 530, 390),
        Box(310, 392, 550, 600),
    ]
    heads = frozenset((0, 2, 3, 5, 7, 8))
    assert reading_order(boxes, heads) == list(range(len(boxes)))


def test_a_rule_under_headings_beside_each_other_parts_nothing() -> None:
    boxes = [
        box
        for columns in (LEFT, RIGHT)
        for box in (at(columns, 50, 200), at((columns[0], columns[0] + 90), 212, 224), at(columns, 234, 400))
    ]
    under = Box(50, 226, 550, 227)
    assert reading_order(boxes, frozenset({1, 4}), rules=[under]) == [*range(6)]
    assert reading_order(boxes, frozenset({1}), rules=[under]) == [0, 1, 3, 4, 2, 5], "under one"


def test_a_rule_is_that_of_a_heading_right_above_it() -> None:
    heads = [at((50, 140), 212, 224), at((310, 400), 212, 224)]
    for rule in (Box(50, 209, 550, 210), Box(50, 240, 550, 241), Box(50, 226, 290, 227)):
        assert parting([rule], heads) == (rule,)
    assert parting([Box(50, 226, 550, 227)], heads) == ()
