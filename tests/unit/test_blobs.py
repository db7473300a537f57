import pickle
import threading
from pathlib import Path

import pytest

from schemas.blobs import BlobMissing, BlobStore, blob_key
from streams.blobs import BlobStoreError, ObjectBlobs, open_blobs


@pytest.fixture(params=["folder", "file", "memory"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectBlobs:
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


def test_deleting_one_run_spares_the_run_whose_number_starts_alike(blobs: ObjectBlobs) -> None:
    for key in ("a/1/x", "a/1/pages/y", "a/10/x", "ab/1/x", "a/1.txt"):
        blobs.put(key, b"bytes")
    assert blobs.delete_under("a/1") == 2
    assert [blobs.get(key) for key in ("a/10/x", "ab/1/x", "a/1.txt")] == [b"bytes"] * 3
    assert blobs.delete_under("a/1") == 0


def test_an_empty_prefix_is_refused_rather_than_deleting_everything(blobs: ObjectBlobs) -> None:
    with pytest.raises(ValueError, match="prefix"):
        blobs.delete_under("/")


def test_folders_left_empty_are_removed(tmp_path: Path) -> None:
    blobs = open_blobs(str(tmp_path))
    blobs.put("a/1/pages/x", b"bytes")
    blobs.delete_under("a/1")
    assert list(tmp_path.iterdir()) == []


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


def test_sizes_are_known_without_reading(blobs: ObjectBlobs) -> None:
    blobs.put("a/1/x", b"12345")
    assert blobs.size_bytes("a/1/x") == 5
    with pytest.raises(BlobMissing):
        blobs.size_bytes("a/1/y")
