"""Headings on bars of colour stand above those without that come below them, in whatever type. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from agents.reading.headings.headline import Headline, Key

_LARGER = 1.5
"""Times as large as what stands on a bar: so large type outweighs the bar."""
_UNDER = 2
"""Bars under which headings of one kind stand, at least, where that kind is below them."""
_BEFORE = 3
"""Bars before a single heading without one that is level with them, at least."""


def with_bars_above(headings: Sequence[Headline], keys: Sequence[Key]) -> list[Key]:
    """What their levels go by, where `keys` is what they go by without bars: what stands on bars is right
    above what stands under several of them, as often as they come at least, and never before them. A single
    larger heading after several of them is level with them: it begins something else."""
    bars = Counter(key for one, key in zip(headings, keys, strict=True) if one.on_bar and not one.depth)
    bar, times = max(bars.items(), key=lambda one: one[1], default=(keys[0] if keys else None, 0))
    if bar is None or times < _UNDER:
        return list(keys)
    on = [one.on_bar and key == bar for one, key in zip(headings, keys, strict=True)]
    under = _under(headings, keys, on)
    lower = {key for key, over in under.items() if len(set(over)) >= _UNDER and len(over) >= times}
    level = {key for key, over in under.items() if over == [times] and times >= _BEFORE}
    top = min(lower, default=bar)
    level |= {bar} - lower
    places = [
        (top, False) if is_on or key in level else (key, True) for key, is_on in zip(keys, on, strict=True)
    ]
    ranks = {place: rank for rank, place in enumerate(sorted(set(places)))}
    return [(float(ranks[place]), 0, False, False) for place in places]


def _under(headings: Sequence[Headline], keys: Sequence[Key], on: Sequence[bool]) -> dict[Key, list[int]]:
    """Of what does not stand below bars by its type, nor above by far, nor before them: under which bars, by
    their numbers, there is a heading."""
    first = on.index(True)
    before = {*keys[:first]}
    most_pt = _LARGER * headings[first].size_pt
    found: defaultdict[Key, list[int]] = defaultdict(list)
    number = 0
    for one, key, is_on in list(zip(headings, keys, on, strict=True))[first:]:
        number += is_on
        if not is_on and key <= keys[first] and key not in before and one.size_pt <= most_pt:
            found[key].append(number)
    return found
