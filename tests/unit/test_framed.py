"""Boxes: what stands in one stays together, and no sentence is cut by one."""

from agents.reading.blocks import blocks_of
from agents.reading.page import PageParts
from schemas.geometry import Box, Word
from schemas.labels import PageKind, RegionLabel
from schemas.work import Region

TEXT = RegionLabel.TEXT


def page(*placed: tuple[str, Box], frames: tuple[Box, ...] = ()) -> PageParts:
    """Texts of one line each, at the top of a region of their own."""
    regions = tuple(Region(region_id=at, label=TEXT, box=box) for at, (_, box) in enumerate(placed))
    words: list[Word] = []
    for line, (text, box) in enumerate(placed):
        for at, word in enumerate(text.split()):
            x = box.x0 + 30 * at
            words.append(Word(word, Box(x, box.y0 + 1, x + 28, box.y0 + 11), line))
    return PageParts(1, 600, 800, PageKind.DIGITAL, regions, tuple(words), frames=frames)


def told(parts: PageParts) -> list[str]:
    return [block.text for block in blocks_of(parts)]


LEFT, RIGHT = ("The ships were", Box(50, 100, 290, 700)), ("late that year.", Box(310, 250, 550, 700))
BOX = Box(310, 100, 550, 240)
BOXED = ("Did you know?", Box(315, 105, 545, 235))


def test_a_box_at_the_head_of_a_column_does_not_cut_the_sentence_that_goes_on_there() -> None:
    assert told(page(LEFT, BOXED, RIGHT)) == ["The ships were", "Did you know?", "late that year."]
    assert told(page(LEFT, BOXED, RIGHT, frames=(BOX,))) == [
        "The ships were",
        "late that year.",
        "Did you know?",
    ]


def test_a_box_between_two_paragraphs_is_read_where_it_stands() -> None:
    ended = ("The ships came.", LEFT[1])
    begun = ("They were late.", RIGHT[1])
    assert told(page(ended, BOXED, begun, frames=(BOX,))) == [
        "The ships came.",
        "Did you know?",
        "They were late.",
    ]


def test_columns_in_a_box_are_read_before_what_stands_beside_it() -> None:
    frame = Box(40, 90, 390, 400)
    one, two = ("One in it", Box(50, 100, 200, 380)), ("two in it", Box(220, 100, 380, 380))
    beside, below = ("Beside the box", Box(400, 100, 550, 700)), ("Below the box", Box(50, 420, 380, 700))
    assert told(page(two, beside, below, one, frames=(frame,))) == [
        "One in it",
        "two in it",
        "Below the box",
        "Beside the box",
    ]


def test_a_frame_around_everything_changes_nothing() -> None:
    frame = Box(10, 10, 590, 790)
    assert told(page(LEFT, BOXED, RIGHT, frames=(frame,))) == told(page(LEFT, BOXED, RIGHT))


def test_a_box_in_a_box_stays_in_it() -> None:
    outer, inner = Box(40, 90, 560, 500), Box(50, 300, 550, 400)
    above, held = ("Above it", Box(60, 100, 540, 200)), ("Held by both", Box(60, 310, 540, 390))
    last, after = ("Last in it", Box(60, 420, 540, 490)), ("After the box", Box(60, 600, 540, 700))
    assert told(page(after, held, last, above, frames=(outer, inner))) == [
        "Above it",
        "Held by both",
        "Last in it",
        "After the box",
    ]
