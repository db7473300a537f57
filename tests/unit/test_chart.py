"""The chart stage: honest where nobody reads charts, and ready for a model that does."""

import io
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from agents.chart import Chart
from agents.document.docling import DoclingWriter
from agents.document.pictures import CHART_DATA, CHART_PROBLEM, UNREADABLE
from agents.images import encode
from agents.models.no_chart import NoChart
from agents.models.protocols import ChartData, Rgb, Unreadable
from agents.picture_kind import picture_kind
from agents.reading.blocks import blocks_of
from schemas.blobs import BlobMissing, ImageRef
from schemas.document import Source
from schemas.events import ModelUsed
from schemas.geometry import Box
from schemas.labels import PictureKind, RegionLabel
from schemas.parts import ChartRead
from schemas.stage import Ok, Rejection
from schemas.work import ChartFound
from streams.blobs import Blobs, open_blobs
from tests import pdfs
from tests.rasterized import rasterized
from tests.unit.pages import page, region
from tests.unit.test_images import photograph

INCH = Box(0, 0, 72, 72)
GONE = ImageRef(key="r/gone", size_bytes=1, encoding="jpeg", width_px=10, height_px=10)


class Bars:
    """Tells the height of what it is shown, and sees no chart in anything flat."""

    used = ModelUsed(name="bars", version="1")
    attempts = True

    def read(self, crops: Sequence[Rgb]) -> list[ChartData | None]:
        return [
            ChartData("Bars", ("height",), ((str(crop.shape[0]),),)) if crop.shape[0] > 50 else None
            for crop in crops
        ]


@pytest.fixture
def store() -> Blobs:
    return open_blobs("memory://")


def found(image: ImageRef, box: Box = INCH) -> ChartFound:
    return ChartFound(request_id="r", run_id="2", page_no=3, region_id=5, box=box, image=image, dpi=200)


def run(agent: Chart, *events: ChartFound) -> list[ChartRead]:
    outcomes = agent.run([(event, agent.load(event)) for event in events])
    read = [outcome.events[0] for outcome in outcomes if isinstance(outcome, Ok)]
    return [event for event in read if isinstance(event, ChartRead)]


def test_without_a_chart_model_the_picture_is_kept_and_nothing_is_claimed(store: Blobs) -> None:
    image = rasterized(store, pdfs.chart_document()).image
    (read,) = run(Chart(NoChart(), store), found(image))
    assert (read.part_id, read.attempted, read.header, read.rows) == ("chart/3/5", False, (), ())
    assert read.model == NoChart().used
    assert read.image is not None
    assert (read.image.key, read.image.encoding, read.dpi) == ("r/2/pictures/3-5.jpg", "jpeg", 200)
    opened = Image.open(io.BytesIO(store.get(read.image.key)))
    assert opened.size == (read.image.width_px, read.image.height_px) == (200, 200)


def test_a_photograph_is_told_from_a_drawing_and_never_shown_to_the_chart_model(store: Blobs) -> None:
    ref, data = encode(photograph(600, 600), "r/2/pages/3.img")
    store.put(ref.key, data)
    (read,) = run(Chart(Bars(), store), found(ref))
    assert (read.kind, read.attempted, read.rows) == (PictureKind.PHOTOGRAPH, False, ())
    drawn = rasterized(store, pdfs.chart_document()).image
    assert run(Chart(Bars(), store), found(drawn))[0].kind is PictureKind.DRAWING


def test_a_replay_that_takes_a_picture_over_has_a_copy_of_its_own(store: Blobs) -> None:
    agent = Chart(NoChart(), store)
    (before,) = run(agent, found(rasterized(store, pdfs.chart_document()).image))
    again = found(GONE).model_copy(update={"run_id": "7"})
    (event,) = agent.again(again, before).events
    assert isinstance(event, ChartRead)
    assert before.image is not None
    assert event.image is not None
    assert event.image.key == "r/7/pictures/3-5.jpg"
    assert store.get(event.image.key) == store.get(before.image.key)
    store.delete_under("r/2")
    with pytest.raises(BlobMissing):
        agent.again(again, before)


@pytest.mark.parametrize("grain", [0, 12])
def test_a_drawing_stays_one_on_a_scan_with_grain(grain: int) -> None:
    drawn = np.full((800, 800, 3), 236.0)
    drawn[100:700, 150:170] = drawn[680:700, 150:750] = 30
    drawn[400:680, 250:350], drawn[250:680, 450:550] = (60, 90, 180), (200, 80, 60)
    noisy = drawn + np.random.default_rng(1).normal(0, grain, drawn.shape)
    assert picture_kind(np.clip(noisy, 0, 255).astype(np.uint8)) is PictureKind.DRAWING


def test_a_picture_of_one_pixel_is_a_drawing() -> None:
    assert picture_kind(np.zeros((1, 1, 3), np.uint8)) is PictureKind.DRAWING


class Babbling:
    """Makes something of every picture, and never a table."""

    used = ModelUsed(name="babbling", version="1")
    attempts = True

    def read(self, crops: Sequence[Rgb]) -> list[Unreadable]:
        return [Unreadable("The chart model wrote no rows.") for _ in crops]


def test_what_is_wrong_with_a_charts_data_is_said_in_the_document(store: Blobs) -> None:
    (read,) = run(Chart(Babbling(), store), found(rasterized(store, pdfs.chart_document()).image))
    assert (read.attempted, read.problem, read.rows) == (True, "The chart model wrote no rows.", ())
    parts = page(region(5, RegionLabel.PICTURE, 0, 0, 72, 72), charts={5: read})
    writer = DoclingWriter(Source(name="a.pdf", sha256="0" * 64), "a")
    writer.add_page(parts, blocks_of(parts))
    (picture,) = writer.document()["pictures"]
    assert picture["meta"][CHART_DATA] == UNREADABLE
    assert picture["meta"][CHART_PROBLEM] == "The chart model wrote no rows."
    assert "tabular_chart" not in picture["meta"]


def test_a_chart_model_gets_the_figures_pixels(store: Blobs) -> None:
    image = rasterized(store, pdfs.chart_document()).image
    chart, flat = run(Chart(Bars(), store), found(image), found(image, Box(0, 0, 72, 9)))
    assert (chart.attempted, chart.title, chart.header, chart.rows) == (
        True,
        "Bars",
        ("height",),
        (("200",),),
    )
    assert (flat.attempted, flat.rows) == (True, ())


def test_a_chart_model_rejects_a_figure_that_is_gone(store: Blobs) -> None:
    agent = Chart(Bars(), store)
    assert agent.cost(found(GONE)).decoded_bytes == 200 * 200 * 3
    with pytest.raises(Rejection, match="is gone"):
        agent.load(found(GONE))


def test_a_backend_without_charts_answers_none_for_each() -> None:
    assert NoChart().read([]) == []
