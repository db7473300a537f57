"""The world fails: no broker, wrong credentials, no topics, a full disk, a port that is taken. Each is one
sentence that says what to do, and work goes on by itself where the world recovers."""

import json
import socket
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from octavo.client import Client
from octavo.config import load_settings
from octavo.errors import NoKafka
from octavo.topology import TOPOLOGY
from streams.connection import Connection
from streams.embedded import EmbeddedBroker
from streams.topics import Topic, ensure_topics
from tests.flow.command import Command
from tests.pdfs import text_document

EVERY_STAGE = ("intake", "rasterizer", "assembler", "layout", "ocr", "table", "chart")
GUARDED = """
listeners=PLAINTEXT://127.0.0.1:{open},GUARDED://127.0.0.1:{guarded},CONTROLLER://127.0.0.1:0
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,GUARDED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
listener.name.guarded.sasl.enabled.mechanisms=PLAIN
listener.name.guarded.plain.sasl.jaas.config=\
org.apache.kafka.common.security.plain.PlainLoginModule required user_octavo="right";
"""
SASL = {"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "PLAIN", "sasl.username": "octavo"}
PROFILE = """
layout = { backend = "agents.models.rapid_layout:RapidLayout", settings = { model_path = "/no/weights" } }
ocr = { backend = "agents.models.rapid_ocr:RapidOcr" }
table = { backend = "agents.models.grid_table:GridTable" }
chart = { backend = "agents.models.no_chart:NoChart" }
"""


@contextmanager
def taken_port() -> Generator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def free_port() -> int:
    with taken_port() as port:
        return port


def sentence(command: Command, status: int) -> str:
    """All that a command said before it ended with this status: one line, and no traceback."""
    assert command.wait() == status, command.error
    (line,) = command.error.splitlines()
    return line


def test_one_worker_outlives_no_broker_no_topics_a_full_disk_and_a_broker_that_is_killed(
    private_broker: EmbeddedBroker, tmp_path: Path
) -> None:
    blobs, aside = tmp_path / "blobs", tmp_path / "aside"
    (tmp_path / "a.pdf").write_bytes(text_document(2).pdf)
    where = ("--bootstrap-servers", private_broker.bootstrap_servers, "--data-dir", str(tmp_path / "data"))
    private_broker.kill()
    with Command(tmp_path, "worker", *EVERY_STAGE, *where, OCTAVO_BLOB_URL=str(blobs)) as worker:
        worker.await_that(lambda: "No Kafka broker answered" in worker.error)
        private_broker.start()
        with Command(tmp_path, "topics", "list", *where[:2]) as topics:
            assert topics.wait() == 0, topics.error
        with Command(tmp_path, "topics", "create", *where[:2]) as topics:
            assert topics.wait() == 0, topics.error
        worker.await_that(lambda: "Kafka is there" in worker.error)

        worker.await_that(blobs.exists)
        blobs.rename(aside)
        blobs.write_text("a file where the folder should be, so that nothing can be written below it")
        with Command(tmp_path, "submit", str(tmp_path / "a.pdf"), *where) as submit:
            assert submit.wait() == 0, submit.error
        worker.await_that(lambda: f"of {blobs}: " in worker.error)
        private_broker.kill()
        worker.await_that(lambda: worker.error.count("No Kafka broker answered") == 2)
        private_broker.start()
        blobs.unlink()
        aside.rename(blobs)

        request_id = submit.output.split()[0]
        with Command(tmp_path, "results", "--request", request_id, "--follow", "--json", *where) as results:
            assert results.wait() == 0, results.error
        assert json.loads(results.output)["status"] == "complete"
        assert worker.process.poll() is None, "nobody had to restart it"
        worker.process.terminate()
        assert worker.wait() == 0
    said = worker.error.splitlines()
    assert len(said) < 40, "sentences, no flood"
    assert not [line for line in said if "rdkafka" in line or "Traceback" in line]


def test_without_a_broker_commands_end_after_a_while_with_one_sentence(tmp_path: Path) -> None:
    address = f"127.0.0.1:{free_port()}"
    (tmp_path / "a.pdf").write_bytes(text_document(1).pdf)
    asked = (("submit", str(tmp_path / "a.pdf")), ("results",), ("lag",), ("topics", "create"))
    settings = load_settings(bootstrap_servers=address, data_dir=tmp_path / "data", log_level="error")
    with ExitStack() as stack:
        where = ("--bootstrap-servers", address)
        commands = [stack.enter_context(Command(tmp_path, *words, *where)) for words in asked]
        with pytest.raises(NoKafka, match="No Kafka broker answered"):
            list(Client(settings=settings).results())
        for command in commands:
            said = sentence(command, 3)
            assert f"No Kafka broker answered at {address}" in said
            assert "check bootstrap_servers" in said


def test_credentials_that_are_wrong_are_named_by_their_setting_and_never_shown(tmp_path: Path) -> None:
    unguarded, guarded = free_port(), free_port()
    properties = GUARDED.format(open=unguarded, guarded=guarded)
    wrong = json.dumps({**SASL, "sasl.password": "s3cret"})
    with EmbeddedBroker(tmp_path / "kafka", unguarded, properties=properties), ExitStack() as stack:

        def asked(port: int, kafka: str, *words: str) -> Command:
            where = ("--bootstrap-servers", f"127.0.0.1:{port}")
            return stack.enter_context(Command(tmp_path, *words, *where, OCTAVO_KAFKA=kafka))

        right = asked(guarded, json.dumps({**SASL, "sasl.password": "right"}), "topics", "list")
        refused = [
            asked(guarded, wrong, "topics", "list"),
            asked(unguarded, wrong, "topics", "list"),
            asked(unguarded, json.dumps({"sasl.pasword": "s3cret"}), "topics", "list"),
        ]
        worker = asked(guarded, wrong, "worker", "layout", "--data-dir", str(tmp_path / "data"))
        for command in refused:
            said = sentence(command, 3)
            assert "OCTAVO_KAFKA" in said
            assert "s3cret" not in said
        worker.await_that(lambda: "does not accept the credentials" in worker.error)
        assert "s3cret" not in worker.error
        assert right.wait() == 0, right.error


def test_topics_that_do_not_fit_together_are_refused_before_any_work(broker: str, tmp_path: Path) -> None:
    connection = Connection(broker, prefix="uneven.")
    ensure_topics(connection, [Topic("ingest", partitions=2)], partitions=4, replication_factor=1)
    ensure_topics(connection, TOPOLOGY.topics, partitions=4, replication_factor=1)
    where = ("--bootstrap-servers", broker, "--data-dir", str(tmp_path / "data"))
    with Command(tmp_path, "worker", "layout", *where, OCTAVO_TOPIC_PREFIX="uneven.") as worker:
        said = sentence(worker, 3)
    assert "equal partition counts" in said
    assert "uneven.ingest has 2" in said


def test_what_is_wrong_at_home_is_said_before_anything_is_started(tmp_path: Path) -> None:
    """Weights that are missing, ports that are taken, folders and files that are none."""
    profile, nowhere = tmp_path / "mine.toml", tmp_path / "a-file"
    profile.write_text(PROFILE)
    nowhere.write_text("[")
    (tmp_path / "a.pdf").write_bytes(text_document(1).pdf)
    run = ("run", str(tmp_path / "a.pdf"), "--out", str(tmp_path / "out"))
    data = ("--data-dir", str(tmp_path / "data"))
    with taken_port() as port, ExitStack() as stack:

        def start(*words: str, **variables: str) -> Command:
            return stack.enter_context(Command(tmp_path, *words, **variables))

        url = f"http://127.0.0.1:{port}"
        expected = [
            (
                start(*run, "--profile", str(profile)),
                3,
                "cannot start: There is no model file /no/weights",
            ),
            (start(*run, "--profile", "/no/such.toml"), 2, "There is no profile '/no/such.toml'"),
            (start("up", "--port", str(port), *data), 3, f"Port {port} on 127.0.0.1 is taken"),
            (
                start("worker", "status", "--bootstrap-servers", "none:1", OCTAVO_STATUS_URL=url),
                3,
                "OCTAVO_STATUS_URL",
            ),
            (start("up", "--data-dir", str(nowhere / "x")), 2, "cannot be written (Not a directory)"),
            (start("lag", OCTAVO_CONFIG=str(nowhere)), 2, f"{nowhere} (OCTAVO_CONFIG) is no TOML"),
            (start("lag", OCTAVO_CONFIG="/no/such"), 2, "OCTAVO_CONFIG names /no/such, which is no file"),
            (start("lag", OCTAVO_KAFKA="{"), 2, "OCTAVO_KAFKA cannot be read: it should hold JSON"),
            (start("lag", OCTAVO_KAFFKA="{}"), 2, "OCTAVO_KAFFKA is not a setting"),
        ]
        for command, status, words in expected:
            assert words in sentence(command, status)
