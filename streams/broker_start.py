"""When an embedded broker is up, why it is not, and what it needs first after a power cut."""

import fcntl
import re
import threading
import time
from pathlib import Path

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from streams.broker_files import BrokerFiles, write_controller_settings
from streams.connection import Connection
from streams.jvm import JavaProcess

START_LIMIT_S = 60.0
STOP_LIMIT_S = 10.0
FENCE_LIMIT_S = 4.0  # several times the session of write_controller_settings
POLL_S = 0.01
ACTIVE = "Performing controller activation"


class Stopped(Exception):
    """Somebody called stop while the broker started."""


def in_use(home: Path) -> bool:
    """True where a running Kafka holds the lock that it keeps on its data."""
    try:
        with (home / "data" / ".lock").open("r+") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except (BlockingIOError, PermissionError):
        return True
    return False


class NotUp(Exception):
    """The broker did not come up; the text continues the sentence 'The embedded broker ...'."""


def check(process: JavaProcess, stopping: threading.Event, deadline: float) -> None:
    if stopping.is_set():
        raise Stopped
    if process.exit_code is not None:
        raise NotUp(f"ended with code {process.exit_code} before it answered")
    if time.monotonic() > deadline:
        raise NotUp(f"did not answer within {START_LIMIT_S:.0f} s")


def await_port(process: JavaProcess, path: Path, port: int, stopping: threading.Event) -> int:
    """Waits until the broker's log names the port it listens on, and returns it."""
    deadline = time.monotonic() + START_LIMIT_S
    while (found := _port_in(path, port)) is None:
        check(process, stopping, deadline)
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


def await_service(process: JavaProcess, bootstrap_servers: str, stopping: threading.Event) -> None:
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
        check(process, stopping, deadline)
    admin = AdminClient(quiet)
    while not _serves_groups(admin):
        check(process, stopping, deadline)
        time.sleep(POLL_S)


def _answers(client: Producer) -> bool:
    try:
        return bool(client.list_topics(timeout=1).brokers)
    except KafkaException:
        return False


def _serves_groups(admin: AdminClient) -> bool:
    future = admin.describe_consumer_groups(["octavo-probe"], request_timeout=5)["octavo-probe"]
    return future.exception() is None


def why(home: Path, port: int, error: NotUp) -> str:
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


def fence(files: BrokerFiles, home: Path, stopping: threading.Event) -> None:
    """After a power cut: makes the cluster's metadata say that the broker is down, as a clean stop does.

    A broker that was killed still stands in the metadata as the leader of its partitions. On a quick restart
    it leads them again before its listener is open, loses the leadership when it registers, and takes the
    partitions of a transaction that waits for its commit markers for deleted: that transaction then stays
    open for ever, and read_committed readers with it (seen in Kafka 4.4). So the controller runs alone, for
    the second that it takes to miss the broker's heartbeats.
    """
    data = home / "data"
    if not (data / "recovery-point-offset-checkpoint").exists() or (data / ".kafka_cleanshutdown").exists():
        return  # never run, or stopped cleanly
    log = home / "controller.log"
    log.unlink(missing_ok=True)
    arguments = files.arguments(home, write_controller_settings(home), log)
    process = JavaProcess(files.java, arguments, home / "broker.out")
    deadline = time.monotonic() + START_LIMIT_S
    try:
        while not _active(log):
            check(process, stopping, deadline)
            time.sleep(POLL_S)
        deadline = time.monotonic() + FENCE_LIMIT_S
        while not _fenced(log) and time.monotonic() < deadline:  # already fenced: it is not said again
            check(process, stopping, deadline)
            time.sleep(POLL_S)
    finally:
        process.stop(STOP_LIMIT_S)


def _active(log: Path) -> bool:
    return log.exists() and ACTIVE in log.read_text(errors="replace")


def _fenced(log: Path) -> bool:
    """True once the active controller has noted it; what it replays from before does not count."""
    return "fenced=1," in log.read_text(errors="replace").partition(ACTIVE)[2]


def rehearse(connection: Connection) -> None:
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
            raise NotUp("lost its first record")
        producer.begin_transaction()
        producer.send_offsets_to_transaction([TopicPartition(name, 0, 1)], consumer.consumer_group_metadata())
        producer.commit_transaction(START_LIMIT_S)
    finally:
        consumer.close()
    for future in (*admin.delete_consumer_groups([name]).values(), *admin.delete_topics([name]).values()):
        future.result()
