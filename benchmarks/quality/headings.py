"""Headings found, and whether their levels stand in the right order. Pure."""

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from benchmarks.quality.truth import Heading
from benchmarks.quality.words import normalised

_SAME = 0.85
"""From this similarity of letters on, two headings are the same: a scan may cost a letter."""


def headings_f1(truth: Sequence[Heading], found: Sequence[Heading]) -> float:
    """The harmonic mean of precision and recall of the headings' texts; 1 where there are none at all."""
    if not truth and not found:
        return 1.0
    return 2 * len(_pairs(truth, found)) / (len(truth) + len(found))


def level_accuracy(truth: Sequence[Heading], found: Sequence[Heading]) -> float:
    """The share of the true headings that were found with their level. Levels are compared by rank among the
    headings that were found: it is the same whether a title counts as 0 or as 1."""
    pairs = _pairs(truth, found)
    ranks = [_ranks([pair[side].level for pair in pairs]) for side in (0, 1)]
    right = sum(ranks[0][pair[0].level] == ranks[1][pair[1].level] for pair in pairs)
    return right / len(truth) if truth else 1.0


def _pairs(truth: Sequence[Heading], found: Sequence[Heading]) -> list[tuple[Heading, Heading]]:
    """Each true heading with the most similar one that is left."""
    left, pairs = list(found), list[tuple[Heading, Heading]]()
    for heading in truth:
        scored = [(_similarity(heading.text, other.text), -n) for n, other in enumerate(left)]
        best, index = max(scored, default=(0.0, 0))
        if best >= _SAME:
            pairs.append((heading, left.pop(-index)))
    return pairs


def _similarity(one: str, other: str) -> float:
    return Levenshtein.normalized_similarity(" ".join(normalised([one])), " ".join(normalised([other])))


def _ranks(levels: Sequence[int]) -> dict[int, int]:
    return {level: rank for rank, level in enumerate(sorted(set(levels)))}
