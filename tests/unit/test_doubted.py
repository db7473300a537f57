"""What only a layout model calls a heading, in documents whose headings are told by their looks."""

from dataclasses import replace

import pytest

from agents.reading.headings.headline import Headline
from agents.reading.page import Origin
from tests.unit.outlines import labels_of, prose, told

LONE = told("Salt and fish")


def label_of(line: Headline, *others: Headline, origin: Origin = Origin.LAYER) -> str:
    """Of a line in the type of the text, after some texts."""
    return labels_of(*others, line, prose(), origin=origin)[len(others)]


def headings(count: int, size_pt: float = 14.0) -> list[Headline]:
    names = ("Ports", "Quays", "Seas")[:count]
    return [one for name in names for one in (told(name, size_pt=size_pt), prose())]


def test_a_line_that_only_a_layout_model_calls_a_heading_is_text_where_two_others_are_told() -> None:
    assert label_of(LONE, *headings(2)) == "text"
    assert label_of(LONE, *headings(1)) == "section_header"
    assert label_of(LONE, *headings(3, size_pt=10)) == "section_header", "nothing tells any of them"


@pytest.mark.parametrize(
    "line",
    [
        told("References"),
        told("Literaturverzeichnis"),
        told("4 Salt and fish"),
        told("Article 4"),
        told("SALT AND FISH"),
        replace(LONE, bold=True),
        replace(LONE, styled=True),
        replace(LONE, over=True),
    ],
    ids=["custom", "German custom", "number", "kind", "capitals", "bold", "italics", "place"],
)
def test_what_custom_or_a_number_or_its_type_or_its_place_tells_stays_a_heading(line: Headline) -> None:
    assert label_of(line, *headings(3)) == "section_header"


def test_on_a_scan_a_line_is_what_the_layout_model_calls_it() -> None:
    assert label_of(LONE, *headings(3), origin=Origin.LINES) == "section_header"


def test_a_line_that_begins_with_the_label_of_several_texts_is_one_of_them() -> None:
    def among(texts: int, size_pt: float = 10) -> str:
        entries = [prose(f"Keywords: the ships of the north, part {at}") for at in range(texts)]
        return label_of(told("Keywords: salt, fish", size_pt=size_pt), *entries)

    assert among(3) == "text"
    assert among(2) == "section_header"
    assert among(3, size_pt=14) == "section_header", "in larger type"
    assert label_of(told("Salt: a history"), *[prose("Keywords: ships")] * 3) == "section_header", "another"
