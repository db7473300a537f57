"""The captions of a page settled: which of them are none, what else is one, and what they speak of. Pure."""

from collections.abc import Sequence

from agents.reading.notes.captions import with_captions, without_headings, without_texts
from agents.reading.notes.picture_titles import with_picture_titles
from agents.reading.page import Block


def captioned(blocks: Sequence[Block], large_pt: float) -> list[Block]:
    """`blocks` in reading order; `large_pt`: from where on type is larger than the text, 0 without text."""
    told = without_headings(without_texts(blocks, large_pt), large_pt)
    return with_captions(with_picture_titles(told, large_pt))
