"""The layout stage: what it asks for, and what it passes on."""

from collections.abc import Sequence

import pytest

from agents.layout import Layout
from agents.models.protocols import Detection
from agents.models.rapid_layout import RapidLayout
from agents.regions import regions_of
from schemas.blobs import BlobRef
from schemas.codes import ErrorCode
from schemas.events import Event, StageTiming
from schemas.failures import parts_of
from schemas.geometry import Box
from schemas.labels import PageKind, RegionLabel
from schemas.parts import PageLaidOut
from schemas.stage import Ok, Rejection
from schemas.work import ChartFound, OcrWanted, PageRasterized, TableFound, Work
from streams.blobs import Blobs, open_blobs
from tests import pdfs
from tests.rasterized import rasterized
from tests.scripted import Scripted
from tests.unit.pages import typed


@pytest.fixture
def store() -> Blobs:
    return open_blobs("memory://")


def seen(label: RegionLabel, *box: float, score: float = 0.9) -> Detection:
    return Detection(label, Box(*box), score)


def run(agent: Layout, *pages: PageRasterized) -> list[tuple[Event, ...]]:
    outcomes = agent.run([(page, agent.load(page)) for page in pages])
    return [outcome.events for outcome in outcomes if isinstance(outcome, Ok)]


def laid_out(events: Sequence[Event]) -> PageLaidOut:
    page = events[0]
    assert isinstance(page, PageLaidOut)
    return page


@pytest.fixture(scope="module")
def real() -> RapidLayout:
    return RapidLayout(threads=2)


def test_a_digital_page_with_a_table_asks_for_its_grid_alone(real: RapidLayout, store: Blobs) -> None:
    page = rasterized(store, pdfs.table_document(seed=1))
    events = run(Layout(real, store), page)[0]
    assert [type(event) for event in events] == [PageLaidOut, TableFound]
    assert laid_out(events).wants == ("table/1/" + str(parts_of(events[1])[0][0].rsplit("/", 1)[1]),)
    assert laid_out(events).words == page.words
    assert laid_out(events).model == real.used


def test_a_scanned_page_is_read_whole_and_its_regions_are_named(real: RapidLayout, store: Blobs) -> None:
    events = run(Layout(real, store), rasterized(store, pdfs.scanned(pdfs.text_document(1))))[0]
    assert [type(event) for event in events] == [PageLaidOut, OcrWanted]
    wanted = events[1]
    assert isinstance(wanted, OcrWanted)
    assert wanted.whole_page
    assert wanted.regions == laid_out(events).regions != ()
    assert laid_out(events).wants == ("ocr/1",)


def test_on_a_hybrid_page_only_what_the_text_layer_lacks_is_read(real: RapidLayout, store: Blobs) -> None:
    events = run(Layout(real, store), rasterized(store, pdfs.hybrid_document(seed=2)))[0]
    (wanted,) = [event for event in events if isinstance(event, OcrWanted)]
    assert not wanted.whole_page
    assert wanted.regions
    words = laid_out(events).words
    assert not any(region.box.holds(*word.box.centre) for region in wanted.regions for word in words)
    kinds = laid_out(events).region_kinds
    assert [region.box for region in kinds] == [region.box for region in wanted.regions]
    assert {(one.kind, one.reason) for one in kinds} == {
        (PageKind.OCR, "no word of the text layer stands here")
    }


def test_a_region_whose_letters_have_no_unicode_values_is_read_and_says_so(store: Blobs) -> None:
    lines = ((60, "plain words here"), (110, "\ufffd\ufffd\ufffd\ufffd ab \ufffd\ufffd"))
    words = tuple(word for at, (y, text) in enumerate(lines) for word in typed(text, 60, y, at))
    page = rasterized(store, pdfs.text_document(1)).model_copy(
        update={"kind": PageKind.HYBRID, "words": words, "words_blob": None}
    )
    model = Scripted(seen(RegionLabel.TEXT, 50, 50, 300, 80), seen(RegionLabel.TEXT, 50, 100, 300, 130))
    events = run(Layout(model, store), page)[0]
    (wanted,) = [event for event in events if isinstance(event, OcrWanted)]
    assert [region.region_id for region in wanted.regions] == [1]
    assert [one.reason for one in laid_out(events).region_kinds] == [
        "75% of the characters here have no Unicode value"
    ]


def test_a_watermark_over_a_region_does_not_keep_it_from_being_read(store: Blobs) -> None:
    words = (*typed("plain words here", 60, 60), *typed("DRAFT", 60, 110, 1))
    page = rasterized(store, pdfs.text_document(1)).model_copy(
        update={"kind": PageKind.HYBRID, "words": words, "words_blob": None, "watermark_lines": (1,)}
    )
    model = Scripted(seen(RegionLabel.TEXT, 50, 50, 300, 80), seen(RegionLabel.TEXT, 50, 100, 300, 130))
    events = run(Layout(model, store), page)[0]
    assert [one.box.y0 for one in laid_out(events).region_kinds] == [100]
    assert laid_out(events).watermark_lines == (1,)


def test_a_hybrid_page_without_unread_text_wants_no_reading(real: RapidLayout, store: Blobs) -> None:
    events = run(Layout(real, store), rasterized(store, pdfs.chart_document(seed=2)))[0]
    assert {type(event) for event in events[1:]} == {ChartFound}
    assert laid_out(events).wants == tuple(parts_of(event)[0][0] for event in events[1:])


def test_everything_a_page_wants_is_emitted_with_its_inheritance(store: Blobs) -> None:
    page = rasterized(store, pdfs.scanned(pdfs.text_document(1)))
    model = Scripted(
        seen(RegionLabel.TABLE, 50, 50, 300, 200),
        seen(RegionLabel.TABLE, 50, 250, 300, 300, score=0.4),
        seen(RegionLabel.PICTURE, 50, 400, 300, 500),
    )
    events = run(Layout(model, store), page)[0]
    work = [event for event in events if isinstance(event, Work)]
    assert laid_out(events).wants == ("ocr/1", "table/1/0", "chart/1/2")
    assert [parts_of(event)[0][0] for event in work] == ["ocr/1", "table/1/0", "chart/1/2"]
    inherited = Work.model_fields
    for event in work:
        assert all(getattr(event, name) == getattr(page, name) for name in inherited)
        assert (event.following, event.lane) == (3, "interactive")


def test_a_blank_page_has_no_regions_and_wants_nothing(real: RapidLayout, store: Blobs) -> None:
    page = rasterized(store, pdfs.drawn(1, lambda _sheet, _no: None))
    (event,) = run(Layout(real, store), page)[0]
    assert laid_out([event]).regions == ()
    assert laid_out([event]).wants == ()


def test_notes_timings_and_stored_words_are_passed_on_untouched(store: Blobs) -> None:
    timing = StageTiming(stage="rasterizer", waited_ms=1, batch_items=8, batch_requests=2, device_ms=3)
    blob = BlobRef(key="r/2/pages/00001.words", size_bytes=9, encoding="json+zstd")
    page = rasterized(store, pdfs.text_document(1)).model_copy(
        update={"note": "lower resolution", "timing": timing, "words": (), "words_blob": blob}
    )
    done = laid_out(run(Layout(Scripted(), store), page)[0])
    assert (done.note, done.rasterized, done.words_blob) == ("lower resolution", timing, blob)
    assert (done.kind, done.width_pt, done.height_pt) == (page.kind, 612, 792)


def test_pages_of_a_batch_get_their_own_outcomes(real: RapidLayout, store: Blobs) -> None:
    pages = [
        rasterized(store, pdfs.table_document(seed=1), request="a"),
        rasterized(store, pdfs.scanned(pdfs.text_document(1)), request="b"),
    ]
    agent = Layout(real, store)
    assert run(agent, *pages) == [run(agent, page)[0] for page in pages]


def test_a_page_whose_pixels_or_words_are_gone_is_rejected(store: Blobs) -> None:
    page = rasterized(store, pdfs.hybrid_document())
    gone = page.model_copy(
        update={"words": (), "words_blob": BlobRef(key="r/gone", size_bytes=1, encoding="json+zstd")}
    )
    with pytest.raises(Rejection, match="words of page 1 are gone") as words:
        Layout(Scripted(), store).load(gone)
    store.put(page.image.key, b"not an image")
    with pytest.raises(Rejection, match="cannot be decoded"):
        Layout(Scripted(), store).load(page)
    store.delete_under("r")
    with pytest.raises(Rejection, match="is gone") as pixels:
        Layout(Scripted(), store).load(page)
    assert words.value.code is pixels.value.code is ErrorCode.BLOB_MISSING


def test_the_cost_of_a_page_is_its_pixels(store: Blobs) -> None:
    cost = Layout(Scripted(), store).cost(rasterized(store, pdfs.text_document(1)))
    assert (cost.work, cost.decoded_bytes) == (1700 * 2200, 1700 * 2200 * 3)


def test_a_heading_within_a_text_region_is_a_thing_of_its_own() -> None:
    text = seen(RegionLabel.TEXT, 10, 10, 200, 100, score=0.9)
    heading = seen(RegionLabel.SECTION_HEADER, 10, 10, 200, 30, score=0.6)
    the_same = seen(RegionLabel.REFERENCE, 10, 12, 200, 99, score=0.6)
    labels = [region.label for region in regions_of([the_same, heading, text])]
    assert labels == [RegionLabel.SECTION_HEADER, RegionLabel.TEXT]


def test_of_two_sights_of_one_thing_the_better_one_stays() -> None:
    regions = regions_of(
        [
            seen(RegionLabel.TEXT, 10, 10, 200, 60, score=0.6),
            seen(RegionLabel.TEXT, 10, 12, 190, 58, score=0.8),
            seen(RegionLabel.TEXT, 10, 70, 200, 90, score=0.7),
        ]
    )
    assert [(region.region_id, region.score) for region in regions] == [(0, 0.8), (1, 0.7)]


def test_a_line_that_lies_mostly_in_a_text_is_its_first_one() -> None:
    text, line = (10, 30, 200, 90), (12, 27, 198, 37)
    sights = [seen(RegionLabel.TEXT, *text), seen(RegionLabel.TEXT, *line, score=0.6)]
    assert [region.box for region in regions_of(sights)] == [Box(*text)]
    above = seen(RegionLabel.TEXT, 12, 24, 198, 34, score=0.6)
    assert len(regions_of([sights[0], above])) == 2


def test_text_inside_a_table_gives_way_to_it_and_a_caption_does_not() -> None:
    regions = regions_of(
        [
            seen(RegionLabel.TEXT, 20, 20, 100, 40, score=0.99),
            seen(RegionLabel.CAPTION, 20, 100, 100, 115, score=0.6),
            seen(RegionLabel.TABLE, 10, 10, 300, 120, score=0.7),
            seen(RegionLabel.TEXT, 0, 0, 600, 700, score=0.9),
        ]
    )
    labels = [region.label for region in regions]
    assert labels == [RegionLabel.TEXT, RegionLabel.TABLE, RegionLabel.CAPTION]


def test_the_order_of_regions_does_not_depend_on_the_order_they_were_seen_in() -> None:
    sights = [
        seen(RegionLabel.TEXT, 300, 10, 500, 60),
        seen(RegionLabel.TEXT, 10, 10, 200, 60),
        seen(RegionLabel.TEXT, 10, 5, 11, 5),
        seen(RegionLabel.FORMULA, 10, 80, 200, 90),
    ]
    regions = regions_of(sights)
    assert [region.box.x0 for region in regions] == [10, 300, 10]
    assert regions_of(sights[::-1]) == regions
