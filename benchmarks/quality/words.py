"""Word recall and reading order. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

_EDGES = re.compile(r"^\W+|\W+$")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def plain(text: str) -> str:
    """Ligatures as letters, one kind of dash, single spaces."""
    return " ".join(_DASHES.sub("-", unicodedata.normalize("NFKC", text)).split())


def normalised(pieces: Iterable[str]) -> list[str]:
    """Words without case and without punctuation around them; ligatures are letters, all dashes one. What is
    only punctuation is no word."""
    words: list[str] = []
    for piece in pieces:
        words += [word for part in plain(piece).casefold().split() if (word := _EDGES.sub("", part))]
    return words


def recall(truth: Sequence[str], found: Sequence[str]) -> float:
    """The share of the true words that were found, each as often as it stands there; order does not count.
    1 where there are none."""
    wanted = Counter(truth)
    return (wanted & Counter(found)).total() / len(truth) if truth else 1.0


def order(truths: Iterable[Sequence[str]], found: Sequence[str]) -> float:
    """1 - (edit distance of the word sequences / length of the longer), for the nearest of the orders that
    count as right. Words that were read wrong, twice or not at all lower it too."""
    return max(Levenshtein.normalized_similarity(truth, found) for truth in truths)
