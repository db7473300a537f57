"""The closed sets of words that events use."""

from enum import StrEnum


class Priority(StrEnum):
    """What a user may ask for. It chooses the lane and the weight, never the result."""

    INTERACTIVE = "interactive"
    NORMAL = "normal"
    BULK = "bulk"


class PageKind(StrEnum):
    """Where a page's words come from: its text layer, a recogniser, or both, region by region."""

    DIGITAL = "digital"
    OCR = "ocr"
    HYBRID = "hybrid"


class RegionLabel(StrEnum):
    """What a region is, in the terms of the document. Each backend maps its own labels to these."""

    TEXT = "text"
    TITLE = "title"
    SECTION_HEADER = "section_header"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"
    TABLE = "table"
    PICTURE = "picture"
    FORMULA = "formula"
    REFERENCE = "reference"
    CODE = "code"


class PictureKind(StrEnum):
    """What a picture looks like by its pixels: a photograph or a painting; or few colours on a ground, as
    charts, diagrams and logos have."""

    PHOTOGRAPH = "photograph"
    DRAWING = "drawing"
