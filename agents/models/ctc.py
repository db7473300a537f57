"""Text of what a recogniser's network says: Connectionist Temporal Classification (Graves et al., 2006).

The network gives a distribution over characters for every few pixels of a line; the most likely ones are
joined, repeats and the blank class left out. Two things PP-OCR's networks all but miss, and are given here:

- spaces, beside brackets and full stops above all: a space that is deemed possible between two characters is
  one, since within words it is not;
- the second dot of a diaeresis over an i. At times one such letter is read as both, one after the other.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from agents.models.onnx_session import Floats

_SPACE = " "
_MISSED_SPACE = 0.05
"""Probability. Within a word that is read right it is next to none."""
_I = "i\u00ef"
_SECOND_DOT = 0.1
"""Probability. Over a plain i it is next to none."""


class Reading(NamedTuple):
    """`score`: the mean probability of the characters, 0 for none; `steps`: at which step each character of
    the text was read."""

    text: str
    score: float
    steps: tuple[int, ...]


class Decoder:
    """Pure. `labels` are the network's classes from 1 on; 0 is the blank, and the last one is the space."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._characters = np.array(["", *labels, _SPACE])
        self._i = [labels.index(one) + 1 for one in _I if one in labels]

    def __call__(self, probabilities: Floats) -> Reading:
        """From shape (steps along the line, classes)."""
        best = probabilities.argmax(axis=1)
        first = np.ones(len(best), dtype=bool)
        first[1:] = best[1:] != best[:-1]
        if len(self._i) == len(_I):
            plain, dotted = self._i
            best[(best == plain) & (probabilities[:, dotted] >= _SECOND_DOT)] = dotted
            one_letter = np.isin(best, self._i)
            first[1:] &= ~(one_letter[1:] & one_letter[:-1])
        at = np.flatnonzero(first & (best != 0))
        if not len(at):
            return Reading("", 0.0, ())
        characters = [str(self._characters[best[step]]) for step in at]
        text, steps = [characters[0]], [int(at[0])]
        for (before, here), character in zip(pairwise(at), characters[1:], strict=True):
            missed = (probabilities[before + 1 : here, -1] >= _MISSED_SPACE).any()
            if missed and _SPACE not in (text[-1], character):
                text.append(_SPACE)
                steps.append(int(before + here) // 2)
            text.append(character)
            steps.append(int(here))
        score = float(probabilities[at, best[at]].mean())
        return Reading("".join(text), score, tuple(steps))
