"""Text of what a recogniser's network says: Connectionist Temporal Classification (Graves et al., 2006).

The network gives a distribution over characters for every few pixels of a line; the most likely ones are
joined, repeats and the blank class left out. Two things PP-OCR's networks all but miss, and are given here:

- spaces, beside brackets and full stops above all: a space that is deemed possible between two characters is
  one, since within words it is not;
- the second dot of a diaeresis over an i. At times one such letter is read as both, one after the other.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from agents.models.onnx_session import Floats

_SPACE = " "
_MISSED_SPACE = 0.05
"""Probability. Within words it is below 0.02, on clean pages and on noisy ones."""
_I = "i\u00ef"
_SECOND_DOT = 0.1
"""Probability. Over a plain i it is next to none."""

Indexes = NDArray[np.intp]
Reading = tuple[str, float]
"""Text and the mean probability of its characters; no character at all scores 0."""


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
            return "", 0.0
        return self._text(best, at, probabilities[:, -1]), float(probabilities[at, best[at]].mean())

    def _text(self, best: Indexes, at: Indexes, spaces: Floats) -> str:
        """The characters that are `best` there, and the spaces between them that were missed."""
        text = str(self._characters[best[at[0]]])
        for before, here in pairwise(at):
            missed = (spaces[before + 1 : here] >= _MISSED_SPACE).any()
            character = str(self._characters[best[here]])
            text += f" {character}" if missed and _SPACE not in (text[-1], character) else character
        return text
