"""Pictures that the PDF has and the layout model missed."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pymupdf
import pytest
from PIL import Image

from agents.layout import Layout
from agents.models.protocols import Detection
from agents.unseen_pictures import without_made_up
from schemas.blobs import BlobStore
from schemas.events import Event
from schemas.geometry import Box
from schemas.labels import PageKind, RegionLabel
from schemas.parts import PageLaidOut
from schemas.stage import Ok
from schemas.work import ChartFound, OcrWanted, PageRasterized
from streams.blobs import open_blobs
from tests import pdfs
from tests.pdfs import Made, PageTruth
from tests.rasterized import rasterized
from tests.scripted import Scripted

PHOTO = Box(60, 300, 360, 450)


@pytest.fixture
def store() -> BlobStore:
    return open_blobs("memory://")


def page_with(draw: Callable[[Any], object], text: str = "A few words above", rotation: int = 0) -> Made:
    document: Any = pymupdf.open()
    page = document.new_page(width=612, height=792)
    if text:
        page.insert_text((60, 100), text, fontsize=11)
    draw(page)
    page.set_rotation(rotation)
    return Made(document.tobytes())


def photo(page: Any, box: Box = PHOTO) -> None:
    shades = np.random.default_rng(7).integers(0, 255, (6, 12, 3), dtype=np.uint8)
    image = np.asarray(Image.fromarray(shades).resize((300, 150), Image.Resampling.BICUBIC))
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, 300, 150, image.tobytes(), False)
    page.insert_image(tuple(box), pixmap=pixmap, keep_proportion=False)


def screenshot(page: Any) -> None:
    """A picture of words, on a page with words of its own."""
    made: Any = pymupdf.open()
    window = made.new_page(width=300, height=150)
    window.draw_rect((0, 0, 300, 150), fill=(0.9, 0.9, 0.9))
    window.insert_text((20, 60), "Install now", fontsize=14)
    page.insert_image(tuple(PHOTO), pixmap=window.get_pixmap(dpi=150), keep_proportion=False)


def seen(label: RegionLabel, *box: float, score: float = 0.9) -> Detection:
    return Detection(label, Box(*box), score)


def laid_out(store: BlobStore, made: Made, *found: Detection) -> tuple[PageRasterized, Sequence[Event]]:
    page = rasterized(store, made)
    agent = Layout(Scripted(*found), store)
    (outcome,) = agent.run([(page, agent.load(page))])
    assert isinstance(outcome, Ok)
    return page, outcome.events


def regions(store: BlobStore, made: Made, *found: Detection) -> list[tuple[RegionLabel, Box]]:
    event = laid_out(store, made, *found)[1][0]
    assert isinstance(event, PageLaidOut)
    return [(region.label, Box(*map(round, region.box))) for region in event.regions]


@pytest.mark.parametrize("rotation", [0, 90])
def test_an_image_that_the_model_missed_is_a_picture_and_is_cut_out(store: BlobStore, rotation: int) -> None:
    made = page_with(photo, rotation=rotation)
    expected = PHOTO if rotation == 0 else Box(792 - 450, 60, 792 - 300, 360)
    assert regions(store, made) == [(RegionLabel.PICTURE, expected)]
    _, events = laid_out(store, made)
    assert [type(event) for event in events] == [PageLaidOut, ChartFound]


def test_what_the_model_saw_there_stays_as_it_is(store: BlobStore) -> None:
    made = page_with(photo)
    for label in (RegionLabel.PICTURE, RegionLabel.TABLE, RegionLabel.TEXT):
        assert regions(store, made, seen(label, 70, 310, 350, 440)) == [(label, Box(70, 310, 350, 440))]


def test_a_picture_of_which_the_model_saw_a_corner_is_whole(store: BlobStore) -> None:
    made = page_with(photo)
    assert regions(store, made, seen(RegionLabel.PICTURE, 70, 310, 130, 360)) == [
        (RegionLabel.PICTURE, PHOTO)
    ]


def test_words_in_a_screenshot_are_read_and_belong_to_it(store: BlobStore) -> None:
    made = page_with(screenshot)
    inside = seen(RegionLabel.SECTION_HEADER, 80, 345, 160, 365)
    assert regions(store, made, inside) == [(RegionLabel.PICTURE, PHOTO)]
    page, events = laid_out(store, made, inside)
    assert page.kind is PageKind.HYBRID
    (wanted,) = [event for event in events if isinstance(event, OcrWanted)]
    assert [region.label for region in wanted.regions] == [RegionLabel.PICTURE]


def test_a_heading_of_the_text_layer_on_an_image_stays_a_heading(store: BlobStore) -> None:
    def draw(page: Any) -> None:
        photo(page)
        page.insert_text((80, 360), "Over the picture", fontsize=20)

    heading = seen(RegionLabel.SECTION_HEADER, 78, 340, 240, 365)
    assert [label for label, _ in regions(store, page_with(draw), heading)] == [RegionLabel.SECTION_HEADER]


def test_a_scan_of_text_within_a_page_is_no_picture(store: BlobStore) -> None:
    made = page_with(lambda page: photo(page, Box(60, 200, 560, 700)))
    rows = [seen(RegionLabel.TEXT, 70, 220 + 60 * at, 550, 260 + 60 * at) for at in range(8)]
    assert RegionLabel.PICTURE not in {label for label, _ in regions(store, made, *rows)}


def test_photographs_are_not_asked_for_words(store: BlobStore) -> None:
    _, events = laid_out(store, page_with(photo))
    assert not [event for event in events if isinstance(event, OcrWanted)]


def test_a_replay_reads_the_words_of_a_drawing_again(store: BlobStore) -> None:
    page, events = laid_out(store, page_with(screenshot))
    part = events[0]
    assert isinstance(part, PageLaidOut)
    again = Layout(Scripted(), store).again(page, part)
    assert again.events == tuple(events)


def test_an_image_of_nothing_but_white_is_none_and_margins_are_left_out(store: BlobStore) -> None:
    def draw(page: Any, ink: bool) -> None:
        pixmap = pymupdf.Pixmap(pymupdf.csRGB, (0, 0, 300, 150), False)
        pixmap.clear_with(255)
        if ink:
            pixmap.set_rect((100, 0, 200, 150), (200, 0, 0))
        page.insert_image(tuple(PHOTO), pixmap=pixmap, keep_proportion=False)

    assert regions(store, page_with(lambda page: draw(page, ink=False))) == []
    ((_, box),) = regions(store, page_with(lambda page: draw(page, ink=True)))
    assert box == pytest.approx((160, 300, 260, 450), abs=1.5)


def test_a_chart_of_vectors_that_the_model_missed_is_a_picture(store: BlobStore) -> None:
    def draw(page: Any) -> None:
        page.draw_line((100, 200), (100, 350))
        page.draw_line((100, 350), (400, 350))
        page.draw_polyline([(100, 340), (180, 300), (270, 310), (400, 220)])
        page.draw_circle((270, 310), 3, fill=(0, 0, 0))

    ((label, box),) = regions(store, page_with(draw))
    assert label is RegionLabel.PICTURE
    assert box == pytest.approx((100, 200, 400, 350), abs=2)
    table = seen(RegionLabel.TABLE, 90, 190, 410, 360)
    assert [label for label, _ in regions(store, page_with(draw), table)] == [RegionLabel.TABLE]


def test_a_page_of_a_photograph_alone_gives_it(store: BlobStore) -> None:
    assert regions(store, page_with(photo, text="")) == [(RegionLabel.PICTURE, PHOTO)]
    whole = page_with(lambda page: photo(page, Box(0, 0, 612, 792)), text="")
    assert regions(store, whole) == [(RegionLabel.PICTURE, Box(0, 0, 612, 792))]


def test_a_scan_without_regions_is_no_picture(store: BlobStore) -> None:
    assert regions(store, pdfs.scanned(pdfs.text_document(1))) == []


MADE_UP = seen(RegionLabel.PICTURE, 60, 300, 360, 450)


def test_a_picture_where_the_page_draws_nothing_is_none(store: BlobStore) -> None:
    text = seen(RegionLabel.TEXT, 55, 85, 200, 110)

    def draw(page: Any) -> None:
        page.draw_line((60, 320), (360, 320))
        page.draw_rect((60, 600, 200, 700))

    bare = page_with(draw)
    assert regions(store, bare, MADE_UP, text) == [(RegionLabel.TEXT, text.box)]


def test_a_picture_where_the_page_draws_anything_stays(store: BlobStore) -> None:
    made = page_with(lambda page: page.draw_line((100, 320), (120, 440)))
    assert regions(store, made, MADE_UP) == [(RegionLabel.PICTURE, PHOTO)]


def test_columns_of_text_with_a_small_photograph_in_them_are_no_picture(store: BlobStore) -> None:
    small = Box(70, 305, 200, 354)

    def draw(page: Any) -> None:
        photo(page, small)
        for row in range(8):
            page.insert_text((70, 366 + 11 * row), "Ships come late, and they leave early", fontsize=9)

    (found,) = regions(store, page_with(draw), MADE_UP)
    assert found[0] is RegionLabel.PICTURE
    assert found[1] == pytest.approx(small, abs=1.5)


def test_a_picture_stays_on_a_scan_and_where_what_is_drawn_is_not_known(store: BlobStore) -> None:
    scan = pdfs.scanned(pdfs.text_document(1))
    assert regions(store, scan, MADE_UP) == [(RegionLabel.PICTURE, PHOTO)]
    assert rasterized(store, scan).drawn is None
    bare = rasterized(store, page_with(lambda page: None))
    assert bare.drawn == ()
    assert without_made_up(bare, [MADE_UP]) == []
    for known in ({"kind": PageKind.OCR}, {"drawn": None}):
        assert without_made_up(bare.model_copy(update=known), [MADE_UP]) == [MADE_UP]


def test_a_scan_shows_its_photographs_and_the_grounds_of_its_boxes(store: BlobStore) -> None:
    panel = (60, 500, 360, 640)

    def draw(page: Any) -> None:
        photo(page)
        page.draw_rect(panel, color=None, fill=(0.85,) * 3)
        page.insert_textbox((70, 510, 350, 630), "The ships came late that year. " * 12, fontsize=10)

    made = pdfs.scanned(Made(page_with(draw).pdf, (PageTruth(),)))
    page, events = laid_out(store, made, seen(RegionLabel.TEXT, *panel))
    assert page.kind is PageKind.OCR
    part = events[0]
    assert isinstance(part, PageLaidOut)
    (picture,) = [region.box for region in part.regions if region.label is RegionLabel.PICTURE]
    assert picture == pytest.approx(tuple(PHOTO), abs=6)
    assert panel in [pytest.approx(tuple(frame), abs=6) for frame in part.frames]
    again = Layout(Scripted(), store).again(page, part)
    assert isinstance(again.events[0], PageLaidOut)
    assert again.events[0].frames == part.frames
