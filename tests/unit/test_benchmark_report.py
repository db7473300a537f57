"""The document that is written from figures: its tables, its targets, and what was not measured."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.report import best, document
from benchmarks.sections import SECTIONS
from benchmarks.tables import WIDE, number, quantity, table
from benchmarks.targets import TARGETS, Figure, targets_table
from tests.unit.test_benchmark_results import measured


def cells(text: str) -> list[list[str]]:
    return [line[2:-2].split(" | ") for line in text.splitlines() if not line.startswith("|---")]


def test_names_become_headings_with_the_units_of_people() -> None:
    rows = [
        {"way": "one", "held_peak_bytes": 11_220_000, "p99_s": 0.25, "cpu_ms_per_page": 1.5},
        {"way": "two", "held_peak_bytes": 4.5e8, "p99_s": 0.5},
    ]
    assert cells(table(rows)) == [
        ["way", "held peak, MB", "p99, ms", "CPU ms/page"],
        ["one", "11.2", "250", "1.50"],
        ["two", "450", "500", ""],
    ]


def test_seconds_stay_seconds_where_one_of_them_is_long() -> None:
    assert cells(table([{"p50_s": 0.5}, {"p50_s": 12.25}])) == [["p50, s"], ["0.500"], ["12.2"]]


def test_a_table_shows_the_columns_asked_for_and_none_that_is_empty() -> None:
    rows = [{"a": 1, "b": None, "c": 3}]
    assert cells(table(rows, ("c", "b", "missing", "a"))) == [["c", "a"], ["3", "1"]]
    assert table([]) == table(rows, ("missing",)) == ""


def test_a_table_too_wide_to_read_is_turned() -> None:
    lines = cells(table([{f"figure {n}": n for n in range(WIDE + 1)}]))
    assert lines[0] == ["", "1"]
    assert lines[-1] == [f"figure {WIDE}", str(WIDE)]


def test_a_bar_within_a_cell_does_not_end_it() -> None:
    assert "one \\| two" in table([{"case": "one | two"}])


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, ""), (math.nan, ""), (True, "yes"), (8415, "8,415"), (8415.3, "8,415"), (18.39, "18.4"),
        (3.434, "3.43"), (0.9876, "0.988"), (16.0, "16"), (["batched", "queued"], "batched, queued"),
    ],
)  # fmt: skip
def test_a_number_has_as_many_digits_as_count(value: object, told: str) -> None:
    assert number(value) == told


@given(st.floats(1e-3, 1e9))
def test_a_number_is_never_off_by_more_than_its_last_digit(value: float) -> None:
    assert float(number(value).replace(",", "")) == pytest.approx(value, rel=0.006, abs=0.0006)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("single_25_s", 3.4343, "3.434 s"), ("api_held_bytes_30", 392_700_000, "392.7 MB"),
        ("huge_document_rss_bytes", 1.5e9, "1.5 GB"), ("cpu_ms_per_page", 1.6333, "1.633 ms a page"),
        ("added_worker_speedup_15s", 1.85, "1.85"), ("jain_min", 1.0, "1"),
    ],
)  # fmt: skip
def test_a_figure_alone_is_told_with_its_unit(name: str, value: float, told: str) -> None:
    assert quantity(name, value) == told


def test_a_target_is_met_missed_or_not_measured() -> None:
    figures = {
        "single_25_s": Figure(3.3, "mission", "full"),
        "jain_min": Figure(0.97, "fairness", "quick"),
        "huge_document_rss_bytes": Figure(1.5e9, "huge", "full"),
    }
    lines = {line[0]: line[1:] for line in cells(targets_table(figures))}
    assert lines["one request of 25 pages"] == ["at most 3.3 s", "3.3 s", "yes", "mission, full"]
    worst = lines["Jain's index of backlogged tenants, the lowest"]
    assert worst == ["at least 0.98", "0.97", "**no**, roughly", "fairness, quick"]
    assert lines["2,000-page document: RSS of any process"][:3] == ["less than 1.5 GB", "1.5 GB", "**no**"]
    assert lines["`octavo run` of one page"][1] == "not measured"
    assert len(lines) == len(TARGETS) + 1


def test_a_full_measurement_is_shown_before_a_later_quick_one() -> None:
    full, quick = measured("flat", "2026-01-01"), measured("flat", "2026-02-02", mode="quick")
    assert best([quick, full]) == best([full, quick]) == {"flat": full}
    later = measured("flat", "2026-03-03", mode="quick")
    assert best([quick, later]) == {"flat": later}


def test_every_scenario_says_what_where_and_how_or_that_it_was_not_measured() -> None:
    content = measured(
        "processor",
        says="On pages that weigh nothing.",
        figures={"cpu_ms_per_page": 2.5},
        rows=[{"pages": 1000, "cpu_ms_per_page": 2.5, "unheard_of": 1}],
        took_s=12.3,
    )
    text = document({"processor": content}, ())
    section = text.partition(f"## {SECTIONS['processor'].title}\n")[2].partition("\n## ")[0]
    assert "On pages that weigh nothing." in section
    assert cells(section.partition("|")[1] + section.partition("|")[2].partition("\n\n")[0]) == [
        ["pages", "CPU ms/page"],
        ["1,000", "2.50"],
    ]
    assert "in 12 s at commit `aaa`, mode full, on a processor, 2 cores" in section
    assert "`python -m benchmarks full processor`" in section
    assert text.count("Not measured yet.") == len(SECTIONS) - 1
    assert "| 2.5 ms a page | yes | processor, full |" in text


def test_a_plot_is_shown_where_one_was_drawn_and_a_new_scenario_gets_a_section() -> None:
    contents = {
        "flat": measured("flat", rows=[{"load": "30 x 25"}]),
        "night_shift": measured("night_shift", rows=[{"pages": 3}]),
    }
    text = document(contents, {"flat"})
    assert "](benchmarks/flat.svg)" in text
    assert "## Night shift\n" in text
    assert ".svg)" not in document(contents, ())
