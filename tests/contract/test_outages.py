"""What a stage does while its surroundings fail: a full disk, a store or a broker that is away."""

import errno
import threading
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from schemas.codes import ErrorCode
from schemas.parts import PartFailed
from schemas.stage import Ok, Rejected
from schemas.work import OcrWanted
from streams.calls import Overdue
from streams.codec import decode
from streams.connection import Connection
from streams.consumer import PartitionReader
from streams.embedded import EmbeddedBroker
from streams.loop import StageLoop
from streams.membership import Membership
from streams.producer import Aborted, Outgoing, TransactionalProducer
from streams.stage import Address, LoopOptions
from streams.topics import ensure_topics
from streams.window import Limits
from tests.contract.test_loop import STAGE, TOPICS, Shouter, at_least, everything, parts, wanted
from tests.kafka import publish, read_all, read_until

OPTIONS = LoopOptions(limits=Limits(max_items=8, max_wait_ms=50))


class FullDisk(Shouter):
    """Shouts into a store that is full, in `load` or in `run`, until `freed` is set; or only for `pages`."""

    def __init__(self, where: str, pages: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self.where, self.pages = where, pages
        self.freed = threading.Event()
        self.refused = threading.Semaphore(0)

    def load(self, event: OcrWanted) -> str:
        if self.where == "load":
            self._write([event])
        return super().load(event)

    def run(self, batch: Sequence[tuple[OcrWanted, str]]) -> list[Ok | Rejected]:
        if self.where == "run":
            self._write([event for event, _ in batch])
        return super().run(batch)

    def await_refusals(self, count: int) -> None:
        for _ in range(count):
            assert self.refused.acquire(timeout=30)

    def _write(self, events: Sequence[OcrWanted]) -> None:
        hit = not self.pages or any(event.page_no in self.pages for event in events)
        if hit and not self.freed.is_set():
            self.refused.release()
            raise OSError(errno.ENOSPC, "No space left on device")


class Running:
    """A loop in a thread. Leaving the block stops it and fails where it failed."""

    def __init__(
        self, connection: Connection, slot: str, agent: Shouter, options: LoopOptions = OPTIONS
    ) -> None:
        self.loop = StageLoop(STAGE, connection, slot, lambda: agent, options)
        self.failure: BaseException | None = None
        self.thread = threading.Thread(target=self._run, name=slot)

    def _run(self) -> None:
        try:
            self.loop.run()
        except BaseException as error:  # noqa: BLE001  told to the test
            self.failure = error

    def __enter__(self) -> "Running":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.stop()
        self.thread.join(60)
        assert not self.thread.is_alive()
        assert self.failure is None, self.failure


@pytest.fixture
def topics(connection: Connection) -> Connection:
    ensure_topics(connection, TOPICS, partitions=4, replication_factor=1)
    return connection


@pytest.mark.parametrize("where", ["load", "run"])
def test_a_full_disk_is_waited_for_and_blamed_on_no_page(
    topics: Connection, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    publish(topics, "regions.ocr", everything(requests=2, pages=10))
    agent = FullDisk(where)
    # Longer than a batch may run: waiting is not hanging.
    with Running(topics, "ocr-0", agent, replace(OPTIONS, max_batch_s=1.0)):
        agent.await_refusals(4)
        agent.freed.set()
        answered = read_until(topics, "outputs", at_least(20), timeout_s=30)
    assert set(parts(answered).values()) == {1}
    assert not [e for e in map(decode, answered) if isinstance(e, PartFailed)]
    assert read_all(topics, "dead-letters") == []
    said = [record.getMessage() for record in caplog.records if "No space left" in record.getMessage()]
    assert len(said) == 1, "one sentence, however often it was tried"
    assert "goes on by itself" in said[0]


@pytest.mark.parametrize("where", ["load", "run"])
def test_a_worker_that_waits_for_a_disk_stops_at_once_and_leaves_the_work_to_the_next(
    topics: Connection, where: str
) -> None:
    publish(topics, "regions.ocr", everything(requests=1, pages=20))
    agent = FullDisk(where)
    with Running(topics, "ocr-0", agent) as waiting:
        agent.await_refusals(4)
        began_s = time.monotonic()
        waiting.loop.stop()
        waiting.thread.join(30)
        assert time.monotonic() - began_s < 5, "less than a drain"
    with Running(topics, "ocr-0", Shouter()):
        answered = read_until(topics, "outputs", at_least(20), timeout_s=30)
    assert set(parts(answered).values()) == {1}


def test_partitions_leave_a_worker_that_waits_for_a_disk_before_its_drain_is_over(topics: Connection) -> None:
    publish(topics, "regions.ocr", everything(requests=8, pages=4))
    stuck, well = FullDisk("run"), Shouter()
    options = replace(OPTIONS, drain_s=120.0)
    with Running(topics, "ocr-0", stuck, options):
        stuck.await_refusals(3)
        with Running(topics, "ocr-1", well, options):
            assert well.started.wait(30), "the other worker got its share"
            stuck.freed.set()
            answered = read_until(topics, "outputs", at_least(32), timeout_s=30)
    assert set(parts(answered).values()) == {1}


def test_a_disk_that_stays_full_is_given_up_after_the_limit_and_only_for_whom_it_fails(
    topics: Connection,
) -> None:
    publish(topics, "regions.ocr", [("r/0", wanted("r", page)) for page in range(1, 9)])
    agent = FullDisk("run", pages=frozenset({3}))
    with Running(topics, "ocr-0", agent, replace(OPTIONS, patience_s=0.5)):
        answered = read_until(topics, "outputs", at_least(8), timeout_s=30)
    failed = [e for e in map(decode, answered) if isinstance(e, PartFailed)]
    assert [(e.part, e.code) for e in failed] == [("ocr/3", ErrorCode.BLOB_MISSING)]
    assert "No space left" in failed[0].message


def test_a_producer_that_idled_through_an_outage_commits_and_is_not_stuck(
    private_broker: EmbeddedBroker,
) -> None:
    connection = Connection(private_broker.bootstrap_servers, options={"log_level": "0"})
    ensure_topics(connection, TOPICS, partitions=4, replication_factor=1)
    reader = PartitionReader(connection, STAGE.name, STAGE.reads, "ocr-0", Membership())
    producer = TransactionalProducer(connection, "ocr-0", session_timeout_ms=6000)
    try:
        assert producer.open()
        commit_as_member(producer, reader, b"before")
        private_broker.kill()
        private_broker.start()
        commit_as_member(producer, reader, b"after")
    finally:
        reader.close()
        producer.close()
    assert [record.value for record in read_all(connection, "outputs")] == [b"before", b"after"]


def commit_as_member(producer: TransactionalProducer, reader: PartitionReader, value: bytes) -> None:
    """Tries again while the group, or what serves it, is not there yet. A call that hangs is a failure."""
    outgoing = Outgoing(Address("outputs", "r"), value, [])
    while True:
        reader.poll(1, 0.1)
        owned = dict.fromkeys(reader.leases.partitions, 0)
        if not owned:
            continue
        try:
            producer.commit([outgoing], owned, reader.metadata())
        except Aborted as aborted:
            if isinstance(aborted.__cause__, Overdue):
                raise
        else:
            return


def test_a_broker_that_is_killed_and_comes_back_costs_no_restart_and_no_page(
    private_broker: EmbeddedBroker,
) -> None:
    connection = Connection(private_broker.bootstrap_servers, options={"log_level": "0"})
    ensure_topics(connection, TOPICS, partitions=4, replication_factor=1)
    publish(connection, "regions.ocr", everything(requests=4, pages=30))
    agent = Shouter()
    agent.gate.clear()
    with Running(connection, "ocr-0", agent) as running:
        assert agent.started.wait(30)
        private_broker.kill()
        agent.gate.set()  # the batch wants to commit, and nobody is there
        running.thread.join(8)  # so long it is away: more than a session timeout
        private_broker.start()
        publish(connection, "regions.ocr", [("r9/0", wanted("r9", page)) for page in range(20)])
        answered = read_until(connection, "outputs", at_least(140), timeout_s=60)
    assert set(parts(answered).values()) == {1}
    assert read_all(connection, "dead-letters") == []
