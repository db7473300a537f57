"""Who writes a letter stands at its head, in whatever type, and is no title."""

import pytest

from agents.reading.headings.outline import Outline
from agents.reading.page import Origin
from tests.unit.outlines import node


def label_of_header(page_no: int, *below: tuple[str, str]) -> str:
    """Of a large header above these texts, which stand on page 1."""
    outline = Outline()
    header = {**node(0, "Harbour Trust plc", "page_header"), "prov": [{"page_no": page_no}]}
    outline.add(header, 20, 20, Origin.LAYER, bold=True)
    prose = ("The ships came late that year. " * 20, "text")
    for number, (text, label) in enumerate((*below, ("Notice of meeting", "section_header"), prose), 1):
        size = 16.0 if text == "Notice of meeting" else 10.0
        one = {**node(number, text, label), "prov": [{"page_no": 1}]}
        outline.add(one, size, size, Origin.LAYER, bold=size > 10)
    outline.settle()
    return str(header["label"])


@pytest.mark.parametrize("label", ["text", "section_header"])
@pytest.mark.parametrize(
    "says", ["Dear shareholder", "3 March 2024 Dear Ms Berg,", "Sehr geehrte Frau Berg,"]
)
def test_what_stands_over_a_salutation_is_no_title(says: str, label: str) -> None:
    assert label_of_header(1, (says, label)) == "page_header"


def test_a_large_header_over_anything_else_is_the_title() -> None:
    assert label_of_header(1) == "title"
    assert label_of_header(1, ("Oh dear, said the captain of the ship.", "text")) == "title"
    assert label_of_header(2, ("Dear shareholder", "text")) != "page_header"
