"""Which images of a PDF are pictures of their page."""

import pytest

from agents.drawn.placed_images import images_of
from schemas.geometry import Box
from tests.unit.pages import typed

SIZE = (600.0, 800.0)
TEXT = typed("words that stand far away at the foot of this page", 60, 700, 0)
PHOTO = Box(60, 100, 260, 240)


def test_a_large_image_is_a_picture_within_the_page() -> None:
    assert images_of([Box(-50, 100, 260, 240)], TEXT, *SIZE) == (Box(0, 100, 260, 240),)


@pytest.mark.parametrize(
    ("box", "why"),
    [
        (Box(60, 100, 90, 240), "a narrow one"),
        (Box(60, 100, 100, 140), "an icon"),
        (Box(0, 0, 600, 800), "a ground under everything"),
        (Box(0, 0, 590, 720), "a scan with a header above it"),
        (Box(60, 10, 260, 75), "a letterhead"),
        (Box(60, 730, 260, 795), "a footer"),
        (Box(40, 600, 500, 790), "a ground under words"),
        (Box(700, 100, 900, 300), "off the page"),
    ],
)
def test_other_images_are_none(box: Box, why: str) -> None:
    assert images_of([box], TEXT, *SIZE) == (), why


def test_a_wide_banner_is_a_picture_though_it_is_low() -> None:
    assert images_of([Box(60, 200, 540, 230)], TEXT, *SIZE) == (Box(60, 200, 540, 230),)


def test_strips_are_one_picture_and_photographs_with_a_gap_are_two() -> None:
    strips = [Box(60, 100 + 7 * at, 260, 107 + 7 * at) for at in range(20)]
    assert images_of(strips, TEXT, *SIZE) == (PHOTO,)
    beside = Box(268, 100, 468, 240)
    assert images_of([PHOTO, beside], TEXT, *SIZE) == (PHOTO, beside)


def test_tiles_of_a_ground_are_no_pictures() -> None:
    tiles = [Box(60 * x, 80 * y, 60 * x + 60, 80 * y + 80) for x in range(10) for y in range(10)]
    assert images_of(tiles, TEXT, *SIZE) == ()


def test_images_that_touch_but_make_no_whole_are_pictures_each() -> None:
    banner, below = Box(60, 100, 540, 160), Box(60, 160, 160, 400)
    assert set(images_of([banner, below], TEXT, *SIZE)) == {banner, below}


def test_an_image_of_the_whole_page_may_be_one_where_no_word_is_known() -> None:
    assert images_of([Box(0, 0, 600, 800)], (), *SIZE) == (Box(0, 0, 600, 800),)


def test_a_page_of_very_many_images_is_left_alone() -> None:
    assert images_of([PHOTO] * 100_000, TEXT, *SIZE) == ()
    assert images_of([PHOTO] * 1_000, TEXT, *SIZE) == (PHOTO,)
