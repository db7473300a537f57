"""The OCR stage around a model."""

from collections.abc import Sequence

import pytest

from agents.models.protocols import OcrPage
from agents.ocr import Ocr
from agents.payloads import unpack
from schemas.events import ModelUsed
from schemas.geometry import Box, Line
from schemas.labels import RegionLabel
from schemas.parts import TextRead
from schemas.stage import Ok, Rejection
from schemas.work import OcrWanted, PageRasterized, Region
from streams.blobs import Blobs, open_blobs
from tests import pdfs
from tests.rasterized import rasterized


class Counting:
    """Gives page n of a batch as many lines as its regions say, one line for a whole page."""

    used = ModelUsed(name="counting", version="3", backend="tests:Counting")

    def read(self, pages: Sequence[OcrPage]) -> list[list[Line]]:
        if any(page.image.shape[0] < 10 for page in pages):
            raise RuntimeError("such a small page breaks this model")
        return [
            [Line(f"{page.dpi:.0f} dpi, line {n}", Box(0, n, 9, n + 1), 0.25) for n in range(count)]
            for page in pages
            for count in [1 if page.whole_page else page.regions[0].region_id]
        ]


@pytest.fixture
def store() -> Blobs:
    return open_blobs("memory://")


@pytest.fixture
def page(store: Blobs) -> PageRasterized:
    return rasterized(store, pdfs.scanned(pdfs.text_document(1), dpi=72))


def wanted(page: PageRasterized, lines: int = 0, request: str = "r") -> OcrWanted:
    regions = (Region(region_id=lines, label=RegionLabel.TEXT, box=Box(0, 0, 9, 9)),) if lines else ()
    return OcrWanted(
        request_id=request,
        run_id="2",
        page_no=7,
        image=page.image,
        dpi=page.dpi,
        regions=regions,
        whole_page=not lines,
    )


def run(agent: Ocr, *events: OcrWanted) -> list[TextRead]:
    outcomes = agent.run([(event, agent.load(event)) for event in events])
    read = [outcome.events[0] for outcome in outcomes if isinstance(outcome, Ok)]
    return [event for event in read if isinstance(event, TextRead)]


def test_each_page_gets_its_own_lines_whatever_their_score(store: Blobs, page: PageRasterized) -> None:
    one, three = run(Ocr(Counting(), store), wanted(page), wanted(page, lines=3, request="other"))
    assert (one.part_id, one.request_id, one.run_id) == ("ocr/7", "r", "2")
    assert [line.text for line in one.lines] == ["200 dpi, line 0"]
    assert one.lines[0].score == 0.25
    assert (three.request_id, len(three.lines)) == ("other", 3)
    assert one.model == Counting.used


def test_many_lines_travel_as_a_blob(store: Blobs, page: PageRasterized) -> None:
    (read,) = run(Ocr(Counting(), store), wanted(page, lines=900))
    assert read.lines == ()
    assert read.lines_blob is not None
    assert len(unpack(store, read.lines, read.lines_blob, Line)) == 900


def test_pixels_that_are_gone_blame_this_page_alone(store: Blobs, page: PageRasterized) -> None:
    store.delete_under("r")
    with pytest.raises(Rejection, match="is gone"):
        Ocr(Counting(), store).load(wanted(page))


def test_what_the_model_raises_reaches_the_loop_which_splits_the_batch(
    store: Blobs, page: PageRasterized
) -> None:
    agent = Ocr(Counting(), store)
    good, bad = wanted(page), wanted(page, request="bad")
    batch = [(good, agent.load(good)), (bad, agent.load(bad)[:5])]
    with pytest.raises(RuntimeError, match="such a small page"):
        agent.run(batch)
    assert isinstance(agent.run(batch[:1])[0], Ok)


def test_the_cost_of_reading_is_the_pages_pixels(store: Blobs, page: PageRasterized) -> None:
    cost = Ocr(Counting(), store).cost(wanted(page))
    assert (cost.work, cost.decoded_bytes) == (1700 * 2200, 1700 * 2200 * 3)
