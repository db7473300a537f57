"""Headings that only the others of their document tell."""

from typing import Any

import pytest

from agents.reading.headings.headline import Headline, most_lines
from agents.reading.headings.outline import Outline
from agents.reading.page import Origin

BODY = "The ships came late, and nobody had waited for them in the harbour. " * 4


def labels(*texts: tuple[str, str, float]) -> list[str]:
    """Of texts of one line with these labels and sizes."""
    outline = Outline()
    nodes: list[dict[str, Any]] = []
    for number, (label, text, size_pt) in enumerate(texts):
        nodes.append({"self_ref": f"#/texts/{number}", "label": label, "text": text})
        outline.add(nodes[-1], size_pt, size_pt, Origin.LAYER)
    outline.settle()
    return [str(one["label"]) for one in nodes]


def test_a_page_header_in_the_type_of_several_headings_is_one() -> None:
    known = [("section_header", name, 11.5) for name in ("Ports", "Quays", "Seas")]
    text = ("text", BODY, 10.0)
    assert labels(*known, ("page_header", "Depths", 11.5), text)[3] == "section_header"
    assert labels(*known[:2], ("page_header", "Depths", 11.5), text)[2] == "page_header", "too few"
    assert labels(*known, ("page_header", "Depths", 10.0), text)[3] == "page_header", "the type of the text"
    twice = [("page_header", "Depths", 11.5)] * 2
    assert labels(*known, *twice, text)[3:5] == ["page_header"] * 2, "it comes again"


@pytest.mark.parametrize(
    ("width_pt", "words", "lines"), [(70.0, 6, 5.6), (180.0, 8, 3.6), (180.0, 14, 2.6), (400.0, 8, 2.6)]
)
def test_the_narrower_the_column_the_more_lines_a_heading_has(
    width_pt: float, words: int, lines: float
) -> None:
    node = {"text": "Ports " * words}
    assert most_lines(Headline(node, "text", 12.0, 36.0, width_pt, bold=True)) == lines
