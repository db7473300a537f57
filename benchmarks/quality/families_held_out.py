"""The families that are scored and nothing else."""

from collections.abc import Callable

from benchmarks.quality.composer import Layout
from benchmarks.quality.family import Family, Subject
from benchmarks.quality.layouts_held_out import magazine, manual
from benchmarks.quality.layouts_tables import simple, tables_in_a_row, with_spans
from benchmarks.quality.table_drawing import Look


def _held_out(subject: Subject, name: str, layout: Layout, typeface: str, scan: str = "") -> Family:
    return Family(f"held-out-{name}", "held_out", subject, layout, typeface, "essays", scan)


_in_a_row: Callable[..., Layout] = tables_in_a_row

HELD_OUT = (
    _held_out("digital", "magazine", magazine, "ubuntu"),
    _held_out("digital", "manual", manual, "courier"),
    _held_out("clean scan", "magazine-photocopy", magazine, "ubuntu", "photocopy"),
    _held_out("clean scan", "manual-photocopy", manual, "courier", "photocopy"),
    _held_out("noisy scan", "manual-old-copy", manual, "courier", "old copy"),
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
