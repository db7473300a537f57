"""Where a page shows anything but text."""

from agents.drawn.drawn_places import drawn_places
from schemas.geometry import Box

SIZE = (600.0, 800.0)


def test_what_touches_is_one_place_and_what_stands_apart_is_another() -> None:
    photo, frame, chart = Box(60, 100, 160, 200), Box(162, 150, 260, 220), Box(60, 500, 300, 700)
    assert drawn_places([photo, frame, chart], *SIZE) == (Box(60, 100, 260, 220), chart)


def test_rules_and_bullets_are_no_places_and_a_line_down_a_chart_is_one() -> None:
    axis = Box(100, 200, 101, 350)
    assert drawn_places([Box(60, 400, 500, 401), Box(60, 600, 65, 605)], *SIZE) == ()
    assert drawn_places([axis], *SIZE) == (axis,)


def test_a_place_goes_no_further_than_the_page() -> None:
    assert drawn_places([Box(-50, 100, 100, 200)], *SIZE) == (Box(0, 100, 100, 200),)


def test_too_many_places_or_marks_are_not_told() -> None:
    apart = [
        Box(60 + 60 * (at % 8), 10 + 80 * (at // 8), 90 + 60 * (at % 8), 30 + 80 * (at // 8))
        for at in range(70)
    ]
    assert len(drawn_places(apart[:64], *SIZE) or ()) == 64
    assert drawn_places(apart, *SIZE) is None
    assert drawn_places([Box(60, 100, 160, 200)] * 10_001, *SIZE) is None
