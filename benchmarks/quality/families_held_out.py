"""The families that are scored and nothing else."""

from collections.abc import Callable

from benchmarks.quality.composer import Layout
from benchmarks.quality.family import Family, Subject
from benchmarks.quality.layouts_held_out import magazine, manual
from benchmarks.quality.layouts_held_out_form import application
from benchmarks.quality.layouts_held_out_hospital import discharge
from benchmarks.quality.layouts_held_out_journal import clinical_article
from benchmarks.quality.layouts_held_out_lexicon import lexicon
from benchmarks.quality.layouts_held_out_parliament import debate
from benchmarks.quality.layouts_held_out_safety import safety_sheet
from benchmarks.quality.layouts_held_out_statute import statute
from benchmarks.quality.layouts_held_out_tables import (
    tables_across_a_sheet,
    tables_within_columns,
    totalled,
)
from benchmarks.quality.layouts_held_out_travel import itinerary
from benchmarks.quality.layouts_tables import simple, tables_in_a_row, with_spans
from benchmarks.quality.table_drawing import Look


def _essays(subject: Subject, name: str, layout: Layout, typeface: str, scan: str = "") -> Family:
    return Family(f"held-out-{name}", "held_out", subject, layout, typeface, "essays", scan)


def _sciences(subject: Subject, name: str, layout: Layout, typeface: str, scan: str = "") -> Family:
    return Family(f"held-out-{name}", "held_out", subject, layout, typeface, "sciences", scan)


_in_a_row: Callable[..., Layout] = tables_in_a_row
_across: Callable[..., Layout] = tables_across_a_sheet
_within: Callable[..., Layout] = tables_within_columns

_FIRST = (
    _essays("digital", "magazine", magazine, "ubuntu"),
    _essays("digital", "manual", manual, "courier"),
    _essays("clean scan", "magazine-photocopy", magazine, "ubuntu", "photocopy"),
    _essays("clean scan", "manual-photocopy", manual, "courier", "photocopy"),
    _essays("noisy scan", "manual-old-copy", manual, "courier", "old copy"),
    _essays("turned scan", "magazine-sideways", magazine, "ubuntu", "copied sideways"),
    _essays("turned scan", "manual-upside-down", manual, "courier", "copied upside down"),
    _essays(
        "ruled",
        "thick-ruled",
        _in_a_row(simple((3, 8), (4, 6)), Look("all", 9, 2.5, 1.2, bold_header=False, numbers_right=False)),
        "ubuntu",
    ),
    _essays(
        "half-ruled", "row-ruled", _in_a_row(simple((3, 8), (4, 6)), Look("rows", 9, 3.0, 0.5)), "firago"
    ),
    _essays(
        "borderless",
        "banded",
        _in_a_row(simple((4, 9), (4, 6)), Look("none", 8.5, 2.5, banded=True, bold_header=False)),
        "ubuntu",
    ),
    _essays(
        "spans",
        "spans-rows",
        _in_a_row(with_spans((4, 6), (4, 6)), Look("rows", 9, 2.5, numbers_right=False)),
        "firago",
    ),
    _essays(
        "spans", "spans-thick", _in_a_row(with_spans((4, 6), (4, 6)), Look("all", 9, 2.5, 1.1)), "ubuntu"
    ),
    _essays(
        "scanned tables",
        "thick-photocopy",
        _in_a_row(simple((4, 8), (4, 5)), Look("all", 10, 3.0, 1.2, numbers_right=False)),
        "ubuntu",
        "photocopy",
    ),
    _essays(
        "scanned tables",
        "rows-photocopy",
        _in_a_row(simple((4, 8), (4, 5)), Look("rows", 10, 3.0)),
        "firago",
        "photocopy",
    ),
)
_TEXTS = (
    _sciences(
        "clean scan", "clinical-article-office-scanner", clinical_article, "ubuntu mono", "office scanner"
    ),
    _sciences("clean scan", "lexicon-sheet-feeder", lexicon, "noto serif", "sheet feeder"),
    _sciences("clean scan", "safety-sheet-sheet-feeder", safety_sheet, "fira mono", "sheet feeder"),
    _sciences("noisy scan", "statute-archive", statute, "courier", "archive"),
    _sciences("noisy scan", "itinerary-desk-camera", itinerary, "firago", "desk camera"),
    _sciences("noisy scan", "discharge-thrifty", discharge, "ubuntu", "thrifty"),
    _sciences("turned scan", "application-fed-sideways", application, "firago", "fed sideways"),
    _sciences("turned scan", "debate-fed-upside-down", debate, "ubuntu", "fed upside down"),
)
_FRESH = (
    _sciences("digital", "statute", statute, "noto serif"),
    _sciences("digital", "discharge", discharge, "ubuntu mono"),
    _sciences("digital", "safety-sheet", safety_sheet, "firago"),
    _sciences("digital", "clinical-article", clinical_article, "noto serif"),
    _essays("digital", "debate", debate, "noto serif"),
    _essays("digital", "itinerary", itinerary, "ubuntu"),
    _essays("digital", "application", application, "ubuntu"),
    _essays("digital", "lexicon", lexicon, "firago"),
    _sciences("clean scan", "discharge-office-scanner", discharge, "firago", "office scanner"),
    _essays("noisy scan", "debate-archive", debate, "noto serif", "archive"),
)
_TABLES = (
    _sciences(
        "ruled", "double-ruled", _across(simple((6, 11), (5, 8)), Look("double", 9, 3.5, 0.6)), "noto serif"
    ),
    _sciences(
        "ruled",
        "open-ruled",
        _within(simple((3, 6), (3, 3)), Look("open", 7.5, 2.5, 0.5, bold_first=True, text_width_pt=90)),
        "firago",
    ),
    _sciences(
        "half-ruled",
        "header-band",
        _within(
            totalled(simple((4, 8), (3, 3))), Look("band", 7.5, 4.0, 0.8, bold_last=True, text_width_pt=90)
        ),
        "ubuntu",
    ),
    _sciences(
        "half-ruled", "names-ruled", _across(simple((6, 11), (5, 8)), Look("groups", 9.5, 5.5, 0.6)), "firago"
    ),
    _sciences(
        "borderless",
        "bold-names",
        _across(totalled(simple((5, 9), (4, 6))), Look("none", 9.5, 6.0, bold_first=True, bold_last=True)),
        "noto serif",
    ),
    _sciences(
        "spans",
        "spans-double",
        _across(with_spans((4, 8), (5, 7)), Look("double", 9, 3.0, 0.6, bold_last=True)),
        "ubuntu",
    ),
    _sciences(
        "spans",
        "spans-open",
        _in_a_row(with_spans((4, 6), (4, 5)), Look("open", 9.5, 4.0, 0.8, bold_first=True)),
        "firago",
    ),
    _sciences(
        "scanned tables",
        "open-office-scanner",
        _across(simple((5, 9), (4, 6)), Look("open", 10, 3.5, 0.8)),
        "noto serif",
        "office scanner",
    ),
    _sciences(
        "scanned tables",
        "header-band-sheet-feeder",
        _across(totalled(simple((5, 9), (4, 6))), Look("band", 10, 5.0, 0.8, bold_last=True)),
        "ubuntu",
        "sheet feeder",
    ),
)
HELD_OUT = _FIRST + _TEXTS + _FRESH + _TABLES
