"""The scores of the quality benchmark, on cases worked out by hand."""

import pytest

from benchmarks.quality.extraction import Extraction
from benchmarks.quality.families import FAMILIES
from benchmarks.quality.family import Made
from benchmarks.quality.headings import headings_f1, level_accuracy
from benchmarks.quality.scores import scores
from benchmarks.quality.teds import document_teds, teds
from benchmarks.quality.truth import Block, Cell, Heading, Truth
from benchmarks.quality.words import normalised, order, recall

SMALL = (Cell(0, 0, "ab"), Cell(0, 1, "xyz"))
SQUARE = (Cell(0, 0, "a"), Cell(0, 1, "b"), Cell(1, 0, "c"), Cell(1, 1, "d"))


def test_words_are_compared_without_case_edges_and_kinds_of_dashes() -> None:
    assert normalised(["“Efﬁcient”, co\u2010op", "(12.5%)  \u2013 •"]) == ["efficient", "co-op", "12.5"]


def test_a_word_counts_as_often_as_it_stands_there() -> None:
    assert recall(["a", "a", "b", "c"], ["c", "a", "x"]) == 0.5
    assert recall([], ["x"]) == 1.0


def test_order_is_the_edit_distance_over_the_longer_sequence() -> None:
    assert order([["a", "b", "c", "d"]], ["a", "c", "d"]) == 0.75
    assert order([["a", "b"]], ["a", "b", "x", "y"]) == 0.5
    assert order([["a", "b", "c", "d"]], ["c", "d", "a", "b"]) == 0.0


def test_a_word_of_a_header_that_stands_in_the_text_as_well_is_not_left_out_of_its_order() -> None:
    truth = Truth(
        [Block("furniture", ("Ports", "2024"), 1), Block("body", ("the", "ports,", "closed"), 1)],
        page_count=1,
    )
    made = Made(FAMILIES[0], 0, b"", truth)
    read = Extraction(text=["the ports, closed"], margins=["Ports 2024"])
    assert scores(made, read) == {"word_recall": 1.0, "order": 1.0}
    unknown = Extraction(text=["Ports 2024", "the ports, closed"])
    assert scores(made, unknown)["order"] == 0.75, "taken for text, but for what stands in headers alone"


def test_the_nearest_of_several_right_orders_counts() -> None:
    assert order([["a", "b", "c"], ["c", "a", "b"]], ["c", "a", "b"]) == 1.0


def test_a_table_is_wholly_like_itself() -> None:
    assert teds(SQUARE, SQUARE) == 1.0


def test_a_text_that_differs_costs_its_edit_distance() -> None:
    """Four nodes: the table, a row, two cells."""
    assert teds(SMALL, (Cell(0, 0, "ab"), Cell(0, 1, "pqr"))) == 1 - 1 / 4
    assert teds(SMALL, (Cell(0, 0, "ax"), Cell(0, 1, "xyz"))) == 1 - 0.5 / 4


def test_a_column_that_is_missing_costs_a_node_a_row() -> None:
    assert teds(SQUARE, (Cell(0, 0, "a"), Cell(1, 0, "c"))) == pytest.approx(1 - 2 / 7)


def test_a_row_that_is_missing_costs_its_cells_and_itself() -> None:
    assert teds(SQUARE, (Cell(0, 0, "a"), Cell(0, 1, "b"))) == pytest.approx(1 - 3 / 7)


def test_a_span_read_as_two_cells_costs_one_changed_and_one_too_many() -> None:
    assert teds((Cell(0, 0, "a", col_span=2),), (Cell(0, 0, "a"), Cell(0, 1, ""))) == 1 - 2 / 4


def test_a_cell_of_two_lines_read_as_two_rows_costs_the_row_and_half_the_text() -> None:
    """Truth: 3 nodes. Found: 5. A row and its cell are inserted, and `ab cd` lacks 3 of 5 letters."""
    assert teds((Cell(0, 0, "ab cd"),), (Cell(0, 0, "ab"), Cell(1, 0, "cd"))) == pytest.approx(1 - 2.6 / 5)


def test_a_table_too_many_counts_as_much_as_one_missed() -> None:
    assert document_teds([SQUARE, SMALL], [SMALL]) == 0.5
    assert document_teds([SMALL], [SQUARE, SMALL]) == 0.5
    assert document_teds([], []) == 1.0
    assert document_teds([SMALL], []) == 0.0


def test_tables_find_their_counterparts_in_any_order() -> None:
    assert document_teds([SQUARE, SMALL], [SMALL, SQUARE]) == 1.0


def test_headings_are_found_by_their_text_but_for_a_letter() -> None:
    truth = [Heading("Harvest of regional capacity", 1), Heading("Budget", 2)]
    found = [Heading("Harvest of reglonal capacity", 1), Heading("Something else", 2), Heading("Third", 2)]
    assert headings_f1(truth, found) == pytest.approx(2 * 1 / 5)
    assert headings_f1([], []) == 1.0


def test_a_heading_is_found_once() -> None:
    assert headings_f1([Heading("Budget", 1)], [Heading("Budget", 1), Heading("Budget", 1)]) == 2 / 3


def test_levels_are_compared_by_rank() -> None:
    truth = [Heading("Alpha", 1), Heading("Beta", 2), Heading("Gamma", 3)]
    assert level_accuracy(truth, [Heading("Alpha", 0), Heading("Beta", 1), Heading("Gamma", 2)]) == 1.0
    assert level_accuracy(
        truth, [Heading("Alpha", 1), Heading("Beta", 1), Heading("Gamma", 1)]
    ) == pytest.approx(1 / 3)


def test_a_heading_that_was_missed_has_no_right_level() -> None:
    assert level_accuracy([Heading("Alpha", 1), Heading("Beta", 2)], [Heading("Alpha", 1)]) == 0.5


def test_a_table_that_may_be_read_in_two_ways_counts_by_the_nearer_one() -> None:
    spanned = (Cell(0, 0, "a", col_span=2), *SQUARE[2:])
    apart = (Cell(0, 0, "a"), Cell(0, 1, ""), *SQUARE[2:])
    for found in (spanned, apart):
        assert document_teds([spanned], [found], [apart]) == 1.0
    assert document_teds([spanned], [apart]) < 1.0
    assert document_teds([spanned], [SMALL], [spanned]) == document_teds([spanned], [SMALL])
