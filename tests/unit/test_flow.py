"""Credits: how much of which request may enter."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from schemas.labels import Priority
from streams.flow import FlowLimits, Release, ReleaseFlow


def limits(credits: int, immediate_below: int = 0, largest_first: bool = False) -> FlowLimits:
    return FlowLimits(credits * 10, 10, immediate_below, largest_first=largest_first)


def flow_with(
    credits: int, *requests: tuple[str, str, int], immediate_below: int = 0, largest_first: bool = False
) -> ReleaseFlow:
    flow = ReleaseFlow(limits(credits, immediate_below, largest_first))
    for name, tenant, pages in requests:
        flow.open((name, "1"), tenant, Priority.NORMAL, slices_of(pages))
    return flow


def slices_of(pages: int) -> tuple[int, ...]:
    return tuple(min(8, pages - start) for start in range(0, pages, 8))


def finish(flow: ReleaseFlow, release: Release, pages: int) -> None:
    for page in range(pages):
        flow.page_done(release.request, release.slice_no, page)


def test_a_request_that_fits_is_released_whole_and_the_reason_says_so() -> None:
    releases = flow_with(80, ("r", "t", 25)).release()
    assert [r.slice_no for r in releases] == [0, 1, 2, 3]
    assert {r.route.name for r in releases} == {"batched"}
    assert "25 pages" in releases[0].route.reason


def test_a_small_request_goes_first_and_is_immediate() -> None:
    flow = flow_with(80, ("big", "t", 40), ("small", "t", 2), immediate_below=10)
    first = flow.release()[0]
    assert first.request == ("small", "1")
    assert first.route.name == "immediate"


def test_a_request_beyond_the_budget_streams_slice_after_slice() -> None:
    flow = flow_with(16, ("r", "t", 40))
    first = flow.release()
    assert [r.slice_no for r in first] == [0, 1]
    assert first[0].route.name == "queued"
    assert flow.release() == []
    finish(flow, first[0], 8)
    assert [r.slice_no for r in flow.release()] == [2]


def test_while_another_tenant_waits_nobody_holds_more_than_a_quarter() -> None:
    flow = flow_with(80, ("huge", "greedy", 800))
    flow.release()
    flow.open(("one", "1"), "modest", Priority.NORMAL, slices_of(60))
    assert flow.release() == [], "every credit is out: the newcomer waits for the first to come back"
    turns: list[str] = []
    for slice_no in range(10):
        for page in range(8):
            flow.page_done(("huge", "1"), slice_no, page)
        turns += [release.request[0] for release in flow.release()]
    assert turns[:2] == ["one", "one"], "what comes back goes to the one that holds less"
    assert Counter(turns)["one"] == 2, "sixteen of eighty credits: a third slice would pass the quarter"
    assert Counter(turns)["huge"] == 2, "the greedy one is held to its quarter, too"


def test_a_budget_smaller_than_a_slice_is_slow_and_never_stuck() -> None:
    flow = flow_with(1, ("r", "t", 24))
    for expected in (0, 1, 2):
        (release,) = flow.release()
        assert release.slice_no == expected
        assert flow.release() == []
        finish(flow, release, 8)


def test_what_another_worker_released_is_not_released_again() -> None:
    flow = flow_with(80, ("r", "t", 24))
    flow.seen(("r", "1"), 0)
    flow.seen(("r", "1"), 2)
    assert [r.slice_no for r in flow.release()] == [1]


def test_however_small_pages_are_only_so_many_are_under_way() -> None:
    flow = ReleaseFlow(FlowLimits(1_000_000, 1, max_pages=16))
    flow.open(("r", "1"), "t", Priority.NORMAL, slices_of(40))
    released = flow.release()
    assert [r.slice_no for r in released] == [0, 1]
    assert released[0].route.name == "queued"
    assert "40 pages" in released[0].route.reason
    flow.limits = flow.limits.scaled(1.0, workers=2)
    assert [r.slice_no for r in flow.release()] == [2, 3], "a second worker came"


def test_an_ended_request_gives_everything_back() -> None:
    flow = flow_with(8, ("a", "t", 80), ("b", "t", 8))
    flow.release()
    flow.end(("a", "1"))
    assert [r.request[0] for r in flow.release()] == ["b"]


def test_a_batch_preset_takes_the_largest_document_first() -> None:
    flow = flow_with(80, ("small", "t", 16), ("large", "t", 64), largest_first=True)
    assert flow.release()[0].request[0] == "large"


@given(
    st.integers(1, 30),
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 60)), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_credits_are_conserved_and_everything_is_released_once_under_any_order(
    credits: int, requests: list[tuple[str, int]], random: Random
) -> None:
    flow = ReleaseFlow(limits(credits))
    for number, (tenant, pages) in enumerate(requests):
        flow.open((str(number), "1"), tenant, Priority.NORMAL, slices_of(pages))
    seen: set[tuple[str, int]] = set()
    under_way: list[tuple[Release, int]] = []
    while True:
        for release in flow.release():
            assert (release.request[0], release.slice_no) not in seen
            seen.add((release.request[0], release.slice_no))
            pages = slices_of(requests[int(release.request[0])][1])[release.slice_no]
            under_way += [(release, page) for page in range(pages)]
        assert flow.held_pages == len(under_way)
        assert flow.held_pages <= max(credits, 8)
        if not under_way:
            break
        release, page = under_way.pop(random.randrange(len(under_way)))
        for _ in range(random.choice((1, 1, 2))):
            flow.page_done(release.request, release.slice_no, page)
    assert len(seen) == sum(len(slices_of(pages)) for _, pages in requests)
