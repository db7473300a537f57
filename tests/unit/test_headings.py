"""Headings that a layout model cut, or took too much into, are one item each."""

from dataclasses import replace

from agents.reading.headings.headings import (
    parts_of_heading,
    side_by_side,
    with_their_rest,
    with_whole_headings,
)
from agents.reading.page import Block, Origin, Piece
from agents.reading.text.paragraphs import Row
from schemas.geometry import Box
from schemas.labels import RegionLabel

LARGE_PT = 14.5


def heading(text: str, x0: float, y0: float, x1: float, size_pt: float = 14, bold: bool = True) -> Block:
    box = Box(x0, y0, x1, y0 + size_pt)
    return Block(RegionLabel.SECTION_HEADER, box, text, text, size_pt=size_pt, bold=bold)


def texts(*blocks: Block) -> list[str]:
    return [block.text for block in with_whole_headings(blocks, LARGE_PT, Origin.LAYER)]


def test_a_heading_of_two_lines_that_was_cut_is_one() -> None:
    assert texts(heading("Harvest and monitoring", 40, 100, 200), heading("movement", 40, 117, 110)) == [
        "Harvest and monitoring movement"
    ]


def test_a_line_that_was_cut_is_one_heading_and_its_box_holds_both() -> None:
    (whole,) = with_whole_headings(
        [heading("Explain", 40, 100, 95), heading("and compare", 100, 100, 190)], LARGE_PT, Origin.LAYER
    )
    assert whole.text == "Explain and compare"
    assert whole.box == Box(40, 100, 190, 114)


def test_a_word_broken_between_the_lines_of_a_heading_is_whole() -> None:
    assert texts(heading("Harvest and moni-", 40, 100, 200), heading("toring", 40, 117, 110)) == [
        "Harvest and monitoring"
    ]


def test_a_number_and_the_name_behind_a_tab_stop_are_one_heading_and_so_are_two_bold_texts() -> None:
    number, name = heading("12", 40, 100, 54), heading("Carbon", 100, 100, 160)
    bold = [replace(one, label=RegionLabel.TEXT) for one in (number, name)]
    for first in (number, bold[0]):
        for second in (name, bold[1]):
            assert texts(first, second) == ["12 Carbon"]
    assert texts(heading("I", 40, 100, 54), name) == ["I", "Carbon"], "a letter may be a word"
    assert texts(number, heading("Carbon", 150, 100, 210)) == ["12", "Carbon"], "too far away"
    light = [replace(one, bold=False, size_pt=10) for one in bold]
    assert texts(*light) == ["12", "Carbon"]


def test_headings_of_other_type_or_with_a_number_or_further_down_stay_apart() -> None:
    first = heading("Harvest", 40, 100, 120)
    for second in (
        heading("Carbon", 40, 117, 120, size_pt=11),
        heading("Carbon", 40, 117, 120, bold=False),
        heading("1.1 Carbon", 40, 117, 120),
        heading("a) Carbon", 40, 117, 120),
        heading("Carbon", 40, 130, 120),
        heading("Carbon", 160, 100, 220),
        heading("Carbon", 160, 117, 220),
    ):
        assert texts(first, second) == ["Harvest", second.text]


def test_text_between_two_headings_keeps_them_apart() -> None:
    text = Block(RegionLabel.TEXT, Box(40, 115, 300, 116), "x", "x", size_pt=1)
    assert len(texts(heading("Harvest", 40, 100, 120), text, heading("Carbon", 40, 117, 120))) == 3


def test_the_small_line_above_a_heading_is_no_part_of_it() -> None:
    rows = [
        Row("DELIVERY", Box(40, 90, 80, 98)),
        Row("Evidence in exchange", Box(40, 100, 180, 114)),
        Row("landscape", Box(40, 116, 100, 130)),
        Row("by our own reporter", Box(40, 132, 100, 140)),
    ]
    assert [(large, [row.text for row in part]) for large, part in parts_of_heading(rows, Origin.LAYER)] == [
        (False, ["DELIVERY"]),
        (True, ["Evidence in exchange", "landscape"]),
        (False, ["by our own reporter"]),
    ]


def test_rows_of_about_one_size_are_one_heading() -> None:
    rows = [Row("Evidence", Box(40, 100, 180, 114)), Row("axes", Box(40, 116, 100, 127))]
    assert [large for large, _ in parts_of_heading(rows, Origin.REGIONS)] == [True]


def test_two_sizes_of_type_are_two_parts_and_boxes_of_a_recogniser_as_unlike_are_one() -> None:
    rows = [Row("Evidence", Box(40, 100, 180, 118)), Row("in exchange", Box(40, 120, 140, 134))]
    assert [large for large, _ in parts_of_heading(rows, Origin.LAYER)] == [True, False]
    assert [large for large, _ in parts_of_heading(rows, Origin.REGIONS)] == [True]


def test_headings_of_two_columns_in_one_box_are_two() -> None:
    def parts(gap_pt: float, *words: str) -> list[list[str]]:
        pieces: list[Piece] = []
        for number, word in enumerate(words):
            x = 40.0 + (100 + gap_pt) * (number % 2)
            y = 100.0 + 20 * (number // 2)
            pieces.append(Piece(word, Box(x, y, x + 10 * len(word), y + 14), number))
        return [[piece.text for piece in part] for part in side_by_side(pieces, Origin.LAYER)]

    assert parts(12, "Receive in", "Visible of", "laboratory", "statistics") == [
        ["Receive in", "laboratory"],
        ["Visible of", "statistics"],
    ]
    assert len(parts(9, "Receive in", "laboratory")) == 1, "a space"
    assert len(parts(12, "Chapter 10", "Laboratory")) == 1, "a number and its words"
    assert len(parts(12, "Treat", "Laboratory")) == 2, "a word is no number"


def test_a_heading_whose_letters_are_set_apart_is_one() -> None:
    pieces = [
        Piece(letter, Box(40 + 20 * at, 100, 50 + 20 * at, 114), 0) for at, letter in enumerate("REPORT")
    ]
    assert side_by_side(pieces, Origin.LAYER) == [pieces]


def test_what_was_taken_for_text_on_the_line_of_a_heading_is_a_part_of_it() -> None:
    box = Box(40, 100, 95, 114)
    text = Block(RegionLabel.TEXT, box, "Explain", "Explain", size_pt=14, bold=True)
    (whole,) = with_whole_headings([text, heading("and compare", 100, 100, 190)], LARGE_PT, Origin.LAYER)
    assert (whole.label, whole.text) == (RegionLabel.SECTION_HEADER, "Explain and compare")


def test_a_bold_line_under_a_heading_is_its_rest_and_a_paragraph_is_not() -> None:
    def under(says: str, bold: bool, y1: float) -> list[str]:
        text = Block(RegionLabel.TEXT, Box(40, 117, 200, y1), says, says, size_pt=14, bold=bold)
        return texts(heading("Harvest", 40, 100, 120, bold=bold), text)

    assert under("and carbon", bold=True, y1=131) == ["Harvest and carbon"]
    assert len(under("and carbon", bold=False, y1=131)) == 2
    assert len(under("They came late.", bold=True, y1=131)) == 2
    assert len(under("and carbon and more of it", bold=True, y1=148)) == 2


def test_lines_in_large_type_under_a_heading_are_its_rest_where_they_are_few_words() -> None:
    def under(says: str, size_pt: float) -> int:
        box = Box(40, 100 + size_pt, 120, 100 + 4 * size_pt)
        text = Block(RegionLabel.TEXT, box, says, says, size_pt=size_pt)
        return len(texts(heading("Identify in", 40, 100, 120, size_pt=size_pt, bold=False), text))

    assert under("preliminary examine programme", size_pt=16) == 1
    assert under("preliminary examine programme", size_pt=10) == 2, "in the type of the text"
    assert under("of all that they could see from up there on that day", size_pt=16) == 2


def test_the_rest_of_a_heading_is_found_before_anything_is_in_order() -> None:
    """In reading order the heading of the next column would stand between its lines."""
    box = Box(60, 121, 120, 141)
    rest = Block(RegionLabel.TEXT, box, "measure", "measure", size_pt=20, bold=True)
    first, beside = heading("Reduce in identify", 40, 100, 200, 20), heading("Insurance", 300, 90, 400)
    found = with_their_rest([rest, beside, first], LARGE_PT, Origin.LAYER)
    assert [block.text for block in found] == ["Insurance", "Reduce in identify measure"]
    lower = replace(rest, box=Box(60, 160, 120, 180))
    assert with_their_rest([lower, beside, first], LARGE_PT, Origin.LAYER) == [lower, beside, first]


def test_a_figure_with_its_unit_goes_on_in_no_heading() -> None:
    assert texts(heading("\u20ac 90.50", 40, 100, 95), heading("Lamps", 40, 117, 95)) == [
        "\u20ac 90.50",
        "Lamps",
    ]


def test_a_lighter_and_smaller_row_below_a_bold_heading_is_no_part_of_it() -> None:
    def parts(bold: bool, size_pt: float, below_bold: bool = False) -> list[bool]:
        rows = [
            Row("Master of ships", Box(40, 100, 180, 112), bold=bold),
            Row("Oslo Shipping Ltd", Box(40, 114, 160, 114 + size_pt), bold=below_bold),
        ]
        return [large for large, _ in parts_of_heading(rows, Origin.LAYER)]

    assert parts(bold=True, size_pt=11) == [True, False]
    assert parts(bold=True, size_pt=12) == [True], "as large"
    assert parts(bold=False, size_pt=11) == [True], "as light"
    assert parts(bold=True, size_pt=11, below_bold=True) == [True]


def test_of_two_lighter_rows_below_a_bold_heading_neither_is_one() -> None:
    texts = [("Master of ships", True, 12), ("Oslo Shipping Ltd", False, 11), ("and Sons", False, 11)]
    rows = [
        Row(says, Box(40, 100 + 14 * at, 180, 100 + 14 * at + size_pt), bold=bold)
        for at, (says, bold, size_pt) in enumerate(texts)
    ]
    assert [(large, len(part)) for large, part in parts_of_heading(rows, Origin.LAYER)] == [
        (True, 1),
        (False, 2),
    ]


def test_two_centred_bold_lines_are_one_heading_in_whatever_size() -> None:
    def lines(x0: float, x1: float, bold: bool = True) -> int:
        boxes = {
            "Motion of the port to": Box(100, 100, 300, 111),
            "Dismiss the Claims": Box(x0, 114, x1, 125),
        }
        blocks = [
            Block(RegionLabel.TEXT, box, says, says, size_pt=11, bold=bold) for says, box in boxes.items()
        ]
        return len(texts(*blocks))

    assert lines(130, 270) == 1
    assert lines(100, 240) == 2, "below its beginning"
    assert lines(80, 320) == 2, "further out"
    assert lines(130, 200) == 2, "set in"
    assert lines(130, 270, bold=False) == 2


def test_bold_lines_of_which_the_second_begins_in_lower_case_are_one_heading() -> None:
    def lines(first: str, second: str, bold: bool = True) -> int:
        boxes = {first: Box(100, 100, 300, 111), second: Box(100, 114, 180, 125)}
        blocks = [
            Block(RegionLabel.TEXT, box, says, says, size_pt=11, bold=bold) for says, box in boxes.items()
        ]
        return len(texts(*blocks))

    assert lines("Trade in the northern", "ports") == 1
    assert lines("Trade in the northern", "Ports") == 2
    assert lines("Trade in the ports:", "salt") == 2
    assert lines("Trade in the northern", "ports", bold=False) == 2


def test_words_of_a_heading_in_typewriter_type_stay_together_beside_smaller_type() -> None:
    words = [("Ships", 40.0), ("leave", 82.0), ("early", 124.0)]
    typed = [Piece(word, Box(x, 100, x + 35, 114), 0, fixed=True) for word, x in words]
    small = Piece("our reporter", Box(40, 118, 70, 124), 1)
    assert side_by_side([*typed, small], Origin.LAYER) == [[typed[0], small, *typed[1:]]]
    apart = [
        piece._replace(box=Box(piece.box.x0 + 3 * at, 100, piece.box.x1 + 3 * at, 114))
        for at, piece in enumerate(typed)
    ]
    assert len(side_by_side([*apart, small], Origin.LAYER)) == 3, "columns"
