"""Which rows of a text begin an item of a list."""

from agents.reading.lists.markers import itemised
from agents.reading.text.paragraphs import Row
from schemas.geometry import Box

Line = tuple[float, str]
"""How far it is set in, in points, and its text."""


def items(*lines: Line) -> list[tuple[bool, str]]:
    """Whether each run of rows is an item, and what it says."""
    rows = [
        Row(text, Box(60 + inset, 100 + 12 * at, 60 + inset + 5 * len(text), 110 + 12 * at), size_pt=10)
        for at, (inset, text) in enumerate(lines)
    ]
    return [(run.is_item, " ".join(row.text for row in run.rows)) for run in itemised(rows)]


def test_dashes_below_each_other_are_those_of_a_list() -> None:
    assert items(
        (0, "Do not sail:"), (8, "\u2013 if it rains;"), (8, "\u2013 at night."), (0, "Else do.")
    ) == [
        (False, "Do not sail:"),
        (True, "\u2013 if it rains;"),
        (True, "\u2013 at night."),
        (False, "Else do."),
    ]
    assert items((0, "- ropes"), (0, "- lamps")) == [(True, "- ropes"), (True, "- lamps")]


def test_what_goes_on_below_a_dash_belongs_to_its_item_where_it_is_set_in() -> None:
    lines = ((0, "- ropes of the old"), (10, "kind"), (0, "- lamps"), (10, "and oil"))
    assert items(*lines) == [(True, "- ropes of the old kind"), (True, "- lamps and oil")]


def test_dashes_at_the_beginning_of_rows_of_a_text_begin_nothing() -> None:
    alone = ((0, "The ships"), (0, "- so they said"), (0, "left."))
    assert [is_item for is_item, _ in items(*alone)] == [False]
    chance = ((0, "They left"), (0, "- so he said"), (0, "and then"), (0, "- so it was"), (0, "stayed."))
    assert [is_item for is_item, _ in items(*chance)] == [False]
    speech = ((12, "\u2013 Where is it?"), (0, "he said."), (12, "\u2013 Here."))
    assert [is_item for is_item, _ in items(*speech)] == [False]


def test_a_row_that_begins_to_the_left_of_a_bullet_is_none_of_its_item() -> None:
    lines = (
        (90, "\u2022 Ropes"),
        (98, "and oil"),
        (0, "2014 Sailor on a ship of the north, Oslo"),
        (90, "\u2022 Lamps"),
    )
    assert items(*lines) == [
        (True, "\u2022 Ropes and oil"),
        (False, "2014 Sailor on a ship of the north, Oslo"),
        (True, "\u2022 Lamps"),
    ]


def test_a_bullet_may_be_set_in_as_the_first_row_of_a_paragraph_is() -> None:
    assert len(items((15, "\u2022 Ropes, lamps and the"), (0, "oil that they need in"), (0, "winter."))) == 1


def test_rows_that_run_from_right_to_left_begin_anywhere_on_the_left() -> None:
    lines = ((40, "\u2022 \u05e9\u05dc\u05d5\u05dd"), (0, "\u05e9\u05dc\u05d5\u05dd \u05dc\u05db\u05dd"))
    assert len(items(*lines)) == 1
