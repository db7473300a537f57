"""How deep headings stand beside each other: by the height and weight of their type, and by numbers. Pure."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from agents.reading.headings.headline import Headline, Key, kind_of, place
from agents.reading.headings.named_counts import within_named
from agents.reading.headings.numbering import nested
from agents.reading.headings.on_bars import with_bars_above
from agents.reading.headings.skipped import with_none_skipped


def keys_of(headings: Sequence[Headline], alike: float, bold_tells: bool) -> list[Key]:
    """For each heading what its level goes by, the smallest for the highest. `alike`: sizes are one size as
    long as the next is no more times as large; `bold_tells`: all bold type is known."""
    sizes = _classes([one.size_pt for one in headings], alike)
    counted = within_named(nested(headings), alike)
    keys = with_none_skipped(_keys(counted, sizes, bold_tells))
    return with_bars_above(headings, _as_their_names(headings, keys))


def _as_their_names(headings: Sequence[Headline], keys: Sequence[Key]) -> list[Key]:
    """Headings of a kind, such as `Article 1` and `Article 2`, stand no deeper than what names them, right
    below, in whatever type."""
    highest: dict[str, Key] = {}
    kinds = [kind_of(one.node["text"]) for one in headings]
    times = Counter(kinds)
    for at, (one, below) in enumerate(pairwise(headings)):
        if kinds[at] and not kinds[at + 1] and place(below.node) == place(one.node) + 1:
            highest[kinds[at]] = min(highest.get(kinds[at], keys[at + 1]), keys[at + 1])
    return [
        min(key, highest[kind]) if kind in highest and times[kind] > 1 else key
        for key, kind in zip(keys, kinds, strict=True)
    ]


def _classes(sizes: list[float], alike: float) -> list[int]:
    """For each size how many clearly larger ones there are."""
    classes: dict[float, int] = {}
    top, number = 0.0, -1
    for size in sorted(set(sizes), reverse=True):
        if number < 0 or top > alike * size:
            top, number = size, number + 1
        classes[size] = number
    return [classes[size] for size in sizes]


def _keys(headings: Sequence[Headline], sizes: Sequence[int], bold_tells: bool) -> list[Key]:
    """Numbers of one depth are one level, in the size that most of them have, and so is what has none by
    custom, or is in the type of those; what else has no number stands with those of its size: capitals before
    the rest, bold type before the other."""
    numbered = [(one.depth, size) for one, size in zip(headings, sizes, strict=True) if one.depth]
    of_depth, smallest = _sizes_of_depths(numbered, exact=bold_tells)
    at_size: dict[float, int] = {}
    for depth, size in sorted(of_depth.items()):
        at_size.setdefault(size, depth)
    capitals = Counter(size for one, size in zip(headings, sizes, strict=True) if one.capitals)
    numbered_as = _depths_of_types(headings, sizes, smallest)

    def key(one: Headline, size: int) -> Key:
        by_custom = one.by_custom and size >= of_depth.get(1, math.inf)
        depth = one.depth or (1 if by_custom else 0)
        if depth and (by_custom or size <= smallest[depth]):
            return of_depth[depth], depth, False, False
        plain = not (one.capitals and capitals[size] > 1)
        if plain and (alike := numbered_as.get((size, one.bold))) and bold_tells:
            return of_depth[alike], alike, False, False
        return size, at_size.get(size, 0), plain, bold_tells and not one.bold

    return [key(one, size) for one, size in zip(headings, sizes, strict=True)]


def _depths_of_types(
    headings: Sequence[Headline], sizes: Sequence[int], smallest: dict[int, float]
) -> dict[tuple[int, bool], int]:
    """By size and weight: the depth of the numbers that headings of this type have, where it is one depth."""
    depths: dict[tuple[int, bool], set[int]] = {}
    for one, size in zip(headings, sizes, strict=True):
        if one.depth and size <= smallest[one.depth]:
            depths.setdefault((size, one.bold), set()).add(one.depth)
    return {type_: found.pop() for type_, found in depths.items() if len(found) == 1}


def _sizes_of_depths(
    numbered: list[tuple[int, int]], exact: bool
) -> tuple[dict[int, float], dict[int, float]]:
    """By depth of number: the size that most have, and the smallest that counts; the largest size is 0.
    Chapters stand above their sections: where some with their number are smaller than those, as the clauses
    of an appendix, these count anew, if the sizes are exact."""
    of_depth: dict[int, float] = {}
    smallest: dict[int, float] = {}
    below = math.inf
    for depth in sorted({depth for depth, _ in numbered}, reverse=True):
        sizes = [size for other, size in numbered if other == depth]
        larger = [size for size in sizes if size <= below]
        smallest[depth] = below if exact and larger else math.inf
        of_depth[depth] = below = min(below, median(larger if exact and larger else sizes))
    return of_depth, smallest
