"""Lines below a heading that belong to it, and head nothing."""

from tests.unit.outlines import labels_of, prose, settled, told


def test_who_wrote_it_below_a_larger_heading_is_no_heading() -> None:
    found = settled(("Ports", 16), ("By Anna Berg", 11), ("Ships sail.", 10, "text"), ("Seas", 16))
    assert [label for label, _ in found] == ["section_header", "text", "text", "section_header"]


def test_by_something_is_a_heading_where_text_stands_above_it() -> None:
    found = settled(("Income", 16), ("It rose.", 10, "text"), ("By Business Segment", 11), ("Costs", 16))
    assert found[2] == ("section_header", 2)


def test_a_date_alone_is_no_heading_but_a_diary_has_dates_for_headings() -> None:
    once = settled(("Ports", 16), ("3 March 2024", 12), ("We sailed.", 10, "text"), ("Seas", 14))
    assert [label for label, _ in once] == ["title", "text", "text", "section_header"]
    diary = settled(("Ports", 16), ("3 March 2024", 12), ("We sailed.", 10, "text"), ("4 March 2024", 12))
    assert [label for label, _ in diary] == ["title", "section_header", "text", "section_header"]


def test_lines_right_below_the_title_that_stand_deeper_than_the_next_heading_are_its_own() -> None:
    found = settled(("A year of ports", 24), ("Anna Berg", 12), ("Ports", 16), ("Sails.", 10, "text"))
    assert [label for label, _ in found] == ["title", "text", "section_header", "text"]


def test_a_section_right_below_the_title_is_a_heading() -> None:
    texts = ("A year of ports", 24), ("Ports", 16), ("Oslo", 12), ("Sails.", 10, "text"), ("Seas", 16)
    assert [level for _, level in settled(*texts)] == [0, 1, 2, 0, 1]
    alone = ("A year of ports", 24), ("Ports", 12), ("Sails.", 10, "text"), ("Seas", 12)
    assert [label for label, _ in settled(*alone)][1] == "section_header"


def test_an_abstract_right_below_the_title_is_a_heading_however_small_it_is() -> None:
    texts = (
        ("A year of ports", 24),
        ("Abstract", 11),
        ("Ships sail.", 10, "text"),
        ("Ports", 14),
        ("Seas", 14),
    )
    assert [label for label, _ in settled(*texts)][1] == "section_header"


def test_a_subtitle_as_large_as_no_section_stays_a_heading() -> None:
    texts = ("A year of ports", 24), ("Told by a sailor", 18), ("Ports", 14), ("Seas", 14)
    assert [label for label, _ in settled(*texts)] == ["title"] + ["section_header"] * 3


def test_lines_over_the_title_in_the_type_of_the_text_say_of_what_it_is_a_part() -> None:
    title, facts = told("Ships against ports", size_pt=18), told("Facts", size_pt=14)
    court, registry = told("Court of the north"), told("Registry of Oslo")
    assert labels_of(court, registry, title, prose(), facts, prose()) == [
        "text",
        "text",
        "title",
        "text",
        "section_header",
        "text",
    ]


def test_lines_before_the_title_that_are_set_apart_or_head_a_text_are_headings() -> None:
    title, facts = told("Ships against ports", size_pt=18), told("Facts", size_pt=14)
    for first in (
        told("The court", bold=True),
        told("The court", size_pt=12),
        told("Abstract"),
        told("1 Court"),
    ):
        assert labels_of(first, title, prose(), facts)[:2] == ["section_header"] * 2
    court = told("The court", over=True)
    assert labels_of(court, prose(), title, prose(), facts)[0] == "section_header"
    many = [told(f"Court of {name}", over=True) for name in ("Oslo", "Riga", "Bergen", "Tallinn")]
    assert labels_of(*many, title, prose(), facts)[:4] == ["section_header"] * 4, "too many"
    twice = [court, title, prose(), title, prose()]
    assert labels_of(*twice)[0] == "section_header", "neither is the title"
