"""The chart stage: honest where nobody reads charts, and ready for a model that does."""

from collections.abc import Sequence

import pytest

from agents.chart import Chart
from agents.models.no_chart import NoChart
from agents.models.protocols import ChartData, Rgb
from schemas.blobs import ImageRef
from schemas.events import ChartFound, ChartRead, ModelUsed
from schemas.geometry import Box
from schemas.stage import Ok, Rejection
from streams.blobs import Blobs, open_blobs
from tests import pdfs
from tests.rasterized import rasterized

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


def test_without_a_chart_model_nothing_is_loaded_and_nothing_is_claimed(store: Blobs) -> None:
    agent = Chart(NoChart(), store)
    assert agent.cost(found(GONE)).decoded_bytes == 0
    (read, _) = run(agent, found(GONE), found(GONE))
    assert (read.part_id, read.attempted, read.header, read.rows) == ("chart/3/5", False, (), ())
    assert read.model == NoChart().used


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
