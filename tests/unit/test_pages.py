"""Pages read in this process, against PDFs whose truth is known."""

import subprocess
import sys
from typing import Any

import numpy as np
import pymupdf
import pytest

from agents.drawn.words import read_words
from agents.images import decode
from agents.page_task import PageLimits, PageTask
from agents.pages import rendering
from agents.pdf import opening
from agents.render import fit_dpi
from schemas.blobs import BlobRef, BlobStore
from schemas.codes import ErrorCode
from schemas.geometry import Turn, Word
from schemas.labels import PageKind
from schemas.stage import Rejection
from schemas.work import PageRasterized, Route, SliceReleased
from streams.blobs import open_blobs
from tests import bad_pdfs, pdfs
from tests.pdfs import Made


@pytest.fixture
def store() -> BlobStore:
    return open_blobs("memory://")


def released(store: BlobStore, made: Made | bytes, pages: int = 1) -> SliceReleased:
    pdf = made if isinstance(made, bytes) else made.pdf
    store.put("r/1/source.pdf", pdf)
    source = BlobRef(key="r/1/source.pdf", size_bytes=len(pdf), encoding="pdf")
    route = Route(name="immediate", reason="")
    return SliceReleased(
        request_id="r", slice_no=0, first_page=1, page_count=pages, source=source, route=route, tenant="t"
    )


def rasterized(
    store: BlobStore, made: Made | bytes, page_no: int = 1, limits: PageLimits | None = None
) -> PageRasterized:
    render = rendering(lambda: store, limits or PageLimits(dpi=100))
    return render(PageTask(released(store, made), page_no))


def opened(store: BlobStore, made: Made | bytes, max_pages: int = 100) -> Any:
    return opening(lambda: store, max_pages)(released(store, made).source)


def words_of(store: BlobStore, page: PageRasterized) -> tuple[Word, ...]:
    return read_words(store, page.words, page.words_blob)


def pixels(store: BlobStore, page: PageRasterized) -> Any:
    return decode(page.image, store.get(page.image.key))


@pytest.mark.parametrize(
    "made",
    [pdfs.text_document(1), pdfs.two_columns(), pdfs.table_document(), pdfs.table_document(ruled=False)],
)
def test_every_word_of_the_text_layer_is_read(store: BlobStore, made: Made) -> None:
    page = rasterized(store, made)
    assert page.kind is PageKind.DIGITAL
    assert sorted(word.text for word in words_of(store, page)) == sorted(made.pages[0].all_words)


def test_words_come_in_the_order_of_the_pdf_with_their_lines_counted(store: BlobStore) -> None:
    made = pdfs.text_document(1)
    words = words_of(store, rasterized(store, made))
    assert tuple(word.text for word in words) == made.pages[0].words
    lines = [
        "".join(f"{w.text} " for w in words if w.line == line).strip() for line in range(words[-1].line + 1)
    ]
    assert tuple(lines) == made.pages[0].lines


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_boxes_stand_on_the_ink_however_the_page_is_turned(store: BlobStore, degrees: int) -> None:
    page = rasterized(store, pdfs.rotated(pdfs.text_document(1), degrees))
    image = pixels(store, page)
    assert page.turn == Turn(-degrees // 90 % 4), "so that its text is level"
    assert (page.width_pt, page.height_pt) == (612, 792)
    assert image.shape[:2] == (round(page.height_pt * 100 / 72), round(page.width_pt * 100 / 72))
    dark = image.min(axis=2) < 128
    inside = np.zeros_like(dark)
    for word in words_of(store, page):
        box = word.box.scaled(page.dpi / 72)
        x0, y0, x1, y1 = int(box.x0), int(box.y0), int(box.x1) + 1, int(box.y1) + 1
        assert dark[y0:y1, x0:x1].any(), f"no ink under {word.text}"
        inside[y0:y1, x0:x1] = True
    assert not (dark & ~inside).any(), "ink outside every word"


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (pdfs.text_document(1), "text layer of"),
        (pdfs.scanned(pdfs.text_document(1)), "no text layer; images cover 100%"),
        (pdfs.hybrid_document(), "images cover"),
        (pdfs.chart_document(), "images cover"),
        (bad_pdfs.scan_with_hidden_text(), "invisible"),
        (bad_pdfs.unmapped_text(), "no Unicode value"),
        (bad_pdfs.blank(), "nothing on the page"),
    ],
)
def test_a_page_is_of_the_kind_it_was_made_as_and_says_why(store: BlobStore, made: Made, told: str) -> None:
    page = rasterized(store, made)
    assert (page.kind, told in page.kind_reason) == (made.pages[0].kind, True), page.kind_reason
    assert bool(words_of(store, page)) is (page.kind is not PageKind.OCR and bool(made.pages[0].words))


def test_a_page_too_large_for_the_resolution_gets_a_lower_one_and_says_so(store: BlobStore) -> None:
    page = rasterized(store, bad_pdfs.huge_page(50), limits=PageLimits(dpi=200, max_page_px=4_000_000))
    assert page.dpi == 40
    assert page.note == "rendered at 40 dpi instead of 200: the page measures 50 x 50 inches"
    assert page.image.width_px * page.image.height_px <= 4_000_000


def test_a_200_inch_page_is_refused_before_it_is_rendered(store: BlobStore) -> None:
    with pytest.raises(Rejection, match="200 x 200 inches") as caught:
        rasterized(store, bad_pdfs.huge_page())
    assert caught.value.code is ErrorCode.PAGE_TOO_LARGE


def test_a_long_strip_stays_within_what_a_jpeg_can_hold() -> None:
    dpi, note = fit_dpi(36_000, 72, PageLimits())
    assert dpi * 500 <= 65_500
    assert note


@pytest.mark.parametrize("bad", [1, 2, 3])
def test_a_page_object_that_is_none_is_corrupt_and_its_neighbours_are_read(
    store: BlobStore, bad: int
) -> None:
    made = bad_pdfs.with_page_that_is_none(3, bad)
    for page_no, truth in enumerate(made.pages, start=1):
        if page_no == bad:
            with pytest.raises(Rejection, match=f"Page {bad} ") as caught:
                rasterized(store, made, page_no)
            assert caught.value.code is truth.code
        else:
            page = rasterized(store, made, page_no)
            assert tuple(word.text for word in words_of(store, page)) == truth.words


def test_a_page_past_the_end_is_refused(store: BlobStore) -> None:
    with pytest.raises(Rejection, match="has 1 pages"):
        rasterized(store, pdfs.text_document(1), 2)


def test_a_document_that_is_gone_is_missing_not_damaged(store: BlobStore) -> None:
    slice_event = released(store, pdfs.text_document(1))
    gone = slice_event.model_copy(
        update={"source": BlobRef(key="r/9/source.pdf", size_bytes=1, encoding="pdf")}
    )
    with pytest.raises(Rejection) as caught:
        rendering(lambda: store, PageLimits())(PageTask(gone, 1))
    assert caught.value.code is ErrorCode.BLOB_MISSING


@pytest.mark.parametrize(
    "made",
    [
        bad_pdfs.empty_file(),
        bad_pdfs.html_named_pdf(),
        bad_pdfs.garbage(),
        bad_pdfs.encrypted(),
        bad_pdfs.no_pages(),
        bad_pdfs.corrupt(),
    ],
    ids=["empty", "html", "garbage", "encrypted", "no pages", "corrupt"],
)
def test_what_cannot_be_opened_gets_its_own_code(store: BlobStore, made: Made) -> None:
    with pytest.raises(Rejection) as caught:
        opened(store, made)
    assert caught.value.code is made.code


def test_a_document_with_too_many_pages_is_refused(store: BlobStore) -> None:
    with pytest.raises(Rejection, match="3 pages; at most 2") as caught:
        opened(store, pdfs.text_document(3), max_pages=2)
    assert caught.value.code is ErrorCode.TOO_MANY_PAGES


def test_an_owner_password_keeps_nobody_from_reading(store: BlobStore) -> None:
    made = bad_pdfs.owner_locked()
    assert opened(store, made).page_count == 1
    assert tuple(word.text for word in words_of(store, rasterized(store, made))) == made.pages[0].words


def test_a_damaged_index_is_repaired_and_said_so(store: BlobStore) -> None:
    made = bad_pdfs.damaged_index()
    answer = opened(store, made)
    assert (answer.page_count, answer.repaired, answer.size_bytes) == (3, True, len(made.pdf))
    assert tuple(word.text for word in words_of(store, rasterized(store, made, 3))) == made.pages[2].words


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.98])
def test_a_truncated_document_is_refused_or_read_page_by_page(store: BlobStore, share: float) -> None:
    data = bad_pdfs.truncated(pdfs.text_document(6), share)
    try:
        answer = opened(store, data)
    except Rejection as rejection:
        assert rejection.code is ErrorCode.CORRUPT  # noqa: PT017  both endings are right
        return
    assert answer.repaired
    for page_no in range(1, answer.page_count + 1):
        try:
            page = rasterized(store, data, page_no)
            assert page.kind is PageKind.OCR or words_of(store, page) or "damaged" in page.kind_reason
        except Rejection as rejection:
            assert rejection.code is ErrorCode.CORRUPT  # noqa: PT017  a page may be lost altogether


def test_many_words_travel_as_a_blob_and_few_inside_the_event(store: BlobStore) -> None:
    few = rasterized(store, pdfs.text_document(1))
    assert (bool(few.words), few.words_blob) == (True, None)

    def dense(sheet: Any, _: int) -> None:
        for part in range(8):
            sheet.paragraph(pdfs.prose(120, part), size=6)

    made = pdfs.drawn(1, dense)
    many = rasterized(store, made)
    assert many.words == ()
    assert many.words_blob
    assert many.words_blob.key == "r/1/pages/00001.words"
    assert tuple(word.text for word in words_of(store, many)) == made.pages[0].words


def test_the_event_carries_what_a_scheduler_needs(store: BlobStore) -> None:
    page = rasterized(store, pdfs.text_document(1))
    assert (page.request_id, page.tenant, page.page_no, page.lane) == ("r", "t", 1, "normal")
    assert page.image.key == "r/1/pages/00001.img"


def test_the_same_arguments_make_the_same_bytes() -> None:
    for make in (pdfs.text_document, pdfs.chart_document, pdfs.mixed_document, bad_pdfs.with_bomb):
        assert make() == make()


def test_a_copy_with_specks_says_that_they_were_smoothed(store: BlobStore) -> None:
    page = np.full((1100, 850), 255, np.uint8)
    page[np.random.default_rng(3).random(page.shape) < 0.01] = 0
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, 850, 1100, page.tobytes(), False)
    document: Any = pymupdf.open()
    document.new_page(width=612, height=792).insert_image((0, 0, 612, 792), pixmap=pixmap)
    assert "specks smoothed" in rasterized(store, document.tobytes()).note
    assert rasterized(store, pdfs.scanned(pdfs.text_document(1))).note == ""


def test_a_scan_with_streaks_of_the_glass_says_that_they_were_taken_out(store: BlobStore) -> None:
    page = np.full((1100, 850), 235, np.uint8)
    page[:, 400] = 120
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, 850, 1100, page.tobytes(), False)
    document: Any = pymupdf.open()
    document.new_page(width=612, height=792).insert_image((0, 0, 612, 792), pixmap=pixmap)
    assert rasterized(store, document.tobytes()).note == "streaks taken out"


def test_a_renderer_loads_no_opencv() -> None:
    """It would take more address space than the smallest that a child may be given."""
    code = "import sys, agents.pages, agents.rasterizer; sys.exit('cv2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
