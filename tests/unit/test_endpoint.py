"""How commands find the system that runs on this machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from octavo.config import load_settings
from octavo.endpoint import FILE, Endpoint, connected, connection_of, exclusive, find, publish
from octavo.errors import NoKafka, SystemFailed

HERE = Endpoint(bootstrap_servers="127.0.0.1:1234", blob_url="/blobs", status_url="http://127.0.0.1:5", pid=1)

CRASHES = """
import os, sys
from pathlib import Path
from octavo.endpoint import Endpoint, exclusive, publish
folder = Path(sys.argv[1])
with exclusive(folder):
    publish(folder, Endpoint(bootstrap_servers="127.0.0.1:1", blob_url="/b"))
    os._exit(9)
"""


def test_a_running_system_is_found_and_gone_when_it_ends(tmp_path: Path) -> None:
    with exclusive(tmp_path):
        publish(tmp_path, HERE)
        assert find(tmp_path) == HERE
    assert find(tmp_path) is None


def test_what_a_crashed_system_left_over_is_called_so(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASHES, str(tmp_path)], check=False)
    assert (tmp_path / FILE).exists()
    with pytest.raises(NoKafka, match="not running any more"):
        find(tmp_path)


def test_a_new_system_may_start_where_another_crashed(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASHES, str(tmp_path)], check=False)
    with exclusive(tmp_path):
        publish(tmp_path, HERE)
        assert find(tmp_path) == HERE


def test_two_systems_cannot_share_a_data_folder(tmp_path: Path) -> None:
    with exclusive(tmp_path), pytest.raises(SystemFailed, match="Another 'octavo up'"), exclusive(tmp_path):
        pass


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    with pytest.raises(NoKafka, match="cannot be read"):
        find(tmp_path)


def test_a_named_kafka_wins_over_a_running_system(tmp_path: Path) -> None:
    with exclusive(tmp_path):
        publish(tmp_path, HERE)
        settings = connected(load_settings(data_dir=tmp_path, bootstrap_servers="other:9092"))
    assert settings.bootstrap_servers == "other:9092"


def test_settings_take_over_where_the_running_system_is(tmp_path: Path) -> None:
    with exclusive(tmp_path):
        publish(tmp_path, HERE)
        settings = connected(load_settings(data_dir=tmp_path))
    assert (settings.bootstrap_servers, settings.blobs) == ("127.0.0.1:1234", "/blobs")
    assert settings.status_url == "http://127.0.0.1:5"


def test_without_any_kafka_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoKafka, match=r"octavo up.*--bootstrap-servers"):
        connected(load_settings(data_dir=tmp_path))


def test_options_reach_the_client_and_stay_out_of_its_repr() -> None:
    settings = load_settings(bootstrap_servers="a:1", kafka={"sasl.password": "hush"}, topic_prefix="t.")
    connection = connection_of(settings)
    assert connection.client()["sasl.password"] == "hush"
    assert connection.name("ingest") == "t.ingest"
    assert "hush" not in repr(connection)


def test_the_file_is_written_whole(tmp_path: Path) -> None:
    with exclusive(tmp_path):
        publish(tmp_path, HERE)
        assert sorted(os.listdir(tmp_path)) == [FILE, "endpoint.lock"]
