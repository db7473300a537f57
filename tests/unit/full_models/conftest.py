"""Tiny checkpoints of the four architectures, made once, and images of sizes that differ."""

import socket
from pathlib import Path

import numpy as np
import pytest

from agents.models.protocols import Rgb
from tests import tiny_models

SIZES = ((200, 150), (150, 200), (210, 160), (90, 400), (200, 150))


@pytest.fixture(scope="session")
def images() -> list[Rgb]:
    dice = np.random.default_rng(1)
    return [dice.integers(0, 255, (*size, 3), dtype=np.uint8) for size in SIZES]


@pytest.fixture(scope="session")
def detr(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.detr(tmp_path_factory.mktemp("detr"))


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.make_legacy(tiny_models.table_transformer(tmp_path_factory.mktemp("table")))


@pytest.fixture(scope="session")
def got(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.got_ocr(tmp_path_factory.mktemp("got"))


@pytest.fixture(scope="session")
def plot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.deplot(tmp_path_factory.mktemp("deplot"))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a connection fails the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a model asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
