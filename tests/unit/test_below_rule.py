"""Small type below a rule at the foot of a page is a footer, whatever the layout model called it."""

from dataclasses import replace

import pytest

from agents.reading.below_rule import with_footers_below_rule
from agents.reading.headings.outline import LARGER
from agents.reading.page import Block, FilledTable
from schemas.geometry import Box
from schemas.labels import RegionLabel

SIZE, LARGE_PT = (612.0, 792.0), LARGER * 10
RULE = Box(60, 741, 552, 742)
TEXT, FOOTER = RegionLabel.TEXT, RegionLabel.PAGE_FOOTER
BODY = Block(TEXT, Box(60, 100, 500, 140), "Ships come and go.", size_pt=10)
BELOW = Block(TEXT, Box(60, 747, 326, 756), "Kestrel Bindery Ltd. - 14 Wharf Lane", size_pt=8)


def labels(*blocks: Block, rule: Box = RULE) -> list[RegionLabel]:
    return [block.label for block in with_footers_below_rule([BODY, *blocks], [rule], SIZE, LARGE_PT)[1:]]


def test_a_small_line_below_a_rule_at_the_foot_is_a_footer() -> None:
    beside = replace(BELOW, label=RegionLabel.REFERENCE, box=Box(400, 747, 552, 756), text="Porthaven")
    assert labels(BELOW, beside) == [FOOTER, FOOTER]


@pytest.mark.parametrize(
    ("below", "rule"),
    [
        (BELOW, Box(60, 741, 200, 742)),
        (BELOW, Box(60, 400, 552, 401)),
        (replace(BELOW, size_pt=10), RULE),
        (replace(BELOW, text="1 Ports are counted once."), RULE),
        (replace(BELOW, text="Source: the harbour"), RULE),
        (replace(BELOW, label=RegionLabel.FOOTNOTE), RULE),
        (replace(BELOW, box=Box(60, 747, 326, 790)), RULE),
    ],
    ids=["a short rule", "far up", "type of the text", "a note", "a source", "a footnote", "many lines"],
)
def test_anything_else_below_a_rule_is_none(below: Block, rule: Box) -> None:
    assert labels(below, rule=rule) == [below.label]


def test_a_rule_that_ends_a_table_has_notes_below_it() -> None:
    table = Block(RegionLabel.TABLE, Box(60, 600, 552, 740), table=FilledTable(0, 0, ()))
    assert labels(table, BELOW) == [RegionLabel.TABLE, TEXT]
