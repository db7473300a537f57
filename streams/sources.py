"""Reading a file that a URI names, from disk or an object store."""

from urllib.parse import unquote

from schemas.codes import ErrorCode
from schemas.stage import Rejection
from streams.blobs import open_blobs


def read_uri(uri: str, limit_bytes: int) -> bytes:
    """The bytes behind file://, s3://, gs:// or az://. Whether the URI may be read is the caller's to say.

    Raises Rejection (too_large) before reading more than `limit_bytes`, BlobMissing, BlobStoreError.
    """
    folder, _, quoted = uri.rpartition("/")
    name = unquote(quoted)
    blobs = open_blobs(folder, create=False)
    size_bytes = blobs.size_bytes(name)
    if size_bytes > limit_bytes:
        raise Rejection(
            ErrorCode.TOO_LARGE, f"{uri} has {size_bytes} bytes; at most {limit_bytes} are allowed."
        )
    return blobs.get(name)
