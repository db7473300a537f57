"""The question over a picture."""

import numpy as np
import pytest

from agents.models.chart_prompt import under_prompt


@pytest.mark.parametrize(("height", "width"), [(300, 400), (300, 1600), (8000, 60)])
def test_the_question_stands_above_the_picture_and_is_as_wide(height: int, width: int) -> None:
    sheet = under_prompt(np.full((height, width, 3), (0, 0, 200), dtype=np.uint8))
    assert sheet.shape[1] >= width
    assert tuple(sheet[-1, -1]) == (0, 0, 200)
    assert min(sheet[0, 0]) > 200, "paper, not the picture"


def test_a_picture_that_is_wide_enough_keeps_its_size_and_a_narrow_one_is_made_wider() -> None:
    wide, narrow = (under_prompt(np.zeros((300, width, 3), np.uint8)) for width in (1600, 400))
    assert wide.shape[1] == 1600
    assert narrow.shape[1] == pytest.approx(850, abs=150), "the question in its own size"


def test_a_stroke_as_high_as_its_page_stays_small() -> None:
    sheet = under_prompt(np.zeros((2200, 1, 3), dtype=np.uint8))
    assert sheet.nbytes < 1_000_000
