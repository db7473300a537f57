"""The layout stage: a page image becomes regions, and requests for the stages that read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agents.drawn.words import read_words
from agents.images import Rgb
from agents.models.protocols import Detection, LayoutModel
from agents.pictures_in_text import with_text_between
from agents.pixels import load_image
from agents.regions import regions_of, unread
from agents.scanned.scan_shades import with_shades
from agents.unseen_pictures import is_photograph, with_unseen, without_made_up
from schemas.blobs import BlobMissing, BlobStore
from schemas.codes import ErrorCode
from schemas.events import ModelUsed
from schemas.failures import parts_of
from schemas.geometry import Word
from schemas.labels import PageKind, RegionLabel
from schemas.parts import PageLaidOut
from schemas.stage import Cost, Ok, Rejected, Rejection
from schemas.work import ChartFound, OcrWanted, PageRasterized, Region, RegionKind, TableFound, Work

STAGE = "layout"


@dataclass(frozen=True, slots=True)
class LoadedPage:
    """`words`: those of the text layer, on pages that have one."""

    image: Rgb
    words: tuple[Word, ...] = ()


class Layout:
    """A schemas.stage.Agent: PageRasterized in; PageLaidOut, then the work it waits for, out.

    A table whose score is below `table_min_score` stays a region but is not structured. May be called by
    many threads if the model may.
    """

    def __init__(self, model: LayoutModel, store: BlobStore, table_min_score: float = 0.5) -> None:
        self._model = model
        self._store = store
        self._table_min_score = table_min_score

    def cost(self, event: PageRasterized) -> Cost:
        return Cost(
            work=event.image.width_px * event.image.height_px, decoded_bytes=event.image.decoded_bytes
        )

    def load(self, event: PageRasterized) -> LoadedPage:
        """Raises Rejection (blob_missing)."""
        image = load_image(self._store, event.image)
        if event.kind is PageKind.OCR:
            return LoadedPage(image)
        try:
            return LoadedPage(image, read_words(self._store, event.words, event.words_blob))
        except (BlobMissing, ValueError) as error:
            if event.kind is PageKind.DIGITAL:  # Whoever builds the page says so.
                return LoadedPage(image)
            message = f"The words of page {event.page_no} are gone from the store."
            raise Rejection(ErrorCode.BLOB_MISSING, message) from error

    def run(self, batch: Sequence[tuple[PageRasterized, LoadedPage]]) -> list[Ok | Rejected]:
        found = self._model.detect(
            [page.image for _, page in batch], [rasterized.dpi for rasterized, _ in batch]
        )
        return [
            self._seen(_redone(event), page, detections)
            for (event, page), detections in zip(batch, found, strict=True)
        ]

    @property
    def used(self) -> ModelUsed:
        return self._model.used

    def again(self, event: PageRasterized, part: PageLaidOut) -> Ok:
        """Takes over the regions of an earlier run. Raises BlobMissing and ValueError, as the words do."""
        hybrid = event.kind is PageKind.HYBRID
        words = read_words(self._store, event.words, event.words_blob) if hybrid else ()
        read_anew = {one.box for one in part.region_kinds}
        drawn = frozenset(region.region_id for region in part.regions if region.box in read_anew)
        if event.kind is PageKind.OCR:  # some of them were seen beside the regions
            event = event.model_copy(update={"frames": part.frames})
        return self._outcome(event, part.regions, words, drawn)

    def close(self) -> None:
        """Nothing: the model ends with its last reference."""

    def _seen(self, event: PageRasterized, page: LoadedPage, found: Sequence[Detection]) -> Ok:
        if event.kind is PageKind.OCR:
            shades = with_shades(page.image, event.dpi, event.frames, event.pictures)
            event = event.model_copy(update={"frames": shades.frames, "pictures": shades.pictures})
        seen = with_text_between(event, page.words, without_made_up(event, found))
        regions = regions_of(with_unseen(event, page.image, page.words, seen))
        pictures = [region for region in regions if region.label is RegionLabel.PICTURE]
        drawn = frozenset(
            region.region_id
            for region in (pictures if event.kind is PageKind.HYBRID else ())
            if not is_photograph(page.image, region.box, event.dpi)
        )
        return self._outcome(event, regions, page.words, drawn)

    def _outcome(
        self,
        event: PageRasterized,
        regions: Sequence[Region],
        words: Sequence[Word],
        drawn: frozenset[int],
    ) -> Ok:
        """`drawn`: the ids of pictures that are drawings, known on hybrid pages only."""
        across = frozenset(event.watermark_lines)
        written = [word for word in words if word.line not in across]
        asked = unread(regions, written, event.kind, drawn)
        work = self._work(event, regions, tuple(region for region, _ in asked))
        laid_out = PageLaidOut(
            request_id=event.request_id,
            run_id=event.run_id,
            page_no=event.page_no,
            regions=tuple(regions),
            wants=tuple(part for one in work for part, _ in parts_of(one)),
            region_kinds=tuple(
                RegionKind(box=region.box, kind=PageKind.OCR, reason=why) for region, why in asked
            ),
            model=self._model.used,
            rasterized=event.timing,
            image_bytes=event.image.decoded_bytes + event.image.size_bytes,
            **event.known(),
        )
        return Ok((laid_out, *work))

    def _work(
        self, event: PageRasterized, regions: Sequence[Region], asked: tuple[Region, ...]
    ) -> tuple[Work, ...]:
        """What the page still needs: its text read, its tables structured, its figures looked at."""
        common = _common(event)
        work: list[Work] = []
        if event.kind is PageKind.OCR:
            work.append(OcrWanted(**common, regions=tuple(regions)))
        elif asked:
            work.append(OcrWanted(**common, regions=asked, whole_page=False))
        for region in regions:
            place: dict[str, Any] = {"region_id": region.region_id, "box": region.box}
            if region.label is RegionLabel.TABLE and region.score >= self._table_min_score:
                work.append(TableFound(**common, **place))
            elif region.label is RegionLabel.PICTURE:
                work.append(ChartFound(**common, **place))
        return tuple(work)


def _common(event: PageRasterized) -> dict[str, Any]:
    """What every piece of work on a page inherits from it."""
    return {
        "request_id": event.request_id,
        "run_id": event.run_id,
        "tenant": event.tenant,
        "priority": event.priority,
        "deadline_at_ms": event.deadline_at_ms,
        "lane": event.lane,
        "following": event.following,
        "page_no": event.page_no,
        "image": event.image,
        "dpi": event.dpi,
        "replay": event.replay,
    }


def _redone(event: PageRasterized) -> PageRasterized:
    """Its regions may be others now, so nothing that follows is taken over for this page."""
    if event.replay is None:
        return event
    replay = event.replay.model_copy(update={"redo": (*event.replay.redo, STAGE)})
    return event.model_copy(update={"replay": replay})
