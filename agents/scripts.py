"""In which scripts a page is written, and which of them its recogniser can read. Pure."""

import unicodedata
from collections import Counter
from functools import lru_cache

KNOWN_SCRIPTS = frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "FULLWIDTH", "HALFWIDTH"})
"""What PP-OCRv6, which reads in the profile `lite`, has the letters of; GOT-OCR of `full` was taught English
and Chinese. Cyrillic, Arabic, Hebrew, Hangul, Thai and the scripts of India are missing altogether, and of
Greek there are only the letters of formulas, without accents. A test holds this against the recogniser's own
list. A profile with another recogniser has to be said here."""


def unknown_script(text: str) -> tuple[float, str]:
    """The share of the letters in scripts that the recogniser does not know, and the name of the one with the
    most of them, empty where there is none."""
    scripts: Counter[str] = Counter()
    for character, times in Counter(text).items():
        if character.isalpha():
            scripts[script_of(character)] += times
    letters = scripts.total()
    for script in KNOWN_SCRIPTS:
        del scripts[script]
    if not scripts:
        return 0.0, ""
    return scripts.total() / letters, scripts.most_common(1)[0][0].capitalize()


@lru_cache(4096)
def script_of(letter: str) -> str:
    """As the names of Unicode begin: LATIN, CYRILLIC, CJK."""
    return unicodedata.name(letter, "").partition(" ")[0]
