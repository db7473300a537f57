"""Sentences to set: words, names, figures, dates, abbreviations and accents, as plain reports have them."""

import random

from benchmarks.quality.vocabularies import LINKING, MONTHS, ODD, WORDS, Vocabulary


def plain_word(rng: random.Random, vocabulary: Vocabulary) -> str:
    return rng.choice(WORDS[vocabulary])


def title(rng: random.Random, vocabulary: Vocabulary, words: int) -> str:
    """Like `Harvest of regional capacity`."""
    chosen = rng.sample(WORDS[vocabulary], words)
    if words >= 3:
        chosen.insert(1, rng.choice(("of", "and", "in")))
    return " ".join(chosen).capitalize()


def sentence(rng: random.Random, vocabulary: Vocabulary) -> list[str]:
    words = [_word(rng, vocabulary) for _ in range(rng.randint(7, 22))]
    words[0] = words[0][0].upper() + words[0][1:]
    comma = rng.randrange(len(words) - 1)
    if len(words) > 10 and words[comma][-1].isalnum():
        words[comma] += ","
    words[-1] = words[-1].rstrip(".,") + rng.choices(".?;", (18, 1, 1))[0]
    return words


def paragraph(rng: random.Random, vocabulary: Vocabulary, sentences: int) -> list[str]:
    words = [word for _ in range(sentences) for word in sentence(rng, vocabulary)]
    words[-1] = words[-1].rstrip(";?") + "." if words[-1][-1] in ";?" else words[-1]
    return words


def _word(rng: random.Random, vocabulary: Vocabulary) -> str:
    roll = rng.random()
    if roll < 0.30:
        return rng.choice(LINKING)
    if roll < 0.94:
        return rng.choice(WORDS[vocabulary])
    if roll < 0.96:
        return rng.choice(ODD[vocabulary])
    if roll < 0.97:
        return f"({rng.choice(WORDS[vocabulary])})"
    return _figure(rng)


def _figure(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{rng.randint(2, 98)}%",
            f"{rng.randint(1000, 99999):,}",
            f"{rng.uniform(0.1, 99):.2f}",
            f"{rng.randint(1900, 2025)}",
            rng.choice(MONTHS),
        )
    )
