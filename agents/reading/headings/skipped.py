"""No level is skipped: what holds nothing, where others hold the next level right below, is level with them.
Pure."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from agents.reading.headings.headline import Key

_SEVERAL = 2
"""Headings in capitals before it that have one of the next level right below, at least."""


def with_none_skipped(keys: Sequence[Key]) -> list[Key]:
    """What levels go by, where `keys` is what they go by by themselves: a single heading after several that
    differ from it by their capitals alone, and hold in other type what it does not, is level with those."""
    times = Counter(keys)
    return [_raised(keys, at) if times[key] == 1 else key for at, key in enumerate(keys)]


def _raised(keys: Sequence[Key], at: int) -> Key:
    size, depth, plain, light = key = keys[at]
    capitals: Key = (size, depth, False, light)
    next_key = min((one for one in keys if one > key), default=None)
    hold = sum(pair == (capitals, next_key) for pair in pairwise(keys[:at]))
    last = capitals not in keys[at:] and next_key not in keys[at:]
    return capitals if plain and last and hold >= _SEVERAL else key
