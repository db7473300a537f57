"""A whole system under one roof: the broker, unless one is given, and the agents as processes."""

import os
import shutil
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Self

from octavo.config import Settings
from octavo.endpoint import connection_of
from octavo.errors import SystemFailed, UsageError
from octavo.profiles import ProfileError, load_profile
from octavo.supervisor import Program, Supervisor
from streams.connection import Connection

LIGHT = Program("light", ("worker", "intake", "rasterizer", "assembler", "--supervised"))
MODELS = Program("models", ("worker", "layout", "ocr", "table", "chart", "--supervised"))
STATUS = Program("status", ("worker", "status", "--supervised"))
AGENTS = (LIGHT, MODELS)
"""Agents without models in one process, those with models in another: an import of a model library never
delays a page, and a crash in one leaves the other alone."""


class System:
    """Broker and agents, for as long as the `with` block lasts.

    Without `keep`, everything but the results is made in a temporary folder and removed at the end; what
    the processes logged stays where the system failed. With `keep`, broker and blobs live in
    `settings.data_dir`. Nothing it starts outlives this process, however it ends.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        keep: bool = False,
        programs: Sequence[Program] = AGENTS,
        port: int = 0,
        hurry: threading.Event | None = None,
    ) -> None:
        self._given = settings
        self._keep = keep
        self._programs = programs
        self._port = port
        self._hurry = hurry
        self._folder: Path | None = None
        self._broker: _Broker | None = None
        self._supervisor: Supervisor | None = None
        self._failed = False
        self.settings = settings
        """Those to reach the system with: complete once it has started."""

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException as error:
            self._failed = isinstance(error, SystemFailed)
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def launch(self) -> None:
        """Starts broker and agents side by side and returns at once; `start` waits for them.

        Raises UsageError, before anything is started, for a profile that there is not.
        """
        try:
            load_profile(self._given.profile)
        except ProfileError as error:
            raise UsageError(str(error)) from error
        given, folder = self._given, self._place()
        if given.bootstrap_servers:
            self.settings = given.model_copy(update={"blob_url": given.blobs})
        else:
            self.settings = given.model_copy(
                update={"data_dir": folder, "blob_url": given.blob_url or str(folder / "blobs")}
            )
            self._broker = _Broker(folder / "kafka", self._port, given.cache_dir)
        self._supervisor = Supervisor(self.settings, self._programs, folder / "logs")
        self._supervisor.start()

    def start(self) -> None:
        """Returns when Kafka takes records. Agents may still be loading models: what is published
        meanwhile waits for them. Raises SystemFailed, NoKafka."""
        if self._supervisor is None:
            self.launch()
        assert self._supervisor is not None
        if self._broker:
            bootstrap_servers = self._broker.bootstrap_servers()
            self.settings = self.settings.model_copy(update={"bootstrap_servers": bootstrap_servers})
        prepare_topics(self.settings)
        self._supervisor.connect(self.settings.bootstrap_servers or "")

    def check(self) -> None:
        """Raises SystemFailed where the system can bring no more results."""
        try:
            if self._supervisor:
                self._supervisor.check()
            if self._broker:
                self._broker.check()
        except SystemFailed:
            self._failed = True
            raise

    def pids(self) -> dict[str, int]:
        """The agent processes alive now, by name."""
        return self._supervisor.pids() if self._supervisor else {}

    def stop(self) -> None:
        """Ends the agents, then the broker, then removes what was temporary. May be called twice."""
        supervisor, self._supervisor = self._supervisor, None
        broker, self._broker = self._broker, None
        try:
            if supervisor:
                supervisor.stop(hurry=self._hurry)
        finally:
            if broker:
                broker.stop()
            self._clear()

    def _place(self) -> Path:
        """The folder of logs and, for an embedded broker, of its data, the slots of workers, and the blobs.

        Workers of a given Kafka keep the data folder of the settings: there they meet those of others.
        """
        if self._keep:
            self._given.data_dir.mkdir(parents=True, exist_ok=True)
            return self._given.data_dir.absolute()
        self._folder = Path(tempfile.mkdtemp(prefix="octavo-run-"))
        return self._folder

    def _clear(self) -> None:
        """A system that failed leaves its logs; the sentence that says so names them."""
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder / "blobs" if self._failed else folder, ignore_errors=True)


class _Broker:
    """The embedded broker, started in a thread of its own."""

    def __init__(self, data_dir: Path, port: int, cache_dir: Path) -> None:
        from streams.embedded import EmbeddedBroker

        self._broker = EmbeddedBroker(data_dir, port=port, cache_dir=cache_dir)
        self._started: Future[None] = Future()
        threading.Thread(target=self._start, name="broker-start", daemon=True).start()

    def bootstrap_servers(self) -> str:
        """Waits until it is up. Raises SystemFailed."""
        from streams.embedded import EmbeddedBrokerError

        try:
            self._started.result()
        except EmbeddedBrokerError as error:
            raise SystemFailed(str(error)) from error
        return self._broker.bootstrap_servers

    def check(self) -> None:
        try:
            os.kill(self._broker.pid, 0)
        except ProcessLookupError as error:
            raise SystemFailed(
                f"The embedded Kafka broker died; its log is {self._broker.log_path}."
            ) from error

    def stop(self) -> None:
        self._broker.stop()
        self._started.add_done_callback(lambda _: self._broker.stop())  # a start that noticed too late

    def _start(self) -> None:
        try:
            self._broker.start()
        except BaseException as error:  # noqa: BLE001  told to whoever waits for the start
            self._started.set_exception(error)
        else:
            self._started.set_result(None)


def prepare_topics(settings: Settings) -> Connection:
    """Creates the topics that are missing and refuses a cluster whose partitions do not match."""
    from octavo.reader import answering
    from octavo.topology import TOPOLOGY
    from streams.topics import check_topics, ensure_topics

    connection = connection_of(settings)
    with answering(connection):
        ensure_topics(connection, TOPOLOGY.topics, settings.partitions, settings.replication_factor)
        check_topics(connection, TOPOLOGY.topics)
    return connection
