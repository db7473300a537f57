"""What stands in a frame, or on a ground of its own, is read together and cuts no sentence in two. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agents.reading.page import Block, union
from agents.reading.text.breaks import goes_on_after
from schemas.geometry import Box
from schemas.labels import RegionLabel

Read = Callable[[Sequence[Block], Sequence[Box]], list[Block]]

_ITS_OWN = frozenset({RegionLabel.TABLE, RegionLabel.PICTURE})
"""What has a frame as a table or picture has."""
_MOST = 100
"""What is read after it, as far as it is looked at."""
_SET_IN = 0.4
"""Of a line's height: so much further in what stands in a box is, on both sides."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Blocks in the order in which they are read, with nothing between them."""

    blocks: tuple[Block, ...]
    frame: Box | None = None

    @property
    def box(self) -> Box:
        return self.frame or union([block.box for block in self.blocks])


def parted(blocks: Sequence[Block], frames: Sequence[Box], read: Read) -> tuple[list[Unit], list[Block]]:
    """What the frames hold, each read by itself with the frames in it, and the blocks outside of them.
    `frames`: the largest first. One around everything, or around a table or picture alone, is none."""
    units: list[Unit] = []
    rest = list(blocks)
    for at, frame in enumerate(frames):
        inside = [block for block in rest if frame.holds_centre_of(block.box)]
        if inside and len(inside) < len(blocks) and not all(block.label in _ITS_OWN for block in inside):
            held = {id(block) for block in inside}
            rest = [block for block in rest if id(block) not in held]
            units.append(Unit(tuple(read(inside, frames[at + 1 :])), frame))
    return units, rest


def uncut(units: Sequence[Unit]) -> list[Unit]:
    """In the same order, but a frame in the middle of a sentence is read after everything else, and so is
    what is set in at the head of a column, as a box is of which a scan shows no frame: that is how a person
    reads a box at the head or foot of a column."""
    kept: list[Unit] = []
    moved: list[Unit] = []
    for at, unit in enumerate(units):
        after = next((one for one in units[at + 1 :] if one.frame is None), None)
        cuts = kept and after and goes_on_after(kept[-1].blocks[-1], after.blocks[0])
        if cuts and (unit.frame or _is_set_in(unit, kept[-1], units[at + 1 : at + _MOST])):
            moved.append(unit)
        else:
            kept.append(unit)
    return kept + moved


def _is_set_in(unit: Unit, before: Unit, after: Sequence[Unit]) -> bool:
    """Whether a text stands over others and further in on both sides, in another column than what comes
    before it: a quotation that is set in has its sentence right above it."""
    box, least = unit.box, _SET_IN * unit.blocks[0].size_pt
    text = all(block.label is RegionLabel.TEXT for block in unit.blocks)
    if not (text and least > 0 and before.box.x1 <= box.x0):
        return False
    # What reaches into the column before it stands across both, and begins something else.
    beside = [one.box for one in after if before.box.x1 <= one.box.x0 < box.x1 and one.box.x1 > box.x0]
    column = union([below for below in beside if below.y0 >= box.y1] or [box])
    return box.x0 >= column.x0 + least and box.x1 <= column.x1 - least
