"""Every word of a page goes to one block, and blocks read as they were printed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.reading.blocks import blocks_of
from agents.reading.text.paragraphs import joined
from schemas.geometry import Box, Line, Word
from schemas.labels import PageKind, RegionLabel
from schemas.work import Region
from tests.unit.pages import every_word, grid, page, region, scanned, texts, typed


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (["an exam-", "ple of it"], "an example of it"),
        (["soft hy\u00ad", "phen"], "soft hyphen"),
        (["a well-", "known one"], "a well-known one"),
        (["a state-of-", "the-art one"], "a state-of-the-art one"),
        (["Smith-", "Jones"], "Smith-Jones"),
        (["a 20-", "year plan"], "a 20-year plan"),
        (["send e-", "mail"], "send e-mail"),
        (["one -", "two"], "one - two"),
        (["the BBC-", "made film"], "the BBC-made film"),
        (["日本", "語"], "日本語"),
        (["", " alone "], "alone"),
    ],
)
def test_rows_are_joined_as_one_text(rows: list[str], text: str) -> None:
    assert joined(rows) == text


def test_a_region_becomes_one_paragraph_whatever_order_its_words_come_in() -> None:
    words = [*typed("second row here", 50, 62, 1), *typed("First row and the", 50, 50, 0)]

    (block,) = blocks_of(page(region(0, RegionLabel.TEXT, 45, 45, 300, 80), words=words))

    assert block.text == "First row and the second row here"


def test_a_wide_gap_inside_a_region_starts_a_new_paragraph() -> None:
    words = [word for row, y in enumerate((50, 62, 74, 98, 110)) for word in typed(f"row{row}", 50, y, row)]

    blocks = blocks_of(page(region(0, RegionLabel.TEXT, 45, 45, 300, 130), words=words))

    assert texts(blocks) == [(RegionLabel.TEXT, "row0 row1 row2"), (RegionLabel.TEXT, "row3 row4")]


def test_rows_with_bullets_become_list_items_where_the_layout_knows_no_lists() -> None:
    rows = ("We need:", "\u2022 paper of the", "best kind", "\u2022 ink", "- and time")
    words = [word for row, text in enumerate(rows) for word in typed(text, 50, 50 + 12 * row, row)]

    blocks = blocks_of(page(region(0, RegionLabel.TEXT, 45, 45, 300, 130), words=words))

    assert texts(blocks) == [
        (RegionLabel.TEXT, "We need:"),
        (RegionLabel.LIST_ITEM, "\u2022 paper of the best kind"),
        (RegionLabel.LIST_ITEM, "\u2022 ink - and time"),
    ]


def test_the_end_of_a_list_above_a_heading_in_its_box_is_an_item() -> None:
    words = [
        *typed("\u2022 ink of the best kind, as was said", 50, 50, 0),
        *typed("Prices of ink", 50, 74, 1, size=14),
    ]
    parts = page(region(0, RegionLabel.SECTION_HEADER, 45, 45, 300, 92), words=words)

    assert texts(blocks_of(parts)) == [
        (RegionLabel.LIST_ITEM, "\u2022 ink of the best kind, as was said"),
        (RegionLabel.SECTION_HEADER, "Prices of ink"),
    ]


def test_each_entry_of_a_table_of_contents_is_an_item() -> None:
    rows = ("1 Ports ........ 3", "2 Quays and what", "they cost . . . . . . 12", "3 Tides")
    words = [word for row, text in enumerate(rows) for word in typed(text, 50, 50 + 12 * row, row)]

    blocks = blocks_of(page(region(0, RegionLabel.TEXT, 45, 45, 300, 130), words=words))

    assert texts(blocks) == [
        (RegionLabel.LIST_ITEM, "1 Ports 3"),
        (RegionLabel.LIST_ITEM, "2 Quays and what they cost 12"),
        (RegionLabel.TEXT, "3 Tides"),
    ]


def test_words_outside_every_region_are_kept_where_they_stand() -> None:
    words = [*typed("Above all", 50, 20, 0), *typed("Inside", 50, 60, 1), *typed("Below it", 50, 120, 2)]

    blocks = blocks_of(page(region(0, RegionLabel.TEXT, 45, 55, 300, 75), words=words))

    assert [text for _, text in texts(blocks)] == ["Above all", "Inside", "Below it"]


def test_a_word_that_sticks_out_of_its_region_stays_on_its_line() -> None:
    words = typed("a line that is cut off", 50, 60)

    (block,) = blocks_of(page(region(0, RegionLabel.TEXT, 45, 55, 140, 75), words=words))

    assert block.text == "a line that is cut off"


def test_a_line_under_two_regions_is_not_torn_apart() -> None:
    small = region(0, RegionLabel.TEXT, 45, 40, 100, 75)
    large = region(1, RegionLabel.TEXT, 45, 55, 300, 95)
    words = [*typed("only the small", 50, 42, 0), *typed("a line across both", 50, 60, 1)]

    blocks = blocks_of(page(small, large, words=words))

    assert sorted(text for _, text in texts(blocks)) == ["a line across both", "only the small"]


def test_a_word_that_only_a_region_of_the_column_before_holds_stays_on_its_line() -> None:
    before = region(0, RegionLabel.TEXT, 45, 40, 75, 75)
    own = region(1, RegionLabel.TEXT, 76, 55, 300, 75)
    words = [*typed("far", 50, 42, 0), *typed("only its first word", 55, 60, 1)]

    blocks = blocks_of(page(before, own, words=words))

    assert sorted(text for _, text in texts(blocks)) == ["far", "only its first word"]


def test_lines_of_two_columns_that_come_as_one_go_each_to_its_column() -> None:
    left, right = region(0, RegionLabel.TEXT, 45, 55, 250, 75), region(1, RegionLabel.TEXT, 245, 55, 420, 75)
    words = [*typed("one two three four", 50, 60, 0), *typed("five six", 260, 60, 0)]

    blocks = blocks_of(page(left, right, words=words))

    assert [text for _, text in texts(blocks)] == ["one two three four", "five six"]


def test_a_heading_inside_a_text_region_is_taken_out_of_it() -> None:
    heading = region(1, RegionLabel.SECTION_HEADER, 45, 45, 300, 65)
    words = [*typed("Methods", 50, 50, 0), *typed("We did this.", 50, 70, 1)]

    blocks = blocks_of(page(region(0, RegionLabel.TEXT, 45, 45, 300, 90), heading, words=words))

    assert sorted(texts(blocks)) == [
        (RegionLabel.SECTION_HEADER, "Methods"),
        (RegionLabel.TEXT, "We did this."),
    ]


def test_headers_come_first_and_footers_last_wherever_they_stand() -> None:
    regions = (
        region(0, RegionLabel.PAGE_FOOTER, 45, 20, 300, 35),
        region(1, RegionLabel.TEXT, 45, 55, 300, 75),
        region(2, RegionLabel.PAGE_HEADER, 45, 700, 300, 720),
    )
    words = [*typed("Page 3", 50, 22, 0), *typed("Body", 50, 60, 1), *typed("Annual report", 50, 705, 2)]

    assert [text for _, text in texts(blocks_of(page(*regions, words=words)))] == [
        "Annual report",
        "Body",
        "Page 3",
    ]


def test_a_scanned_page_reads_its_lines_and_ignores_a_bad_text_layer() -> None:
    parts = page(
        region(0, RegionLabel.TEXT, 45, 45, 300, 75),
        words=typed("\ufffd\ufffd", 50, 50),
        lines=[scanned("second", 50, 62), scanned("first", 50, 50), scanned("outside", 50, 200)],
        kind=PageKind.OCR,
    )

    assert [text for _, text in texts(blocks_of(parts))] == ["first second", "outside"]


def test_a_recogniser_that_was_given_regions_is_believed() -> None:
    lines = [scanned("caption text", 50, 300, region_id=1), scanned("body text", 50, 50, region_id=0)]
    regions = (
        region(0, RegionLabel.TEXT, 45, 45, 300, 75),
        region(1, RegionLabel.FOOTNOTE, 45, 80, 300, 95),
    )

    assert texts(blocks_of(page(*regions, lines=lines, kind=PageKind.OCR))) == [
        (RegionLabel.TEXT, "body text"),
        (RegionLabel.FOOTNOTE, "caption text"),
    ]


def test_a_hybrid_page_takes_lines_only_where_it_has_no_words() -> None:
    parts = page(
        region(0, RegionLabel.TEXT, 45, 45, 300, 65),
        region(1, RegionLabel.TEXT, 45, 100, 300, 120),
        words=typed("digital text", 50, 50),
        lines=[scanned("digitaI text", 50, 50), scanned("scanned text", 50, 105)],
        kind=PageKind.HYBRID,
    )

    assert [text for _, text in texts(blocks_of(parts))] == ["digital text", "scanned text"]


@pytest.mark.parametrize(
    ("lines", "text"), [([scanned("what it says", 50, 100)], "what it says"), ([], "\ufffd\ufffd ab")]
)
def test_words_of_a_region_that_is_read_anew_stay_only_if_nothing_came(lines: list[Line], text: str) -> None:
    words = [*typed("plain words", 50, 50, 0), *typed("\ufffd\ufffd ab", 50, 100, 1)]
    whole = replace(
        page(
            region(0, RegionLabel.TEXT, 45, 45, 300, 65),
            region(1, RegionLabel.TEXT, 45, 95, 300, 115),
            words=words,
            lines=lines,
            kind=PageKind.HYBRID,
        ),
        read_anew=(Box(45, 95, 300, 115),),
    )
    assert [block.text for block in blocks_of(whole)] == ["plain words", text]


def test_a_caption_goes_to_the_nearest_picture_or_table() -> None:
    regions = (
        region(0, RegionLabel.PICTURE, 50, 50, 300, 150),
        region(1, RegionLabel.CAPTION, 50, 155, 300, 170),
        region(2, RegionLabel.CAPTION, 50, 190, 300, 205),
        region(3, RegionLabel.TABLE, 50, 210, 300, 260),
        region(4, RegionLabel.CAPTION, 50, 500, 300, 515),
    )
    words = [
        *typed("Figure 1", 55, 157, 0),
        *typed("Table 1", 55, 192, 1),
        *typed("cell", 55, 220, 2),
        *typed("Of nothing", 55, 502, 3),
    ]

    blocks = blocks_of(page(*regions, words=words, grids={3: grid((50, 300), (210, 260))}))

    assert [block.label for block in blocks] == [RegionLabel.PICTURE, RegionLabel.TABLE, RegionLabel.CAPTION]
    assert [[caption.text for caption in block.captions] for block in blocks] == [
        ["Figure 1"],
        ["Table 1"],
        [],
    ]


def test_text_inside_a_picture_belongs_to_it() -> None:
    words = [*typed("2024", 60, 60, 0), *typed("2025", 200, 60, 0)]

    (block,) = blocks_of(page(region(0, RegionLabel.PICTURE, 50, 50, 300, 150), words=words))

    assert [inner.text for inner in block.inner] == ["2024", "2025"]


def test_a_formula_without_text_is_still_there_and_an_empty_text_region_is_not() -> None:
    formula = region(0, RegionLabel.FORMULA, 50, 50, 300, 80)

    assert texts(blocks_of(page(formula, region(1, RegionLabel.TEXT, 50, 90, 300, 120)))) == [
        (RegionLabel.FORMULA, "")
    ]


NUMBER = st.integers(0, 600).map(float)
BOXES = st.tuples(NUMBER, NUMBER, st.integers(1, 300), st.integers(1, 200)).map(
    lambda edges: Box(edges[0], edges[1], edges[0] + edges[2], edges[1] + edges[3])
)
REGIONS = st.lists(st.tuples(st.sampled_from(RegionLabel), BOXES), max_size=8).map(
    lambda found: [Region(region_id=at, label=label, box=box) for at, (label, box) in enumerate(found)]
)
SPOTS = st.lists(st.tuples(NUMBER, NUMBER, st.integers(0, 5)), max_size=30)


@given(regions=REGIONS, spots=SPOTS, kind=st.sampled_from([PageKind.DIGITAL, PageKind.OCR]), data=st.data())
def test_no_word_is_lost_and_none_comes_twice(
    regions: list[Region],
    spots: list[tuple[float, float, int]],
    kind: PageKind,
    data: st.DataObject,
) -> None:
    """Words are distinct and long, so that a line across cells is cut between them alone."""
    words = [Word(f"w{at}", Box(x, y, x + 20, y + 10), line) for at, (x, y, line) in enumerate(spots)]
    lines = [Line(f"a{at} b{at} c{at}", Box(x, y, x + 90, y + 10), 0.9) for at, (x, y, _) in enumerate(spots)]
    tables = [found for found in regions if found.label is RegionLabel.TABLE]
    grids = {
        table.region_id: grid(
            (table.box.x0, *table.box.centre[:1], table.box.x1), (table.box.y0, *table.box.centre[1:])
        )
        for table in tables
        if data.draw(st.booleans())
    }

    blocks = blocks_of(page(*regions, words=words, lines=lines, kind=kind, grids=grids))

    texts = [word.text for word in words] if kind is PageKind.DIGITAL else [line.text for line in lines]
    assert every_word(blocks) == sorted(" ".join(texts).split())
