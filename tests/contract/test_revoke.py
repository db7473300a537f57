"""Partitions that leave a worker while a batch over several of them runs."""

import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from schemas.stage import Ok, Rejected
from schemas.work import OcrWanted
from streams.connection import Connection
from streams.consumer import FatalKafkaError
from streams.item import Partition
from streams.loop import StageLoop
from streams.membership import GroupProtocol
from streams.producer import TransactionalProducer
from streams.stage import LoopOptions
from streams.topics import ensure_topics
from streams.window import Limits, WindowRule
from tests.contract.test_loop import STAGE, TOPICS, Shouter, at_least, everything, parts
from tests.faults.consumer_groups import Groups
from tests.kafka import publish, read_all, read_until

REQUESTS, PAGES = 8, 1
OPTIONS = LoopOptions(
    limits=Limits(max_items=REQUESTS * PAGES, max_wait_ms=3000),
    drain_s=30.0,
    window=WindowRule(idle_close=False),
)
"""The first batch holds every page there is, though those of one partition may be fetched before others:
as many as a first batch may hold."""


class Reader(Shouter):
    """Remembers whose pages each batch held that it began, in `began`."""

    def __init__(self) -> None:
        super().__init__()
        self.began: list[set[str]] = []

    def run(self, batch: Sequence[tuple[OcrWanted, str]]) -> list[Ok | Rejected]:
        self.began.append({event.request_id for event, _ in batch})
        return super().run(batch)


class Worker(StageLoop):
    """A loop in a thread of its own. `revoking` is set when partitions are asked back, before anything is
    done about it. Leaving the block stops it and fails where it failed."""

    def __init__(self, connection: Connection, slot: str, agent: Reader, options: LoopOptions) -> None:
        self.revoking = threading.Event()
        self.failure: BaseException | None = None
        self.may_fail = False
        self.thread = threading.Thread(target=self._run_guarded, name=slot)
        super().__init__(STAGE, connection, slot, lambda: agent, options)

    def _before_revoke(self, partitions: list[Partition]) -> None:
        self.revoking.set()
        super()._before_revoke(partitions)

    def _run_guarded(self) -> None:
        try:
            self.run()
        except BaseException as error:  # noqa: BLE001  told to the test
            self.failure = error

    def __enter__(self) -> "Worker":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.thread.join(60)
        assert not self.thread.is_alive()
        assert self.failure is None or self.may_fail, self.failure


@pytest.fixture
def topics(connection: Connection) -> Connection:
    ensure_topics(connection, TOPICS, partitions=4, replication_factor=1)
    publish(connection, "regions.ocr", everything(REQUESTS, PAGES))
    return connection


@pytest.fixture
def partition_of(topics: Connection) -> dict[str, int]:
    """Where the pages of each request lie."""
    return {record.headers["request"]: record.partition for record in read_all(topics, "regions.ocr")}


@pytest.mark.parametrize("protocol", ["classic", "consumer"])
def test_what_runs_when_partitions_leave_is_committed_before_they_do_and_runs_once(
    topics: Connection, partition_of: dict[str, int], protocol: GroupProtocol
) -> None:
    options = replace(OPTIONS, group_protocol=protocol)
    first, second = Reader(), Reader()
    first.gate.clear()
    with Worker(topics, "ocr-0", first, options) as loses:
        assert first.started.wait(30)
        assert len({partition_of[request] for request in first.began[0]}) >= 3
        with Worker(topics, "ocr-1", second, options):
            assert loses.revoking.wait(30)
            assert read_all(topics, "outputs") == [], "it still runs"
            first.gate.set()
            answered = read_until(topics, "outputs", at_least(REQUESTS * PAGES))
            Groups(topics).await_owners(["ocr"], 2)
            assert (first.batches, second.batches) == ([REQUESTS * PAGES], [])
            publish(topics, "regions.ocr", everything(REQUESTS, PAGES + 1)[-REQUESTS:])
            answered = read_until(topics, "outputs", at_least(REQUESTS * (PAGES + 1)))
    assert set(parts(answered).values()) == {1}
    assert len(parts(read_all(topics, "outputs"))) == REQUESTS * (PAGES + 1)
    assert first.batches[1:], "what stayed goes on"
    assert second.batches, "and what left"


@pytest.mark.parametrize("protocol", ["classic", "consumer"])
def test_what_outlasts_the_draining_is_dropped_and_done_again_by_whoever_owns_it(
    topics: Connection, partition_of: dict[str, int], protocol: GroupProtocol
) -> None:
    options = replace(OPTIONS, group_protocol=protocol, drain_s=0.5)
    first, second = Reader(), Reader()
    first.gate.clear()
    with Worker(topics, "ocr-0", first, options):
        assert first.started.wait(30)
        assert len({partition_of[request] for request in first.began[0]}) >= 3
        with Worker(topics, "ocr-1", second, options):
            Groups(topics).await_owners(["ocr"], 2)
            taken = read_until(topics, "outputs", at_least(1))
            first.gate.set()
            answered = read_until(topics, "outputs", at_least(REQUESTS * PAGES))
    left = {partition_of[record.headers["request"]] for record in taken}
    stayed = {partition_of[request] for batch in first.began[1:] for request in batch}
    assert set(parts(answered).values()) == {1}
    assert len(read_all(topics, "outputs")) == REQUESTS * PAGES
    assert left
    assert stayed
    assert not left & stayed
    assert {partition_of[request] for batch in second.began for request in batch} >= left


def test_a_worker_whose_producer_was_fenced_ends_without_draining_what_it_cannot_commit(
    topics: Connection,
) -> None:
    agent = Reader()
    usurper = TransactionalProducer(topics, "ocr-0", 6000)
    with Worker(topics, "ocr-0", agent, replace(OPTIONS, drain_s=60.0)) as fenced:
        read_until(topics, "outputs", at_least(REQUESTS * PAGES))
        agent.gate.clear()
        agent.started.clear()
        publish(topics, "regions.ocr", everything(REQUESTS, PAGES + 1)[-REQUESTS:])
        assert agent.started.wait(30)
        fenced.may_fail = True
        assert usurper.open()
        agent.gate.set()
        fenced.thread.join(30)
        assert not fenced.thread.is_alive(), "half of a drain"
    assert isinstance(fenced.failure, FatalKafkaError)
    usurper.close()
    with Worker(topics, "ocr-0", Reader(), OPTIONS):
        answered = read_until(topics, "outputs", at_least(REQUESTS * (PAGES + 1)))
    assert set(parts(answered).values()) == {1}
