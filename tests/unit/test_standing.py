"""Short lines stand over what they head, or end what they stand below, as the space around them tells."""

from dataclasses import replace
from typing import Any

import pytest

from agents.reading.headings.outline import Outline
from agents.reading.headings.standing import with_standing
from agents.reading.page import Block, Origin
from schemas.geometry import Box
from schemas.labels import RegionLabel

LONG = "The ships came late that year and left early. " * 5
PT = 10.0


def text(y0: float, y1: float, says: str = LONG, x0: float = 50, x1: float = 500, size: float = PT) -> Block:
    return Block(RegionLabel.TEXT, Box(x0, y0, x1, y1), says, says, size_pt=size)


def line(y0: float, says: str = "Oslo", x0: float = 50, size: float = PT) -> Block:
    return text(y0, y0 + size, says, x0, x0 + 90, size)


def over(*blocks: Block) -> list[bool | None]:
    return [block.over for block in with_standing(blocks)]


def test_a_line_nearer_to_the_text_below_stands_over_it() -> None:
    assert over(text(50, 100), line(112), text(124, 180)) == [None, True, None]


def test_a_line_stands_over_numbered_paragraphs_as_well() -> None:
    item = Block(RegionLabel.LIST_ITEM, Box(50, 124, 500, 180), f"1. {LONG}", LONG, size_pt=PT)
    assert over(text(50, 100), line(112), item)[1] is True


def test_a_line_at_the_top_of_a_column_stands_over_its_text() -> None:
    assert over(line(50), text(64, 120)) == [True, None]
    assert over(text(50, 700, x1=260), line(50, x0=300), text(64, 120, x0=300)) == [None, True, None]


def test_a_line_as_far_from_both_texts_shows_nothing() -> None:
    assert over(text(50, 100), line(108), text(127, 180)) == [None, None, None]


def test_a_line_nearer_to_the_text_above_ends_it_wherever_in_the_column_it_stands() -> None:
    assert over(text(50, 100), line(104), text(126, 180)) == [None, False, None]
    assert over(text(50, 100), line(104, x0=410), line(130), text(142, 180))[1] is False


def test_a_line_over_a_picture_or_a_single_line_shows_nothing() -> None:
    picture = Block(RegionLabel.PICTURE, Box(50, 124, 500, 180))
    assert over(text(50, 100), line(112), picture)[1] is None
    assert over(text(50, 100), line(112), line(124))[1] is None


def levels(*texts: tuple[str, float, bool | None], label: str = "text", bold: bool = False) -> list[int]:
    """Of texts by what they say, their height in points and where they stand, each before a long one."""
    outline, nodes = Outline(), list[dict[str, Any]]()
    for number, (says, size_pt, stands) in enumerate(texts):
        for at, (said, size) in enumerate(((says, size_pt), (LONG, PT))):
            nodes.append({"self_ref": f"#/texts/{2 * number + at}", "label": "text", "text": said})
            nodes[-1]["label"] = "text" if at else label
            outline.add(nodes[-1], size, size, Origin.LAYER, bold and not at, over=None if at else stands)
    outline.settle()
    return [node.get("level", 0) for node in nodes[::2]]


def test_a_line_over_a_text_in_slightly_larger_type_is_a_heading() -> None:
    assert levels(("Oslo", 11, True), ("Riga", 11, None)) == [1, 0]


def test_several_lines_over_texts_in_one_type_are_headings_whatever_it_is() -> None:
    assert levels(("Oslo", PT, True), ("Riga", PT, True), ("Bergen", PT, True)) == [1, 1, 1]
    assert levels(("Oslo", PT, True), ("Riga", PT, True)) == [0, 0]
    assert levels(("Oslo,", PT, True), ("Riga,", PT, True), ("Bergen,", PT, True)) == [0, 0, 0]


@pytest.mark.parametrize("label", ["text", "section_header"])
def test_a_bold_line_that_ends_a_text_heads_nothing(label: str) -> None:
    told = levels(("Action: Oslo", PT, False), ("Ports", PT, True), label=label, bold=True)
    assert told == [0, 1]


def test_a_line_right_below_a_heading_may_be_whose_text_it_is() -> None:
    outline = Outline()
    nodes = [
        {"self_ref": f"#/texts/{number}", "label": label, "text": says}
        for number, (label, says) in enumerate(
            [("section_header", "Ports"), ("text", "Anna Lind"), ("text", LONG)] * 3
        )
    ]
    for at, node in enumerate(nodes):
        outline.add(node, (16.0, 11.0, PT)[at % 3], PT, Origin.LAYER, over=True if at % 3 == 1 else None)
    outline.settle()
    assert {node["label"] for node in nodes[1::3]} == {"text"}


def test_a_single_line_over_a_text_in_the_type_of_headings_that_are_known_is_one_too() -> None:
    outline, nodes = Outline(), list[dict[str, Any]]()
    heads = [("section_header", "1.1 Oslo"), ("section_header", "1.2 Riga"), ("text", "1.3 Bergen")]
    for number, (label, says) in enumerate(one for head in heads for one in (head, ("text", LONG))):
        nodes.append({"self_ref": f"#/texts/{number}", "label": label, "text": says})
        outline.add(nodes[-1], PT, PT, Origin.LAYER, over=True if says != LONG else None)
    outline.settle()
    assert [node["label"] for node in nodes[::2]] == ["section_header"] * 3


def test_small_capitals_and_small_bold_type_stand_out_over_texts_and_small_plain_type_does_not() -> None:
    assert levels(("SHIPS", 8, True), ("PORTS", 8, True), ("TIDES", 8, True)) == [1, 1, 1]
    assert levels(*((text, 8, True) for text in ("Ships", "Ports", "Tides")), bold=True) == [1, 1, 1]
    assert levels(("Ships", 8, True), ("Ports", 8, True), ("Tides", 8, True)) == [0, 0, 0]


@pytest.mark.parametrize("label", ["text", "section_header"])
def test_bold_type_in_which_sentences_are_asked_heads_nothing(label: str) -> None:
    asked = (
        "When the ships came so late that year, why did none of them leave before the fog of June?",
        PT,
        None,
    )
    told = levels(asked, asked, ("Why?", PT, True), label=label, bold=True)
    assert told == [0, 0, 0]
    assert levels(asked, ("Why?", PT, True), ("How?", PT, True), label=label, bold=True) == [0, 1, 1]


def test_a_line_in_italics_is_set_apart_where_what_follows_is_not_in_italics_too() -> None:
    italic = replace(line(112), styled=True)
    plain, quoted = text(124, 180), replace(text(124, 180), styled=True)
    assert [block.styled for block in with_standing([text(50, 100), italic, plain])] == [False, True, False]
    assert [block.styled for block in with_standing([italic, quoted])] == [False, True]
    assert with_standing([plain, replace(line(184), styled=True)])[1].styled, "at the end of a page"
