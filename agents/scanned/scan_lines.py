"""Lines of a scan as their pixels show them: how high and how wide their type is, whether bold or in
italics. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from agents.images import Rgb
from agents.scanned.lone_dashes import with_lone_dashes
from agents.scanned.slants import slanted_lines
from agents.scanned.strokes import bold_lines
from agents.scanned.type_heights import as_high_as_type
from agents.scanned.type_widths import as_wide_as_ink
from schemas.geometry import Line


class Measured(NamedTuple):
    """`bold` and `slanted`: the numbers of the lines in bold type, and of those in italics."""

    lines: Sequence[Line]
    bold: tuple[int, ...]
    slanted: tuple[int, ...]


def measured(page: Rgb, found: Sequence[Line], dpi: float) -> Measured:
    """The lines that a recogniser found on a page, in the same order, and dashes that it passed over."""
    lines = as_wide_as_ink(page, as_high_as_type(page, found, dpi), dpi)
    bold, slanted = bold_lines(page, lines, dpi), slanted_lines(page, lines, dpi)
    return Measured(with_lone_dashes(page, lines, dpi), bold, slanted)
