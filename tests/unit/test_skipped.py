"""No level is skipped in one place where it stands in others."""

from agents.reading.headings.headline import Headline
from agents.reading.headings.levels import keys_of
from tests.unit.outlines import told


def headings(kinds: str) -> list[Headline]:
    """In capitals (C), bold (b), or in italics (i)."""
    texts = {"C": "ORDINARY MATTERS", "b": "Notes", "i": "First matter"}
    return [told(texts[kind], bold=kind != "i", styled=kind == "i") for kind in kinds]


def ranks(kinds: str) -> str:
    keys = keys_of(headings(kinds), 1.08, bold_tells=True)
    known = sorted(set(keys))
    return "".join(str(known.index(key)) for key in keys)


def test_a_last_heading_that_holds_none_of_the_next_level_is_level_with_those_that_do() -> None:
    assert ranks("CiiCib") == "011010"


def test_what_holds_some_or_comes_often_or_after_too_few_is_a_level_of_its_own() -> None:
    assert ranks("CiiCibi") == "0220212"
    assert ranks("CibCib") == "021021"
    assert ranks("CiCb") == "0201"
    assert ranks("CCCb") == "0001"
