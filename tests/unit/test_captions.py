"""What stands over a table: its caption, or a heading."""

from dataclasses import replace

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.notes.captions import with_captions, without_headings, without_texts
from agents.reading.page import Block
from schemas.geometry import Box
from schemas.labels import RegionLabel
from tests.unit.pages import grid, page, region, typed

LARGE_PT = 11.8
CAPTION, HEADING, TABLE = RegionLabel.CAPTION, RegionLabel.SECTION_HEADER, RegionLabel.TABLE


def over(
    text: str, size_pt: float = 10, bold: bool = True, y: float = 100, label: RegionLabel = TABLE
) -> RegionLabel:
    """The label of a line that a layout model called the caption of what stands below it."""
    line = Block(CAPTION, Box(50, y, 200, y + size_pt), text, text, size_pt=size_pt, bold=bold)
    return without_headings([line, Block(label, Box(50, 120, 400, 300))], LARGE_PT)[0].label


def test_a_bold_or_large_line_over_a_table_is_a_heading() -> None:
    assert over("Schedule 1: Services") is HEADING
    assert over("Roles of the staff", size_pt=14, bold=False) is HEADING


@pytest.mark.parametrize(
    "text", ["Table 3", "Tabelle 2: Rollen", "Exhibit A", "Source: the board", "\u8868 1"]
)
def test_what_names_a_table_is_its_caption(text: str) -> None:
    assert over(text, size_pt=14) is CAPTION


def test_plain_or_small_type_and_sentences_are_captions() -> None:
    assert over("Schedule 1: Services", bold=False) is CAPTION
    assert over("Schedule 1: Services", size_pt=8) is CAPTION
    assert over("All figures are those of the last year.") is CAPTION


def test_a_line_below_a_table_or_over_a_picture_is_a_caption() -> None:
    assert over("Schedule 1: Services", y=310) is CAPTION
    assert over("Schedule 1: Services", label=RegionLabel.PICTURE) is CAPTION


def test_a_line_far_from_everything_that_it_might_name_is_a_heading_where_it_looks_like_one() -> None:
    assert over("Schedule 1: Services", y=20) is HEADING
    assert over("Table 3: Services", y=20) is CAPTION
    alone = Block(CAPTION, Box(50, 90, 200, 100), "Services", "Services", size_pt=10, bold=True)
    assert [block.label for block in without_headings([alone], LARGE_PT)] == [HEADING]
    plain = replace(alone, bold=False)
    assert without_headings([plain], LARGE_PT) == [plain]


def test_a_heading_of_few_words_in_a_narrow_column_has_more_lines_than_others() -> None:
    text = "Regulation of regional information proportion"
    narrow = Block(CAPTION, Box(50, 90, 150, 156), text, text, size_pt=16, bold=True)
    assert [block.label for block in without_headings([narrow], LARGE_PT)] == [HEADING]
    wide = replace(narrow, box=Box(50, 90, 350, 156))
    assert without_headings([wide], LARGE_PT) == [wide]


def test_a_heading_stays_before_its_table_and_a_caption_goes_with_it() -> None:
    lines = [
        Block(CAPTION, Box(50, y, 200, y + 10), text, text, size_pt=10, bold=True)
        for y, text in ((90, "Roles"), (105, "Table 3"))
    ]
    found = with_captions(without_headings([*lines, Block(TABLE, Box(50, 120, 400, 300))], LARGE_PT))
    assert [(block.label, len(block.captions)) for block in found] == [(HEADING, 0), (TABLE, 1)]


@pytest.mark.parametrize("number", ["2", "2.1", "4-1"])
def test_a_text_that_names_a_figure_or_a_table_right_below_it_is_its_caption(number: str) -> None:
    def captions(
        label: RegionLabel, text: str, y: float, called: RegionLabel = RegionLabel.TEXT
    ) -> list[str]:
        owner = region(0, label, 50, 100, 300, 200)
        named = region(1, called, 50, y, 300, y + 12)
        words = [*typed(text, 52, y + 1, 9), *typed("Oslo", 55, 105, 0), *typed("Riga", 200, 105, 1)]
        grids = {0: grid([50, 180, 300], [100, 150, 200])} if label is RegionLabel.TABLE else {}
        blocks = blocks_of(page(owner, named, words=words, grids=grids))
        return [caption.text for block in blocks for caption in block.captions]

    names = ((RegionLabel.PICTURE, "Figure"), (RegionLabel.PICTURE, "Chart"), (RegionLabel.TABLE, "Table"))
    for label, name in names:
        text = f"{name} {number}. Ships"
        assert captions(label, text, 210) == captions(label, text, 210, HEADING) == [text]
        assert captions(label, text, 400) == []
        assert captions(label, f"{name} {number} shows ships", 210) == []


def test_a_caption_at_the_foot_of_the_box_of_its_picture_is_none_of_its_labels() -> None:
    owner = region(0, RegionLabel.PICTURE, 50, 100, 300, 230)
    words = [
        *typed("1200", 55, 110, 0),
        *typed("Q1", 90, 195, 1),
        *typed("Figure 1: Ships", 52, 215, 2),
        *typed("Q2", 200, 195, 3),
    ]
    (picture,) = blocks_of(page(owner, words=words))
    assert [caption.text for caption in picture.captions] == ["Figure 1: Ships"]
    assert [text.text for text in picture.inner] == ["1200", "Q1", "Q2"]

    among = [*words[:3], *typed("Figure 1: Ships", 52, 150, 4), *typed("Q2", 200, 195, 5)]
    (picture,) = blocks_of(page(owner, words=among))
    assert picture.captions == ()


def test_of_pictures_above_each_other_each_has_its_own_caption_though_the_next_one_is_nearer() -> None:
    pictures = [Block(RegionLabel.PICTURE, Box(50, y, 300, y + 80)) for y in (100, 200, 300)]
    captions = [
        Block(CAPTION, Box(50, y, 200, y + 10), f"Figure {number}: Ports")
        for number, y in enumerate((187, 287, 387), 1)
    ]
    source = Block(CAPTION, Box(50, 398, 200, 408), "Source: the harbour")

    found = with_captions([*pictures, *captions, source])

    told = [[caption.text for caption in picture.captions] for picture in found]
    assert told == [["Figure 1: Ports"], ["Figure 2: Ports"], ["Figure 3: Ports", "Source: the harbour"]]


def test_two_captions_of_one_table_both_stay_with_it() -> None:
    captions = [
        Block(CAPTION, Box(50, y, 200, y + 10), text)
        for y, text in ((90, "Table 1. Ports"), (212, "Table 1, ends"))
    ]
    (table,) = with_captions([*captions, Block(TABLE, Box(50, 105, 300, 210))])
    assert [caption.text for caption in table.captions] == ["Table 1. Ports", "Table 1, ends"]


def test_a_paragraph_right_below_a_picture_is_no_caption() -> None:
    says = "Could you pay less? The operator keeps the records of all measurements. " * 3
    long = Block(CAPTION, Box(50, 200, 400, 240), says, says, size_pt=10)
    figure, small = f"Figure 2. {says}", replace(long, size_pt=8)
    others = [replace(long, text=figure), small, replace(long, text="Ports of the north")]
    assert [block.label for block in without_texts([long, *others], LARGE_PT)] == [
        RegionLabel.TEXT,
        *[CAPTION] * 3,
    ]
    assert without_texts([long], 0.0) == [long], "the size of the text is not known"
