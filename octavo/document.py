"""A result as a user holds it: the envelope, and the document inside it in every format."""

import threading
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.errors import UsageError
from schemas.blobs import BlobStore
from schemas.document import Envelope, Fault, PageRecord, Status
from schemas.work import Route

if TYPE_CHECKING:
    from docling_core.types.doc.document import DoclingDocument

    from agents.export import Format

FORMATS: "tuple[Format, ...]" = ("json", "md", "html", "doctags", "csv")


class NoDocument(Exception):
    """Nothing of this PDF could be read, so there is no document; `error` of the result says why."""


class Document:
    """One run's result. `status` says whether there is a document at all, and `pages` where it has gaps.

    A large document is fetched from the blob store when it is first needed: `envelope`, `docling` and what
    writes formats raise BlobMissing where it was collected since; the other properties never do.
    """

    def __init__(self, envelope: Envelope, blobs: BlobStore | None = None) -> None:
        self._told = envelope
        self._blobs = blobs

    @property
    def envelope(self) -> Envelope:
        """The whole result, the document in its place."""
        if self._told.document_blob is not None and self._blobs is not None:
            from agents.document.stored import resolve

            self._told = resolve(self._told, self._blobs)
        return self._told

    @property
    def request_id(self) -> str:
        return self._told.request_id

    @property
    def run_id(self) -> str:
        return self._told.run_id

    @property
    def status(self) -> Status:
        return self._told.status

    @property
    def name(self) -> str:
        return self._told.source.name

    @property
    def page_count(self) -> int:
        return self._told.page_count

    @property
    def pages(self) -> tuple[PageRecord, ...]:
        return self._told.pages

    @property
    def route(self) -> Route:
        """How the request was let in, and why."""
        return self._told.route

    @property
    def seconds(self) -> float:
        """From submission to result."""
        return self._told.timings.seconds

    @property
    def error(self) -> Fault | None:
        """Why there is no document, or the first thing that is missing from it."""
        told = self._told
        return told.error or next((page.error for page in told.pages if page.error), None)

    @cached_property
    def docling(self) -> "DoclingDocument":
        """The document as docling-core knows it. Raises NoDocument."""
        from docling_core.types.doc.document import DoclingDocument

        content = self.envelope.document
        if content is None:
            why = self.error.message if self.error else "nothing could be read"
            raise NoDocument(f"{self.name or self.request_id} has no document: {why}")
        return DoclingDocument.model_validate(content)

    def json(self) -> str:
        """The whole envelope, indented."""
        return self._exported("json")[".json"]

    def markdown(self) -> str:
        """With a line in front that names what is missing; only that line where there is no document."""
        return self._exported("md")[".md"]

    def html(self) -> str:
        """As `markdown`."""
        return self._exported("html")[".html"]

    def doctags(self) -> str:
        """Labels and places for models that read documents; empty where there is no document."""
        return self._exported("doctags")[".doctags"]

    def tables_csv(self) -> tuple[str, ...]:
        """Each table as CSV, in reading order, then the data of each chart."""
        return tuple(self._exported("csv").values())

    def pictures(self) -> dict[str, bytes]:
        """The pictures of the document as JPEGs, by `page-region.jpg`: what the `uri` of a picture in
        `docling` ends with. Without those that were collected since. Raises BlobStoreError."""
        return dict(self._pictures())

    def release(self) -> None:
        """Lets go of the content, once it is written: a long run keeps only what its table needs."""
        self._told = self._told.model_copy(update={"document": None, "document_blob": None})
        self.__dict__.pop("docling", None)

    def save(self, folder: Path, stem: str, formats: "tuple[Format, ...]" = ("json", "md")) -> list[Path]:
        """Writes `folder/stem.*`, each file whole or not at all, and returns the paths.

        Pictures come first, into the folder `stem.pictures` beside what refers to them. Raises OSError.
        """
        folder.mkdir(parents=True, exist_ok=True)
        beside = f"{stem}.pictures" if {"json", "md", "html"} & set(formats) else ""
        saved = self._save_pictures(folder / beside) if beside else []
        pictures = beside if saved else ""
        texts = {suffix: text for kind in formats for suffix, text in self._exported(kind, pictures).items()}
        return [_write(folder / f"{stem}{suffix}", text) for suffix, text in texts.items()] + saved

    def _save_pictures(self, folder: Path) -> list[Path]:
        saved: list[Path] = []
        for name, data in self._pictures():
            folder.mkdir(exist_ok=True)
            saved.append(_write(folder / name, data))
        return saved

    def _pictures(self) -> "Iterator[tuple[str, bytes]]":
        if self._blobs is None:
            return iter(())
        from agents.document.pictures import stored_pictures

        return stored_pictures(self.envelope, self._blobs)

    def _exported(self, kind: "Format", pictures: str = "") -> dict[str, str]:
        from agents.export import export

        return export(self.envelope, kind, pictures)


def prepare_exports(formats: "tuple[Format, ...]") -> None:
    """Loads what the formats need (docling-core takes two seconds) in a thread, while results are still to
    come. Whoever needs it earlier waits for the rest of the import only."""
    if {"md", "html", "doctags"} & set(formats):
        module = "docling_core.transforms.serializer.markdown"
        threading.Thread(target=import_module, args=(module,), name="exports", daemon=True).start()


def checked_formats(formats: str) -> "tuple[Format, ...]":
    """`json,md` as a tuple. Raises UsageError for a format there is not."""
    asked = dict.fromkeys(part.strip().lower() for part in formats.split(",") if part.strip())
    for kind in asked:
        if kind not in FORMATS:
            raise UsageError(f"There is no format {kind!r}; choose among {', '.join(FORMATS)}.")
    if not asked:
        raise UsageError(f"Name at least one format of {', '.join(FORMATS)}.")
    return tuple(kind for kind in FORMATS if kind in asked)


def _write(path: Path, content: str | bytes) -> Path:
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_bytes(content.encode() if isinstance(content, str) else content)
    return draft.replace(path)
