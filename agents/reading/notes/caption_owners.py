"""Which table or picture each caption speaks of, by where they stand. Pure."""

from collections.abc import Sequence

from agents.reading.page import Block
from schemas.geometry import Box

REACH_PT = 72.0
_MOST = 100
"""Captions on a page that name something: with more of them each goes to the nearest, in bounded time."""


def owners_of(captions: Sequence[Block], named: Sequence[bool], owners: Sequence[Block]) -> list[int | None]:
    """The number of each caption's owner, an inch away at most, None where there is none.

    The nearest one, but that of captions that are `named`, as `Figure 2: Ports` is, no owner gets a second
    as long as each can have its own: that of a picture right above the next one may be nearer to the wrong
    one. Matched along augmenting paths (Kuhn, "The Hungarian method for the assignment problem", 1955), the
    nearest owners tried first.
    """
    near = [_near(caption.box, owners) for caption in captions]
    found = [one[0] if one else None for one in near]
    names = [at for at, is_named in enumerate(named) if is_named]
    if len(names) <= _MOST:
        taken: dict[int, int] = {}
        for at in names:
            _match(at, near, taken, set())
        for owner, at in taken.items():
            found[at] = owner
    return found


def distance(caption: Box, owner: Box) -> float:
    """Vertical distance; a caption beside its picture counts by the horizontal one instead."""
    down = max(0.0, owner.y0 - caption.y1, caption.y0 - owner.y1)
    across = max(0.0, owner.x0 - caption.x1, caption.x0 - owner.x1)
    return down + across


def _near(caption: Box, owners: Sequence[Block]) -> list[int]:
    """Those within reach, the nearest first."""
    told = sorted((distance(caption, owner.box), at) for at, owner in enumerate(owners))
    return [at for apart, at in told if apart <= REACH_PT]


def _match(at: int, near: Sequence[Sequence[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Finds an owner for a caption, others moving on where they can."""
    for owner in near[at]:
        if owner in tried:
            continue
        tried.add(owner)
        if owner not in taken or _match(taken[owner], near, taken, tried):
            taken[owner] = at
            return True
    return False
