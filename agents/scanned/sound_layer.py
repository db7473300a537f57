"""Whether an invisible text layer is what stands on its scan, as far as it shows unread. Pure."""

import unicodedata
from collections.abc import Sequence

import numpy as np

from agents.images import Rgb, crop
from agents.scripts import script_of
from schemas.geometry import Word

_LETTERS = 40
"""Fewer tell nothing."""
_WRITTEN = 0.9
"""Of the characters: letters and figures, and the marks that stand in sentences."""
_MARKS = frozenset(".,;:!?-()\"'/%«»„“”‘’–—…№&+\u060c\u061b\u061f\u0964\u05be")  # noqa: RUF001
_PLAIN = 0.85
"""Of the words with letters: their letters are of one script. Another language's recogniser mixes them."""
_VOWELS = {"CYRILLIC": "аеёиоуыэюяіїєўѣѵѳъ", "GREEK": "αεηιουωάέήίόύώϊϋΐΰ"}
_VOWELS_SHARE = 0.25
"""Of the letters, in scripts that write their vowels: languages have two fifths and more."""
_ON_INK, _COVERED = 0.9, 0.5
"""Of the words that have ink under them, and of the page's ink that lies under words: stamps and pictures
have the rest."""
_CONTRAST, _STEP = 60, 2
"""How much darker than paper ink is, and that every second pixel is looked at."""
_INK = (0.02, 0.7)
"""Of the pixels under a word: less is paper, more is a picture."""
_MOST = 3_000
"""Words that are looked at."""


def is_sound(words: Sequence[Word], page: Rgb, dpi: float) -> bool:
    """Whether words are spelled and lie over what looks like lines of text, and over most of it."""
    return _is_spelled([word.text for word in words]) and _lies_on_ink(words[:_MOST], page, dpi)


def _is_spelled(words: Sequence[str]) -> bool:
    characters = "".join(words)
    letters = [character for character in characters if character.isalpha()]
    if len(letters) < _LETTERS:
        return False
    written = sum(
        character.isalnum() or character in _MARKS or _is_joined(character) for character in characters
    )
    scripts = [
        {script_of(character) for character in word if character.isalpha()}
        for word in words
        if any(map(str.isalpha, word))
    ]
    plain = sum(len(one) == 1 for one in scripts)
    return written >= _WRITTEN * len(characters) and plain >= _PLAIN * len(scripts) and _has_vowels(letters)


def _is_joined(character: str) -> bool:
    """Whether it is written over or under a letter, as vowels are in many scripts."""
    return unicodedata.category(character).startswith("M")


def _has_vowels(letters: Sequence[str]) -> bool:
    for script, vowels in _VOWELS.items():
        own = [letter.lower() for letter in letters if script_of(letter) == script]
        if len(own) >= _LETTERS and sum(letter in vowels for letter in own) < _VOWELS_SHARE * len(own):
            return False
    return True


def _lies_on_ink(words: Sequence[Word], page: Rgb, dpi: float) -> bool:
    grey = page[::_STEP, ::_STEP, 1]
    ink = (grey < int(np.percentile(grey, 90)) - _CONTRAST).astype(np.uint8)
    under = np.zeros_like(ink)
    shares: list[float] = []
    for word in words:
        piece = crop(ink, word.box, dpi / _STEP)
        shares.append(float(piece.mean()))
        crop(under, word.box, dpi / _STEP)[...] = 1
    typed = sum(_INK[0] <= share <= _INK[1] for share in shares)
    total = int(ink.sum())
    return typed >= _ON_INK * len(words) and total > 0 and int((ink & under).sum()) >= _COVERED * total
