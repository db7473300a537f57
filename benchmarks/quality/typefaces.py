"""The fonts that documents are set in: the base fonts of PyMuPDF, and those of the package pymupdf-fonts."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pymupdf


@dataclass(frozen=True, slots=True)
class Typeface:
    """Names by which `font` knows a regular font, a bold and an italic one; without the last, the regular one
    stands for it."""

    regular: str
    bold: str
    italic: str = ""

    def of(self, bold: bool, italic: bool = False) -> str:
        """What is both is bold."""
        return self.bold if bold else (self.italic if italic and self.italic else self.regular)


_NOTO_SERIF = "noto serif"

TYPEFACES = {
    "helvetica": Typeface("helv", "hebo", "heit"),
    "times": Typeface("tiro", "tibo", "tiit"),
    "courier": Typeface("cour", "cobo", "coit"),
    "noto sans": Typeface("notos", "notosbo"),
    "cascadia": Typeface("cascadia", "cascadiab"),
    "ubuntu": Typeface("ubuntu", "ubuntubo", "ubuntuit"),
    "firago": Typeface("figo", "figbo", "figit"),
    "noto serif": Typeface(_NOTO_SERIF, "figbo", "figit"),
    "ubuntu mono": Typeface("ubuntm", "ubuntmbo", "ubuntmit"),
    "fira mono": Typeface("fimo", "fimbo"),
}
"""The first three and the regular Noto Serif come with PyMuPDF, the others with pymupdf-fonts. Noto Serif has
the bold and the italic font of FiraGO beside it, as serif texts under headings without serifs do."""


@cache
def font(name: str) -> Any:
    """A `pymupdf.Font`; the one that PyMuPDF keeps for Latin is Noto Serif.

    Raises ValueError where pymupdf-fonts is needed and not installed."""
    try:
        return pymupdf.Font(language="la") if name == _NOTO_SERIF else pymupdf.Font(name)
    except Exception as error:
        raise ValueError(f"Font {name!r} is not installed; `make quality` installs pymupdf-fonts.") from error
