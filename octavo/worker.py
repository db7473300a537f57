"""A worker process: some agents of the topology, each in its loop, until it is told to stop."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING, Protocol

from octavo.config import Settings
from octavo.endpoint import writable
from octavo.presets import PRESETS, stage_options
from octavo.profiles import MODEL_STAGES
from octavo.topology import TOPOLOGY
from octavo.workshop import Workshop
from streams.cancels import Cancels
from streams.connection import Connection
from streams.journal import Journal
from streams.last_words import LastWords
from streams.reach import Reach
from streams.slots import Slot
from streams.stage import Stage

if TYPE_CHECKING:
    from octavo.upkeep import Upkeep

log = logging.getLogger(__name__)

STOPPED, CANNOT_START, FAILED = 0, 2, 3


class Loop(Protocol):
    def run(self) -> None: ...

    def stop(self) -> None: ...


class Worker:
    """Runs the named stages side by side. Agents are built at once, while Kafka may still be starting, and
    one after the other in the order of the flow, so that the first is not slowed by the last.

    The first loop that fails ends the others, after what they are running is committed.
    """

    def __init__(self, settings: Settings, stages: Sequence[str], alone: bool = True) -> None:
        """`alone`: nobody has seen to Kafka and its topics yet."""
        self._settings = settings
        self._alone = alone
        self._names = list(stages)
        self._shop = Workshop(settings)
        self._journal = Journal()
        self._stopping = threading.Event()
        self._failure: BaseException | None = None
        self._builders = ThreadPoolExecutor(1, thread_name_prefix="build")
        self._agents = {
            name: self._builders.submit(TOPOLOGY.stage(name).build, self._shop)
            for name in self._names
            if name != TOPOLOGY.join.name
        }

    def stop(self) -> None:
        self._stopping.set()

    def run(self, connection: Connection) -> int:
        """Blocks until `stop` or a failure; returns the exit code. Raises TopicsError, OctavoError."""
        reach = Reach(connection)
        with writable(self._settings.data_dir):
            self._settings.data_dir.mkdir(parents=True, exist_ok=True)
        if self._alone and (ended := self._await_kafka(reach)) is not None:
            return ended
        with writable(self._settings.data_dir):
            slots = [Slot(self._settings.data_dir / "slots", name) for name in self._names]
        last_words = LastWords(slots[0].file("last-words"))
        last_words.listen()
        self._journal = Journal(slots[0].file("journal"), last_words.earlier)
        reach.start()
        connection = reach.watched()
        self._cancels = Cancels(connection, self._settings.request_deadline_s * 1000)
        self._cancels.start()
        loops = [self._loop(slot, name, connection) for slot, name in zip(slots, self._names, strict=True)]
        threads = [
            threading.Thread(target=self._guarded, args=(loop,), name=name)
            for loop, name in zip(loops, self._names, strict=True)
        ]
        for thread in threads:
            thread.start()
        upkeep = self._upkeep(loops, connection)
        self._serve_metrics(dict(zip(self._names, loops, strict=True)), upkeep)
        self._stopping.wait()
        limit = self._limit_the_end()
        if upkeep:
            upkeep.close()
        for loop in loops:
            loop.stop()
        for thread in threads:
            thread.join()
        reach.close()
        self._cancels.close()
        self._journal.close()
        last_words.close()
        for slot in slots:
            slot.release()
        self._builders.shutdown(cancel_futures=True)
        self._shop.close()
        limit.cancel()
        if self._failure is not None:
            log.error("the worker ends: %s", self._failure)
            return CANNOT_START if _is_final(self._failure) else FAILED
        return STOPPED

    def _await_kafka(self, reach: Reach) -> int | None:
        """The exit code where the worker ends before it has begun: a model failed, or it was told to stop.
        Raises TopicsError."""
        code: int | None = STOPPED
        try:
            if reach.await_topics(TOPOLOGY.topics, self._stopping, self._check_models):
                code = None
        except Exception as error:
            if not _is_final(error):
                raise  # topics that do not fit, in most cases
            log.error("the worker ends: %s", error)
            code = CANNOT_START
        finally:
            if code is not None:
                self._builders.shutdown(cancel_futures=True)
                self._shop.close()
        return code

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
            os._exit(FAILED if self._failure else STOPPED)

        timer = threading.Timer(self._settings.ending_s, cut_short)
        timer.daemon = True
        timer.start()
        return timer

    def _upkeep(self, loops: Sequence[Loop], connection: Connection) -> "Upkeep | None":
        """Where an assembler runs, somebody cleans up beside it."""
        from octavo.upkeep import Upkeep
        from streams.blobs import open_blobs
        from streams.join import JoinLoop

        join = next((loop for loop in loops if isinstance(loop, JoinLoop)), None)
        if join is None:
            return None
        blobs = open_blobs(self._settings.blobs)
        upkeep = Upkeep(self._settings, connection, blobs, lambda: join.leads)
        upkeep.start()
        return upkeep

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

    def _guarded(self, loop: Loop) -> None:
        try:
            loop.run()
        except BaseException as error:  # told to run(), which ends the worker
            log.debug("a loop failed", exc_info=True)
            self._failure = error
        finally:
            self._stopping.set()

    def _loop(self, slot: Slot, name: str, connection: Connection) -> Loop:
        if name == TOPOLOGY.join.name:
            return self._join(slot, connection)
        from streams.loop import StageLoop

        spec = TOPOLOGY.stage(name)
        stage = Stage(name, spec.reads, TOPOLOGY.address, spec.decode)
        options = replace(
            stage_options(self._settings, spec), unwanted=self._cancels.unwanted, journal=self._journal
        )
        if name in MODEL_STAGES:
            runners, turn = self._shop.instances(name), self._shop.turn(name)
            options = replace(options, runners=runners, turn=turn)
        return StageLoop(stage, connection, slot.name, self._agents[name].result, options)

    def _join(self, slot: Slot, connection: Connection) -> Loop:
        from octavo.bindings import assembler, forget_pages
        from octavo.memory import readings_of
        from octavo.retention import finished_kept_ms
        from streams.flow import FlowLimits
        from streams.join import JoinLoop, JoinOptions

        settings = self._settings
        flow = FlowLimits(
            settings.pages_budget_bytes,
            settings.page_estimate_bytes,
            settings.immediate_below_pages,
            largest_first=PRESETS[settings.preset].largest_first,
            max_pages=settings.pages_in_flight,
            strategy=settings.strategy,
        )
        options = JoinOptions(
            flow,
            settings.session_timeout_ms,
            orphan_ms=settings.request_deadline_s * 1000,
            finished_kept_ms=finished_kept_ms(settings),
            readings=readings_of(settings),
            patience_s=settings.patience_s,
        )
        return JoinLoop(
            connection,
            slot.name,
            assembler(self._shop),
            TOPOLOGY.address,
            options,
            on_finished=forget_pages(self._shop),
        )


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
