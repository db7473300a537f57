"""The title of a chart, which a layout model takes for a heading of the text. Pure.

A title stands right over its picture, in the middle of it, while the headings of the text begin where the
text does.
"""

from collections.abc import Sequence
from dataclasses import replace

from agents.reading.headings.headings import HEADINGS
from agents.reading.headings.headline import LARGER
from agents.reading.page import Block
from schemas.geometry import Box
from schemas.labels import RegionLabel

_NEAR = 1.5
"""Heights of the title between it and its picture, at most."""
_CENTRED = 0.08
"""Of the picture's width: so far may the middles lie apart. Axes and labels make one side heavier."""
_IN = 2.0
"""Heights of a line: what begins so near to a text's left edge begins where the text does."""
_LETTERS = 80
_LARGEST = 1.4
"""Times the usual size of text, at most: larger type over a picture is the title of a document."""


def with_picture_titles(blocks: Sequence[Block], large_pt: float) -> list[Block]:
    """The same blocks, titles of pictures as captions. None where another heading of the page stands off the
    edges of the text: there, headings are centred. `large_pt`: from where on type is larger than the text, 0
    on a page without text, where nothing is known."""
    pictures = [block.box for block in blocks if block.label is RegionLabel.PICTURE]
    lines = [block for block in blocks if _may_be(block, large_pt / LARGER)]
    known = {id(block) for block in lines}
    edges = [block.box.x0 for block in blocks if block.label is RegionLabel.TEXT and id(block) not in known]
    off = [block for block in lines if _is_off(block, edges)]
    titles = [block for block in off if any(_is_over(block, one) for one in pictures)]
    if not large_pt or not edges or len(titles) < len(off):
        return list(blocks)
    named = {id(block) for block in titles if block.size_pt <= _LARGEST * large_pt / LARGER}
    return [replace(block, label=RegionLabel.CAPTION) if id(block) in named else block for block in blocks]


def _may_be(block: Block, usual_pt: float) -> bool:
    """Whether it is a heading, or a line in bold or larger type, which the whole document may make one."""
    if block.label in HEADINGS:
        return True
    line = block.label is RegionLabel.TEXT and block.box.y1 - block.box.y0 <= _IN * block.size_pt
    return line and len(block.text) <= _LETTERS and (block.bold or block.size_pt > usual_pt)


def _is_off(heading: Block, edges: Sequence[float]) -> bool:
    return all(abs(heading.box.x0 - edge) > _IN * heading.size_pt for edge in edges)


def _is_over(heading: Block, picture: Box) -> bool:
    box = heading.box
    near = -heading.size_pt <= picture.y0 - box.y1 <= _NEAR * heading.size_pt
    within = picture.x0 <= box.x0 and box.x1 <= picture.x1
    apart = abs(box.centre[0] - picture.centre[0])
    return near and within and apart <= _CENTRED * (picture.x1 - picture.x0)
