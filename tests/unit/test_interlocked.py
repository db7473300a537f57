"""Columns whose texts are in no rows, by the places of their lines alone."""

from collections.abc import Sequence

from agents.reading.order.interlocked import are_crossing, interlocked
from schemas.geometry import Box

STEP = 11.0


def lines(tops: Sequence[float], counts: Sequence[int]) -> list[Box]:
    """Texts of so many lines that begin there."""
    return [
        Box(0, top + STEP * at, 100, top + STEP * at + 9)
        for top, count in zip(tops, counts, strict=True)
        for at in range(count)
    ]


def below_each_other(counts: Sequence[int], gap: float = 8.0) -> list[Box]:
    tops = [sum(counts[:at]) * STEP + at * gap for at in range(len(counts))]
    return lines(tops, counts)


def test_texts_of_other_heights_below_each_other_are_in_no_rows() -> None:
    assert interlocked(below_each_other([4, 3, 4, 5, 3, 4]), below_each_other([3, 4, 5, 3, 3, 5]))


def test_texts_that_begin_level_are_in_rows_whatever_their_heights() -> None:
    tops = [0.0, 52.0, 104.0, 156.0, 208.0]
    assert not interlocked(lines(tops, [4, 1, 3, 2, 4]), lines(tops, [2, 4, 4, 3, 1]))


def test_texts_in_the_middle_of_those_beside_them_are_in_rows() -> None:
    tops, counts, others = [0.0, 52.0, 104.0, 156.0, 208.0], [4, 1, 3, 2, 4], [2, 4, 4, 3, 1]
    middle = [top - count * STEP / 2 for top, count in zip(tops, counts, strict=True)]
    beside = [top - count * STEP / 2 for top, count in zip(tops, others, strict=True)]
    assert not interlocked(lines(middle, counts), lines(beside, others))


def test_cells_without_text_part_no_column_from_another() -> None:
    full = [STEP * at for at in range(24)]
    left = [top for at, top in enumerate(full) if at not in (3, 7, 12, 18)]
    right = [top for at, top in enumerate(full) if at not in (5, 9, 15, 21)]
    assert not interlocked(lines(left, [1] * len(left)), lines(right, [1] * len(right)))


def test_few_lines_tell_nothing() -> None:
    assert not interlocked(below_each_other([2, 1, 2]), below_each_other([1, 2, 2]))


def test_columns_that_are_level_halfway_down_are_in_rows_unless_less_is_asked_for() -> None:
    left, right = [3, 3, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3], [3, 3, 4, 3, 3, 3, 4, 4, 3, 4, 4]
    assert not interlocked(below_each_other(left), below_each_other(right))
    assert interlocked(below_each_other(left), below_each_other(right), share=0.25)
    tops = [0.0, 52.0, 104.0, 156.0, 208.0]
    assert not interlocked(lines(tops, [2, 1, 3, 2, 1]), lines(tops, [2, 4, 4, 3, 4]), share=0.25)


def test_texts_as_high_as_those_beside_them_are_in_no_rows_where_many_gaps_are_beside_a_text() -> None:
    left, right = below_each_other([3] * 12), below_each_other([3] * 6 + [5] + [3] * 5)
    assert not interlocked(left, right), "level halfway down"
    assert are_crossing([left, right])


def test_the_gaps_of_rows_are_beside_each_other() -> None:
    left = below_each_other([3] * 12)
    assert not are_crossing([left, left])
    tops = [52.0 * at for at in range(10)]
    names, texts = lines(tops, [1] * 10), lines(tops, [4] * 10)
    assert not are_crossing([names, texts])
    assert not are_crossing([texts, names])


def test_a_few_texts_cross_nothing() -> None:
    assert not are_crossing([below_each_other([3] * 5), below_each_other([5, 3, 3, 3, 3])])
    assert are_crossing([below_each_other([3] * 9), below_each_other([5, *[3] * 8])])
