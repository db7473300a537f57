"""A page as a user holds it, long before its document is done."""

from pathlib import Path
from typing import TYPE_CHECKING

from octavo.document import Document
from schemas.blobs import BlobStore
from schemas.document import Envelope, Fault, PageRecord

if TYPE_CHECKING:
    from docling_core.types.doc.document import DoclingDocument

    from agents.export import Format


class Page:
    """One page of one run. `record` says whether it is whole, how it was read, and what is missing.

    Not guaranteed: that it reads as it will in the document's result, where paragraphs go on over page breaks
    and the levels of headings are settled by all pages.
    """

    def __init__(self, envelope: Envelope, blobs: BlobStore | None = None) -> None:
        self._document = Document(envelope, blobs)

    @property
    def request_id(self) -> str:
        return self._document.request_id

    @property
    def run_id(self) -> str:
        return self._document.run_id

    @property
    def name(self) -> str:
        """The document's."""
        return self._document.name

    @property
    def page_no(self) -> int:
        """From 1."""
        return self.record.page_no

    @property
    def page_count(self) -> int:
        """The document's."""
        return self._document.page_count

    @property
    def record(self) -> PageRecord:
        return self._document.pages[0]

    @property
    def error(self) -> Fault | None:
        """The first thing that is missing from it."""
        return self.record.error

    @property
    def docling(self) -> "DoclingDocument":
        """A document of this page alone, under its own number. Raises NoDocument."""
        return self._document.docling

    def json(self) -> str:
        """An envelope as that of a result, with this page alone."""
        return self._document.json()

    def markdown(self) -> str:
        return self._document.markdown()

    def html(self) -> str:
        return self._document.html()

    def pictures(self) -> dict[str, bytes]:
        """As `Document.pictures`, of this page."""
        return self._document.pictures()

    def save(self, folder: Path, stem: str, formats: "tuple[Format, ...]" = ("json", "md")) -> list[Path]:
        """Writes `folder/stem.page-00001.*` as `Document.save` does, pictures too, and returns the paths.
        Raises OSError."""
        return self._document.save(folder, f"{stem}.page-{self.page_no:05d}", formats)
