"""Marks and what follows them."""

import pytest

from agents.reading.lists.sequences import Placed, links_of, mark_of


def chains(*texts: str, left_pt: float = 50) -> list[list[int]]:
    return links_of([Placed(mark, left_pt) for text in texts if (mark := mark_of(text))]).chains


@pytest.mark.parametrize(
    "text",
    ["1984. That year", "12 ships", "(see below)", "[1] Nansen", "z.B. this", "(a", "e.g. ships", "2.1) x"],
)
def test_what_is_no_mark(text: str) -> None:
    assert mark_of(text) is None


def test_letters_and_roman_numbers_are_told_by_what_comes_next() -> None:
    assert chains("(h) x", "(i) y", "(j) z") == [[0, 1, 2]]
    assert chains("(i) x", "(ii) y", "(iii) z", "(iv) z") == [[0, 1, 2, 3]]
    assert chains("(i) x", "(iii) y") == []


def test_marks_of_one_margin_may_be_in_one_another() -> None:
    assert chains("(a) x", "(b) y", "(i) y", "(ii) y", "(c) z") == [[0, 1, 4], [2, 3]]


def test_marks_of_other_styles_and_margins_do_not_follow() -> None:
    assert chains("1. x", "(2) y", "2) y") == []
    marks = [Placed(mark, left) for text, left in (("1. x", 50), ("2. y", 70)) if (mark := mark_of(text))]
    assert links_of(marks).chains == []


def test_parts_of_a_number_follow_it_and_the_next_number_follows_them() -> None:
    def nested(*texts: str) -> set[int]:
        return links_of([Placed(mark, 50) for text in texts if (mark := mark_of(text))]).nested

    assert nested("2. x", "2.1 y") == {0, 1}
    assert nested("2.4 x", "3. y") == {0, 1}
    assert nested("2. x", "2.2 y") == set()
    assert nested("9.15 x", "10.30 y") == set()


def test_very_many_marks_are_read_in_bounded_time() -> None:
    assert len(chains(*(f"{at % 7 * 100 + 1}. x" for at in range(20_000)))) == 0


def test_a_number_in_parts_that_is_alone_in_its_column_counts_on_from_those_in_another() -> None:
    def linked(*placed: tuple[str, float]) -> list[list[int]]:
        return links_of([Placed(mark, left) for text, left in placed if (mark := mark_of(text))]).chains

    assert linked(("8.3 z", 300), ("8.1 x", 50), ("8.2 y", 50)) == [[1, 2, 0]]
    assert linked(("8.2 y", 300), ("8.3 z", 300), ("8.1 x", 50)) == [[2, 0, 1]]
    assert linked(("3. z", 300), ("1. x", 50), ("2. y", 50)) == [[1, 2]]
    assert linked(("8.5 z", 300), ("8.1 x", 50), ("8.2 y", 50)) == [[1, 2]]
