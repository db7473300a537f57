"""A whole system under one roof: the broker, unless one is given, and the agents as processes."""

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from octavo.broker import StartingBroker
from octavo.config import Settings
from octavo.endpoint import connection_of
from octavo.errors import SystemFailed, UsageError
from octavo.profiles import ProfileError, load_profile
from octavo.run_folder import BLOBS, KAFKA, LOGS, make_run_folder, remove_run_folder
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
        self._broker: StartingBroker | None = None
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
        given, folder = self._given.model_copy(update={"system_pid": os.getpid()}), self._place()
        if given.bootstrap_servers:
            self.settings = given.model_copy(update={"blob_url": given.blobs})
        else:
            self.settings = given.model_copy(
                update={"data_dir": folder, "blob_url": given.blob_url or str(folder / BLOBS)}
            )
            self._broker = StartingBroker(folder / KAFKA, self._port, given.cache_dir)
        self._supervisor = Supervisor(self.settings, self._programs, folder / LOGS)
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
                supervisor.stop(self._given.ending_s, self._hurry)
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
        self._folder = make_run_folder()
        return self._folder

    def _clear(self) -> None:
        """A system that failed leaves its logs; the sentence that says so names them."""
        folder, self._folder = self._folder, None
        if folder is not None:
            remove_run_folder(folder, keep_logs=self._failed)


def prepare_topics(settings: Settings) -> Connection:
    """Creates the topics that are missing and refuses a cluster whose partitions do not match."""
    from octavo.reader import answering
    from octavo.retention import kept_topics
    from octavo.topology import TOPOLOGY
    from streams.topics import check_topics, ensure_topics

    connection = connection_of(settings)
    with answering(connection):
        topics = kept_topics(settings, TOPOLOGY.topics)
        ensure_topics(connection, topics, settings.partitions, settings.replication_factor)
        check_topics(connection, TOPOLOGY.topics)
    return connection
