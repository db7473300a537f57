"""The table stage: a table cut out of its page becomes a grid of cells."""

from collections.abc import Sequence

from agents.models.protocols import TableCrop, TableGrid, TableModel
from agents.payloads import pack
from agents.pixels import Cutout, cut, load_image, pixels_of
from schemas.blobs import BlobStore, blob_key
from schemas.events import ModelUsed
from schemas.parts import TableCell, TableRead
from schemas.stage import Cost, Ok, Rejected
from schemas.work import TableFound

STAGE = "table"
MARGIN_PT = 6.0
"""Cut out around a table's box: layout models like to cut through its outer rules."""


class Table:
    """A schemas.stage.Agent: TableFound in, TableRead out. May be called by many threads if the model may."""

    def __init__(self, model: TableModel, store: BlobStore) -> None:
        self._model = model
        self._store = store

    def cost(self, event: TableFound) -> Cost:
        """The table's own pixels. While it is cut out, the whole page is in memory for a moment."""
        pixels = pixels_of(event.box, event.dpi)
        return Cost(work=pixels, decoded_bytes=int(pixels * 3))

    def load(self, event: TableFound) -> Cutout:
        """Raises Rejection (blob_missing)."""
        return cut(load_image(self._store, event.image), event.box, event.dpi, MARGIN_PT)

    def run(self, batch: Sequence[tuple[TableFound, Cutout]]) -> list[Ok | Rejected]:
        """Raises what the model raises, and what the store raises where a table has many cells."""
        crops = [TableCrop(piece.image, event.dpi, piece.origin) for event, piece in batch]
        grids = self._model.structure(crops)
        return [Ok((self._read(event, grid),)) for (event, _), grid in zip(batch, grids, strict=True)]

    @property
    def used(self) -> ModelUsed:
        return self._model.used

    def again(self, event: TableFound, part: TableRead) -> Ok:
        """Takes over the grid of an earlier run. Raises what the store raises."""
        return Ok((self._read(event, TableGrid(part.rows, part.cols, part.cells, part.rules)),))

    def close(self) -> None:
        """Nothing: the model ends with its last reference."""

    def _read(self, event: TableFound, grid: TableGrid) -> TableRead:
        name = f"{event.page_no:05d}.{event.region_id}.cells"
        key = blob_key(event.request_id, event.run_id, "pages", name)
        packed = pack(self._store, key, grid.cells, TableCell)
        return TableRead(
            request_id=event.request_id,
            run_id=event.run_id,
            page_no=event.page_no,
            region_id=event.region_id,
            rows=grid.rows,
            cols=grid.cols,
            rules=grid.rules,
            cells=packed.inline,
            cells_blob=packed.blob,
            model=self._model.used,
        )
