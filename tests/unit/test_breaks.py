"""Paragraphs over the breaks of columns and pages."""

from dataclasses import replace

from agents.document.docling import DoclingWriter
from agents.reading.blocks import blocks_of
from agents.reading.page import Block
from schemas.document import Source
from schemas.geometry import Box
from schemas.labels import PageKind, RegionLabel
from tests.unit.pages import PageParts, page, region, typed


def said(
    text: str, y: float, x: float = 50, label: RegionLabel = RegionLabel.TEXT, size: float = 10
) -> Block:
    return Block(label, Box(x, y, x + 200, y + 40), text, text, size_pt=size)


def texts(*pages: list[Block]) -> list[tuple[str, list[tuple[int, list[int]]]]]:
    """Each text with its places: the page, and the letters that stand there."""
    writer = DoclingWriter(Source(name="r.pdf"), "r")
    for page_no, blocks in enumerate(pages, 1):
        writer.add_page(PageParts(page_no, 612, 792, PageKind.DIGITAL), blocks)
    return [
        (text["text"], [(place["page_no"], place["charspan"]) for place in text["prov"]])
        for text in writer.document()["texts"]
    ]


def test_a_paragraph_that_goes_on_in_the_next_column_is_one_text_with_two_places() -> None:
    assert texts([said("the ship went", 700), said("north again.", 60, 320)]) == [
        ("the ship went north again.", [(1, [0, 13]), (1, [14, 26])])
    ]


def test_it_goes_on_over_a_page_and_past_its_header_and_footer() -> None:
    footer = said("7", 770, label=RegionLabel.PAGE_FOOTER)
    header = said("Ports", 20, label=RegionLabel.PAGE_HEADER)
    found = texts([said("the ship went to the har-", 700), footer], [header, said("bour of Oslo.", 60)])
    assert found[0] == ("the ship went to the harbour of Oslo.", [(1, [0, 24]), (2, [24, 37])])


def test_a_paragraph_may_go_on_twice() -> None:
    (found,) = texts([said("one", 700)], [said("two", 60)], [said("three.", 60)])
    assert found[0] == "one two three."
    assert [page for page, _ in found[1]] == [1, 2, 3]


def test_what_ends_a_sentence_or_begins_one_or_has_another_size_or_stands_below_is_a_text_of_its_own() -> (
    None
):
    assert len(texts([said("it ended.", 700)], [said("then more", 60)])) == 2
    assert len(texts([said("it went", 700)], [said("Then more", 60)])) == 2
    assert len(texts([said("it went", 700)], [said("then more", 60, size=14)])) == 2
    assert len(texts([said("it went", 100), said("then more", 160)])) == 2


def test_an_item_of_a_list_and_plain_type_after_bold_type_go_on_with_nothing() -> None:
    assert len(texts([said("5.6 Ports of the north", 700)], [said("a) they were few", 60)])) == 2
    assert len(texts([said("sie kamen wie", 700)], [said("z. B. die anderen", 60)])) == 1
    bold = replace(said("Ports of the north", 700), bold=True)
    assert len(texts([bold], [said("they were few", 60)])) == 2
    assert len(texts([bold], [replace(said("they were few", 60), bold=True)])) == 1


def test_nothing_goes_on_past_a_heading_or_a_page_without_text() -> None:
    heading = said("Oslo", 40, label=RegionLabel.SECTION_HEADER)
    assert len(texts([said("it went", 700)], [heading, said("then more", 60)])) == 3
    assert len(texts([said("it went", 700)], [], [said("then more", 60)])) == 2


def test_a_sentence_may_end_with_its_column_where_paragraphs_are_known_to_begin_further_in() -> None:
    ended = replace(said("It ended.", 700), flush=False, full=True)
    rest = replace(said("Then it began.", 60, 320), flush=True)
    assert len(texts([ended, rest])) == 1
    assert len(texts([ended, replace(rest, flush=None)])) == 2
    assert len(texts([ended, replace(rest, flush=False)])) == 2
    assert len(texts([replace(ended, full=False), rest])) == 2
    assert len(texts([replace(ended, flush=None), rest])) == 2
    assert len(texts([ended, said("7", 770, label=RegionLabel.SECTION_HEADER), rest])) == 3


def test_what_is_set_in_as_paragraphs_are_goes_on_with_nothing() -> None:
    assert len(texts([said("it went", 700)], [replace(said("then more", 60), flush=False)])) == 2
    assert len(texts([said("it went", 700)], [replace(said("then more", 60), flush=True)])) == 1


def test_columns_of_set_in_paragraphs_are_joined_by_where_their_first_rows_stand() -> None:
    said_there = [
        (12, "Ships of the north lay at the quay, and"),
        (0, "the ships of the north lay at the quay and"),
    ]
    short, ended = (0, "left again."), (0, "the ships of the north lay at the old quay.")
    left = [*said_there, short, *said_there, ended]
    for right, count in (
        ([ended, short, *said_there, short], 3),
        ([*said_there, short, *said_there, short], 4),
    ):
        words = [
            word
            for column, lines in enumerate((left, right))
            for row, (inset, text) in enumerate(lines)
            for word in typed(text.capitalize(), 60 + 280 * column + inset, 100 + 12 * row, 10 * column + row)
        ]
        boxes = [region(at, RegionLabel.TEXT, 55 + 280 * at, 95, 290 + 280 * at, 175) for at in (0, 1)]
        parts = page(*boxes, words=words)
        assert len(texts(blocks_of(parts))) == count


def test_an_item_of_a_list_goes_on_on_the_next_page() -> None:
    item = said("2.1 the ship went", 700, label=RegionLabel.LIST_ITEM)
    assert [text for text, _ in texts([item], [said("north again.", 60)])] == [
        "2.1 the ship went north again."
    ]
    assert len(texts([item, said("north again.", 740)])) == 2
    assert len(texts([item], [said("a) north again.", 60)])) == 2


def test_it_goes_on_past_lines_that_repeat_at_the_edges_of_pages() -> None:
    header, footer = said("Ports of the north", 20), said("Page 3", 740)
    pages = [[header, said(words, 300), footer] for words in ("one", "two", "three.")]
    found = [text for text, places in texts(*pages) if len(places) > 1]
    assert found == ["one two three."]


def test_a_repeated_line_in_lower_case_is_no_part_of_a_sentence() -> None:
    pages = [[said("annual report", 20), said(words, 300)] for words in ("One", "two", "three.")]
    assert [text for text, _ in texts(*pages)] == ["annual report", "One two three.", *["annual report"] * 2]
