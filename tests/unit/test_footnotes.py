"""Footnotes: small type with a mark, below all else of its column, read after the page's text."""

from agents.document.docling import DoclingWriter
from agents.reading.blocks import blocks_of
from agents.reading.notes.footnotes import with_footnotes
from agents.reading.notes.note_starts import notes_of
from agents.reading.page import Block, PageParts
from agents.reading.text.paragraphs import Row
from schemas.document import Source
from schemas.geometry import Box
from schemas.labels import PageKind, RegionLabel
from tests.unit.pages import page, region, texts, typed

TEXT, NOTE = RegionLabel.TEXT, RegionLabel.FOOTNOTE


def block(text: str, top: float, size_pt: float = 10, left: float = 60, label: RegionLabel = TEXT) -> Block:
    return Block(label, Box(left, top, left + 200, top + 30), text, text, size_pt=size_pt)


BODY = block("The harbour was deep, and ships came from far away to load timber.", 100)


def labels(*blocks: Block) -> list[RegionLabel]:
    return [one.label for one in with_footnotes(blocks, 792)]


def test_small_marked_text_at_the_foot_is_a_footnote_and_so_are_those_above_it() -> None:
    notes = [block("1 See the atlas.", 640, 8), block("* Of oak.", 670, 8), block("\u00b2Of pine.", 700, 8)]
    footer = block("Page 4", 750, 8, label=RegionLabel.PAGE_FOOTER)
    assert labels(BODY, *notes, footer) == [TEXT, NOTE, NOTE, NOTE, RegionLabel.PAGE_FOOTER]


def test_text_without_a_mark_of_the_usual_size_high_up_or_above_other_text_is_none() -> None:
    assert labels(BODY, block("See the atlas.", 700, 8)) == [TEXT, TEXT]
    assert labels(BODY, block("1 See the atlas.", 700, 10)) == [TEXT, TEXT]
    assert labels(BODY, block("1 See the atlas.", 200, 8)) == [TEXT, TEXT]
    assert labels(BODY, block("1 See the atlas.", 600, 8), block("More words.", 640)) == [TEXT, TEXT, TEXT]
    assert labels(BODY, block("1995 was cold.", 700, 8)) == [TEXT, TEXT]


def test_what_stands_lower_in_another_column_does_not_matter() -> None:
    assert labels(BODY, block("1 See the atlas.", 600, 8), block("More.", 640, left=320))[1] is NOTE


def test_a_page_of_small_type_alone_has_none() -> None:
    assert labels(block("1 See the atlas.", 700, 8)) == [TEXT]


def test_a_paragraph_goes_on_past_the_footnotes_of_its_page() -> None:
    writer = DoclingWriter(Source(name="r.pdf"), "r")
    first = [block("It went on and", 600), block("1 Of oak.", 700, 8, label=NOTE)]
    for page_no, blocks in ((1, first), (2, [block("on for years.", 60)])):
        writer.add_page(PageParts(page_no, 612, 792, PageKind.DIGITAL), blocks)
    assert [text["text"] for text in writer.document()["texts"]] == [
        "It went on and on for years.",
        "1 Of oak.",
    ]


def rows(*texts: str) -> list[Row]:
    return [
        Row(text, Box(60, 600 + 10.0 * at, 60 + 4 * len(text), 608 + 10.0 * at), size_pt=8)
        for at, text in enumerate(texts)
    ]


def notes(*texts: str) -> list[str]:
    return [" ".join(row.text for row in note) for note in notes_of(rows(*texts))]


def test_each_note_of_one_box_begins_with_its_mark() -> None:
    first = ["7See the atlas of the north and its ships, and", "there the second map."]
    assert notes(*first, "8 Ibid.", "9cf. the third map.", "\u00b9\u2070 Of oak, and never of") == [
        " ".join(first),
        "8 Ibid.",
        "9cf. the third map.",
        "\u00b9\u2070 Of oak, and never of",
    ]
    assert notes("* Of oak.", "\u2020 Of pine.", "** Of the birch.") == [
        "* Of oak.",
        "\u2020 Of pine.",
        "** Of the birch.",
    ]


def test_a_number_within_a_note_begins_none() -> None:
    assert len(notes("1 See the atlas of the north, where on May", "2 Ships are drawn at their quay.")) == 1
    assert len(notes("1 See the atlas.", "4 Ships are drawn there.")) == 1
    assert len(notes("1 See the atlas in its", "2nd edition.")) == 1
    assert len(notes("* Of oak.", "* Of pine.")) == 1


def test_the_rest_of_a_note_comes_before_the_first_mark() -> None:
    assert notes("and on the second map.", "8 Ibid.") == ["and on the second map.", "8 Ibid."]


def test_the_notes_of_one_region_are_an_item_each() -> None:
    texts_of = ["1 See the atlas of the north.", "2 See the chart of the west.", "3 Ibid."]
    words = [word for at, text in enumerate(texts_of) for word in typed(text, 60, 700 + 10 * at, at, size=8)]
    parts = page(region(0, NOTE, 55, 695, 500, 735), words=words)
    assert texts(blocks_of(parts)) == [(NOTE, text) for text in texts_of]
