"""The chart stage: a figure becomes numbers, where a model for that is at hand."""

from collections.abc import Sequence

from agents.images import Rgb
from agents.models.protocols import ChartData, ChartModel, Unreadable
from agents.pixels import cut, load_image, pixels_of
from schemas.blobs import BlobStore
from schemas.events import ChartFound, ChartRead, ModelUsed
from schemas.stage import Cost, Ok, Rejected

STAGE = "chart"


class Chart:
    """A schemas.stage.Agent: ChartFound in, ChartRead out. May be called by many threads if the model may.

    Where the model attempts nothing, no pixel is loaded and `attempted` is False.
    """

    def __init__(self, model: ChartModel, store: BlobStore) -> None:
        self._model = model
        self._store = store

    def cost(self, event: ChartFound) -> Cost:
        """The figure's own pixels; no bytes where none are loaded."""
        pixels = pixels_of(event.box, event.dpi)
        return Cost(work=pixels, decoded_bytes=int(pixels * 3) if self._model.attempts else 0)

    def load(self, event: ChartFound) -> Rgb | None:
        """Raises Rejection (blob_missing)."""
        if not self._model.attempts:
            return None
        return cut(load_image(self._store, event.image), event.box, event.dpi).image

    def run(self, batch: Sequence[tuple[ChartFound, Rgb | None]]) -> list[Ok | Rejected]:
        """Raises what the model raises."""
        crops = [image for _, image in batch if image is not None]
        read = iter(self._model.read(crops) if crops else [])
        return [Ok((self._read(event, None if image is None else next(read)),)) for event, image in batch]

    @property
    def used(self) -> ModelUsed:
        return self._model.used

    def again(self, event: ChartFound, part: ChartRead) -> Ok:
        """Takes over what an earlier run read."""
        return Ok((part.model_copy(update={"run_id": event.run_id}),))

    def close(self) -> None:
        """Nothing: the model ends with its last reference."""

    def _read(self, event: ChartFound, data: ChartData | Unreadable | None) -> ChartRead:
        known = data if isinstance(data, ChartData) else ChartData()
        return ChartRead(
            request_id=event.request_id,
            run_id=event.run_id,
            page_no=event.page_no,
            region_id=event.region_id,
            attempted=self._model.attempts,
            title=known.title,
            header=known.header,
            rows=known.rows,
            problem=data.message if isinstance(data, Unreadable) else "",
            model=self._model.used,
        )
