"""The broker of the tests: a given one, else one in Docker, else an embedded one. Never none."""

import os
import socket
from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import urlsplit

from docker.errors import DockerException
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import LogMessageWaitStrategy

from streams.broker_files import SETTINGS
from streams.embedded import EmbeddedBroker
from streams.jars import KAFKA_VERSION

# Not OCTAVO_...: those name settings, and the settings refuse names they do not know.
ADDRESS_VARIABLE = "KAFKA_BOOTSTRAP_SERVERS"


@contextmanager
def some_broker() -> Generator[str]:
    """Yields the bootstrap servers of a broker that answers."""
    if given := os.environ.get(ADDRESS_VARIABLE):
        yield given
        return
    container = _container() if docker_answers() else None
    if container is None:
        with EmbeddedBroker() as broker:
            yield broker.bootstrap_servers
        return
    try:
        yield container.env["OCTAVO_ADDRESS"]
    finally:
        container.stop()


def docker_answers() -> bool:
    """True where an engine answers a ping within two seconds; a client program alone is no engine.

    Asked over a plain socket, since the Docker client leaks its own where nobody listens.
    """
    host = urlsplit(os.environ.get("DOCKER_HOST") or "unix:///var/run/docker.sock")
    family, address = (
        (socket.AF_UNIX, host.path) if host.scheme == "unix" else (socket.AF_INET, (host.hostname, host.port))
    )
    with socket.socket(family) as engine:
        engine.settimeout(2)
        try:
            engine.connect(address)
            engine.sendall(b"GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n")
            return b" 200 " in engine.recv(64)
        except (OSError, TypeError):  # TypeError: an address without host or port
            return False


def _container() -> DockerContainer | None:
    """Kafka's own image with the settings of the embedded broker; None where the image cannot be had."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # A broker tells its clients the address to come back to, so the port outside must be known beforehand.
    container = DockerContainer(f"apache/kafka:{KAFKA_VERSION}").with_bind_ports(9092, port)
    for name, value in _settings(port).items():
        container.with_env("KAFKA_" + name.upper().replace(".", "_"), value)
    container.with_env("OCTAVO_ADDRESS", f"127.0.0.1:{port}")
    container.waiting_for(LogMessageWaitStrategy("Kafka Server started"))
    try:
        return container.start()
    except DockerException:
        return None


def _settings(port: int) -> dict[str, str]:
    pairs = (line.split("=", 1) for line in SETTINGS.split())
    settings = {name: value for name, value in pairs if name != "controller.quorum.bootstrap.servers"}
    return settings | {
        "listeners": "PLAINTEXT://:9092,CONTROLLER://:9093",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "controller.quorum.voters": "1@localhost:9093",
    }
