"""A real Apache Kafka on loopback, for one program: up in a second or two, gone when the program is gone."""

import fcntl
import logging
import re
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from streams.broker_files import BrokerFiles, prepare
from streams.connection import Connection
from streams.jars import JarsUnavailable, default_cache_dir
from streams.jvm import JavaMissing, JavaProcess

START_LIMIT_S = 60.0
STOP_LIMIT_S = 10.0
STOPPED_BY_SIGTERM = (0, 143, -15)
POLL_S = 0.01

log = logging.getLogger(__name__)


class EmbeddedBrokerError(Exception):
    """The embedded broker could not be started; one sentence says why and what to do next."""


class EmbeddedBroker:
    """One Kafka node (KRaft) in a child process, listening on 127.0.0.1 only, without authentication.

    `start` may be called in any thread, and `stop` in another one while it runs. Data lies in `data_dir` and
    survives a stop, a kill and a restart; with None it lies in a temporary folder that `stop` removes. Two
    brokers cannot share a `data_dir`. However the program ends, the broker ends with it.
    """

    def __init__(self, data_dir: Path | None = None, port: int = 0, cache_dir: Path | None = None) -> None:
        """`port` 0: a free one, kept over restarts. `cache_dir`: where Kafka itself is kept, once fetched."""
        self._data_dir = data_dir
        self._home: Path | None = None
        self._port = port
        self._cache_dir = cache_dir or default_cache_dir()
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
        home = self._home or self._data_dir or Path(tempfile.mkdtemp(prefix="octavo-kafka-"))
        self._home = home = home.resolve()
        if _in_use(home):
            raise EmbeddedBrokerError(
                f"Another broker uses the data in {home}: stop it, or choose another folder."
            )
        files.lay_out(home, self._port)
        for name in ("broker.log", "broker.out"):
            (home / name).unlink(missing_ok=True)
        process = JavaProcess(files.java, files.broker_arguments(home, *extra), home / "broker.out")
        self._process = process
        try:
            self._port = _await_port(process, home / "broker.log", self._port, self._stopping)
            _await_service(process, self.bootstrap_servers, self._stopping)
        except _Stopped as error:
            process.kill()
            raise EmbeddedBrokerError("The embedded broker was stopped while it started.") from error
        except _NotUp as error:
            self._process = None
            process.kill()
            raise EmbeddedBrokerError(_why(home, self._port, error)) from error

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


class _Stopped(Exception):
    """Somebody called stop while the broker started."""


def _in_use(home: Path) -> bool:
    """True where a running Kafka holds the lock that it keeps on its data."""
    try:
        with (home / "data" / ".lock").open("r+") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


class _NotUp(Exception):
    """The broker did not come up; the text continues the sentence 'The embedded broker ...'."""


def _check(process: JavaProcess, stopping: threading.Event, deadline: float) -> None:
    if stopping.is_set():
        raise _Stopped
    if process.exit_code is not None:
        raise _NotUp(f"ended with code {process.exit_code} before it answered")
    if time.monotonic() > deadline:
        raise _NotUp(f"did not answer within {START_LIMIT_S:.0f} s")


def _await_port(process: JavaProcess, path: Path, port: int, stopping: threading.Event) -> int:
    """Waits until the broker's log names the port it listens on, and returns it."""
    deadline = time.monotonic() + START_LIMIT_S
    while (found := _port_in(path, port)) is None:
        _check(process, stopping, deadline)
        time.sleep(POLL_S)
    return found


def _port_in(path: Path, port: int) -> int | None:
    """The port of the listener for clients, once it is open.

    A port that the system chooses is opened, and logged, just before its listener is named; the controllers'
    listener comes first. A given port is opened much later.
    """
    try:
        text = path.read_text(errors="replace")
    except FileNotFoundError:
        return None
    if port:
        return port if re.search(rf"Awaiting socket connections on \S+:{port}\b", text) else None
    before, listening, _ = text.partition("ListenerName(PLAINTEXT)")
    ports = re.findall(r"Awaiting socket connections on \S+:(\d+)", before)
    return int(ports[-1]) if listening and ports else None


def _await_service(process: JavaProcess, bootstrap_servers: str, stopping: threading.Event) -> None:
    """Waits for the first answer, then for the group coordinator.

    Without the second part the first consumer of a fresh broker waits for three seconds, and librdkafka 2.16
    crashes the process where `list_consumer_group_offsets` meets a coordinator that is not ready.
    """
    deadline = time.monotonic() + START_LIMIT_S
    quiet: dict[str, str | int | float | bool] = {"bootstrap.servers": bootstrap_servers, "log_level": 0}
    # A broker refuses the first producer while it fetches a block of producer ids, and librdkafka asks again
    # only after half a second. This one is refused in place of the first real one.
    first = Producer({**quiet, "enable.idempotence": True})
    while not _answers(first):
        _check(process, stopping, deadline)
    admin = AdminClient(quiet)
    while not _serves_groups(admin):
        _check(process, stopping, deadline)
        time.sleep(POLL_S)


def _answers(client: Producer) -> bool:
    try:
        return bool(client.list_topics(timeout=1).brokers)
    except KafkaException:
        return False


def _serves_groups(admin: AdminClient) -> bool:
    future = admin.describe_consumer_groups(["octavo-probe"], request_timeout=5)["octavo-probe"]
    return future.exception() is None


def _why(home: Path, port: int, error: _NotUp) -> str:
    """One sentence for a user, from what Java and Kafka wrote before they gave up."""
    written = [path for name in ("broker.log", "broker.out") if (path := home / name).exists()]
    text = "".join(path.read_text(errors="replace") for path in written)
    if "Address already in use" in text:
        return (
            f"Port {port} on 127.0.0.1 is taken: stop the program that listens there, or choose another port."
        )
    if "No space left on device" in text:
        return f"The embedded broker has no disk space left in {home}: free some, or choose another folder."
    last = next((line for line in reversed(text.splitlines()) if " ERROR " in line or " FATAL " in line), "")
    return f"The embedded broker {error}; the reason stands in {home / 'broker.log'}. {last}".rstrip()


def _rehearse(files: BrokerFiles, home: Path) -> None:
    """One broker's life in short: its internal topics exist afterwards, its classes have been listed."""
    broker = EmbeddedBroker(home)
    try:
        broker.launch(files, f"-XX:DumpLoadedClassList={home / 'classes.txt'}")
        _use(Connection(broker.bootstrap_servers, options={"log_level": "2"}))
    finally:
        broker.stop()


def _use(connection: Connection) -> None:
    name = "octavo-rehearsal"
    admin = AdminClient(connection.client())
    for future in admin.create_topics([NewTopic(name, 1, 1)]).values():
        future.result()
    producer = Producer(connection.producer(transactional_id=name))
    consumer = Consumer(connection.consumer(name))
    try:
        producer.init_transactions(START_LIMIT_S)
        producer.begin_transaction()
        producer.produce(name, b"a page", key=b"a request")
        producer.commit_transaction(START_LIMIT_S)
        consumer.subscribe([name])
        message = consumer.poll(START_LIMIT_S)
        if message is None or message.error():
            raise EmbeddedBrokerError("Kafka lost its first record while it was prepared; try again.")
        producer.begin_transaction()
        producer.send_offsets_to_transaction([TopicPartition(name, 0, 1)], consumer.consumer_group_metadata())
        producer.commit_transaction(START_LIMIT_S)
    finally:
        consumer.close()
    for future in (*admin.delete_consumer_groups([name]).values(), *admin.delete_topics([name]).values()):
        future.result()
