"""The join against a real broker: every run ends in exactly one result, whatever restarts in between."""

import threading
from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager

import orjson
import pytest

from agents.assembler import Assembler
from octavo.topology import TOPOLOGY
from schemas.blobs import BlobRef
from schemas.codes import ErrorCode
from schemas.document import Envelope
from schemas.events import CancelRequested, Event
from schemas.geometry import Box, Word
from schemas.labels import PageKind
from schemas.parts import DocumentOpened, PageLaidOut, PartFailed, page_part
from schemas.records import Record
from schemas.work import SliceReleased
from streams.blobs import open_blobs
from streams.codec import decode
from streams.connection import Connection
from streams.flow import FlowLimits
from streams.join import JoinLoop, JoinOptions
from streams.topics import ensure_topics
from tests.kafka import publish, read_all, read_until

SOURCE = BlobRef(key="r/1/source.pdf", size_bytes=1, encoding="pdf")


@pytest.fixture
def topics(connection: Connection) -> Connection:
    ensure_topics(connection, TOPOLOGY.topics, partitions=4, replication_factor=1)
    return connection


@contextmanager
def assembling(
    connection: Connection,
    slot: str = "assembler-0",
    credits: int = 80,
    readings: Callable[[], Mapping[str, float]] = dict[str, float],
) -> Generator[JoinLoop]:
    fold = Assembler(open_blobs("memory://"), slice_pages=8, clock=lambda: 1_000)
    options = JoinOptions(FlowLimits(credits * 10, 10), readings=readings)
    loop = JoinLoop(connection, slot, fold, TOPOLOGY.address, options)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            loop.run()
        except BaseException as error:
            failures.append(error)
            raise

    thread = threading.Thread(target=run, name=slot)
    thread.start()
    try:
        yield loop
    finally:
        loop.stop()
        thread.join(60)
        assert not thread.is_alive()
        assert not failures


class Gauge:
    """A memory whose use the test decides; `set` returns when the assembler has read it."""

    def __init__(self) -> None:
        self._used = 0.1
        self._read = threading.Condition()
        self._reads = 0

    def __call__(self) -> dict[str, float]:
        with self._read:
            self._reads += 1
            self._read.notify_all()
            return {"disk": self._used}

    def set(self, used: float) -> None:
        with self._read:
            self._used = used
            seen = self._reads
            assert self._read.wait_for(lambda: self._reads >= seen + 2, 30)


def opened(request: str, pages: int, tenant: str = "default") -> tuple[str, Event]:
    far = 4_000_000_000_000
    return request, DocumentOpened(
        request_id=request,
        tenant=tenant,
        source=SOURCE,
        sha256="0" * 64,
        page_count=pages,
        deadline_at_ms=far,
    )


def page(request: str, page_no: int) -> tuple[str, Event]:
    return request, PageLaidOut(
        request_id=request,
        page_no=page_no,
        width_pt=100,
        height_pt=100,
        kind=PageKind.DIGITAL,
        kind_reason="test",
        regions=(),
        wants=(),
        words=(Word(f"word-{request}-{page_no}", Box(10, 10, 40, 20), 0),),
    )


def results_until(connection: Connection, count: int) -> list[Envelope]:
    records = read_until(connection, "results", lambda seen: len(seen) >= count)
    return [envelope for envelope in map(decode, records) if isinstance(envelope, Envelope)]


def released(records: Sequence[Record]) -> Counter[tuple[str, int]]:
    events = [decode(record) for record in records]
    return Counter((e.request_id, e.slice_no) for e in events if isinstance(e, SliceReleased))


def without_timings(envelope: Envelope) -> bytes:
    return orjson.dumps(envelope.model_dump(mode="json", exclude={"timings"}), option=orjson.OPT_SORT_KEYS)


def test_a_request_is_released_joined_and_ends_in_one_result(topics: Connection) -> None:
    with assembling(topics):
        publish(topics, "outputs", [opened("r", 20)])
        slices = read_until(topics, "slices", lambda seen: len(seen) == 3)
        publish(topics, "outputs", [page("r", number) for number in range(20, 0, -1)])
        (envelope,) = results_until(topics, 1)
    assert released(slices) == {("r", 0): 1, ("r", 1): 1, ("r", 2): 1}
    assert envelope.status == "complete"
    assert envelope.route.name == "batched"
    assert [record.page_no for record in envelope.pages] == list(range(1, 21))
    assert len(read_all(topics, "finished")) == 1


def test_an_assembler_stopped_between_two_parts_is_followed_by_one_that_knows_the_rest(
    topics: Connection,
) -> None:
    with assembling(topics):
        publish(topics, "outputs", [opened("r", 4), opened("s", 2)])
        read_until(topics, "slices", lambda seen: len(seen) == 2)
        publish(topics, "outputs", [page("r", 1), page("r", 2), page("s", 1), page("s", 2)])
        (first,) = results_until(topics, 1)
    assert first.request_id == "s"
    with assembling(topics):
        publish(topics, "outputs", [page("r", 3), page("r", 4)])
        both = results_until(topics, 2)
    assert sorted(envelope.request_id for envelope in both) == ["r", "s"]
    (second,) = [envelope for envelope in both if envelope.request_id == "r"]
    assert second.status == "complete"
    assert released(read_all(topics, "slices")) == {("r", 0): 1, ("s", 0): 1}, "nothing is released twice"


def test_late_and_repeated_parts_build_nothing(topics: Connection) -> None:
    with assembling(topics):
        publish(topics, "outputs", [opened("r", 1), page("r", 1), page("r", 1)])
        results_until(topics, 1)
        publish(topics, "outputs", [opened("r", 1), page("r", 1), opened("next", 1), page("next", 1)])
        results_until(topics, 2)
    with assembling(topics):
        publish(topics, "outputs", [page("r", 1), opened("last", 1), page("last", 1)])
        results_until(topics, 3)
    requests = Counter(record.headers["request"] for record in read_all(topics, "results"))
    assert requests == {"r": 1, "next": 1, "last": 1}


def test_parts_in_another_order_make_the_same_document(topics: Connection) -> None:
    failed = PartFailed(
        request_id="r",
        part=page_part(3),
        page_no=3,
        code=ErrorCode.PAGE_CRASHED,
        message="x",
        stage="rasterizer",
    )
    parts = [opened("r", 4), page("r", 1), page("r", 2), ("r", failed), page("r", 4)]
    with assembling(topics):
        publish(topics, "outputs", parts)
        (straight,) = results_until(topics, 1)
    other = Connection(topics.bootstrap_servers, prefix=f"{topics.prefix}other.")
    ensure_topics(other, TOPOLOGY.topics, partitions=4, replication_factor=1)
    with assembling(other):
        publish(other, "outputs", [parts[0], *parts[:0:-1]])
        (reversed_,) = results_until(other, 1)
    assert straight.status == "partial"
    assert without_timings(straight) == without_timings(reversed_)


def test_a_budget_of_one_page_finishes_every_request(topics: Connection) -> None:
    requests = {f"r{number}": 3 + number for number in range(6)}
    publish(topics, "outputs", [opened(name, pages, tenant=name) for name, pages in requests.items()])
    answered: set[tuple[str, int]] = set()
    with assembling(topics, credits=1):
        while len(read_all(topics, "results")) < len(requests):
            seen = read_until(topics, "slices", lambda records: len(records) > len(answered))
            for event in map(decode, seen):
                assert isinstance(event, SliceReleased)
                if (event.request_id, event.slice_no) not in answered:
                    answered.add((event.request_id, event.slice_no))
                    numbers = event.page_numbers
                    publish(topics, "outputs", [page(event.request_id, number) for number in numbers])
            if len(answered) == sum(-(-pages // 8) for pages in requests.values()):
                results_until(topics, len(requests))
    assert set(released(read_all(topics, "slices")).values()) == {1}


def test_a_cancelled_request_ends_once_and_releases_nothing_more(topics: Connection) -> None:
    with assembling(topics, credits=8):
        publish(topics, "outputs", [opened("r", 80)])
        read_until(topics, "slices", lambda seen: len(seen) == 1)
        publish(topics, "outputs", [("r", CancelRequested(request_id="r")), page("r", 1), page("r", 2)])
        (envelope,) = results_until(topics, 1)
        publish(topics, "outputs", [opened("after", 1), page("after", 1)])
        results_until(topics, 2)
    assert envelope.status == "cancelled"
    assert [key for key in released(read_all(topics, "slices")) if key[0] == "r"] == [("r", 0)]


def test_under_memory_pressure_requests_are_streamed_and_afterwards_batched_again(
    topics: Connection,
) -> None:
    gauge = Gauge()
    routes: dict[str, Envelope] = {}
    with assembling(topics, readings=gauge):
        for request, used in (("before", 0.3), ("short", 0.97), ("after", 0.5)):
            gauge.set(used)
            publish(topics, "outputs", [opened(request, 25)])
            read_until(topics, "slices", lambda seen, name=request: bool(slices_of(seen, name)))
            publish(topics, "outputs", [page(request, n) for n in range(1, 26)])
            routes |= {one.request_id: one for one in results_until(topics, len(routes) + 1)}
    assert [routes[name].route.name for name in ("before", "short", "after")] == [
        "batched",
        "queued",
        "batched",
    ]
    assert routes["short"].route.reason == "memory is short: disk 97% used"
    assert routes["short"].status == "complete"


def slices_of(records: Sequence[Record], request: str) -> list[int]:
    return sorted(slice_no for (name, slice_no) in released(records) if name == request)
