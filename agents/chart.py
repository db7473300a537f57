"""The chart stage: every picture is cut out and kept; a chart becomes numbers, where a model for that is at
hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.images import JPEG_MAX_SIDE_PX, Rgb, encode_jpeg
from agents.models.protocols import ChartData, ChartModel, Unreadable
from agents.picture_kind import picture_kind
from agents.pixels import cut, load_image, pixels_of
from schemas.blobs import PICTURES, BlobStore, ImageRef, blob_key
from schemas.events import ModelUsed
from schemas.labels import PictureKind
from schemas.parts import ChartRead
from schemas.stage import Cost, Ok, Rejected
from schemas.work import ChartFound

STAGE = "chart"


@dataclass(frozen=True, slots=True)
class Figure:
    """`pixels` only where the model is to see them."""

    kind: PictureKind
    image: ImageRef | None
    pixels: Rgb | None = None


class Chart:
    """A schemas.stage.Agent: ChartFound in, ChartRead out. May be called by many threads if the model may.

    The crop is stored below `pictures/` of its run, before the event that names it. The model never sees a
    photograph: then, and where it attempts nothing at all, `attempted` is False.
    """

    def __init__(self, model: ChartModel, store: BlobStore) -> None:
        self._model = model
        self._store = store

    def cost(self, event: ChartFound) -> Cost:
        """The figure's own pixels."""
        pixels = pixels_of(event.box, event.dpi)
        return Cost(work=pixels, decoded_bytes=int(pixels * 3))

    def load(self, event: ChartFound) -> Figure:
        """Raises Rejection (blob_missing), and what the store raises where it fails."""
        return self.figure(event, load_image(self._store, event.image))

    def figure(self, event: ChartFound, page: Rgb) -> Figure:
        """Cuts the picture out of its page and stores it. Raises what the store raises."""
        pixels = cut(page, event.box, event.dpi).image
        kind = picture_kind(pixels)
        shown = self._model.attempts and kind is not PictureKind.PHOTOGRAPH
        return Figure(kind, self._kept(event, pixels), pixels if shown else None)

    def run(self, batch: Sequence[tuple[ChartFound, Figure]]) -> list[Ok | Rejected]:
        """Raises what the model raises."""
        shown = [figure.pixels for _, figure in batch if figure.pixels is not None]
        read = iter(self._model.read(shown) if shown else [])
        return [
            Ok((self._read(event, figure, None if figure.pixels is None else next(read)),))
            for event, figure in batch
        ]

    @property
    def used(self) -> ModelUsed:
        return self._model.used

    def again(self, event: ChartFound, part: ChartRead) -> Ok:
        """Takes over what an earlier run read, and has a copy of its picture. Raises BlobMissing."""
        image = part.image
        if image is not None:
            key = picture_key(event)
            self._store.put(key, self._store.get(image.key))
            image = image.model_copy(update={"key": key})
        return Ok((part.model_copy(update={"run_id": event.run_id, "image": image}),))

    def close(self) -> None:
        """Nothing: the model ends with its last reference."""

    def _kept(self, event: ChartFound, pixels: Rgb) -> ImageRef | None:
        if max(pixels.shape) > JPEG_MAX_SIDE_PX:
            return None
        ref, data = encode_jpeg(pixels, picture_key(event))
        self._store.put(ref.key, data)
        return ref

    def _read(self, event: ChartFound, figure: Figure, data: ChartData | Unreadable | None) -> ChartRead:
        known = data if isinstance(data, ChartData) else ChartData()
        return ChartRead(
            request_id=event.request_id,
            run_id=event.run_id,
            page_no=event.page_no,
            region_id=event.region_id,
            attempted=figure.pixels is not None,
            kind=figure.kind,
            image=figure.image,
            dpi=event.dpi,
            title=known.title,
            header=known.header,
            rows=known.rows,
            problem=data.message if isinstance(data, Unreadable) else "",
            model=self._model.used,
        )


def picture_key(event: ChartFound) -> str:
    """Where the picture of a region lies: `request/run/pictures/page-region.jpg`."""
    return blob_key(event.request_id, event.run_id, PICTURES, f"{event.page_no}-{event.region_id}.jpg")
