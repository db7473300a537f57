"""Footnotes that the layout model took for text: small type with a mark, and nothing else below it. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from agents.reading.page import Block
from schemas.labels import RegionLabel

_SMALLER = 0.92
"""Of the usual size on the page, at most."""
_LOWER = 0.5
"""Of the page's height: no footnote begins above."""
_MARK = re.compile(
    r"^(?:[*\u2020\u2021\u00a7\u00b6]{1,3}|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}|\[?\d{1,2}[\]).]?)\s*[^\W\d]"
)
_MOST = 100
"""Of texts on a page that may be footnotes: with more of them it is a page of another kind."""
_BELOW = frozenset({RegionLabel.FOOTNOTE, RegionLabel.PAGE_FOOTER})


def with_footnotes(blocks: Sequence[Block], height_pt: float) -> list[Block]:
    """The same blocks, footnotes named as such. Not seen: one without a mark, in type as large as the text's,
    or above anything but footers and other footnotes of its column."""
    usual_pt = _usual_size(blocks)
    found = list(blocks)
    likely = [at for at, one in enumerate(found) if _is_likely(one, usual_pt, height_pt)]
    if len(likely) > _MOST:
        return found
    # From the bottom up: what is below a footnote has to be known for one already.
    for at in sorted(likely, key=lambda at: -found[at].box.y0):
        if _is_last(found[at], found):
            found[at] = replace(found[at], label=RegionLabel.FOOTNOTE)
    return found


def _is_likely(block: Block, usual_pt: float, height_pt: float) -> bool:
    small = block.label is RegionLabel.TEXT and 0 < block.size_pt <= _SMALLER * usual_pt
    return small and block.box.y0 >= _LOWER * height_pt and _MARK.match(block.text) is not None


def _is_last(block: Block, blocks: Sequence[Block]) -> bool:
    below = (one for one in blocks if one is not block and one.box.y0 > block.box.y0)
    return all(
        one.label in _BELOW or one.box.x0 >= block.box.x1 or one.box.x1 <= block.box.x0 for one in below
    )


def _usual_size(blocks: Sequence[Block]) -> float:
    """The size that most letters of the page's texts have; 0 where there is none."""
    letters: Counter[float] = Counter()
    for block in blocks:
        if block.label is RegionLabel.TEXT and block.size_pt:
            letters[round(block.size_pt, 1)] += len(block.text)
    return max(letters, key=lambda size: (letters[size], size), default=0.0)
