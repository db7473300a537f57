"""Characters of a text layer that nobody can read: their font names no Unicode value for them. Pure."""

from collections.abc import Iterable

UNMAPPED_SHARE = 0.3
"""Of a page's characters, or a region's: with so many the text layer is not believed there."""


def unmapped_share(texts: Iterable[str]) -> float:
    """0 where there is no text."""
    characters = "".join(texts)
    return sum(map(_is_unmapped, characters)) / len(characters) if characters else 0.0


def _is_unmapped(character: str) -> bool:
    code = ord(character)
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code < 0x20 or code >= 0xF0000
