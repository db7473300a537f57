"""A whole system under one roof: the broker, unless one is given, and the agents as processes."""

import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from octavo.config import Settings
from octavo.endpoint import connection_of
from octavo.errors import SystemFailed
from octavo.reader import answering
from octavo.supervisor import Program, Supervisor
from streams.connection import Connection

if TYPE_CHECKING:
    from streams.embedded import EmbeddedBroker

log = logging.getLogger(__name__)

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
        self._broker: EmbeddedBroker | None = None
        self._supervisor: Supervisor | None = None
        self._failed = False
        self.settings = settings
        """Those to reach the system with: complete once it has started."""

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException as error:
            self._failed = isinstance(error, Exception)
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Starts the agents and the broker side by side; returns when Kafka takes records. Agents may
        still be loading models: what is published meanwhile waits for them.

        Raises SystemFailed, NoKafka.
        """
        folder = self._place()
        self.settings = self._given.model_copy(update={"blob_url": self._blob_url(folder)})
        self._supervisor = Supervisor(self.settings, self._programs, folder / "logs")
        self._supervisor.start()
        bootstrap_servers = self._given.bootstrap_servers or self._start_broker(folder / "kafka")
        self.settings = self.settings.model_copy(update={"bootstrap_servers": bootstrap_servers})
        prepare_topics(self.settings)
        self._supervisor.connect(bootstrap_servers)

    def check(self) -> None:
        """Raises SystemFailed where the system can bring no more results."""
        try:
            if self._supervisor:
                self._supervisor.check()
            if self._broker and not _lives(self._broker.pid):
                raise SystemFailed(f"The embedded Kafka broker died; its log is {self._broker.log_path}.")
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
        """The folder of logs and, for an embedded broker, of its data and the blobs."""
        if self._keep:
            self._given.data_dir.mkdir(parents=True, exist_ok=True)
            return self._given.data_dir.absolute()
        self._folder = Path(tempfile.mkdtemp(prefix="octavo-"))
        return self._folder

    def _blob_url(self, folder: Path) -> str:
        """Other workers of a given Kafka must find the blobs, so only an embedded one may hide them."""
        if self._given.blob_url or self._given.bootstrap_servers:
            return self._given.blobs
        return str(folder / "blobs")

    def _start_broker(self, data_dir: Path) -> str:
        from streams.embedded import EmbeddedBroker, EmbeddedBrokerError

        self._broker = EmbeddedBroker(data_dir, port=self._port, cache_dir=self._given.cache_dir)
        try:
            self._broker.start()
        except EmbeddedBrokerError as error:
            raise SystemFailed(str(error)) from error
        return self._broker.bootstrap_servers

    def _clear(self) -> None:
        folder, self._folder = self._folder, None
        if folder is None:
            return
        for name in ("kafka", "blobs") if self._failed else ("",):
            with suppress(OSError):
                shutil.rmtree(folder / name)


def prepare_topics(settings: Settings) -> Connection:
    """Creates the topics that are missing and refuses a cluster whose partitions do not match."""
    from octavo.topology import TOPOLOGY
    from streams.topics import check_topics, ensure_topics

    connection = connection_of(settings)
    with answering(connection):
        ensure_topics(connection, TOPOLOGY.topics, settings.partitions, settings.replication_factor)
        check_topics(connection, TOPOLOGY.topics)
    return connection


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
