"""A worker process: some agents of the topology, each in its loop, until it is told to stop."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from types import FrameType
from typing import TYPE_CHECKING

from octavo.config import Settings
from octavo.endpoint import writable
from octavo.garbage import GarbageTurns
from octavo.loops import Loop, LoopMaker
from octavo.pulse import Pulse
from octavo.topology import TOPOLOGY
from octavo.workshop import Workshop
from streams.cancels import Cancels
from streams.connection import Connection
from streams.journal import Journal
from streams.last_words import LastWords
from streams.reach import Reach
from streams.slots import Slot

if TYPE_CHECKING:
    from octavo.upkeep import Upkeep

log = logging.getLogger(__name__)

STOPPED, CANNOT_START, FAILED = 0, 2, 3
_PATIENCE_S = 5.0
"""For clean-up to end; what it had no time for is left to the next one."""
_MARGIN_S = 5.0
"""For Python to end by itself what the kernel would end."""


class Worker:
    """Runs the named stages side by side. Agents are built at once, while Kafka may still be starting, and
    one after the other in the order of the flow, so that the first is not slowed by the last.

    The first loop that ends has the others end, after what they are running is committed. From then on
    the end is bounded, whatever any of them hangs at.
    """

    def __init__(self, settings: Settings, stages: Sequence[str], alone: bool = True) -> None:
        """`alone`: nobody has seen to Kafka and its topics yet."""
        self._settings = settings
        self._alone = alone
        self._names = list(stages)
        self._shop = Workshop(settings)
        self._journal = Journal()
        self._stopping = threading.Event()
        self._told_to_stop = False
        self._pulse = Pulse(settings.max_batch_s + _MARGIN_S)
        self._failure: BaseException | None = None
        self._builders = ThreadPoolExecutor(1, thread_name_prefix="build")
        self._agents = {
            name: self._builders.submit(TOPOLOGY.stage(name).build, self._shop)
            for name in self._names
            if name != TOPOLOGY.join.name
        }

    def stop(self) -> None:
        self._told_to_stop = True
        self._end()

    def run(self, connection: Connection) -> int:
        """Blocks until `stop` or a failure; returns the exit code. Raises TopicsError, OctavoError."""
        reach = Reach(connection)
        with writable(self._settings.data_dir):
            self._settings.data_dir.mkdir(parents=True, exist_ok=True)
        with self._pulse, ExitStack() as left:
            left.callback(self._shop.close)
            left.callback(self._builders.shutdown, cancel_futures=True)
            if self._alone and (ended := self._await_kafka(reach)) is not None:
                return ended
            loops = self._prepare(reach, left)
            left.enter_context(GarbageTurns())
            limit = self._run(loops, reach.watched())
        limit.cancel()
        if self._failure is not None:
            log.error("the worker ends: %s", self._failure)
            return CANNOT_START if _is_final(self._failure) else FAILED
        return STOPPED

    def _prepare(self, reach: Reach, left: ExitStack) -> dict[str, Loop]:
        """The loops, and what they need beside them; `left` closes it in the opposite order."""
        with writable(self._settings.data_dir):
            slots = {name: Slot(self._settings.data_dir / "slots", name) for name in self._names}
        for slot in slots.values():
            left.callback(slot.release)
        first = slots[self._names[0]]
        last_words = LastWords(first.file("last-words"))
        left.callback(last_words.close)
        last_words.listen()
        self._journal = Journal(first.file("journal"), last_words.earlier)
        left.callback(self._journal.close)
        reach.start()
        left.callback(reach.close)
        cancels = Cancels(reach.watched(), self._settings.request_deadline_s * 1000)
        cancels.start()
        left.callback(cancels.close)
        maker = LoopMaker(self._shop, reach.watched(), self._journal, cancels, self._end)
        return {
            name: maker.join(slot.name)
            if name == TOPOLOGY.join.name
            else maker.stage(name, slot.name, self._agents[name].result)
            for name, slot in slots.items()
        }

    def _run(self, loops: Mapping[str, Loop], connection: Connection) -> threading.Timer:
        """Until told to stop, or a loop fails. Returns the timer that bounds the end."""
        threads = [
            threading.Thread(target=self._guarded, args=(loop,), name=name) for name, loop in loops.items()
        ]
        upkeep = self._upkeep(loops.values(), connection)
        for thread in threads:
            thread.start()
        tidying = self._tidying(upkeep) if upkeep else None
        self._serve_metrics(loops, upkeep)
        self._stopping.wait()
        limit = self._limit_the_end()
        if upkeep and tidying:
            upkeep.close()
            tidying.join(_PATIENCE_S)
        for loop in loops.values():
            loop.stop()
        for thread in threads:
            thread.join()
        return limit

    def _tidying(self, upkeep: "Upkeep") -> threading.Thread:
        """Started. A daemon: what it deletes may be deleted by the next worker as well."""
        thread = threading.Thread(target=self._guarded, args=(upkeep,), name="upkeep", daemon=True)
        thread.start()
        return thread

    def _await_kafka(self, reach: Reach) -> int | None:
        """The exit code where the worker ends before it has begun: a model failed, or it was told to stop.
        Raises TopicsError."""
        try:
            there = reach.await_topics(TOPOLOGY.topics, self._stopping, self._check_models)
        except Exception as error:
            if not _is_final(error):
                raise  # topics that do not fit, in most cases
            log.error("the worker ends: %s", error)
            return CANNOT_START
        return None if there else STOPPED

    def _check_models(self) -> None:
        for building in self._agents.values():
            if building.done() and (error := building.exception()) is not None:
                raise error

    def _limit_the_end(self) -> threading.Timer:
        """Nothing under way outlasts the drain: not a batch that hangs, not a document that is being built.
        What it has not committed is redone by whoever gets its partitions."""

        def cut_short() -> None:
            log.warning("what runs longer than drain_s (%g s) is left to others", self._settings.drain_s)
            self._journal.close()
            os._exit(STOPPED if self._told_to_stop else FAILED)

        timer = threading.Timer(self._settings.ending_s, cut_short)
        timer.daemon = True
        timer.start()
        return timer

    def _upkeep(self, loops: Iterable[Loop], connection: Connection) -> "Upkeep | None":
        """Where an assembler runs, somebody cleans up beside it. Raises BlobStoreError where the store cannot
        be opened, before anything runs that would have to be ended."""
        from octavo.upkeep import Upkeep
        from streams.join import JoinLoop

        join = next((loop for loop in loops if isinstance(loop, JoinLoop)), None)
        if join is None:
            return None
        return Upkeep(self._settings, connection, self._shop.store, lambda: join.leads)

    def _serve_metrics(self, loops: Mapping[str, Loop], upkeep: "Upkeep | None") -> None:
        settings = self._settings
        if settings.metrics_port is None:
            return
        from octavo.metrics import Fullness, serve_metrics
        from streams.loop import StageLoop

        stages = {name: loop.backlog for name, loop in loops.items() if isinstance(loop, StageLoop)}
        try:
            fullness = (Fullness(lambda: upkeep.verdict, settings),) if upkeep else ()
            serve_metrics(stages, settings.metrics_host, settings.metrics_port, fullness)
        except OSError as error:
            log.error("the worker goes on without metrics: %s", error)

    def _guarded(self, loop: "Loop | Upkeep") -> None:
        try:
            loop.run()
        except BaseException as error:  # told to run(), which ends the worker
            log.debug("%s failed", type(loop).__name__, exc_info=True)
            self._failure = error
        finally:
            self._end()

    def _end(self) -> None:
        """Called by whatever begins to end, before it waits for anything."""
        self._pulse.end_within(self._settings.ending_s + _MARGIN_S)
        self._stopping.set()


def _is_final(failure: BaseException) -> bool:
    """True where starting again cannot help: the profile or a model is wrong."""
    from agents.models.protocols import BackendError
    from octavo.profiles import ProfileError

    return isinstance(failure, BackendError | ProfileError)


def run_worker(
    settings: Settings, stages: Sequence[str], connect: Callable[[], Connection], alone: bool = True
) -> int:
    """Runs the named stages until SIGTERM or SIGINT; returns the exit code. `connect` may block until
    Kafka is there: models load meanwhile. Call it from the main thread."""
    worker = Worker(settings, stages, alone)

    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return worker.run(connect())
