"""What systems give becomes one shape, is scored, and becomes a table."""

from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality import docling_reading, markdown_reading
from benchmarks.quality.alternatives.find_tables import FindTables
from benchmarks.quality.alternatives.plain_text import PlainText
from benchmarks.quality.alternatives.reader import read_all
from benchmarks.quality.families import FAMILIES
from benchmarks.quality.family import Made, make
from benchmarks.quality.groups import Group, groups
from benchmarks.quality.guises import in_guise
from benchmarks.quality.measuring import Sample
from benchmarks.quality.report import document
from benchmarks.quality.scores import LINES, scores
from benchmarks.quality.table import rows, told
from benchmarks.quality.truth import Cell, Heading

SUBJECTS = {family.name: str(family.subject) for family in FAMILIES}


def made_of(name: str) -> Made:
    family = next(family for family in FAMILIES if family.name == name)
    return make(replace(family, typeface="helvetica"), 0)


def item(number: int, label: str, text: str, top: float = 0.0, **others: Any) -> dict[str, Any]:
    return {
        "self_ref": f"#/texts/{number}",
        "label": label,
        "text": text,
        "content_layer": "body",
        "children": [],
        "prov": [{"page_no": 1, "bbox": {"l": 0, "t": top, "r": 9, "b": top + 9}}],
        **others,
    }


def test_a_docling_document_is_read_in_the_order_of_its_body() -> None:
    table = item(
        0,
        "table",
        "",
        40,
        data={"table_cells": [cell("a", 0, 0, 1), cell("b", 1, 0, 1), cell("c", 1, 1, 2)]},
        captions=[{"$ref": "#/texts/2"}],
        children=[{"$ref": "#/texts/2"}],
    )
    texts = [
        item(0, "title", "Top"),
        item(1, "list_item", "first", marker="1."),
        item(2, "caption", "Above the table", 20),
        item(3, "section_header", "Part", level=2),
        item(4, "page_footer", "Page 3", content_layer="furniture"),
    ]
    refs = ["#/texts/0", "#/texts/1", "#/tables/0", "#/texts/3", "#/texts/4"]
    read = docling_reading.extraction_of(
        {"texts": texts, "tables": [table], "body": {"children": [{"$ref": ref} for ref in refs]}}
    )
    assert read.text == ["Top", "1. first", "Above the table", "a", "b", "c", "Part"]
    assert read.margins == ["Page 3"]
    assert read.headings == [Heading("Top", 0), Heading("Part", 2)]
    assert read.tables == [(Cell(0, 0, "a"), Cell(1, 0, "b"), Cell(1, 1, "c", col_span=2))]


def cell(text: str, row: int, col: int, col_span: int) -> dict[str, Any]:
    return {
        "text": text,
        "start_row_offset_idx": row,
        "end_row_offset_idx": row + 1,
        "start_col_offset_idx": col,
        "end_col_offset_idx": col + col_span,
    }


def test_markdown_is_read_with_headings_numbers_and_tables() -> None:
    read = markdown_reading.extraction_of(
        "# **Top**\n\nSome *plain*\ntext\n\n2. second\n\n**==> picture [9 x 9] omitted <==**\n\n"
        "|A|B|\n|---|---|\n|**one**|two<br>lines|\n\n### Part\n"
    )
    assert [piece for piece in read.text if piece.strip("*")] == [
        "Top",
        "Some plain text",
        "2",
        "second",
        *("A", "B", "one", "two lines"),
        "Part",
    ]
    assert read.headings == [Heading("Top", 1), Heading("Part", 3)]
    assert read.tables == [(Cell(0, 0, "A"), Cell(0, 1, "B"), Cell(1, 0, "one"), Cell(1, 1, "two lines"))]


def test_find_tables_gives_a_ruled_table_with_its_spans(tmp_path: Path) -> None:
    made = made_of("tuned-spans")
    path = tmp_path / "spans.pdf"
    path.write_bytes(made.pdf)
    assert scores(made, FindTables().read(path))["teds"] > 0.95


def test_plain_text_of_a_page_in_one_column_is_scored_as_read_in_order(tmp_path: Path) -> None:
    made = made_of("tuned-report")
    path = tmp_path / "report.pdf"
    path.write_bytes(made.pdf)
    found = scores(made, PlainText().read(path))
    assert found["word_recall"] == 1.0
    assert found["order"] > 0.95
    assert found["headings_f1"] == 0.0


def test_an_alternative_reads_each_file_in_a_process_of_its_own_and_is_timed_there(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.pdf" for name in ("tuned-report", "tuned-ruled")]
    for path in paths:
        path.write_bytes(made_of(path.stem).pdf)
    timed = read_all(PlainText, paths)
    assert [one.extraction for one in timed] == [PlainText().read(path) for path in paths]
    assert all(0 < one.seconds < 60 for one in timed)


class Broken(PlainText):
    def __init__(self) -> None:
        raise ImportError("not installed")


def test_an_alternative_that_cannot_be_loaded_ends_the_run_rather_than_hang_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BrokenProcessPool):
        read_all(Broken, [tmp_path / "any.pdf"])
    assert "not installed" in capfd.readouterr().err


def sample(system: str, made: Made, pages_per_s: float = 1.0, **given: float) -> Sample:
    return Sample(system, Group(made.family.half, "digital", (made,)), made, given, pages_per_s)


def test_a_line_holds_the_mean_and_stands_against_the_best_alternative() -> None:
    made = made_of("tuned-report")
    samples = [
        sample("octavo", made, 4.0, word_recall=0.9),
        sample("octavo", made, 4.0, word_recall=1.0),
        sample("one", made, 2.0, word_recall=0.96),
        sample("other", made, 8.0, word_recall=0.94),
    ]
    words, speed = rows([one.row() for one in samples], SUBJECTS)
    assert words["octavo"] == pytest.approx(0.95)
    assert (words["target"], words["target_met"]) == (0.995, False)
    assert (words["best_alternative"], words["standing"]) == ("one", "worse")
    assert (speed["line"], speed["octavo"], speed["best_alternative"]) == (
        "speed, digital (pages/s)",
        4.0,
        "other",
    )


def test_the_document_tells_every_line_and_every_family() -> None:
    made = made_of("tuned-report")
    lines = rows([sample("octavo", made, word_recall=1.0).row()], SUBJECTS)
    content = {
        "rows": lines,
        "at": "2026-01-31T10:00:00+00:00",
        "commit": "abc",
        "took_s": 12.0,
        "machine": {"cpu": "A CPU", "cores": 2, "memory_gb": 8.0, "python": "3.11.4"},
        "pages_per_family": 2,
        "load_average_before": (0.5, 0.5, 0.5),
        "versions": {"pymupdf": "1.28.2"},
    }
    text = document(content)
    assert "| words, digital | tuned | 0.995 met | 1.000 |" in text
    assert all(family.name in text for family in FAMILIES)
    assert told(lines) in text
    assert "`abc`" in text


def test_only_families_that_a_line_needs_are_made() -> None:
    ruled = [line for line in LINES if line.subject == "ruled"]
    (group,) = groups(("tuned",), ruled, 3, 0)
    assert {made.family.name for made in group.documents} == {"tuned-ruled"}
    assert group.pages == 4
    assert [one.name for one in group.alternatives()] == ["pymupdf4llm", "pymupdf find_tables"]


def test_tuned_layouts_are_made_in_another_guise_and_held_out_ones_never_are() -> None:
    scanned = in_guise(FAMILIES, typeface="times", scan="fax")
    assert {(family.half, family.typeface, family.scan) for family in scanned} == {("tuned", "times", "fax")}
    assert {family.subject for family in scanned} == {"noisy scan", "scanned tables"}
    assert {f.name for f in scanned} == {f.name for f in FAMILIES if f.half == "tuned" and not f.scan}
    assert in_guise(FAMILIES) == list(FAMILIES)
    (group,) = groups(("held_out", "tuned"), LINES, 1, 0, [f for f in scanned if f.name == "tuned-memo"])
    (made,) = group.documents
    assert made.truth.text() == made_of("tuned-memo").truth.text()
