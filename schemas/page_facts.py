"""What is known of a page before a model sees it, and travels with it until it is part of a document."""

from typing import Any

from pydantic import ConfigDict

from schemas.blobs import BlobRef
from schemas.events import Frozen
from schemas.geometry import Box, Turn, Word
from schemas.labels import PageKind


class PageFacts(Frozen):
    """A page as displayed, rotation applied, and one that lay on its side or on its head set right."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    width_pt: float
    height_pt: float
    kind: PageKind
    kind_reason: str
    words: tuple[Word, ...] = ()
    """Those of the text layer; none where the page is read from its pixels."""
    words_blob: BlobRef | None = None
    """Where `words` are instead, if they are many."""
    bold_lines: tuple[int, ...] = ()
    """Numbers of the words' lines that are set in bold type."""
    fixed_lines: tuple[int, ...] = ()
    """Of those in type whose letters are all as wide, where others are not."""
    styled_lines: tuple[int, ...] = ()
    """Of those in italics, or in another colour than most."""
    watermark_lines: tuple[int, ...] = ()
    """Of those that are printed across the page and are no part of its text."""
    frames: tuple[Box, ...] = ()
    """What is drawn around words or under them."""
    bars: tuple[Box, ...] = ()
    """Of colour, under a single line each."""
    rules: tuple[Box, ...] = ()
    """Long ones that are drawn from left to right."""
    turn: Turn = Turn()
    """How the page was set right."""
    note: str = ""
    """What was done to it: turned, cleaned, rendered at a lower resolution than asked for."""

    def known(self) -> dict[str, Any]:
        """These fields alone, also of an event that has more: for the event that comes after it."""
        return {name: getattr(self, name) for name in PageFacts.model_fields}
