"""Paragraphs that begin after more space than there is between two rows of one. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from agents.reading.text.filled import Filled

_LARGE = 0.4
"""Of a row's height, more than the usual gap: such a gap is seen, whatever the words say."""
_WIDE, _FAR = 0.5, 3.0
"""Of a row's height, where no gap is usual: a larger one is seen if the words agree, and in any case."""
_CLEAR = 0.15
"""Of a row's height, at least, between the gaps within paragraphs and those between them."""
_SPREAD = 1.5
"""Times as far as gaps of one kind lie apart, gaps of both do."""
_ALIKE = 0.85
"""Of the gaps of one kind, so many stand where words have them."""
_SURE, _MANY = 0.5, 3
"""Of the larger gaps: so many come after a row that ends early, or there are so many of them: by chance
no three come after the end of a sentence."""
_EACH = 3
"""Rows, at least, that are seen to be a paragraph each."""
_SENTENCE = (".", "!", "?", ";", ".\u201d", ".\u00bb", '."', ".)")


def after_gaps(text: Filled) -> frozenset[int]:
    """The rows before which a paragraph ends, by the gaps above them: by a large one; by a smaller one where
    gaps are of two kinds and the words agree with that; and by each where every row is seen to be a
    paragraph."""
    gaps = [below.box.y0 - above.box.y1 for above, below in pairwise(text.rows)]
    if len(text.rows) < _EACH:
        apart = {at: gap / text.height_pt for at, gap in enumerate(gaps, 1)}
        return frozenset(at for at, gap in apart.items() if gap > (_WIDE if text.may_begin(at) else _FAR))
    limit = median(gaps) + _LARGE * text.height_pt
    large = {at for at, gap in enumerate(gaps, 1) if gap > limit}
    rest = {at: gap for at, gap in enumerate(gaps, 1) if at not in large}
    return frozenset(large | _of_two_kinds(text, rest) | _each(text))


def _of_two_kinds(text: Filled, gaps: dict[int, float]) -> set[int]:
    """Those after the larger gaps, where there are small ones and larger ones and none between."""
    ordered = sorted(gaps.values())
    jumps = [(after - before, at) for at, (before, after) in enumerate(pairwise(ordered), 1)]
    jump, at = max(jumps, default=(0.0, 0))
    spread = max(ordered[at - 1] - ordered[0], ordered[-1] - ordered[at]) if at else 0.0
    if jump < max(_CLEAR * text.height_pt, _SPREAD * spread):
        return set()
    small = [row for row, gap in gaps.items() if gap < ordered[at]]
    larger = [row for row, gap in gaps.items() if gap >= ordered[at]]
    return set(larger) if _words_agree(text, small, larger) else set()


def _words_agree(text: Filled, small: Sequence[int], larger: Sequence[int]) -> bool:
    """Whether paragraphs begin after the larger gaps and after hardly any of the small ones."""
    begun = sum(map(text.may_begin, larger))
    sure = len(larger) >= _MANY or sum(text.is_short(at - 1) for at in larger) >= _SURE * len(larger)
    within = sum(not (text.begins_anew(at) and text.is_short(at - 1)) for at in small)
    return sure and begun >= _ALIKE * len(larger) and within >= _ALIKE * len(small)


def _each(text: Filled) -> set[int]:
    """All rows but the first, if each begins and ends a sentence, and one ends early. In filled text that is
    no chance."""
    inner = range(len(text.rows) - 1)
    each = all(row.text.endswith(_SENTENCE) for row in text.rows)
    anew = all(map(text.begins_anew, range(len(text.rows))))
    return set(range(1, len(text.rows))) if each and anew and any(map(text.is_short, inner)) else set()
