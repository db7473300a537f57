"""Boxes that touch are one group, whatever their number."""

import random

from agents.drawn.clusters import clusters
from schemas.geometry import Box


def test_boxes_that_touch_are_one_group_and_others_are_not() -> None:
    boxes = [Box(10, 10, 60, 20), Box(300, 300, 340, 340), Box(50, 20, 60, 90), Box(20, 85, 52, 90)]
    assert clusters(boxes, 600, 800, reach_pt=0.5) == [[0, 2, 3], [1]]


def test_what_is_within_reach_touches() -> None:
    boxes = [Box(10, 10, 60, 60), Box(68, 10, 100, 60)]
    assert clusters(boxes, 600, 800, reach_pt=12) == [[0, 1]]
    assert clusters(boxes, 600, 800, reach_pt=1) == [[0], [1]]


def test_a_ring_with_something_in_it_is_two_groups() -> None:
    ring = [
        Box(100, 100, 400, 104),
        Box(100, 396, 400, 400),
        Box(100, 100, 104, 400),
        Box(396, 100, 400, 400),
    ]
    groups = clusters([*ring, Box(200, 200, 250, 250)], 600, 800, reach_pt=2)
    assert groups == [[0, 1, 2, 3], [4]]


def test_lines_without_any_height_are_found_and_no_boxes_are_no_groups() -> None:
    assert clusters([Box(10, 10, 500, 10), Box(10, 10, 10, 300)], 600, 800, 1) == [[0, 1]]
    assert clusters([], 600, 800, 1) == []


def test_every_box_is_in_exactly_one_group() -> None:
    rng = random.Random(1)
    boxes = [
        Box(x, y, x + rng.random() * 9, y + rng.random() * 9)
        for x, y in ((rng.random() * 590, rng.random() * 790) for _ in range(20_000))
    ]
    groups = clusters(boxes, 600, 800, reach_pt=0)
    assert sorted(at for group in groups for at in group) == list(range(len(boxes)))
