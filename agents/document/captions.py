"""Captions find the table or picture they speak of."""

from collections.abc import Sequence
from dataclasses import replace

from agents.document.page import Block
from schemas.geometry import Box
from schemas.labels import RegionLabel

_REACH_PT = 72.0


def with_captions(blocks: Sequence[Block]) -> list[Block]:
    """Moves each caption into the nearest table or picture above, below or around it, at most an inch away.

    A caption with none so near stays where it was, as a block of its own.
    """
    owners = [
        at for at, block in enumerate(blocks) if block.label in (RegionLabel.TABLE, RegionLabel.PICTURE)
    ]
    captions: dict[int, list[Block]] = {}
    kept: list[int] = []
    for at, block in enumerate(blocks):
        owner = _owner(block, blocks, owners) if block.label is RegionLabel.CAPTION else None
        if owner is None:
            kept.append(at)
        else:
            captions.setdefault(owner, []).append(block)
    return [replace(blocks[at], captions=tuple(captions.get(at, ()))) for at in kept]


def _owner(caption: Block, blocks: Sequence[Block], owners: Sequence[int]) -> int | None:
    near = [(_distance(caption.box, blocks[at].box), at) for at in owners]
    distance, owner = min(near, default=(_REACH_PT + 1, -1))
    return owner if distance <= _REACH_PT else None


def _distance(caption: Box, owner: Box) -> float:
    """Vertical distance; a caption beside its picture counts by the horizontal one instead."""
    down = max(0.0, owner.y0 - caption.y1, caption.y0 - owner.y1)
    across = max(0.0, owner.x0 - caption.x1, caption.x0 - owner.x1)
    return down + across
