"""Stories of several columns side by side are read one after the other."""

from agents.reading.order.reading_order import reading_order
from schemas.geometry import Box

HARBOUR, TEXT, BESIDE = Box(40, 50, 220, 66), Box(40, 72, 285, 260), Box(310, 72, 555, 278)
BELOW, MORE, MORE_BESIDE = Box(40, 304, 215, 320), Box(40, 327, 285, 520), Box(310, 327, 555, 520)
OTHER, THIRD = Box(585, 50, 745, 65), Box(585, 68, 800, 530)
PAGE = [HARBOUR, TEXT, BESIDE, BELOW, MORE, MORE_BESIDE, OTHER, THIRD]
HEADINGS = (HARBOUR, BELOW, OTHER)


def order(*boxes: Box) -> list[Box]:
    headings = frozenset(at for at, box in enumerate(boxes) if box in HEADINGS)
    return [boxes[at] for at in reading_order(boxes, headings)]


def test_two_stories_below_each_other_stay_whole_beside_a_third_one() -> None:
    assert order(*PAGE) == PAGE
    assert order(*PAGE[::-1]) == PAGE


def test_a_column_that_begins_level_with_the_heading_or_elsewhere_is_no_part_of_its_story() -> None:
    for top in (50, 62, 90):
        beside = BESIDE._replace(y0=top)
        page = [beside if box is BESIDE else box for box in PAGE]
        column = [HARBOUR, TEXT, BELOW, MORE]
        assert order(*page) == [*column, beside, MORE_BESIDE, OTHER, THIRD], top


def test_a_column_with_a_heading_of_its_own_is_a_story_of_its_own() -> None:
    own = Box(310, 72, 480, 88)
    page = [HARBOUR, TEXT, BELOW, MORE, own, BESIDE._replace(y0=94), MORE_BESIDE, OTHER, THIRD]
    headings = frozenset((0, 2, 4, 7))
    assert reading_order(page, headings) == list(range(len(page)))
