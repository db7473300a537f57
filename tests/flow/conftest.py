"""The whole dataflow as processes, once for all flow tests: every agent, and every model stage twice."""

from collections.abc import Generator
from pathlib import Path

import pytest

from octavo.client import Client
from octavo.config import Settings, load_settings
from octavo.supervisor import Program
from octavo.system import LIGHT, MODELS, System

PREFIX = "flow."


@pytest.fixture(scope="session")
def settings(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("flow")
    return load_settings(
        bootstrap_servers=broker,
        topic_prefix=PREFIX,
        data_dir=folder,
        blob_url=str(folder / "blobs"),
        page_timeout_s=6.0,
        model_threads=1,
        log_level="info",
    )


@pytest.fixture(scope="session")
def system(settings: Settings) -> Generator[System]:
    programs = (LIGHT, MODELS, Program("models-again", MODELS.arguments))
    with System(settings, programs=programs) as system:
        yield system
        system.check()


@pytest.fixture
def client(system: System) -> Generator[Client]:
    with Client(settings=system.settings) as client:
        yield client
