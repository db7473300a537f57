"""A number or a bullet that stands far to the left of its text belongs to it."""

from agents.reading.blocks import blocks_of
from agents.reading.lists.lone_marks import with_marks
from agents.reading.page import PageParts, Piece
from schemas.geometry import Box, Word
from schemas.labels import PageKind, RegionLabel
from tests.unit.pages import every_word, grid, page, region, scanned, table_rows, texts, typed

TEXT = RegionLabel.TEXT


def beside(mark: str, text: str, x: float = 110, mark_line: int = 0, text_line: int = 0) -> PageParts:
    words: list[Word] = [*typed(mark, 50, 100, mark_line), *typed(text, x, 100, text_line)]
    return page(region(0, TEXT, x - 2, 98, 400, 112), words=words)


def test_a_mark_outside_the_box_of_its_text_is_read_with_it() -> None:
    for parts in (beside("1.", "Ports of the north"), beside("(2)", "Ports of the north", mark_line=7)):
        (block,) = blocks_of(parts)
        assert block.text.endswith("Ports of the north")
        assert block.box.x0 == 50
        assert every_word([block]) == sorted(word.text for word in parts.words)


def test_a_mark_that_a_recogniser_read_alone_is_read_with_its_line() -> None:
    lines = [scanned("1.", 50, 100), scanned("PORTS OF THE NORTH", 95, 99)]
    assert texts(blocks_of(page(lines=lines, kind=PageKind.OCR))) == [(TEXT, "1. PORTS OF THE NORTH")]


def test_numbers_in_parts_belong_to_their_texts_where_they_count() -> None:
    def read(*numbers: str) -> list[str]:
        pieces: list[Piece] = []
        for at, number in enumerate(numbers):
            y = 100 + 40 * at
            pieces += [Piece(number, Box(50, y, 70, y + 10), 2 * at)]
            pieces += [Piece("Ports", Box(110, y, 135, y + 10), 2 * at + 1)]
        return [piece.text for piece in with_marks(pieces)]

    assert read("4.3", "4.4") == ["4.3 Ports", "4.4 Ports"]
    assert read("9.15", "9.45") == ["9.15", "Ports", "9.45", "Ports"]


def test_what_is_no_mark_or_too_far_away_stays_apart() -> None:
    assert len(blocks_of(beside("Oslo", "Ports of the north"))) == 2
    assert len(blocks_of(beside("1.", "Ports of the north", x=260))) == 2
    assert len(blocks_of(beside("1984", "Ports of the north"))) == 2


def test_numbers_in_the_cells_of_a_table_stay_in_them() -> None:
    words = [*typed("1.", 52, 102, 0), *typed("Oslo", 110, 102, 0)]
    words += [*typed("2.", 52, 122, 1), *typed("Riga", 110, 122, 1)]
    table = region(0, RegionLabel.TABLE, 50, 100, 200, 140)
    parts = page(table, words=words, grids={0: grid([50, 100, 200], [100, 120, 140])})
    assert table_rows(parts) == [["1.", "Oslo"], ["2.", "Riga"]]


def test_the_end_of_a_line_in_the_column_to_the_left_is_no_mark() -> None:
    words = [*typed("as they said in rule (a)", 50, 100, 0), *typed("Ports are few", 190, 100, 1)]
    parts = page(region(0, TEXT, 48, 98, 172, 112), region(1, TEXT, 188, 98, 400, 112), words=words)
    assert [text for _, text in texts(blocks_of(parts))] == ["as they said in rule (a)", "Ports are few"]


def test_the_number_of_a_formula_is_none_of_the_text_in_the_next_column() -> None:
    pieces = [Piece("(3)", Box(275, 100, 288, 110), 0), Piece("Ports", Box(308, 100, 333, 110), 1)]
    column = region(0, TEXT, 50, 200, 290, 300)
    formula = region(1, RegionLabel.FORMULA, 105, 98, 232, 112)
    assert with_marks(pieces, [column]) == with_marks(pieces, [formula]) == pieces
    whole = region(0, TEXT, 50, 200, 560, 300)
    assert [piece.text for piece in with_marks(pieces, [whole])] == ["(3) Ports"]


def test_bullets_that_are_drawn_by_themselves_begin_the_items_beside_them() -> None:
    for gap in (3, 20):
        words = [
            word
            for at, name in enumerate(("Ports of the north", "Lighthouses", "Ferries"))
            for word in (
                *typed(name, 60, 100 + 14 * at, at),
                Word("\u2022", Box(60 - gap - 4, 100 + 14 * at, 60 - gap, 110 + 14 * at), 7 + at),
            )
        ]
        blocks = blocks_of(page(words=words))
        assert [block.text for block in blocks] == [
            "\u2022 Ports of the north",
            "\u2022 Lighthouses",
            "\u2022 Ferries",
        ]
        assert {block.label for block in blocks} == {RegionLabel.LIST_ITEM}
