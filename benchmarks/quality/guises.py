"""Tuned layouts in a typeface, or on a scan, that they do not have in the table: looks, never figures.

What is right in one typeface only, or on one kind of paper, was learned by heart.
"""

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.quality.family import Family, Subject

TUNED_TYPEFACES = ("cascadia", "helvetica", "noto sans", "times")
_TABLES: frozenset[Subject] = frozenset({"ruled", "half-ruled", "borderless", "spans"})


def in_guise(families: Sequence[Family], typeface: str = "", scan: str = "") -> list[Family]:
    """The tuned families that are digital without this, in another guise: the same words on pages like those
    before. A scan counts as a noisy one, whichever it is. Without both, all families as they are."""
    if not typeface and not scan:
        return list(families)
    drawn = [family for family in families if family.half == "tuned" and not family.scan]
    if typeface:
        drawn = [replace(family, typeface=typeface) for family in drawn]
    return (
        [replace(family, scan=scan, subject=_scanned(family.subject)) for family in drawn] if scan else drawn
    )


def _scanned(subject: Subject) -> Subject:
    return "scanned tables" if subject in _TABLES else "noisy scan"
