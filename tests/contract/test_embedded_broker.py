"""The embedded broker: real, alone, restartable, and gone with its program."""

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition

from streams.admin import Cluster
from streams.connection import Connection
from streams.embedded import EmbeddedBroker, EmbeddedBrokerError
from streams.topics import Topic, ensure_topics

LIMIT_S = 60
OUTLIVED = """
import sys, threading
from streams.embedded import EmbeddedBroker
broker = EmbeddedBroker()
starter = threading.Thread(target=broker.start)
starter.start()
starter.join()
print(broker.pid, flush=True)
sys.stdin.read()
"""


def publish(connection: Connection, value: bytes, commit: bool = True) -> None:
    producer = Producer(connection.producer(transactional_id=connection.name("writer")))
    producer.init_transactions(LIMIT_S)
    producer.begin_transaction()
    producer.produce(connection.name("pages"), value)
    assert producer.flush(LIMIT_S) == 0
    if commit:
        producer.commit_transaction(LIMIT_S)
    else:
        producer.abort_transaction(LIMIT_S)


def read(connection: Connection, count: int) -> list[bytes | None]:
    """As a member of a group: from the start, committed records only."""
    consumer = Consumer(connection.consumer("readers"))
    consumer.subscribe([connection.name("pages")])
    try:
        messages = consumer.consume(count, LIMIT_S)
        assert [message.error() for message in messages] == [None] * count
        return [message.value() for message in messages]
    finally:
        consumer.close()


def with_topic(broker: EmbeddedBroker) -> Connection:
    connection = Connection(broker.bootstrap_servers)
    ensure_topics(connection, [Topic("pages")], partitions=1, replication_factor=1)
    return connection


class Starter:
    """Starts a broker in another thread, and keeps what it said where that failed."""

    def __init__(self, broker: EmbeddedBroker) -> None:
        self.broker = broker
        self.said: list[str] = []
        self.thread = threading.Thread(target=self.start)
        self.thread.start()

    def start(self) -> None:
        try:
            self.broker.start()
        except EmbeddedBrokerError as error:
            self.said.append(str(error))

    def await_file(self, path: Path, text: str = "") -> None:
        while not (path.exists() and text in path.read_text()):
            assert self.thread.is_alive(), f"{path} never said {text}"
            self.thread.join(0.01)


def await_end(pid: int) -> None:
    """Waits until the kernel says that the process has ended."""
    handle = os.pidfd_open(pid)
    try:
        ended, _, _ = select.select([handle], [], [], LIMIT_S)
        assert ended, f"process {pid} still runs"
    finally:
        os.close(handle)


def runs(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_committed_records_are_read_and_aborted_ones_are_not(private_broker: EmbeddedBroker) -> None:
    connection = with_topic(private_broker)
    publish(connection, b"taken back", commit=False)
    publish(connection, b"meant")
    assert read(connection, 1) == [b"meant"]


def test_data_and_address_survive_a_clean_restart(private_broker: EmbeddedBroker) -> None:
    connection = with_topic(private_broker)
    publish(connection, b"a page")
    private_broker.restart()
    assert private_broker.bootstrap_servers == connection.bootstrap_servers
    assert read(connection, 1) == [b"a page"]


def test_data_and_address_survive_a_power_cut(private_broker: EmbeddedBroker) -> None:
    """Right after the commit: its markers may not be written yet, and must be when the broker is back."""
    connection = with_topic(private_broker)
    publish(connection, b"a page")
    private_broker.kill()
    private_broker.start()
    assert private_broker.bootstrap_servers == connection.bootstrap_servers
    assert read(connection, 1) == [b"a page"]


def test_a_power_cut_during_the_recovery_from_a_power_cut_is_survived(private_broker: EmbeddedBroker) -> None:
    connection = with_topic(private_broker)
    publish(connection, b"a page")
    private_broker.kill()
    starter = Starter(private_broker)
    assert private_broker.log_path is not None
    controller = private_broker.log_path.with_name("controller.log")
    starter.await_file(controller, "fenced=1")
    private_broker.stop()
    starter.thread.join(LIMIT_S)
    private_broker.start()
    assert read(connection, 1) == [b"a page"]


def test_another_broker_object_finds_the_data_of_a_stopped_one(tmp_path: Path) -> None:
    with EmbeddedBroker(tmp_path) as broker:
        publish(with_topic(broker), b"a page")
    with EmbeddedBroker(tmp_path) as broker:
        assert read(Connection(broker.bootstrap_servers), 1) == [b"a page"]


def test_stop_leaves_no_process_and_no_files() -> None:
    broker = EmbeddedBroker()
    broker.start()
    pid, log = broker.pid, broker.log_path
    assert runs(pid)
    assert log is not None
    assert log.exists()
    broker.stop()
    assert not runs(pid)
    assert not log.parent.exists()
    broker.stop()


def test_two_brokers_live_side_by_side_and_share_nothing(broker: str, private_broker: EmbeddedBroker) -> None:
    assert private_broker.bootstrap_servers != broker
    connection = with_topic(private_broker)
    first, second = Cluster(Connection(broker)), Cluster(connection)
    assert "pages" in second.partition_counts()
    assert "pages" not in first.partition_counts()
    assert first.admin.cluster_id(timeout=LIMIT_S) != second.admin.cluster_id(timeout=LIMIT_S)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_program_that_is_killed_takes_its_broker_along(end: signal.Signals) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", OUTLIVED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        assert runs(pid), "a broker must outlive the thread that started it"
        program.send_signal(end)
        await_end(pid)
    leftover = list(Path(tempfile.gettempdir()).glob(f"octavo-kafka-{program.pid}-*"))
    assert len(leftover) == 1
    with EmbeddedBroker():
        assert not leftover[0].exists()


def test_the_broker_is_out_of_reach_of_the_terminal(private_broker: EmbeddedBroker) -> None:
    assert os.getsid(private_broker.pid) != os.getsid(0)


def test_a_stop_ends_a_start_that_is_under_way(tmp_path: Path) -> None:
    broker = EmbeddedBroker(tmp_path)
    starter = Starter(broker)
    starter.await_file(tmp_path / "broker.out")
    broker.stop()
    starter.thread.join(LIMIT_S)
    assert starter.said == ["The embedded broker was stopped while it started."]


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(EmbeddedBrokerError, match=f"Port {port} on 127.0.0.1 is taken: stop the program"):
            EmbeddedBroker(tmp_path, port).start()


def test_a_second_broker_on_the_same_data_is_refused(private_broker: EmbeddedBroker) -> None:
    assert private_broker.log_path is not None
    second = EmbeddedBroker(private_broker.log_path.parent)
    with pytest.raises(EmbeddedBrokerError, match="Another broker uses the data in"):
        second.start()
    assert Cluster(Connection(private_broker.bootstrap_servers)).metadata().brokers


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("not a folder")
    with pytest.raises(EmbeddedBrokerError, match=r"could not write its files .*: free some disk space or"):
        EmbeddedBroker(occupied).start()


def test_a_broker_that_never_started_says_so(tmp_path: Path) -> None:
    broker = EmbeddedBroker(tmp_path)
    with pytest.raises(EmbeddedBrokerError, match=r"call start\(\) first"):
        _ = broker.bootstrap_servers
    with pytest.raises(EmbeddedBrokerError, match=r"call start\(\) first"):
        _ = broker.pid
    broker.stop()
    broker.kill()


def test_groups_can_be_asked_as_soon_as_start_returns(private_broker: EmbeddedBroker) -> None:
    connection = with_topic(private_broker)
    consumer = Consumer(connection.consumer("readers"))
    try:
        committed = consumer.committed([TopicPartition("pages", 0)], timeout=LIMIT_S)
    finally:
        consumer.close()
    assert [one.error for one in committed] == [None]
