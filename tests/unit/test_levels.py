"""Of what level each heading of a document is."""

from agents.reading.headings.outline import Outline
from agents.reading.page import Origin
from tests.unit.outlines import node, settled


def test_the_larger_type_is_the_higher_heading() -> None:
    found = settled(("Ports", 16), ("Oslo", 13), ("Harbour", 11), ("Riga", 13), ("Seas", 16))
    assert [level for _, level in found] == [1, 2, 3, 2, 1]


def test_one_heading_at_the_top_in_the_largest_type_is_the_title() -> None:
    assert settled(("A year of ports", 20), ("Oslo", 14), ("Riga", 14)) == [
        ("title", 0),
        ("section_header", 1),
        ("section_header", 1),
    ]


def test_a_heading_alone_is_no_title() -> None:
    assert settled(("Ports", 20)) == [("section_header", 1)]


def test_numbers_tell_the_depth_where_sizes_do_not() -> None:
    texts = ("1 Ports", "1.1 Oslo", "1.1.1 Quays", "1.2 Riga", "2 Seas")
    assert [level for _, level in settled(*((text, 12.0) for text in texts))] == [1, 2, 3, 2, 1]


def test_sizes_that_differ_by_rounding_are_one_size() -> None:
    found = settled(("Oslo", 13.0), ("Riga", 13.4), ("Bergen", 12.8))
    assert {level for _, level in found} == {1}


def test_a_recogniser_measures_less_well() -> None:
    assert {level for _, level in settled(("Oslo", 13.0), ("Riga", 14.8), origin=Origin.REGIONS)} == {1}
    assert {level for _, level in settled(("Oslo", 13.0), ("Riga", 14.8))} == {1, 2}


def test_numbers_of_one_depth_are_one_level_in_whatever_size() -> None:
    found = settled(("1 Ports", 14), ("1.1 Oslo", 12), ("2 Seas", 15.5), ("2.1 Baltic", 12), ("3 Ice", 14))
    assert [level for _, level in found] == [1, 2, 1, 2, 1]


def test_a_chapter_stands_above_its_sections_though_clauses_with_such_numbers_are_small() -> None:
    chapters = [("1 Ports", 18), ("1.1 Oslo", 14), ("1.1.1 Quays", 12), ("2 Seas", 18), ("2.1 Baltic", 14)]
    appendix = [("A Terms", 18), *((f"{number}. Clause", 11) for number in range(1, 9))]
    found = settled(*chapters, *appendix)
    assert [level for _, level in found[:5]] == [1, 2, 3, 1, 2]
    assert {level for _, level in found[6:]} == {4}


def test_on_a_scan_numbers_of_one_depth_stay_together_and_chapters_above_sections() -> None:
    texts = (("1 Ports", 12), ("1.1 Oslo", 14), ("1.2 Riga", 14), ("2 Seas", 14), ("3 Ice", 12))
    found = settled(*texts, origin=Origin.LINES)
    assert [level for _, level in found] == [1, 2, 2, 1, 1]
    smaller = settled(("1 Ports", 11), ("1.1 Oslo", 14), ("2 Seas", 11))
    assert [level for _, level in smaller] == [1, 2, 1]


def test_what_has_no_number_stands_with_those_of_its_type() -> None:
    found = settled(("Sources", 18), ("1 Ports", 18), ("1.1 Oslo", 14), ("Harbours", 14), ("Terms", 18))
    assert [level for _, level in found] == [1, 1, 2, 2, 1]


def test_capitals_stand_before_bold_type_of_their_size() -> None:
    outline = Outline()
    nodes = [node(at, text) for at, text in enumerate(("THE PORTS", "Oslo", "THE SEAS", "Riga"))]
    for one in nodes:
        outline.add(one, 11, 11, Origin.LAYER, bold=not one["text"].isupper())
    outline.settle()
    assert [one["level"] for one in nodes] == [1, 2, 1, 2]


def test_one_abbreviation_among_headings_is_no_level_of_its_own() -> None:
    found = settled(("Ports", 12), ("UNESCO", 12), ("Seas", 12))
    assert {level for _, level in found} == {1}


def test_an_abstract_stands_with_the_sections_that_have_numbers() -> None:
    found = settled(("Abstract", 10), ("1. Ports", 11), ("1.1 Oslo", 11), ("References", 10), ("Notes", 10))
    assert [level for _, level in found] == [1, 1, 2, 1, 3]


def test_letters_stand_below_roman_numbers_and_numbers_below_letters() -> None:
    texts = ("I. Ports", "A. Oslo", "1. Quays", "2. Piers", "B. Riga", "II. Seas", "A. North", "IV. Ships")
    assert [level for _, level in settled(*((text, 12.0) for text in texts))] == [1, 2, 3, 3, 2, 1, 2, 1]


def test_appendices_with_letters_stand_beside_chapters_with_numbers() -> None:
    texts = ("1 Ports", "1.1 Oslo", "2 Seas", "A. Charts", "B. Tides")
    assert [level for _, level in settled(*((text, 12.0) for text in texts))] == [1, 2, 1, 1, 1]


def test_a_letter_after_the_one_before_it_is_no_roman_number() -> None:
    texts = ("I. Ports", *(f"{letter}. Quay" for letter in "ABCDEFGHI"), "II. Seas")
    assert [level for _, level in settled(*((text, 12.0) for text in texts))] == [1, *[2] * 9, 1]


def test_articles_stand_no_deeper_than_their_names() -> None:
    body = ("The ships came late. " * 9, 10.0, "text")
    article = [("Article 1", 10.0), ("Ports", 11.5), body]
    found = settled(("Law of the sea", 14.0), *article, ("Article 2", 10.0), ("Quays", 11.5), body)
    assert [level for _, level in found] == [0, 1, 1, 0, 1, 1, 0]


def test_chapters_may_be_numbered_as_their_first_sections_are_with_a_nought() -> None:
    texts = ("1.0 Ports", "1.1 Oslo", "2.0 Seas", "2.1 Depths", "2.1.1 Tides")
    assert [level for _, level in settled(*((text, 12.0) for text in texts))] == [1, 2, 1, 2, 3]


def test_numbers_that_begin_within_a_named_section_stand_below_it() -> None:
    texts = (("Section C: Ports", 18), ("1 Oslo", 13), ("1.1 Quays", 11), ("2 Riga", 13), ("2.1 Ice", 11))
    assert [level for _, level in settled(*texts)] == [1, 2, 3, 2, 3]
    later = (("Section C: Ports", 18), ("1.1 Quays", 11), ("2 Riga", 13), ("2.1 Ice", 11))
    assert [level for _, level in settled(*later)] == [1, 3, 2, 3]


def test_an_appendix_is_level_with_the_chapters_before_it_and_sections_are_right_below_theirs() -> None:
    texts = (("1 Ports", 14), ("1.1 Oslo", 12), ("2 Seas", 14), ("Part A Terms", 14), ("1 Quays", 14))
    assert [level for _, level in settled(*texts)] == [1, 2, 1, 1, 1]
    chapter = (("Chapter 3 Ports", 18), ("3.1 Oslo", 12), ("1 Quays", 10), ("3.2 Riga", 12))
    assert [level for _, level in settled(*chapter)] == [1, 2, 3, 2]


def test_on_a_scan_capitals_without_a_number_are_level_with_those_with_one_since_weight_tells_nothing() -> (
    None
):
    texts = (("1 PORTS", 14), ("Oslo", 11), ("TIDES", 14), ("Riga", 11), ("2 SEAS", 14), ("Kiel", 11))
    assert [level for _, level in settled(*texts, origin=Origin.LINES)] == [1, 2, 1, 2, 1, 2]
