"""What a family of documents is, and how its documents are made.

A family is a layout, a typeface, a vocabulary and what happened to the paper. Those that are `tuned` are
there to look at and to mend by. Those that are `held_out` are scored and nothing else: who mends the program
looks neither at their pages nor at what goes wrong on them. The halves share no layout, no typeface, no kind
of scan, no look of a table and no vocabulary, so that a mend that helps in one half only does not show in the
other.
"""

import random
from dataclasses import dataclass
from typing import Literal

from benchmarks.quality.composer import Composer, Layout
from benchmarks.quality.scanner import TUNED_SCANS, scanned
from benchmarks.quality.scanner_held_out import HELD_OUT_SCANS
from benchmarks.quality.truth import Truth
from benchmarks.quality.typefaces import TYPEFACES
from benchmarks.quality.vocabularies import Vocabulary

Half = Literal["tuned", "held_out"]
HALVES: tuple[Half, ...] = ("held_out", "tuned")
Subject = Literal[
    "digital",
    "clean scan",
    "noisy scan",
    "turned scan",
    "ruled",
    "half-ruled",
    "borderless",
    "spans",
    "scanned tables",
]
SCANS = {**TUNED_SCANS, **HELD_OUT_SCANS}


@dataclass(frozen=True, slots=True)
class Family:
    """`subject`: the lines of the table it is scored under. `scan` names one of SCANS; empty for none."""

    name: str
    half: Half
    subject: Subject
    layout: Layout
    typeface: str
    vocabulary: Vocabulary
    scan: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A document of a family, and what stands in it."""

    family: Family
    number: int
    pdf: bytes
    truth: Truth

    @property
    def name(self) -> str:
        return f"{self.family.name}-{self.number}"


def make(family: Family, number: int, seed: int = 0) -> Made:
    """The same arguments give the same bytes."""
    rng = random.Random(f"{family.name}/{number}/{seed}")
    composer = Composer(rng, family.vocabulary, TYPEFACES[family.typeface])
    family.layout(composer)
    pdf = composer.bytes()
    if family.scan:
        pdf = scanned(pdf, SCANS[family.scan], rng)
    return Made(family, number, pdf, composer.truth)
