"""Text of made-up networks' distributions."""

import numpy as np
import pytest

from agents.models.ctc import Decoder
from agents.models.onnx_session import Floats

LABELS = ("a", "b", "c", "i", "\u00ef", ")")
CLASSES = ("", *LABELS, " ")


def told(*steps: dict[str, float]) -> Floats:
    """What is left of a step's certainty is the blank's."""
    made = np.zeros((len(steps), len(CLASSES)), dtype=np.float32)
    for number, step in enumerate(steps):
        for character, probability in step.items():
            made[number, CLASSES.index(character)] = probability
        made[number, 0] += 1 - sum(step.values())
    return made


BLANK: dict[str, float] = {}


def test_repeats_and_blanks_are_left_out() -> None:
    steps = told({"a": 0.9}, {"a": 0.8}, BLANK, {"a": 0.7}, {"b": 0.8})
    reading = Decoder(LABELS)(steps)
    assert reading.text == "aab"
    assert reading.score == pytest.approx(0.8)
    assert reading.steps == (0, 3, 4)


def test_nothing_read_scores_nothing() -> None:
    assert Decoder(LABELS)(told(BLANK, {"a": 0.3})) == ("", 0.0, ())


def test_a_space_that_is_deemed_possible_between_two_characters_is_one() -> None:
    assert Decoder(LABELS)(told({")": 1.0}, {" ": 0.06}, {"a": 1.0})) == (") a", 1.0, (0, 1, 2))
    assert Decoder(LABELS)(told({"b": 1.0}, {" ": 0.02}, {"a": 1.0}))[0] == "ba"


def test_a_space_that_was_read_is_not_doubled() -> None:
    steps = told({"b": 1.0}, {" ": 0.4}, {" ": 0.9}, {" ": 0.4}, {"a": 1.0}, {" ": 0.4})
    assert Decoder(LABELS)(steps)[0] == "b a"


def test_a_second_dot_that_is_deemed_possible_is_one() -> None:
    assert Decoder(LABELS)(told({"a": 1.0}, {"i": 0.8, "\u00ef": 0.2}, {"b": 1.0}))[0] == "a\u00efb"
    assert Decoder(LABELS)(told({"a": 1.0}, {"i": 0.95, "\u00ef": 0.01}, {"b": 1.0}))[0] == "aib"


@pytest.mark.parametrize("order", ["i\u00ef", "\u00efi"])
def test_one_letter_read_with_one_dot_and_with_two_is_one(order: str) -> None:
    halves = [{one: 0.7, other: 0.15} for one, other in zip(order, reversed(order), strict=True)]
    assert Decoder(LABELS)(told({"a": 1.0}, *halves, {"b": 1.0}))[0] == "a\u00efb"


def test_two_letters_i_with_a_blank_between_them_are_two() -> None:
    assert Decoder(LABELS)(told({"i": 1.0}, BLANK, {"i": 1.0}))[0] == "ii"


def test_a_network_without_such_letters_is_read_all_the_same() -> None:
    made = np.array([[0.1, 0.8, 0.1], [0.2, 0.1, 0.7], [0.1, 0.8, 0.1]], dtype=np.float32)
    assert Decoder(("x",))(made)[0] == "x x"
