"""The OCR stage: a page image becomes lines of text."""

from collections.abc import Sequence

from agents.images import Rgb
from agents.models.protocols import OcrModel, OcrPage
from agents.payloads import pack
from agents.pixels import load_image
from agents.scanned.scan_lines import Measured, measured
from schemas.blobs import BlobStore, blob_key
from schemas.events import ModelUsed
from schemas.geometry import Line
from schemas.parts import TextRead
from schemas.stage import Cost, Ok, Rejected
from schemas.work import OcrWanted

STAGE = "ocr"


class Ocr:
    """A schemas.stage.Agent: OcrWanted in, TextRead out. May be called by many threads if the model may."""

    def __init__(self, model: OcrModel, store: BlobStore) -> None:
        self._model = model
        self._store = store

    def cost(self, event: OcrWanted) -> Cost:
        """Pixels of the page: how many lines it has is not known before it is read."""
        return Cost(
            work=event.image.width_px * event.image.height_px, decoded_bytes=event.image.decoded_bytes
        )

    def load(self, event: OcrWanted) -> Rgb:
        """Raises Rejection (blob_missing)."""
        return load_image(self._store, event.image)

    def run(self, batch: Sequence[tuple[OcrWanted, Rgb]]) -> list[Ok | Rejected]:
        """Raises what the model raises, and what the store raises where a page has many lines."""
        pages = [OcrPage(image, event.dpi, event.regions, event.whole_page) for event, image in batch]
        outcomes: list[Ok | Rejected] = []
        for (event, image), found in zip(batch, self._model.read(pages), strict=True):
            outcomes.append(Ok((self._read(event, measured(image, found, event.dpi)),)))
        return outcomes

    @property
    def used(self) -> ModelUsed:
        return self._model.used

    def again(self, event: OcrWanted, part: TextRead) -> Ok:
        """Takes over what an earlier run read. Raises what the store raises."""
        return Ok((self._read(event, Measured(part.lines, part.bold_lines, part.styled_lines)),))

    def close(self) -> None:
        """Nothing: the model ends with its last reference."""

    def _read(self, event: OcrWanted, found: Measured) -> TextRead:
        key = blob_key(event.request_id, event.run_id, "pages", f"{event.page_no:05d}.lines")
        packed = pack(self._store, key, found.lines, Line)
        return TextRead(
            request_id=event.request_id,
            run_id=event.run_id,
            page_no=event.page_no,
            lines=packed.inline,
            lines_blob=packed.blob,
            bold_lines=found.bold,
            styled_lines=found.slanted,
            model=self._model.used,
        )
