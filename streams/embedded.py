"""A real Apache Kafka on loopback, for one program: up in a second or two, gone when the program is gone."""

import logging
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from confluent_kafka import KafkaException

from streams.broker_files import BrokerFiles, prepare
from streams.broker_start import (
    STOP_LIMIT_S,
    NotUp,
    Stopped,
    await_port,
    await_service,
    fence,
    in_use,
    rehearse,
    why,
)
from streams.connection import Connection
from streams.jars import JarsUnavailable, default_cache_dir
from streams.jvm import JavaMissing, JavaProcess

TEMPORARY = "octavo-kafka-"
STOPPED_BY_SIGTERM = (0, 143, -15)

log = logging.getLogger(__name__)


class EmbeddedBrokerError(Exception):
    """The embedded broker could not be started; one sentence says why and what to do next."""


class EmbeddedBroker:
    """One Kafka node (KRaft) in a child process, listening on 127.0.0.1 only, without authentication.

    `start` may be called in any thread, and `stop` in another one while it runs. Data lies in `data_dir` and
    survives a stop, a kill and a restart; with None it lies in a temporary folder that `stop` removes. Two
    brokers cannot share a `data_dir`. However the program ends, the broker ends with it.
    """

    def __init__(
        self,
        data_dir: Path | None = None,
        port: int = 0,
        cache_dir: Path | None = None,
        properties: str = "",
    ) -> None:
        """`port` 0: a free one, kept over restarts. `cache_dir`: where Kafka itself is kept, once fetched.
        `properties`: lines of Kafka's own settings, which win over those here."""
        self._data_dir = data_dir
        self._home: Path | None = None
        self._port = port
        self._cache_dir = cache_dir or default_cache_dir()
        self._properties = properties
        self._process: JavaProcess | None = None
        self._stopping = threading.Event()

    @property
    def bootstrap_servers(self) -> str:
        """Known once `start` has returned, and the same ever after."""
        if self._port == 0:
            raise EmbeddedBrokerError("The embedded broker has no address yet: call start() first.")
        return f"127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        """The process id of the JVM. Raises EmbeddedBrokerError where none runs."""
        if self._process is None:
            raise EmbeddedBrokerError("The embedded broker does not run: call start() first.")
        return self._process.pid

    @property
    def log_path(self) -> Path | None:
        return self._home / "broker.log" if self._home else None

    def start(self) -> None:
        """Returns when the broker answers, and serves groups and transactions. Raises EmbeddedBrokerError."""
        if self._process is not None:
            raise EmbeddedBrokerError("The embedded broker runs already.")
        self._stopping.clear()
        try:
            self.launch(prepare(self._cache_dir, _rehearse))
        except (JavaMissing, JarsUnavailable) as error:
            raise EmbeddedBrokerError(str(error)) from error
        except subprocess.SubprocessError as error:
            said = f" It said: {error.output}" if isinstance(error, subprocess.CalledProcessError) else ""
            raise EmbeddedBrokerError(f"Kafka could not be prepared: {error}.{said}") from error
        except OSError as error:
            raise EmbeddedBrokerError(
                f"The embedded broker could not write its files ({error}): free some disk space or choose "
                "another folder."
            ) from error

    def launch(self, files: BrokerFiles, *extra: str) -> None:
        """Starts it from these files, with more flags for Java. For `start`, and the rehearsal."""
        home = self._home or self._data_dir or _temporary_folder()
        self._home = home = home.resolve()
        if in_use(home):
            raise EmbeddedBrokerError(
                f"Another broker uses the data in {home}: stop it, or choose another folder."
            )
        settings = files.lay_out(home, self._port, self._properties)
        for name in ("broker.log", "broker.out"):
            (home / name).unlink(missing_ok=True)
        try:
            fence(files, home, self._stopping)
            arguments = files.arguments(home, settings, home / "broker.log", *extra)
            self._process = process = JavaProcess(files.java, arguments, home / "broker.out")
            self._port = await_port(process, home / "broker.log", self._port, self._stopping)
            await_service(process, self.bootstrap_servers, self._stopping)
        except Stopped as error:
            self.stop()
            raise EmbeddedBrokerError("The embedded broker was stopped while it started.") from error
        except NotUp as error:
            self.kill()
            raise EmbeddedBrokerError(why(home, self._port, error)) from error

    def stop(self) -> None:
        """Ends the broker cleanly, or by force where it does not end by itself; nothing happens twice."""
        self._stopping.set()
        process, self._process = self._process, None
        if process is not None:
            code = process.stop(STOP_LIMIT_S)
            if code not in STOPPED_BY_SIGTERM:
                log.warning("The embedded broker ended with code %s; its log is %s.", code, self.log_path)
        if self._data_dir is None and self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None

    def kill(self) -> None:
        """SIGKILL, as a power cut would: data stays, `start` brings the broker back on the same port."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()

    def restart(self) -> None:
        """Stops it cleanly and starts it on the same port with the same data."""
        process, self._process = self._process, None
        if process is not None:
            process.stop(STOP_LIMIT_S)
        self.start()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _temporary_folder() -> Path:
    """A new one; those that killed programs could not remove are removed first."""
    for left in Path(tempfile.gettempdir()).glob(f"{TEMPORARY}*-*"):
        pid = left.name.removeprefix(TEMPORARY).split("-")[0]
        # The lock as well as the process id: a container may share the folder but not the ids.
        if pid.isdigit() and not Path("/proc", pid).exists() and not in_use(left):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{TEMPORARY}{os.getpid()}-"))


def _rehearse(files: BrokerFiles, home: Path) -> None:
    """One broker's life in short: its internal topics exist afterwards, its classes have been listed."""
    broker = EmbeddedBroker(home)
    try:
        broker.launch(files, f"-XX:DumpLoadedClassList={home / 'classes.txt'}")
        rehearse(Connection(broker.bootstrap_servers, options={"log_level": "2"}))
    except (NotUp, KafkaException) as error:
        raise EmbeddedBrokerError(f"Kafka failed its rehearsal ({error}): try again.") from error
    finally:
        broker.stop()
