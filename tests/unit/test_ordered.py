"""Where the places of blocks tell no order, the sentences that go on from one to the next do."""

from agents.reading.order.ordered import in_order
from agents.reading.page import Block
from schemas.geometry import Box, Word
from schemas.labels import RegionLabel

LEFT, RIGHT, WIDE = (50, 290), (310, 550), (50, 550)


def text(says: str, columns: tuple[float, float], top: float, bottom: float) -> Block:
    return Block(RegionLabel.TEXT, Box(columns[0], top, columns[1], bottom), says, says, size_pt=10)


def heading(says: str, columns: tuple[float, float], top: float) -> Block:
    box = Box(columns[0], top, columns[0] + 90, top + 12)
    return Block(RegionLabel.SECTION_HEADER, box, says, says, size_pt=12, bold=True)


def picture(columns: tuple[float, float], top: float, bottom: float) -> Block:
    return Block(RegionLabel.PICTURE, Box(columns[0], top, columns[1], bottom))


def order(*blocks: Block) -> list[str]:
    """As told when the blocks come in another order than they are given in."""
    return [block.text or block.label.value for block in in_order(blocks[::-1])]


def drawn(*blocks: Block) -> list[Word]:
    """Their words, as a PDF has them that draws the blocks one after the other."""
    return [Word(word, block.box, line) for line, block in enumerate(blocks) for word in block.text.split()]


def page(first: str, second: str) -> list[str]:
    """Two columns with a heading in the first one, beside which the other happens to be free."""
    return order(
        text(first, LEFT, 50, 120),
        heading("Harvest", LEFT, 132),
        text("Ships come.", LEFT, 150, 300),
        text(second, RIGHT, 50, 130),
        text("More ships come.", RIGHT, 145, 300),
    )


def test_a_heading_stays_in_its_column_where_the_text_above_it_is_whole() -> None:
    assert page("All is well.", "All is new.") == [
        "All is well.",
        "Harvest",
        "Ships come.",
        "All is new.",
        "More ships come.",
    ]


def test_a_heading_is_one_over_columns_where_the_text_above_it_goes_on_in_the_next_column() -> None:
    assert page("All is well and", "goes on so.") == [
        "All is well and",
        "goes on so.",
        "Harvest",
        "Ships come.",
        "More ships come.",
    ]


def columns(first: str, below: str) -> list[str]:
    """Two columns, both of them cut by a picture."""
    return order(
        text(first, LEFT, 50, 150),
        picture(WIDE, 160, 250),
        text(below, LEFT, 260, 400),
        text("On the right.", RIGHT, 50, 150),
        text("The end.", RIGHT, 260, 400),
    )


def test_a_picture_over_all_columns_divides_them_where_no_sentence_goes_on_below_it() -> None:
    assert columns("All is well.", "Ships come.") == [
        "All is well.",
        "On the right.",
        "picture",
        "Ships come.",
        "The end.",
    ]


def test_a_picture_over_all_columns_is_passed_by_where_a_sentence_goes_on_below_it() -> None:
    assert columns("All is well and", "ships come.") == [
        "All is well and",
        "ships come.",
        "picture",
        "On the right.",
        "The end.",
    ]


def test_stories_beside_each_other_are_read_as_they_are_drawn_where_their_sentences_go_on_so() -> None:
    rows = [
        text("Ships come with", LEFT, 50, 120),
        text("salt and leave.", RIGHT, 50, 120),
        text("Others stay the", LEFT, 130, 200),
        text("winter in town.", RIGHT, 130, 200),
    ]
    columns = [rows[0], rows[2], rows[1], rows[3]]
    assert in_order(rows) == columns, "by their boxes"
    assert in_order(rows, words=drawn(*rows)) == rows
    assert in_order(rows, words=drawn(*columns)) == columns
    assert in_order(rows, words=drawn(rows[0], rows[3], rows[2], rows[1])) == columns, "up again in a column"


def test_what_is_drawn_in_rows_is_read_in_columns_where_no_sentence_says_otherwise() -> None:
    rows = [
        text("Ships come.", LEFT, 50, 120),
        text("Salt is dear.", RIGHT, 50, 120),
        text("Others stay.", LEFT, 130, 200),
        text("It is winter.", RIGHT, 130, 200),
    ]
    assert in_order(rows, words=drawn(*rows)) == [rows[0], rows[2], rows[1], rows[3]]


def test_a_picture_keeps_its_place_among_blocks_that_are_read_as_they_are_drawn() -> None:
    first, second = text("Ships come with", LEFT, 50, 120), text("salt and leave.", RIGHT, 50, 120)
    below = text("Others stay the", LEFT, 130, 200), text("winter in town.", RIGHT, 130, 200)
    harbour = picture(LEFT, 210, 300)
    blocks = [harbour, first, second, *below]
    found = in_order(blocks, words=drawn(first, second, *below))
    assert [one for one in found if one is not harbour] == [first, second, *below]
    assert found.index(harbour) > found.index(below[0])


def test_columns_that_are_drawn_one_after_the_other_are_read_so_where_nothing_else_tells() -> None:
    above = [
        text("Ships come.", LEFT, 50, 80),
        text("Salt is dear.", LEFT, 90, 120),
        text("Others stay.", RIGHT, 50, 120),
    ]
    below = [text("It is winter.", LEFT, 130, 200), text("It is cold.", RIGHT, 130, 200)]
    columns = [*above[:2], below[0], above[2], below[1]]
    assert in_order([*above, *below]) == columns, "by their boxes"
    assert in_order(columns, words=drawn(*above, *below)) == [*above, *below]


def test_headings_that_are_drawn_before_all_texts_head_what_stands_below_them() -> None:
    setting, turns = heading("Setting up", LEFT, 50), heading("A turn", RIGHT, 130)
    setup, turn = text("Ships come.", LEFT, 70, 250), text("More ships come.", RIGHT, 150, 250)
    end = text("It ends.", RIGHT, 260, 300)
    blocks = [setting, setup, turns, turn, end]
    assert in_order(blocks, words=drawn(setting, turns, setup, turn, end)) == blocks


def test_a_picture_stays_where_it_stands_though_its_caption_is_drawn_last() -> None:
    texts = [text("Ships come.", LEFT, 50, 80), text("Others stay.", RIGHT, 50, 200)]
    caption = Block(RegionLabel.CAPTION, Box(50, 180, 290, 195), "Figure 1", "Figure 1", size_pt=8)
    harbour, last = picture(LEFT, 90, 170), text("It is cold.", RIGHT, 210, 300)
    found = in_order([*texts, harbour, caption, last], words=drawn(*texts, last, caption))
    assert found == [texts[0], harbour, caption, texts[1], last]


def boxed(says: str, columns: tuple[float, float], below: str) -> list[str]:
    """A short text over the second column, as it stands in a box of which a scan shows no frame."""
    return order(
        text("The salt was stored in", LEFT, 50, 700),
        text(says, columns, 50, 120),
        text(below, RIGHT, 140, 400),
        text("Herring came in autumn.", RIGHT, 410, 700),
    )


def test_what_is_set_in_at_the_head_of_a_column_cuts_no_sentence_in_two() -> None:
    inset = (RIGHT[0] + 8, RIGHT[1] - 8)
    assert boxed("Salt tax was two shillings.", inset, "barrels of oak.")[-1] == "Salt tax was two shillings."
    assert boxed("Salt tax was two shillings.", inset, "Barrels were of oak.")[1].startswith("Salt tax")
    assert boxed("Salt tax was two shillings.", RIGHT, "barrels of oak.")[1].startswith("Salt tax")


def test_a_quotation_that_is_set_in_stays_within_its_sentence() -> None:
    inset = (LEFT[0] + 20, LEFT[1] - 20)
    said = [text("He held that", LEFT, 50, 90), text("Salt is all", inset, 100, 140)]
    assert order(*said, text("and went to sea.", LEFT, 150, 300))[1] == "Salt is all"


def test_a_heading_over_several_columns_below_does_not_make_a_column_set_in() -> None:
    middle, right = (230, 390), (410, 570)
    texts = [
        text("The salt was stored in", (50, 210), 50, 300),
        text("Salt tax was two shillings.", middle, 50, 300),
        text("barrels of oak.", right, 50, 300),
    ]
    over = Block(RegionLabel.SECTION_HEADER, Box(50, 330, 570, 350), "Herring", "Herring", size_pt=18)
    below = [text(f"Catch {at}.", columns, 360, 600) for at, columns in enumerate(((50, 210), middle, right))]
    assert order(*texts, over, *below)[:3] == [block.text for block in texts]
