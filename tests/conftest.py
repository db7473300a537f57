"""Fixtures of all tests: a broker for the session, a connection for a test, a broker that may be killed."""

import uuid
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest

from streams.admin import Cluster
from streams.connection import Connection
from streams.embedded import EmbeddedBroker
from tests.broker import some_broker

hypothesis.settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def broker() -> Generator[str]:
    """Bootstrap servers of a real Kafka that all tests share."""
    with some_broker() as bootstrap_servers:
        yield bootstrap_servers


@pytest.fixture
def connection(broker: str) -> Generator[Connection]:
    """A connection whose prefix no other test uses; topics below it are deleted after the test."""
    connection = Connection(broker, prefix=f"test-{uuid.uuid4().hex[:10]}.")
    yield connection
    cluster = Cluster(connection)
    mine = [name for name in cluster.partition_counts() if name.startswith(connection.prefix)]
    if mine:
        for future in cluster.admin.delete_topics(mine).values():
            future.result()


@pytest.fixture
def private_broker(tmp_path: Path) -> Generator[EmbeddedBroker]:
    """A started broker of the test's own, to be killed and restarted at will."""
    with EmbeddedBroker(tmp_path / "kafka") as broker:
        yield broker
