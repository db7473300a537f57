"""Whether a page's words come from its text layer, a recogniser, or both. Pure."""

from dataclasses import dataclass

from agents.drawn.unmapped import UNMAPPED_SHARE
from schemas.labels import PageKind

SPOILT_SHARE = 0.01
"""Of the characters have no Unicode value: some region may hold no others."""
INVISIBLE_SHARE = 0.5
UNKNOWN_SHARE = 0.5
"""Of the letters, in scripts that the recogniser does not know: it would read nonsense."""
IMAGE_SHARE = 0.05
LETTERS, VOWELS_SHARE = 200, 0.2
"""Languages in Latin letters have twice as many vowels; a text whose font maps each letter to one three
places on has fewer."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen on a page. Shares are of 1: `unmapped` of the characters (no Unicode value),
    `invisible` of the text's area (render mode 3, or under an image), `images` of the page's area, `vowels`
    of its Latin `letters`, `unknown` of all letters: in scripts that the recogniser does not know, most of
    them in `script`. `sound`: the words may well be what the pixels show. `blank`: every pixel has the same
    colour. `repaired`: the file was damaged."""

    words: int = 0
    unmapped: float = 0.0
    invisible: float = 0.0
    images: float = 0.0
    letters: int = 0
    vowels: float = 0.0
    unknown: float = 0.0
    script: str = ""
    sound: bool = False
    blank: bool = False
    repaired: bool = False


def decide(seen: Evidence) -> tuple[PageKind, str]:
    """The kind, and the reason as a user may read it.

    An invisible text layer is what another recogniser once read off a scan, of unknown quality: the page
    is read anew, unless ours does not know its script. Pictures of a twentieth of the page or more may hold
    text that the layer lacks.
    """
    if seen.words == 0:
        return _without_words(seen)
    if seen.unmapped >= UNMAPPED_SHARE:
        return PageKind.OCR, f"{seen.unmapped:.0%} of the text layer's characters have no Unicode value"
    if seen.invisible >= INVISIBLE_SHARE:
        if may_be_kept(seen) and seen.sound:
            return (
                PageKind.DIGITAL,
                f"{_layer(seen)}, invisible but sound; {seen.script} cannot be recognised",
            )
        over = f"; images cover {seen.images:.0%} of the page" if seen.images else ""
        return PageKind.OCR, f"{seen.invisible:.0%} of the text layer is invisible{over}"
    if seen.letters >= LETTERS and seen.vowels < VOWELS_SHARE:
        return PageKind.OCR, f"the text layer spells no words: {seen.vowels:.0%} of its letters are vowels"
    layer = _layer(seen)
    if seen.images >= IMAGE_SHARE:
        return PageKind.HYBRID, f"{layer}, and images cover {seen.images:.0%} of the page"
    if seen.unmapped >= SPOILT_SHARE:
        lacking = f"{seen.unmapped:.0%} of its characters have no Unicode value"
        return PageKind.HYBRID, f"{layer}, but {lacking}"
    return PageKind.DIGITAL, layer


def may_be_kept(seen: Evidence) -> bool:
    """Whether an invisible text layer is to be looked at: nothing else can tell what stands there."""
    spoilt = seen.unmapped >= SPOILT_SHARE
    return seen.invisible >= INVISIBLE_SHARE and seen.unknown >= UNKNOWN_SHARE and not spoilt


def _layer(seen: Evidence) -> str:
    return "text layer of " + ("1 word" if seen.words == 1 else f"{seen.words} words")


def _without_words(seen: Evidence) -> tuple[PageKind, str]:
    if seen.blank:
        lost = "; the file was damaged, so what stood here may be lost" if seen.repaired else ""
        return PageKind.DIGITAL, f"nothing on the page{lost}"
    if seen.images >= IMAGE_SHARE:
        return PageKind.OCR, f"no text layer; images cover {seen.images:.0%} of the page"
    return PageKind.OCR, "no text layer, but the page is not blank"
