"""Kafka's jars in the cache: whole or fetched again, and a clear sentence where that is impossible."""

import threading
from pathlib import Path

import pytest

from streams.jars import KAFKA_VERSION, LISTING, JarsUnavailable, default_cache_dir, kafka_jars, locked


@pytest.fixture
def no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The resolver's own configuration names a repository where nobody listens."""
    config = tmp_path / "jgo.conf"
    config.write_text("[repositories]\ncentral = http://127.0.0.1:1/nothing\n")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(config))


def fill(cache_dir: Path) -> Path:
    folder = cache_dir / f"kafka-{KAFKA_VERSION}" / "jars"
    folder.mkdir(parents=True)
    (folder / "one.jar").write_bytes(b"1234")
    (folder / "two.jar").write_bytes(b"12345678")
    (folder / LISTING).write_text("4 one.jar\n8 two.jar\n")
    return folder


@pytest.mark.usefixtures("no_network")
def test_a_whole_folder_needs_no_network(tmp_path: Path) -> None:
    folder = fill(tmp_path)
    assert kafka_jars(tmp_path) == [folder / "one.jar", folder / "two.jar"]


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("damage", ["missing", "cut off", "no listing"])
def test_an_incomplete_folder_is_fetched_again(tmp_path: Path, damage: str) -> None:
    folder = fill(tmp_path)
    match damage:
        case "missing":
            (folder / "two.jar").unlink()
        case "cut off":
            (folder / "two.jar").write_bytes(b"1234")
        case _:
            (folder / LISTING).unlink()
    with pytest.raises(JarsUnavailable, match="connect to the network and try again, or give the address"):
        kafka_jars(tmp_path)


@pytest.mark.usefixtures("no_network")
def test_a_failed_fetch_leaves_nothing_half_done(tmp_path: Path) -> None:
    with pytest.raises(JarsUnavailable):
        kafka_jars(tmp_path)
    assert [path.name for path in (tmp_path / f"kafka-{KAFKA_VERSION}").iterdir()] == ["jars.lock"]


def test_the_lock_lets_one_in_at_a_time(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for number in range(50):
            with locked(tmp_path / "deep" / "lock"):
                inside.append(number)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert len(most) == 200


def test_the_cache_follows_the_desktop_convention(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache_dir() == tmp_path / "octavo"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_cache_dir() == tmp_path / ".cache" / "octavo"
