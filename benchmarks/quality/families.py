"""The families of documents, and which of them may be looked at.

A family is a layout, a typeface and what happened to the paper. Those that are `tuned` are there to look at
and to mend by. Those that are `held_out` are scored and nothing else: who mends the program looks neither at
their pages nor at what goes wrong on them. The halves share no layout, no typeface, no kind of scan, no look
of a table and no vocabulary, so that a mend that helps in one half only does not show in the other.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from benchmarks.quality.composer import Composer, Layout
from benchmarks.quality.layouts_drawn import drawn
from benchmarks.quality.layouts_held_out import bulletin, magazine, manual
from benchmarks.quality.layouts_tables import simple, tables_between_text, tables_in_a_row, with_spans
from benchmarks.quality.layouts_tuned import digest, paper, report
from benchmarks.quality.layouts_tuned_learned import (
    exhibition,
    law_journal,
    official_notices,
    recipes,
    textbook,
)
from benchmarks.quality.layouts_tuned_more import guide, leaflet, newsletter
from benchmarks.quality.layouts_tuned_odd import gazette, handbook, minutes, slides
from benchmarks.quality.layouts_tuned_office import (
    annual_report,
    datasheet,
    memo,
    policy_brief,
    questions,
)
from benchmarks.quality.layouts_tuned_press import front_page, interview, news_sheet, press_release
from benchmarks.quality.layouts_tuned_public import broadsheet, cards, noticeboard, programme
from benchmarks.quality.scanner import TUNED_SCANS, scanned
from benchmarks.quality.scanner_held_out import HELD_OUT_SCANS
from benchmarks.quality.table_drawing import Look
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
_VOCABULARY: dict[Half, Vocabulary] = {"tuned": "reports", "held_out": "essays"}


@dataclass(frozen=True, slots=True)
class Family:
    """`subject`: the lines of the table it is scored under. `scan` names one of SCANS; empty for none."""

    name: str
    half: Half
    subject: Subject
    layout: Layout
    typeface: str
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
    composer = Composer(rng, _VOCABULARY[family.half], TYPEFACES[family.typeface])
    family.layout(composer)
    pdf = composer.bytes()
    if family.scan:
        pdf = scanned(pdf, SCANS[family.scan], rng)
    return Made(family, number, pdf, composer.truth)


def _tuned(subject: Subject, name: str, layout: Layout, typeface: str, scan: str = "") -> Family:
    return Family(f"tuned-{name}", "tuned", subject, layout, typeface, scan)


def _held_out(subject: Subject, name: str, layout: Layout, typeface: str, scan: str = "") -> Family:
    return Family(f"held-out-{name}", "held_out", subject, layout, typeface, scan)


_between: Callable[..., Layout] = tables_between_text
_in_a_row: Callable[..., Layout] = tables_in_a_row

FAMILIES = (
    _tuned("digital", "report", report, "helvetica"),
    _tuned("digital", "paper", paper, "times"),
    _tuned("digital", "digest", digest, "noto sans"),
    _tuned("digital", "gazette", gazette, "times"),
    _tuned("digital", "handbook", handbook, "helvetica"),
    _tuned("digital", "minutes", minutes, "times"),
    _tuned("digital", "slides", slides, "noto sans"),
    _tuned("digital", "guide", guide, "cascadia"),
    _tuned("digital", "newsletter", newsletter, "helvetica"),
    _tuned("digital", "leaflet", leaflet, "noto sans"),
    _tuned("digital", "noticeboard", noticeboard, "helvetica"),
    _tuned("digital", "cards", cards, "noto sans"),
    _tuned("digital", "broadsheet", broadsheet, "times"),
    _tuned("digital", "programme", programme, "times"),
    _tuned("digital", "drawn", drawn, "helvetica"),
    _tuned("digital", "drawn-serif", drawn, "times"),
    _tuned("digital", "drawn-noto", drawn, "noto sans"),
    _tuned("digital", "front-page", front_page, "times"),
    _tuned("digital", "news-sheet", news_sheet, "noto sans"),
    _tuned("digital", "press-release", press_release, "helvetica"),
    _tuned("digital", "interview", interview, "helvetica"),
    _tuned("digital", "memo", memo, "times"),
    _tuned("digital", "datasheet", datasheet, "helvetica"),
    _tuned("digital", "policy-brief", policy_brief, "noto sans"),
    _tuned("digital", "annual-report", annual_report, "helvetica"),
    _tuned("digital", "questions", questions, "cascadia"),
    _tuned("digital", "law-journal", law_journal, "times"),
    _tuned("digital", "official-notices", official_notices, "times"),
    _tuned("digital", "textbook", textbook, "noto sans"),
    _tuned("digital", "exhibition", exhibition, "helvetica"),
    _tuned("digital", "recipes", recipes, "noto sans"),
    _tuned("clean scan", "report-flatbed", report, "times", "flatbed"),
    _tuned("clean scan", "digest-flatbed", digest, "helvetica", "flatbed"),
    _tuned("clean scan", "newsletter-copier", newsletter, "helvetica", "copier"),
    _tuned("clean scan", "handbook-copier", handbook, "cascadia", "copier"),
    _tuned("clean scan", "leaflet-copier", leaflet, "noto sans", "copier"),
    _tuned("clean scan", "slides-copier", slides, "noto sans", "copier"),
    _tuned("clean scan", "programme-copier", programme, "times", "copier"),
    _tuned("clean scan", "drawn-copier", drawn, "times", "copier"),
    _tuned("noisy scan", "report-askew", report, "helvetica", "fed askew"),
    _tuned("noisy scan", "paper-askew", paper, "times", "fed askew"),
    _tuned("noisy scan", "digest-fax", digest, "times", "fax"),
    _tuned("noisy scan", "minutes-dusty", minutes, "helvetica", "dusty glass"),
    _tuned("noisy scan", "gazette-speckled", gazette, "helvetica", "speckled"),
    _tuned("noisy scan", "guide-worn", guide, "cascadia", "worn"),
    _tuned("noisy scan", "cards-worn", cards, "noto sans", "worn"),
    _tuned("noisy scan", "noticeboard-worn", noticeboard, "helvetica", "worn"),
    _tuned("noisy scan", "broadsheet-worn", broadsheet, "times", "worn"),
    _tuned("noisy scan", "drawn-worn", drawn, "noto sans", "worn"),
    _tuned("turned scan", "report-sideways", report, "times", "sideways"),
    _tuned("turned scan", "digest-upside-down", digest, "helvetica", "upside down"),
    _tuned("ruled", "ruled", _between(simple((4, 10), (3, 6)), Look("all")), "helvetica"),
    _tuned("half-ruled", "booktabs", _between(simple((4, 10), (3, 6)), Look("booktabs")), "times"),
    _tuned("borderless", "borderless", _between(simple((4, 10), (3, 5)), Look("none")), "helvetica"),
    _tuned("spans", "spans", _between(with_spans((4, 8), (4, 5)), Look("all")), "noto sans"),
    _tuned("spans", "spans-booktabs", _between(with_spans((4, 8), (4, 5)), Look("booktabs")), "times"),
    _tuned(
        "scanned tables",
        "ruled-flatbed",
        _between(simple((4, 9), (3, 5)), Look("all")),
        "helvetica",
        "flatbed",
    ),
    _tuned(
        "scanned tables",
        "booktabs-flatbed",
        _between(simple((4, 9), (3, 5)), Look("booktabs")),
        "times",
        "flatbed",
    ),
    _tuned(
        "scanned tables",
        "borderless-copier",
        _between(simple((4, 9), (3, 5)), Look("none")),
        "helvetica",
        "copier",
    ),
    _tuned(
        "scanned tables",
        "spans-booktabs-worn",
        _between(with_spans((4, 8), (4, 5)), Look("booktabs")),
        "times",
        "worn",
    ),
    _held_out("digital", "magazine", magazine, "ubuntu"),
    _held_out("digital", "manual", manual, "courier"),
    _held_out("digital", "bulletin", bulletin, "firago"),
    _held_out("clean scan", "magazine-photocopy", magazine, "ubuntu", "photocopy"),
    _held_out("clean scan", "manual-photocopy", manual, "courier", "photocopy"),
    _held_out("noisy scan", "manual-old-copy", manual, "courier", "old copy"),
    _held_out("noisy scan", "bulletin-old-copy", bulletin, "firago", "old copy"),
    _held_out("turned scan", "magazine-sideways", magazine, "ubuntu", "copied sideways"),
    _held_out("turned scan", "manual-upside-down", manual, "courier", "copied upside down"),
    _held_out(
        "ruled",
        "thick-ruled",
        _in_a_row(simple((3, 8), (4, 6)), Look("all", 9, 2.5, 1.2, bold_header=False, numbers_right=False)),
        "ubuntu",
    ),
    _held_out(
        "half-ruled", "row-ruled", _in_a_row(simple((3, 8), (4, 6)), Look("rows", 9, 3.0, 0.5)), "firago"
    ),
    _held_out(
        "borderless",
        "banded",
        _in_a_row(simple((4, 9), (4, 6)), Look("none", 8.5, 2.5, banded=True, bold_header=False)),
        "ubuntu",
    ),
    _held_out(
        "spans",
        "spans-rows",
        _in_a_row(with_spans((4, 6), (4, 6)), Look("rows", 9, 2.5, numbers_right=False)),
        "firago",
    ),
    _held_out(
        "spans", "spans-thick", _in_a_row(with_spans((4, 6), (4, 6)), Look("all", 9, 2.5, 1.1)), "ubuntu"
    ),
    _held_out(
        "scanned tables",
        "thick-photocopy",
        _in_a_row(simple((4, 8), (4, 5)), Look("all", 10, 3.0, 1.2, numbers_right=False)),
        "ubuntu",
        "photocopy",
    ),
    _held_out(
        "scanned tables",
        "rows-photocopy",
        _in_a_row(simple((4, 8), (4, 5)), Look("rows", 10, 3.0)),
        "firago",
        "photocopy",
    ),
)
