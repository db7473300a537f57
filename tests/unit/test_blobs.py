import errno
import multiprocessing
import os
import pickle
import threading
import time
from pathlib import Path

import psutil
import pytest

from schemas.blobs import BlobMissing, BlobStore, blob_key
from streams.blobs import Blobs, BlobStoreError, open_blobs


@pytest.fixture(params=["folder", "file", "memory"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return open_blobs(
        {"folder": str(tmp_path), "file": f"file://{tmp_path}/a%20b", "memory": "memory://"}[request.param]
    )


def test_what_was_put_is_got_back_and_the_last_put_wins(blobs: BlobStore) -> None:
    blobs.put("a/1/x", b"first")
    blobs.put("a/1/x", b"second, longer")
    assert blobs.get("a/1/x") == b"second, longer"


def test_a_key_nobody_wrote_is_missing(blobs: BlobStore) -> None:
    with pytest.raises(BlobMissing, match="a/1/x"):
        blobs.get("a/1/x")


def test_deleting_one_run_spares_the_run_whose_number_starts_alike(blobs: Blobs) -> None:
    for key in ("a/1/x", "a/1/pages/y", "a/10/x", "ab/1/x", "a/1.txt"):
        blobs.put(key, b"bytes")
    assert blobs.delete_under("a/1") == 2
    assert [blobs.get(key) for key in ("a/10/x", "ab/1/x", "a/1.txt")] == [b"bytes"] * 3
    assert blobs.delete_under("a/1") == 0


def test_an_empty_prefix_is_refused_rather_than_deleting_everything(blobs: Blobs) -> None:
    with pytest.raises(ValueError, match="prefix"):
        blobs.delete_under("/")


def test_folders_left_empty_are_removed(tmp_path: Path) -> None:
    blobs = open_blobs(str(tmp_path))
    blobs.put("a/1/pages/x", b"bytes")
    blobs.delete_under("a/1")
    assert list(tmp_path.iterdir()) == []


def test_a_blob_put_while_its_run_is_deleted_is_there_or_gone_but_never_an_error(tmp_path: Path) -> None:
    blobs = open_blobs(str(tmp_path))
    together = threading.Barrier(3, timeout=10)

    def delete() -> None:
        for _ in range(300):
            together.wait()
            blobs.delete_under("a/1")

    deleters = [threading.Thread(target=delete) for _ in range(2)]
    for thread in deleters:
        thread.start()
    for number in range(300):
        together.wait()
        blobs.put(f"a/1/pages/{number}", b"bytes")
    for thread in deleters:
        thread.join()
    blobs.delete_under("a/1")
    assert list(tmp_path.iterdir()) == []


def test_every_blob_is_listed_with_its_size_and_below_a_prefix_only_those(blobs: Blobs) -> None:
    keys = ["a/1/pages/x", "a/1/y", "ab/1/x"]
    for size, key in enumerate(keys):
        blobs.put(key, b"." * size)
    assert sorted((entry.key, entry.size_bytes) for entry in blobs.entries()) == [
        (key, size) for size, key in enumerate(keys)
    ]
    assert {entry.key for entry in blobs.entries("a/1")} == {"a/1/pages/x", "a/1/y"}
    assert list(blobs.entries("nobody")) == []
    assert all(abs(entry.put_ms / 1000 - time.time()) < 60 for entry in blobs.entries())


def test_what_a_dead_worker_half_wrote_is_not_listed_and_goes_with_its_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        os._exit(9)

    blobs = open_blobs(str(tmp_path))
    with monkeypatch.context() as died:
        died.setattr("os.replace", die)
        child = multiprocessing.get_context("fork").Process(target=blobs.put, args=("a/1/x", b"half"))
        child.start()
        child.join()
    assert child.exitcode == 9
    assert len(list((tmp_path / "a" / "1").iterdir())) == 1
    assert list(blobs.entries()) == []
    assert blobs.delete_under("a/1") == 0
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_of_a_blob(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = open_blobs(str(tmp_path))
    blobs.put("a/1/x", b"before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.replace", full)
        with pytest.raises(BlobStoreError, match=r"Cannot write blob 'a/1/x' of .*No space left"):
            blobs.put("a/1/x", b"after")
    assert blobs.get("a/1/x") == b"before"
    assert [path.name for path in (tmp_path / "a" / "1").iterdir()] == ["x"]


@pytest.mark.parametrize("key", ["a/1", "a", "a/1/x/y"])
def test_a_folder_or_what_would_lie_below_a_blob_is_a_missing_blob(tmp_path: Path, key: str) -> None:
    blobs = open_blobs(str(tmp_path))
    blobs.put("a/1/x", b"bytes")
    with pytest.raises(BlobMissing):
        blobs.get(key)
    with pytest.raises(BlobMissing):
        blobs.size_bytes(key)


def test_a_pipe_in_the_folder_makes_nobody_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BlobMissing):
        open_blobs(str(tmp_path)).get("pipe")


@pytest.mark.parametrize("key", ["../up", "a/../../up", "/etc/passwd", "a//b", "."])
def test_a_key_that_would_lead_out_of_the_folder_is_refused(tmp_path: Path, key: str) -> None:
    blobs = open_blobs(str(tmp_path / "store"))
    (tmp_path / "up").write_bytes(b"secret")
    with pytest.raises(BlobStoreError, match="step"):
        blobs.get(key)
    with pytest.raises(BlobStoreError, match="step"):
        blobs.put(key, b"bytes")


def test_blobs_in_a_folder_take_no_thread(tmp_path: Path) -> None:
    before = psutil.Process().num_threads()
    blobs = open_blobs(str(tmp_path))
    blobs.put("a/1/x", b"bytes")
    assert (blobs.get("a/1/x"), len(list(blobs.entries())), blobs.delete_under("a")) == (b"bytes", 1, 1)
    assert psutil.Process().num_threads() <= before


def test_ids_from_users_stay_inside_the_folder(tmp_path: Path) -> None:
    blobs = open_blobs(str(tmp_path / "store"))
    for request in ("../../up", "..", ".hidden", "a/b", "ü ö", "%2e%2e", ""):
        key = blob_key(request, "1", "source.pdf")
        blobs.put(key, request.encode())
        assert blobs.get(key) == request.encode()
        assert blobs.delete_under(key.rpartition("/")[0]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_reader_never_sees_half_a_blob(tmp_path: Path) -> None:
    blobs = open_blobs(str(tmp_path))
    versions = [bytes([number]) * 300_000 for number in range(8)]
    blobs.put("a/1/x", versions[0])
    writer = threading.Thread(target=lambda: [blobs.put("a/1/x", data) for data in versions * 4])
    writer.start()
    while writer.is_alive():
        assert blobs.get("a/1/x") in versions
    writer.join()


def test_a_store_reopened_from_its_pickle_sees_the_same_blobs(tmp_path: Path) -> None:
    blobs = open_blobs(str(tmp_path))
    blobs.put("a/1/x", b"bytes")
    assert pickle.loads(pickle.dumps(blobs)).get("a/1/x") == b"bytes"


def test_a_memory_store_refuses_to_travel_to_another_process() -> None:
    with pytest.raises(BlobStoreError, match="one process"):
        pickle.dumps(open_blobs("memory://"))


def test_a_store_that_cannot_exist_says_which_and_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BlobStoreError, match=r"Cannot open .*/file"):
        open_blobs(str(tmp_path / "file"))
    with pytest.raises(BlobStoreError, match="Cannot open nonsense://"):
        open_blobs("nonsense://bucket")


def test_a_folder_in_the_way_of_a_blob_is_told_with_key_and_store(tmp_path: Path) -> None:
    blobs = open_blobs(str(tmp_path))
    blobs.put("a/1", b"bytes")
    with pytest.raises(BlobStoreError, match=r"Cannot write blob 'a/1/x'"):
        blobs.put("a/1/x", b"bytes")


def test_sizes_are_known_without_reading(blobs: Blobs) -> None:
    blobs.put("a/1/x", b"12345")
    assert blobs.size_bytes("a/1/x") == 5
    with pytest.raises(BlobMissing):
        blobs.size_bytes("a/1/y")
