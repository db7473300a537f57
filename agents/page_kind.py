"""Whether a page's words come from its text layer, a recogniser, or both. Pure."""

from dataclasses import dataclass

from agents.unmapped import UNMAPPED_SHARE
from schemas.labels import PageKind

SPOILT_SHARE = 0.01
"""Of the characters have no Unicode value: some region may hold no others."""
INVISIBLE_SHARE = 0.5
IMAGE_SHARE = 0.05
LETTERS, VOWELS_SHARE = 200, 0.2
"""Languages in Latin letters have twice as many vowels; a text whose font maps each letter to one three
places on has fewer."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen on a page. Shares are of 1: `unmapped` of the characters (no Unicode value),
    `invisible` of the text's area (render mode 3, or under an image), `images` of the page's area, `vowels`
    of its Latin `letters`. `blank`: every pixel has the same colour. `repaired`: the file was damaged."""

    words: int = 0
    unmapped: float = 0.0
    invisible: float = 0.0
    images: float = 0.0
    letters: int = 0
    vowels: float = 0.0
    blank: bool = False
    repaired: bool = False


def decide(seen: Evidence) -> tuple[PageKind, str]:
    """The kind, and the reason as a user may read it.

    An invisible text layer is what another recogniser once read off a scan, of unknown quality: the page
    is read anew. Pictures of a twentieth of the page or more may hold text that the layer lacks.
    """
    if seen.words == 0:
        return _without_words(seen)
    if seen.unmapped >= UNMAPPED_SHARE:
        return PageKind.OCR, f"{seen.unmapped:.0%} of the text layer's characters have no Unicode value"
    if seen.invisible >= INVISIBLE_SHARE:
        over = f"; images cover {seen.images:.0%} of the page" if seen.images else ""
        return PageKind.OCR, f"{seen.invisible:.0%} of the text layer is invisible{over}"
    if seen.letters >= LETTERS and seen.vowels < VOWELS_SHARE:
        return PageKind.OCR, f"the text layer spells no words: {seen.vowels:.0%} of its letters are vowels"
    layer = "1 word" if seen.words == 1 else f"{seen.words} words"
    if seen.images >= IMAGE_SHARE:
        return PageKind.HYBRID, f"text layer of {layer}, and images cover {seen.images:.0%} of the page"
    if seen.unmapped >= SPOILT_SHARE:
        lacking = f"{seen.unmapped:.0%} of its characters have no Unicode value"
        return PageKind.HYBRID, f"text layer of {layer}, but {lacking}"
    return PageKind.DIGITAL, f"text layer of {layer}"


def _without_words(seen: Evidence) -> tuple[PageKind, str]:
    if seen.blank:
        lost = "; the file was damaged, so what stood here may be lost" if seen.repaired else ""
        return PageKind.DIGITAL, f"nothing on the page{lost}"
    if seen.images >= IMAGE_SHARE:
        return PageKind.OCR, f"no text layer; images cover {seen.images:.0%} of the page"
    return PageKind.OCR, "no text layer, but the page is not blank"
