"""What a load needs: the mission's own figures come out, and what Octavo holds has bounds."""

from collections import Counter
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.page_task import PageLimits
from agents.render import fit_dpi
from octavo.cli import main
from octavo.config import Settings, load_settings
from octavo.errors import UsageError
from octavo.page_image import PAGE_LOOKS, PageImage, page_image
from octavo.plan import Load, entries, held, measured_limits, mission_rows, plan_of, spans, stored
from octavo.presets import PRESETS, PresetName
from schemas.events import Request
from schemas.labels import Priority
from streams.flow import FlowLimits, ReleaseFlow

MISSION = Load(requests=30, pages=25)
LETTER = PageImage(1700, 2200, 200)
SETTINGS = Settings()

loads = st.builds(Load, st.integers(1, 3000), st.integers(1, 3000))
images = st.builds(PageImage, st.integers(1, 6000), st.integers(1, 6000), st.just(200))
presets = st.sampled_from(list(PRESETS))


def test_a_letter_page_has_the_missions_pixels_and_bytes() -> None:
    assert page_image("letter", SETTINGS) == LETTER
    assert LETTER.raw_bytes == 11_220_000
    assert LETTER.tensor_bytes == 15_000_000
    assert [LETTER.stored_bytes(look) for look in PAGE_LOOKS] == [242_000, 834_000]


def test_the_missions_table_comes_out() -> None:
    rows = {(row.way, row.requests): row for row in mission_rows(MISSION, LETTER)}
    assert {key: (row.images_bytes / 1e9, row.estimate_bytes / 1e9) for key, row in rows.items()} == {
        ("sequential", 1): (0.015, 0.05),
        ("sequential", 30): (0.45, 1.5),
        ("whole document", 1): (0.375, 1.25),
        ("whole document", 30): (11.25, 37.5),
    }
    assert rows["sequential", 1].with_models_bytes == 2_815_000_000


def test_other_models_count_in_place_of_the_missions() -> None:
    row = mission_rows(Load(1, 1), LETTER, {"tiny": 7})[0]
    assert row.with_models_bytes == row.images_bytes + 7


def test_the_missions_times_come_out() -> None:
    rows = {span.way: span for span in spans(MISSION, LETTER, SETTINGS, list(PRESETS))}
    sequential, whole = rows["sequential"], rows["whole document"]
    assert (sequential.one_request_s, sequential.all_requests_s) == pytest.approx((18, 540))
    assert (whole.one_request_s, whole.all_requests_s) == pytest.approx((3, 90))
    assert rows["Octavo api, several tenants"].batch_pages == 16
    assert rows["Octavo api, one tenant"].all_requests_s < whole.all_requests_s


def test_a_batch_takes_no_more_pages_than_the_layout_budget_holds() -> None:
    large = PageImage(5100, 6600, 600)
    assert spans(MISSION, large, SETTINGS, ["api"])[2].batch_pages == 3


@pytest.mark.parametrize("preset", list(PRESETS))
def test_ten_times_the_requests_hold_the_same_pixels(preset: PresetName) -> None:
    few = held(MISSION, LETTER, SETTINGS, preset)
    many = held(Load(300, 25), LETTER, SETTINGS, preset)
    assert (few.stages, few.children, few.total) == (many.stages, many.children, many.total)
    assert few.stages["layout"] == PRESETS[preset].layout_budget_bytes


@given(loads, images, presets)
def test_what_is_held_and_stored_has_a_bound_that_no_number_of_requests_moves(
    load: Load, image: PageImage, preset: PresetName
) -> None:
    more = Load(load.requests * 10, load.pages)
    few, many = held(load, image, SETTINGS, preset), held(more, image, SETTINGS, preset)
    assert 0 < few.total <= many.total
    for stage, size_bytes in many.stages.items():
        budget = PRESETS[preset].stage_budget_bytes(stage)
        assert 0 < few.stages[stage] <= size_bytes <= max(budget, image.raw_bytes)
    for look in PAGE_LOOKS:
        let_in = max(80, SETTINGS.pages_budget_bytes // (image.raw_bytes + image.stored_bytes(look)))
        few_stored, many_stored = (stored(each, image, SETTINGS, look) for each in (load, more))
        assert 0 < few_stored.pages <= many_stored.pages <= 3 * let_in + load.pages
        assert few_stored.size_bytes <= many_stored.size_bytes


@given(loads, images)
def test_a_larger_load_never_needs_less(load: Load, image: PageImage) -> None:
    larger = Load(load.requests + 1, load.pages + 1)
    for less, more in zip(
        spans(load, image, SETTINGS, list(PRESETS)),
        spans(larger, image, SETTINGS, list(PRESETS)),
        strict=True,
    ):
        assert 0 < less.one_request_s <= less.all_requests_s < more.all_requests_s
    if load.requests > 1:
        for less, more in zip(mission_rows(load, image), mission_rows(larger, image), strict=True):
            assert 0 < less.images_bytes <= more.images_bytes
            assert less.estimate_bytes <= more.estimate_bytes


@given(loads, st.integers(1, 100), st.integers(1, 40))
def test_every_request_is_counted_once(load: Load, credit_pages: int, slice_pages: int) -> None:
    found = entries(load, FlowLimits(credit_pages * 10, 10), slice_pages)
    assert sum(entry.requests for entry in found) == load.requests
    assert all(entry.requests > 0 for entry in found)
    assert found[0].at_once
    if load.pages < 10:
        assert {entry.route.name for entry in found} == {"immediate"}


@given(st.integers(1, 30), st.integers(1, 40), st.integers(1, 100), st.integers(1, 12))
def test_the_route_of_those_that_wait_is_what_the_next_one_is_given(
    requests: int, pages: int, credit_pages: int, slice_pages: int
) -> None:
    """All requests are opened here, and none is released before its turn."""
    limits = FlowLimits(credit_pages * 10, 10)
    slices = [min(slice_pages, pages - start) for start in range(0, pages, slice_pages)]
    flow = opened(limits, requests, tuple(slices))
    under_way = flow.release()
    entered = {release.request for release in under_way}
    found = entries(Load(requests, pages), limits, slice_pages)
    assert sum(entry.requests for entry in found if entry.at_once) == len(entered)
    for release in under_way:
        for page_no in range(slices[release.slice_no]):
            flow.page_done(release.request, release.slice_no, page_no)
            for new in flow.release():
                if new.request not in entered:
                    assert (found[-1].at_once, found[-1].route) == (False, new.route)
                    return
                under_way.append(new)
    assert all(entry.at_once for entry in found)


@pytest.mark.parametrize(("pages", "requests"), [(1, 300), (9, 100), (25, 40), (200, 8)])
def test_even_turns_keep_no_more_images_than_the_plan_says(pages: int, requests: int) -> None:
    settings = Settings(page_estimate_bytes=50_000_000, pages_budget_bytes=2_000_000_000)
    image = PageImage(4000, 4000, 200)
    flow = opened(FlowLimits(40, 1), requests, slices := sliced(pages))
    planned = stored(Load(requests, pages), image, settings, "text")
    assert measured_limits(image, settings, "text").credits == 40
    assert most_stored(flow, slices) <= planned.pages <= 3 * 40 + pages


def sliced(pages: int) -> tuple[int, ...]:
    return tuple(min(8, pages - start) for start in range(0, pages, 8))


def opened(limits: FlowLimits, requests: int, slices: tuple[int, ...]) -> ReleaseFlow:
    flow = ReleaseFlow(limits)
    for number in range(requests):
        flow.open((f"{number}", "1"), "t", Priority.NORMAL, slices)
    return flow


def most_stored(flow: ReleaseFlow, slices: tuple[int, ...]) -> int:
    """Pages of unfinished requests that were ever released, at most, while the one that got least is served
    next; who enters starts level with the least."""
    due: dict[Request, list[tuple[int, int]]] = {}
    served: Counter[Request] = Counter()
    images: Counter[Request] = Counter()
    most = 0
    while True:
        for release in flow.release():
            request, pages = release.request, slices[release.slice_no]
            served.setdefault(request, min((served[other] for other in due), default=0))
            due.setdefault(request, []).extend((release.slice_no, page) for page in range(pages))
            images[request] += pages
        most = max(most, images.total())
        if not due:
            return most
        request = min(due, key=lambda each: served[each])
        served[request] += 1
        flow.page_done(request, *due[request].pop(0))
        if not due[request]:
            del due[request]
            if images[request] == sum(slices):
                flow.end(request)
                del images[request]


@pytest.mark.parametrize("size", ["letter", "a4", "8.5x14", "40x30", "0.5x300"])
def test_a_page_gets_the_resolution_that_the_rasterizer_gives_it(size: str) -> None:
    inches = {"letter": (8.5, 11.0), "a4": (8.2677, 11.6929)}.get(size)
    width_in, height_in = inches or tuple(map(float, size.split("x")))
    limits = PageLimits(300, SETTINGS.max_page_px)
    image = page_image(size, load_settings(dpi=300))
    assert image.dpi == fit_dpi(width_in * 72, height_in * 72, limits)[0]
    assert image.width_px == pytest.approx(width_in * image.dpi, abs=1)


@pytest.mark.parametrize("size", ["a5", "8.5", "0x11", "8.5x-11", "x", "nanxnan", "1e9x1"])
def test_a_page_size_that_is_none_is_refused(size: str) -> None:
    with pytest.raises(UsageError, match="give letter, a4, or inches"):
        page_image(size, SETTINGS)


def test_a_page_that_no_resolution_fits_is_refused() -> None:
    with pytest.raises(UsageError, match="even at 36 DPI it is too large"):
        page_image("9000x9000", SETTINGS)


def printed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["plan", *arguments])
    assert ended.value.code in (None, 0)
    return capsys.readouterr().out


def test_the_tables_show_the_missions_figures(capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(["--pages", "25", "--requests", "30", "--dpi", "200"], capsys)
    for figure in (
        "1700 x 2200",
        "11.2 MB",
        "450 MB",
        "11.25 GB",
        "1.50 GB",
        "37.50 GB",
        "540.0 s",
        "90.0 s",
    ):
        assert figure in said


def test_a_plan_is_one_json_object_with_the_preset_that_was_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found: Any = orjson.loads(printed(["--preset", "batch", "--page-size", "a4", "--json"], capsys))
    assert found["load"] == {"requests": 30, "pages": 25}
    assert (found["page"]["width_px"], found["page"]["height_px"]) == (1654, 2339)
    assert {each["preset"] for each in found["held"]} == {"batch"}
    assert [each["requests"] for each in found["held"]] == [1, 30, 300]
    assert found["entries"][0]["requests"][0]["name"] == "batched"


def test_the_models_are_told_in_a_terminal_of_80_columns_with_no_cell_broken(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = printed(["--profile", "full"], capsys).partition("Models of profile full")[2]
    rows = [
        line for line in said.splitlines() if line.split()[:1] in (["layout"], ["ocr"], ["table"], ["chart"])
    ]
    assert len(rows) == 8, "four stages for each of two presets"
    assert all(row.split()[1] == "float16" and row.split()[-1] == "MB" for row in rows)


def test_a_single_request_is_planned_for_one_and_for_ten() -> None:
    assert [each.requests for each in plan_of(Load(1, 25), LETTER, SETTINGS, ["api"]).held] == [1, 10]


def test_a_document_longer_than_any_that_is_taken_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["plan", "--pages", "100001"])
    assert ended.value.code == 2
    assert "A document of 100001 pages is refused" in capsys.readouterr().err
