"""Fair turns, on a virtual clock."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from schemas.labels import Priority
from streams.item import Item
from streams.queues import PartitionQueues
from streams.scheduler import FairScheduler
from streams.window import Limits
from tests.items import item


def queued(*items: Item) -> PartitionQueues:
    queues = PartitionQueues()
    for one in items:
        queues.put(one)
    return queues


def backlog(tenant: str, count: int, partition: int, **kinds: object) -> list[Item]:
    return [
        item(tenant, f"{tenant}-r", partition=partition, offset=i, **kinds)  # pyright: ignore[reportArgumentType]
        for i in range(count)
    ]


ITEMS = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.integers(0, 3), st.floats(0.1, 50), st.integers(0, 100), st.booleans()
    ),
    max_size=60,
)


@given(ITEMS, st.integers(1, 8), st.floats(1, 100), st.integers(1, 200))
def test_no_item_is_lost_or_served_twice_and_no_batch_passes_a_cap(
    kinds: list[tuple[str, int, float, int, bool]], max_items: int, max_work: float, max_bytes: int
) -> None:
    items = [
        item(
            tenant,
            f"{tenant}{n % 3}",
            partition=partition,
            offset=n,
            work=work,
            decoded_bytes=size,
            lane="interactive" if fast else "normal",
        )
        for n, (tenant, partition, work, size, fast) in enumerate(kinds)
    ]
    queues, scheduler = queued(*items), FairScheduler()
    limits = Limits(max_items, max_work, max_bytes)
    served: list[Item] = []
    while len(queues):
        batch, skipped = scheduler.fill(queues, limits)
        assert batch
        assert not skipped
        assert len(batch) <= max_items
        if len(batch) > 1:
            assert sum(i.cost.work for i in batch) <= max_work + 1e-6
            assert sum(i.cost.decoded_bytes for i in batch) <= max_bytes
        scheduler.settle(batch, 10.0)
        served += batch
    assert sorted(map(id, served)) == sorted(map(id, items))
    for partition in range(4):
        offsets = [i.record.offset for i in served if i.record.partition == partition]
        assert offsets == sorted(offsets), "a partition is served in its own order"


@given(st.integers(1, 16), st.lists(st.floats(0.2, 5), min_size=40, max_size=40))
def test_two_backlogged_tenants_differ_by_at_most_two_batch_charges(cap: int, works: list[float]) -> None:
    one = [item("a", "ra", partition=0, offset=i, work=w) for i, w in enumerate(works)]
    two = [item("b", "rb", partition=1, offset=i, work=w) for i, w in enumerate(reversed(works))]
    queues, scheduler = queued(*one, *two), FairScheduler()
    used: Counter[str] = Counter()
    largest = 0.0
    while set(queues.waiting) == {"a", "b"}:
        batch, _ = scheduler.fill(queues, Limits(cap))
        work = sum(i.cost.work for i in batch)
        duration = 5 + 3 * work
        for served in batch:
            used[served.tenant] += duration * served.cost.work / work  # pyright: ignore[reportArgumentType]
        scheduler.settle(batch, duration)
        largest = max(largest, duration)
        assert abs(used["a"] - used["b"]) <= 2 * largest + 1e-6


def test_a_tenant_with_many_requests_gets_no_more_than_one_with_a_single_request() -> None:
    many = [item("bulk", f"r{i % 50}", partition=0, offset=i) for i in range(200)]
    queues, scheduler = queued(*many, *backlog("small", 20, partition=1)), FairScheduler()
    served = Counter[str]()
    for _ in range(10):
        batch, _ = scheduler.fill(queues, Limits(4))
        scheduler.settle(batch, 10)
        served.update(i.tenant for i in batch)
    assert served["small"] == 20


def test_a_returning_tenant_gets_no_credit_for_idling() -> None:
    scheduler = FairScheduler()
    queues = queued(*backlog("busy", 200, partition=0), *backlog("late", 1, partition=1))
    for _ in range(20):
        batch, _ = scheduler.fill(queues, Limits(5))
        scheduler.settle(batch, 50)
    for one in backlog("late", 100, partition=1):
        queues.put(one)
    shares = Counter[str]()
    for _ in range(10):
        batch, _ = scheduler.fill(queues, Limits(4))
        scheduler.settle(batch, 40)
        shares.update(i.tenant for i in batch)
    assert abs(shares["busy"] - shares["late"]) <= 4


def test_interactive_work_goes_first_and_the_other_lane_never_starves() -> None:
    fast = backlog("a", 100, partition=0, lane="interactive")
    slow = backlog("a", 100, partition=1)
    queues, scheduler = queued(*fast, *slow), FairScheduler(guaranteed_share=0.25)
    batch, _ = scheduler.fill(queues, Limits(40))
    lanes = Counter(i.interactive for i in batch)
    assert lanes[True] == 30
    assert lanes[False] == 10
    assert batch[0].interactive


def test_a_flood_of_small_requests_gets_its_turns_and_no_more() -> None:
    flood = backlog("slips", 400, partition=0, lane="interactive")
    queues = queued(*flood, *backlog("book", 400, partition=1))
    scheduler, served = FairScheduler(), Counter[str]()
    for number in range(30):
        batch, _ = scheduler.fill(queues, Limits(16))
        scheduler.settle(batch, 160)
        served.update(i.tenant for i in batch)
        assert number or batch[0].tenant == "slips", "the first of them goes first"
        assert abs(served["slips"] - served["book"]) <= 32, "two batches"


def test_bulk_work_yields_four_to_one() -> None:
    bulk = backlog("archive", 100, partition=0, priority=Priority.BULK)
    queues, scheduler = queued(*bulk, *backlog("people", 100, partition=1)), FairScheduler()
    served = Counter[str]()
    for _ in range(20):
        batch, _ = scheduler.fill(queues, Limits(5))
        scheduler.settle(batch, 50)
        served.update(i.tenant for i in batch)
    assert served["people"] == 80


def test_unwanted_items_are_taken_in_order_and_cost_nothing() -> None:
    items = backlog("a", 6, partition=0)
    dead = {id(items[0]), id(items[3])}
    queues, scheduler = queued(*items), FairScheduler()
    batch, skipped = scheduler.fill(queues, Limits(4), unwanted=lambda i: id(i) in dead)
    assert [i.record.offset for i in batch] == [1, 2, 4, 5]
    assert [i.record.offset for i in skipped] == [0, 3]


def test_an_item_larger_than_every_cap_still_passes_alone() -> None:
    queues = queued(item(work=1e9, decoded_bytes=10**9), item(offset=1))
    batch, _ = FairScheduler().fill(queues, Limits(8, max_work=10, max_bytes=10))
    assert len(batch) == 1


@given(st.lists(st.integers(1, 8), min_size=30, max_size=60), st.integers(2, 12))
def test_small_items_do_not_starve_beside_large_ones(arrivals: list[int], cap: int) -> None:
    """Large pages of one tenant all the time, a small page of another tenant now and then."""
    queues, scheduler = queued(*backlog("books", 2000, partition=0, work=400.0)), FairScheduler()
    for number, gap in enumerate(arrivals):
        (slip,) = backlog(f"slip-{number}", 1, partition=1, work=1.0)
        queues.put(slip)
        for batch_no in range(gap):
            batch, _ = scheduler.fill(queues, Limits(cap))
            assert batch_no or slip in batch, "whoever is new goes first"
            work = sum(one.cost.work for one in batch)
            scheduler.settle(batch, 60 + work * 0.02)


def test_whoever_stands_behind_others_in_his_only_partition_is_let_through_in_his_turn() -> None:
    whale = [item("whale", "w", partition=n // 8 % 4, offset=2 * n) for n in range(320)]
    book = [item("book", "b", partition=0, offset=100 * n + 41) for n in range(10)]
    mixed = sorted([one for one in whale if one.partition.number == 0] + book, key=lambda i: i.record.offset)
    queues = queued(*mixed, *(one for one in whale if one.partition.number))
    scheduler, served = FairScheduler(), Counter[str]()
    for number in range(1, 11):
        batch, _ = scheduler.fill(queues, Limits(8))
        scheduler.settle(batch, 80)
        served.update(i.tenant for i in batch)
        assert served["book"] >= number // 2 - 1, "he is never more than the whale's pages in his way behind"
