"""Tables that no layout model found, and what only looks like one."""

from collections.abc import Sequence
from dataclasses import replace

from agents.reading.blocks import blocks_of
from agents.reading.page import Grid, PageParts
from schemas.geometry import Box, Word
from schemas.labels import PageKind, RegionLabel
from tests.unit.pages import every_word, page, region, scanned, table_rows, texts, typed

PORTS = [["Port", "Flag", "Ships"], ["Oslo", "north", "12"], ["Riga", "east", "7"], ["Bergen", "north", "31"]]
XS = (50.0, 160.0, 270.0)


def words_of(rows: Sequence[Sequence[str]], top: float = 200) -> list[Word]:
    return [
        word
        for row, cells in enumerate(rows)
        for col, text in enumerate(cells)
        for word in typed(text, XS[col], top + 20 * row, 10 * row + col)
    ]


def has_table(parts: PageParts) -> bool:
    return any(block.table for block in blocks_of(parts))


def test_short_texts_in_columns_with_numbers_are_a_table_whatever_regions_they_were_put_in() -> None:
    words = words_of(PORTS)
    left, right = (
        region(0, RegionLabel.TEXT, 45, 195, 240, 280),
        region(1, RegionLabel.TEXT, 260, 195, 320, 280),
    )
    parts = page(left, right, words=words)
    assert table_rows(parts) == PORTS
    assert every_word(blocks_of(parts)) == sorted(word.text for word in words)


def test_so_are_the_lines_of_a_scan() -> None:
    lines = [
        scanned(text, XS[col], 200 + 20 * row)
        for row, cells in enumerate(PORTS)
        for col, text in enumerate(cells)
    ]
    assert table_rows(page(lines=lines, kind=PageKind.OCR)) == PORTS


def test_columns_of_words_alone_are_a_table_where_a_caption_says_so() -> None:
    rows = [["Port", "Flag", "Sea"], ["Oslo", "red", "cold"], ["Riga", "white", "mild"]]
    caption = typed("Table 3. Ports and seas", 50, 180, 900)
    assert not has_table(page(words=words_of(rows)))
    assert has_table(page(words=[*caption, *words_of(rows)]))


def test_items_with_prices_in_columns_are_no_table_where_their_lines_go_on_in_sentences() -> None:
    items = [["Red oak", "slow and", "3.20"], ["of the north", "Green ash", "4.10"]] * 4
    assert not has_table(page(words=words_of(items)))
    alike = [[one.capitalize() for one in row] for row in items]
    assert has_table(page(words=words_of(alike)))


def test_prose_in_two_columns_is_no_table() -> None:
    words = [
        word
        for row in range(12)
        for col, x in enumerate((50.0, 310.0))
        for word in typed("ships came to the port in 1912 with rye", x, 100 + 12 * row, 2 * row + col)
    ]
    assert not has_table(page(words=words))


def test_a_numbered_list_is_no_table() -> None:
    words = [
        word
        for row in range(5)
        for x, text in ((50.0, f"{row + 1}."), (90.0, "12"))
        for word in typed(text, x, 100 + 14 * row, row)
    ]
    assert not has_table(page(words=words))


def test_numbers_before_the_items_of_a_list_beside_a_column_of_texts_make_no_table() -> None:
    words = [
        word
        for row in range(6)
        for x, text in ((50.0, f"{row} cups rye"), (150.0, f"{row + 1}."), (180.0, "stir and wait"))
        for word in typed(text, x, 100 + 14 * row, row)
    ]
    assert not has_table(page(words=words))


def test_a_table_of_contents_with_leaders_is_no_table() -> None:
    rows = [(f"Chapter {n} ........", "12") for n in range(6)]
    words = [
        word
        for row, (title, number) in enumerate(rows)
        for x, text in ((50.0, title), (300.0, number))
        for word in typed(text, x, 100 + 14 * row, row)
    ]
    assert not has_table(page(words=words))


def test_text_around_it_stays_text() -> None:
    before = typed("These are the ports that we saw on the way to the north and back again", 50, 170, 900)
    after = typed("None of them was closed by ice in the year that we speak of here", 50, 300, 901)
    blocks = blocks_of(page(words=[*before, *words_of(PORTS), *after]))
    assert [label for label, _ in texts(blocks)] == [RegionLabel.TEXT, RegionLabel.TABLE, RegionLabel.TEXT]


def test_a_picture_that_is_full_of_a_table_is_one() -> None:
    picture = region(0, RegionLabel.PICTURE, 45, 195, 330, 280)
    assert table_rows(page(picture, words=words_of(PORTS))) == PORTS
    (block,) = blocks_of(page(picture, words=words_of(PORTS)))
    assert block.label is RegionLabel.TABLE


def test_a_rule_between_each_two_of_its_rows_tells_a_table_from_a_picture() -> None:
    rows = [["Rent", "", "120"], ["Power", "45", ""], ["Water", "", "18"], ["Total", "", "183"]]
    picture = region(0, RegionLabel.PICTURE, 45, 195, 330, 280)

    def labels(*ys: float) -> list[RegionLabel]:
        rules = tuple(Box(48, y, 320, y + 0.5) for y in ys)
        parts = replace(page(picture, words=words_of(rows)), rules=rules)
        return [block.label for block in blocks_of(parts)]

    assert labels(215, 235, 255, 275) == [RegionLabel.TABLE]
    assert labels(215, 235) == labels() == [RegionLabel.PICTURE]


def test_columns_of_words_with_rules_around_their_rows_are_a_table_and_no_list() -> None:
    rows = [["Code", "Meaning"], ["LATE", "Nobody came."], ["LOST", "The token is missing."]]

    def found(*ys: float) -> bool:
        rules = tuple(Box(48, y, 320, y + 0.5) for y in ys)
        return has_table(replace(page(words=words_of(rows)), rules=rules))

    assert found(195, 215, 235, 255)
    assert not found(215, 235)
    assert not found()


def test_rows_of_sums_below_a_table_in_a_picture_leave_it_one() -> None:
    rows = [["Port", "Flag", "Ships"], *PORTS[1:], ["", "all", "50"], ["", "late", "7"], ["", "lost", "2"]]
    picture = region(0, RegionLabel.PICTURE, 45, 195, 330, 330)
    assert table_rows(page(picture, words=words_of(rows))) == rows


def test_the_labels_of_a_chart_are_no_table() -> None:
    ticks = [typed(f"{600 - 100 * n}", 60, 100 + 30 * n, n) for n in range(5)]
    names = [typed(text, 110 + 90 * n, 270, 10 + n) for n, text in enumerate(("Oslo", "Riga", "Bergen"))]
    values = [
        typed(text, 115 + 90 * n, y, 20 + n) for n, (text, y) in enumerate((("412", 160), ("380", 190)))
    ]
    chart = region(0, RegionLabel.PICTURE, 50, 90, 400, 290)
    blocks = blocks_of(page(chart, words=[word for part in (*ticks, *names, *values) for word in part]))
    assert [block.label for block in blocks] == [RegionLabel.PICTURE]


def test_a_page_header_and_a_heading_right_above_a_table_are_no_rows_of_it() -> None:
    words = [*typed("Register", 50, 40, 90), *typed("2024", 280, 40, 91), *typed("Ports", 50, 62, 92)]
    header, year = (
        region(0, RegionLabel.PAGE_HEADER, 45, 38, 100, 52),
        region(1, RegionLabel.PAGE_HEADER, 275, 38, 310, 52),
    )
    heading = region(2, RegionLabel.SECTION_HEADER, 45, 60, 120, 74)
    parts = page(header, year, heading, words=[*words, *words_of(PORTS, 84)])
    assert table_rows(parts) == PORTS
    assert (RegionLabel.SECTION_HEADER, "Ports") in texts(blocks_of(parts))


def test_a_name_between_its_rows_is_a_part_of_a_table_though_a_layout_model_calls_it_a_heading() -> None:
    rows = [*PORTS[:3], ["Far north", "", ""], *PORTS[3:], ["Bodo", "east", "3"]]
    words = words_of([[text for text in row if text] for row in rows])
    taken = region(0, RegionLabel.SECTION_HEADER, 45, 258, 120, 272)
    assert table_rows(page(taken, words=words)) == rows


def test_captions_of_tables_side_by_side_are_no_row_of_the_one_that_no_model_found() -> None:
    """The model took the left caption, with the heading above it, and the left table; the right caption it
    took for text."""
    right = [Word(word.text, shifted(word.box), word.line + 100) for word in words_of(PORTS)]
    words = [
        *typed("Ships", 50, 150, 90, size=16),
        *typed("Table 1. North", 50, 180, 91),
        *typed("Table 2. South", 350, 180, 92),
        *words_of(PORTS),
        *right,
    ]
    parts = page(
        region(0, RegionLabel.CAPTION, 45, 148, 200, 192),
        region(1, RegionLabel.TABLE, 45, 195, 320, 280),
        region(2, RegionLabel.TEXT, 340, 175, 620, 195),
        words=words,
        grids={1: Grid(0, 0, ())},
    )
    blocks = blocks_of(parts)
    assert texts(blocks)[0] == (RegionLabel.TEXT, "Ships")
    found = [(block.captions[0].text, block.table.rows, block.table.cols) for block in blocks if block.table]
    assert found == [("Table 1. North", 4, 3), ("Table 2. South", 4, 3)]


def shifted(box: Box) -> Box:
    return Box(box.x0 + 300, box.y0, box.x1 + 300, box.y1)
