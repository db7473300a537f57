"""Where blobs lie: a folder, or an object store, opened by URL."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from streams.blob_store import BlobEntry, Blobs, BlobStoreError, told
from streams.folder_blobs import FolderBlobs

__all__ = ["BlobEntry", "BlobStoreError", "Blobs", "local_folder", "open_blobs"]


def open_blobs(url: str, create: bool = True) -> Blobs:
    """Opens a store by URL: a folder (a path or file://), s3://, gs://, az://, or memory:// (a new, empty
    one in this process). `create`: a folder that is missing is made. Raises BlobStoreError."""
    folder = local_folder(url)
    if folder is None:
        from streams.object_blobs import (
            ObjectBlobs,
        )  # with a runtime of its own, which a folder does not need

        return ObjectBlobs(url)
    with told("open", "", url, "; check blob_url (OCTAVO_BLOB_URL)" if create else ""):
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        if not folder.is_dir():
            raise FileNotFoundError("there is no such folder")
    return FolderBlobs(folder)


def local_folder(url: str) -> Path | None:
    """The absolute folder that a path or a file:// URL means; None for any other URL."""
    if url.startswith("file://"):
        return Path(unquote(urlsplit(url).path))
    return None if "://" in url else Path(url).expanduser().absolute()
