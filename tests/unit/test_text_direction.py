"""Pages whose text layer runs upwards, downwards or on its head, as it is told and as it is read."""

from typing import Any

import numpy as np
import pymupdf
import pytest

from agents.drawn.text_direction import one_after, quarter_matrix, quarters_of
from agents.drawn.text_layer import read_text_layer
from agents.look import Looked, look
from agents.page_task import PageLimits
from schemas.geometry import Turn
from schemas.labels import PageKind

LINES = tuple(f"Line {number} of what the committee had to say of the harvest" for number in range(8))
AS_IT_IS = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
UP, DOWN, LEVEL = (0.0, -1.0), (0.0, 1.0), (1.0, 0.0)


def blank(rotation: int = 0) -> Any:
    page: Any = pymupdf.open().new_page(width=600, height=800)
    page.set_rotation(rotation)
    return page


def written(degrees: int, lines: tuple[str, ...] = LINES, rotation: int = 0) -> Any:
    """Lines that run so many degrees against the clock, the first where their reader finds the top."""
    page = blank(rotation)
    for number, line in enumerate(lines):
        along = 100 + 20 * number
        at = {0: (60, along), 90: (along, 740), 180: (540, 800 - along), 270: (600 - along, 60)}[degrees]
        page.insert_text(at, line, fontsize=11, rotate=degrees)
    return page


def looked(page: Any) -> Looked:
    return look(page.parent, 1, PageLimits(dpi=100))


def line_of(text: str, direction: tuple[float, float], wmode: int = 0) -> dict[str, Any]:
    return {"dir": direction, "wmode": wmode, "spans": [{"text": text}]}


def content_of(*lines: dict[str, Any]) -> dict[str, Any]:
    return {"blocks": [{"lines": [line]} for line in lines]}


@pytest.mark.parametrize(("degrees", "quarters"), [(0, 0), (90, 1), (180, 2), (270, 3)])
def test_a_page_whose_text_runs_another_way_is_turned_with_its_words(degrees: int, quarters: int) -> None:
    page = looked(written(degrees))
    facts = page.facts
    assert facts.kind is PageKind.DIGITAL
    assert facts.turn == Turn(quarters)
    assert facts.note == (f"turned clockwise by {90 * quarters} degrees" if quarters else "")
    assert (facts.width_pt, facts.height_pt) == ((800, 600) if quarters % 2 else (600, 800))
    assert page.rgb.shape[:2] == pytest.approx((facts.height_pt / 0.72, facts.width_pt / 0.72), abs=1)
    assert [word.text for word in facts.words] == " ".join(LINES).split()
    assert all(word.box.x1 - word.box.x0 > 0 for word in facts.words)
    tops = [word.box.y0 for word in facts.words if word.text == "Line"]
    assert tops == sorted(tops), "the first line stands at the top"
    lefts = [word.box.x0 for word in facts.words if word.line == 0]
    assert lefts == sorted(lefts), "words follow each other from left to right"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_boxes_stand_on_the_ink_and_what_is_displayed_upright_stays(degrees: int, rotation: int) -> None:
    page = looked(written(degrees, rotation=rotation))
    assert page.facts.turn == Turn((degrees - rotation) // 90 % 4)
    dark = page.rgb.min(axis=2) < 128
    inside = np.zeros_like(dark)
    for word in page.facts.words:
        x0, y0, x1, y1 = word.box.scaled(page.dpi / 72)
        inside[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1] = True
    assert dark.any()
    assert not (dark & ~inside).any()


def test_a_page_that_is_displayed_on_its_side_is_turned_back() -> None:
    page = looked(written(0, rotation=90))
    assert (page.facts.turn, page.facts.width_pt) == (Turn(3), 600)


def test_frames_are_turned_with_the_page() -> None:
    page = written(90)
    page.draw_rect((80, 300, 290, 760))
    (frame,) = looked(page).facts.frames
    assert tuple(frame) == pytest.approx((40, 80, 500, 290), abs=1.1)


def test_sideways_text_in_the_margin_or_in_part_of_a_page_turns_nothing() -> None:
    page = written(0)
    for number in range(3):
        page.insert_text((20 + 10 * number, 700), "Downloaded by a guest", fontsize=8, rotate=90)
    assert looked(page).facts.turn == Turn()
    assert looked(written(90, LINES[:2])).facts.turn == Turn(), "two lines alone are a note in a margin"


def test_a_heading_that_stands_upright_over_a_sideways_table_does_not_keep_it_so() -> None:
    page = written(90)
    page.insert_text((250, 40), "12   Appendix", fontsize=9)
    assert looked(page).facts.turn == Turn(1)


def test_a_picture_of_a_page_with_a_stamp_in_its_margin_keeps_its_own_up() -> None:
    page = blank()
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 40, 40), False)
    pixmap.clear_with(200)
    page.insert_image((40, 0, 600, 800), stream=pixmap.tobytes("png"), keep_proportion=False)
    for number in range(4):
        page.insert_text((8 + 8 * number, 700), "Case 1:20-cv-01234 Document 45", fontsize=7, rotate=90)
    assert looked(page).facts.turn == Turn()


def test_east_asian_text_written_from_top_to_bottom_stands_upright() -> None:
    page = blank()
    page.insert_font(fontname="japan", wmode=1)
    for number in range(5):
        page.insert_text((500 - 30 * number, 100), "年度供水報告書類及予算案", fontname="japan", fontsize=12)
    lines = page.get_text("dict")["blocks"][0]["lines"]
    assert (lines[0]["wmode"], lines[0]["dir"]) == (1, DOWN), "or this page is no test"
    assert looked(page).facts.turn == Turn()
    page.set_rotation(90)
    assert looked(page).facts.turn == Turn(3)


def test_east_asian_letters_that_lie_in_their_font_are_not_turned_and_latin_ones_are() -> None:
    lying = content_of(*[line_of("年度供水報告書類", DOWN)] * 5)
    assert quarters_of(lying, AS_IT_IS) == 0
    assert quarters_of(content_of(*[line_of("Report of the 年 2023", DOWN)] * 5), AS_IT_IS) == 3
    assert quarters_of(content_of(*[line_of("年度供水報告書類", UP)] * 5), AS_IT_IS) == 1


def test_by_far_most_letters_decide_and_slanted_ones_turn_nothing() -> None:
    many, few = [line_of("thirty letters of some sentence", UP)] * 8, line_of("page 7 of 12 in all", LEVEL)
    assert quarters_of(content_of(*many, few), AS_IT_IS) == 1
    assert quarters_of(content_of(*many, *[few] * 8), AS_IT_IS) == 0
    assert quarters_of(content_of(*[line_of("thirty letters of a poster", (0.7, -0.71))] * 8), AS_IT_IS) == 0
    assert quarters_of(content_of(), AS_IT_IS) == 0


def test_four_quarters_are_a_whole_turn() -> None:
    matrix = AS_IT_IS
    for width, height in ((600, 800), (800, 600), (600, 800), (800, 600)):
        matrix = one_after(matrix, quarter_matrix(1, width, height))
    assert matrix == AS_IT_IS
    assert one_after(quarter_matrix(1, 600, 800), quarter_matrix(3, 800, 600)) == AS_IT_IS


def test_the_evidence_of_a_page_is_the_same_however_it_lies() -> None:
    seen = [read_text_layer(written(degrees)).seen for degrees in (0, 90, 180, 270)]
    assert seen == [seen[0]] * 4
