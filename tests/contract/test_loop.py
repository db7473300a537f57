"""The stage loop against a real broker: every record answered once, whatever fails."""

import threading
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager

import pytest

from schemas.blobs import ImageRef
from schemas.codes import ErrorCode
from schemas.events import CancelRequested, Event
from schemas.geometry import Box, Line
from schemas.parts import PartFailed, TextRead
from schemas.records import Record
from schemas.stage import Cost, Ok, Rejected, Rejection
from schemas.work import OcrWanted
from streams.cancels import Cancels
from streams.codec import decode
from streams.connection import Connection
from streams.loop import StageLoop
from streams.stage import Address, LoopOptions, Stage
from streams.topics import Topic, ensure_topics
from streams.unwanted import Unwanted, past_deadline
from streams.window import Limits
from tests.kafka import publish, publish_raw, read_all, read_until

IMAGE = ImageRef(key="r/1/p.img", size_bytes=1, encoding="jpeg", width_px=10, height_px=10)
STAGE = Stage("ocr", ("regions.ocr",), lambda event: Address("outputs", event.request_id))
TOPICS = (
    Topic("regions.ocr", title="in"),
    Topic("outputs", title="out"),
    Topic("dead-letters", title="dead"),
)


class Shouter:
    """Reads every page as its request's name. `poison` names pages that break any batch they are in."""

    def __init__(
        self, poison: frozenset[int] = frozenset(), unloadable: frozenset[int] = frozenset()
    ) -> None:
        self.poison, self.unloadable = poison, unloadable
        self.batches: list[int] = []
        self.gate = threading.Event()
        self.gate.set()
        self.started = threading.Event()

    def cost(self, event: OcrWanted) -> Cost:
        return Cost(1.0, event.image.decoded_bytes)

    def load(self, event: OcrWanted) -> str:
        if event.page_no in self.unloadable:
            raise Rejection(ErrorCode.BLOB_MISSING, "gone")
        return event.request_id

    def run(self, batch: Sequence[tuple[OcrWanted, str]]) -> list[Ok | Rejected]:
        self.started.set()
        assert self.gate.wait(30)
        if any(event.page_no in self.poison for event, _ in batch):
            raise ValueError("poison")
        self.batches.append(len(batch))
        return [Ok((read(event, text),)) for event, text in batch]

    def close(self) -> None:
        pass


def wanted(request: str, page_no: int) -> OcrWanted:
    return OcrWanted(request_id=request, page_no=page_no, image=IMAGE, dpi=72)


def read(event: OcrWanted, text: str) -> TextRead:
    line = Line(text, Box(0, 0, 1, 1), 1.0)
    return TextRead(request_id=event.request_id, page_no=event.page_no, lines=(line,))


@contextmanager
def running(
    connection: Connection,
    slot: str,
    agent: Shouter,
    max_wait_ms: float = 50,
    unwanted: Unwanted = past_deadline,
) -> Generator[StageLoop]:
    limits = Limits(max_items=8, max_wait_ms=max_wait_ms)
    loop = StageLoop(STAGE, connection, slot, lambda: agent, LoopOptions(limits=limits, unwanted=unwanted))
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
        agent.gate.set()
        loop.stop()
        thread.join(60)
        assert not thread.is_alive()
        assert not failures


@pytest.fixture
def topics(connection: Connection) -> Connection:
    ensure_topics(connection, TOPICS, partitions=4, replication_factor=1)
    return connection


def parts(records: Sequence[Record]) -> Counter[tuple[str, str]]:
    return Counter((record.headers["request"], record.headers["part"]) for record in records)


def at_least(count: int) -> Callable[[Sequence[Record]], bool]:
    return lambda records: len(records) >= count


def everything(requests: int, pages: int) -> list[tuple[str, Event]]:
    return [(f"r{r}/0", wanted(f"r{r}", p)) for p in range(1, pages + 1) for r in range(requests)]


def test_every_record_is_answered_once_and_batches_mix_requests(topics: Connection) -> None:
    publish(topics, "regions.ocr", everything(requests=30, pages=4))
    agent = Shouter()
    with running(topics, "ocr-0", agent):
        read_until(topics, "outputs", at_least(120))
    answered = read_all(topics, "outputs")
    assert set(parts(answered).values()) == {1}
    assert len(answered) == 120
    events = [decode(record) for record in answered]
    assert all(isinstance(event, TextRead) and event.lines[0].text == event.request_id for event in events)
    assert max(e.timing.batch_requests for e in events if isinstance(e, TextRead) and e.timing) > 1
    assert max(agent.batches) <= 8


def test_a_poison_item_is_given_up_alone_and_kept_as_a_dead_letter(topics: Connection) -> None:
    publish(topics, "regions.ocr", [("r/0", wanted("r", page)) for page in range(1, 17)])
    with running(topics, "ocr-0", Shouter(poison=frozenset({5}))):
        answered = read_until(topics, "outputs", at_least(16))
    failed = [e for e in map(decode, answered) if isinstance(e, PartFailed)]
    assert [(e.part, e.code, e.stage) for e in failed] == [("ocr/5", ErrorCode.MODEL_FAILED, "ocr")]
    (dead,) = read_all(topics, "dead-letters")
    assert decode(dead) == wanted("r", 5), "the original value, untouched"
    assert dead.headers["dead-letter-cause"] == "model_failed"


def test_what_cannot_be_loaded_or_decoded_is_answered_and_harms_nobody(topics: Connection) -> None:
    publish(topics, "regions.ocr", [("r/0", wanted("r", 1)), ("r/0", wanted("r", 2))])
    headers = {"request": "r", "run": "1", "part": "ocr/3", "schema": "OcrWanted/1"}
    publish_raw(topics, "regions.ocr", "r/0", b"\x00 not json", headers)
    publish_raw(topics, "regions.ocr", "r/0", b"nobody knows whose this is")
    publish(topics, "regions.ocr", [("r/0", wanted("r", 4))])
    with running(topics, "ocr-0", Shouter(unloadable=frozenset({2}))):
        answered = read_until(topics, "outputs", at_least(4))
    failed = {e.part: e.code for e in map(decode, answered) if isinstance(e, PartFailed)}
    assert failed == {"ocr/2": ErrorCode.BLOB_MISSING, "ocr/3": ErrorCode.UNDECODABLE}
    assert sorted(parts(answered)) == [("r", "ocr/1"), ("r", "ocr/2"), ("r", "ocr/3"), ("r", "ocr/4")]
    assert len(read_all(topics, "dead-letters")) == 3


def test_a_second_worker_takes_its_share_and_nothing_is_answered_twice(topics: Connection) -> None:
    first, second = Shouter(), Shouter()
    with running(topics, "ocr-0", first):
        publish(topics, "regions.ocr", everything(requests=8, pages=4))
        assert first.started.wait(30)
        with running(topics, "ocr-1", second):
            for page in range(5, 400, 8):
                publish(topics, "regions.ocr", [(f"r{r}/0", wanted(f"r{r}", page)) for r in range(8)])
                if second.batches:
                    break
                read_until(topics, "outputs", at_least(32 + (page - 5) + 8))
        publish(topics, "regions.ocr", [(f"r{r}/0", wanted(f"r{r}", 900)) for r in range(8)])
        total = len(read_all(topics, "regions.ocr"))
        answered = read_until(topics, "outputs", at_least(total))
    assert second.batches, "the second worker ran something"
    assert set(parts(answered).values()) == {1}
    assert len(read_all(topics, "outputs")) == total


def test_a_worker_told_to_stop_commits_what_it_is_running_and_leaves_the_rest(topics: Connection) -> None:
    publish(topics, "regions.ocr", everything(requests=1, pages=40))
    agent = Shouter()
    agent.gate.clear()
    with running(topics, "ocr-0", agent) as loop:
        assert agent.started.wait(30)
        loop.stop()
        agent.gate.set()
    done = len(read_all(topics, "outputs"))
    assert 0 < done < 40
    with running(topics, "ocr-0", Shouter()):
        answered = read_until(topics, "outputs", at_least(40))
    assert set(parts(answered).values()) == {1}


def test_one_aborted_commit_is_redone_once_and_the_stage_goes_on(topics: Connection) -> None:
    publish(topics, "regions.ocr", everything(requests=4, pages=20))
    agent = Shouter()
    with running(topics, "ocr-0", agent) as loop:
        read_until(topics, "outputs", at_least(1))
        loop.backlog.invalidate()  # what a failed commit does
        answered = read_until(topics, "outputs", at_least(80), timeout_s=30)
    assert set(parts(answered).values()) == {1}
    assert sum(agent.batches) <= 2 * 80, "what was under way is redone once"


def test_an_event_of_another_kind_is_answered_as_undecodable(topics: Connection) -> None:
    publish(topics, "regions.ocr", [("r/0", read(wanted("r", 1), "lost")), ("r/0", wanted("r", 2))])
    with running(topics, "ocr-0", Shouter()):
        answered = read_until(topics, "outputs", at_least(2))
    failed = [e for e in map(decode, answered) if isinstance(e, PartFailed)]
    assert [(e.part, e.code) for e in failed] == [("ocr/1", ErrorCode.UNDECODABLE)]


def test_a_record_as_large_as_a_topic_takes_is_given_up_without_stopping_the_rest(topics: Connection) -> None:
    headers = {"request": "r", "run": "1", "part": "ocr/1", "schema": "OcrWanted/1"}
    publish_raw(topics, "regions.ocr", "r/0", b"x" * (8 * 1024 * 1024 - 2048), headers)
    publish(topics, "regions.ocr", [("r/0", wanted("r", 2))])
    with running(topics, "ocr-0", Shouter()):
        read_until(topics, "outputs", at_least(2), timeout_s=30)
    (dead,) = read_all(topics, "dead-letters")
    assert dead.value == b""
    assert "dead-letter-truncated" in dead.headers


def test_the_items_of_a_cancelled_run_are_dropped_when_the_next_batch_is_formed(topics: Connection) -> None:
    control = Topic("control", title="cancels")
    ensure_topics(topics, [control], partitions=4, replication_factor=1)
    cancels = Cancels(topics, kept_ms=60_000)
    cancels.start()
    publish(topics, "regions.ocr", everything(requests=2, pages=40))
    agent = Shouter()
    agent.gate.clear()
    try:
        with running(topics, "ocr-0", agent, unwanted=cancels.unwanted):
            assert agent.started.wait(30)
            publish(topics, "control", [("r1", CancelRequested(request_id="r1"))])
            cancels.await_noted(("r1", "1"), 30)
            agent.gate.set()
            answered = read_until(topics, "outputs", lambda seen: parts_of(seen, "r0") == 40)
            publish(topics, "regions.ocr", [("r1/0", wanted("r1", 99)), ("r2/0", wanted("r2", 1))])
            read_until(topics, "outputs", lambda seen: parts_of(seen, "r2") == 1)
    finally:
        cancels.close()
    assert parts_of(answered, "r1") <= 16, "what was formed before the cancel: one that ran, one ahead"
    assert ("r1", "ocr/99") not in parts(read_all(topics, "outputs"))


def parts_of(records: Sequence[Record], request: str) -> int:
    return sum(record.headers["request"] == request for record in records)
