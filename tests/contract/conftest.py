"""Settings of a system of one's own on the broker that tests share."""

from pathlib import Path

import pytest

from octavo.config import Settings, load_settings
from octavo.system import prepare_topics
from streams.connection import Connection


@pytest.fixture
def settings(connection: Connection, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    settings = load_settings(
        bootstrap_servers=connection.bootstrap_servers,
        topic_prefix=connection.prefix,
        blob_url=str(tmp_path / "blobs"),
        data_dir=tmp_path / "data",
        partitions=2,
        **getattr(request, "param", {}),
    )
    prepare_topics(settings)
    return settings
