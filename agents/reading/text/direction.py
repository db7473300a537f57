"""Which way a text runs. Pure."""

from collections.abc import Iterable, Sequence
from unicodedata import bidirectional

from schemas.geometry import Box

_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def runs_right_to_left(texts: Iterable[str]) -> bool:
    """Whether most letters that have a direction (Unicode Standard Annex #9: L, R, AL) have that one."""
    known = tuple(texts)
    if all(map(str.isascii, known)):
        return False
    left, right = 0, 0
    for text in known:
        if text.isascii():
            left += sum(map(str.isalpha, text))
            continue
        kinds = [bidirectional(letter) for letter in text]
        right += sum(kind in _RIGHT_TO_LEFT for kind in kinds)
        left += kinds.count("L")
    return right > left


def mirrored(boxes: Sequence[Box]) -> list[Box]:
    """The same boxes with left and right exchanged, as a page in the other direction has them."""
    return [Box(-box.x1, box.y0, -box.x0, box.y1) for box in boxes]
