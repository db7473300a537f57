"""The fonts that documents are set in: the base fonts of PyMuPDF, and those of the package pymupdf-fonts."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pymupdf


@dataclass(frozen=True, slots=True)
class Typeface:
    """Names by which `pymupdf.Font` knows a regular and a bold font."""

    regular: str
    bold: str


TYPEFACES = {
    "helvetica": Typeface("helv", "hebo"),
    "times": Typeface("tiro", "tibo"),
    "courier": Typeface("cour", "cobo"),
    "noto sans": Typeface("notos", "notosbo"),
    "cascadia": Typeface("cascadia", "cascadiab"),
    "ubuntu": Typeface("ubuntu", "ubuntubo"),
    "firago": Typeface("figo", "figbo"),
}
"""The first three come with PyMuPDF, the others with pymupdf-fonts."""


@cache
def font(name: str) -> Any:
    """A `pymupdf.Font`. Raises ValueError where pymupdf-fonts is needed and not installed."""
    try:
        return pymupdf.Font(name)
    except Exception as error:
        raise ValueError(f"Font {name!r} is not installed; `make quality` installs pymupdf-fonts.") from error
