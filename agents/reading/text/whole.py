"""Blocks that are one thing, though a layout model cut it, made one. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from agents.reading.page import Block, union
from agents.reading.text.paragraphs import joined
from schemas.labels import RegionLabel

_SAME_SIZE = 1.12


def same_size(first: Block, second: Block) -> bool:
    """Whether both are set in type of one size, as far as it is known."""
    small, large = sorted((first.size_pt, second.size_pt))
    return 0 < large <= _SAME_SIZE * small


def made_whole(blocks: Iterable[Block], goes_on: Callable[[Block, Block], bool]) -> list[Block]:
    """Each block put together with those that follow it, as long as it goes on in the next. What is labelled
    as more than text keeps that label."""
    whole: list[Block] = []
    for block in blocks:
        if whole and goes_on(whole[-1], block):
            whole[-1] = together(whole[-1], block)
        else:
            whole.append(block)
    return whole


def together(first: Block, second: Block) -> Block:
    """Both as one block, the second going on with the first."""
    return replace(
        first,
        label=second.label if first.label is RegionLabel.TEXT else first.label,
        box=union([first.box, second.box]),
        text=joined([first.text, second.text]),
        raw=f"{first.raw} {second.raw}",
    )
