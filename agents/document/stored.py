"""Documents too large for a Kafka record: into the blob store, and back into their envelope."""

from typing import Any

import orjson
import zstandard

from schemas.blobs import BlobRef, BlobStore, blob_key
from schemas.document import Envelope

_NAME = "document.json.zst"


def put_document(
    store: BlobStore, request_id: str, run_id: str, document: dict[str, Any] | None, inline_bytes: int
) -> tuple[dict[str, Any] | None, BlobRef | None]:
    """The document itself where its JSON has at most `inline_bytes`, else the reference to its blob."""
    if document is None:
        return None, None
    text = orjson.dumps(document)
    if len(text) <= inline_bytes:
        return document, None
    data = zstandard.ZstdCompressor().compress(text)
    key = blob_key(request_id, run_id, _NAME)
    store.put(key, data)
    return None, BlobRef(key=key, size_bytes=len(data), encoding="json+zstd")


def resolve(envelope: Envelope, store: BlobStore) -> Envelope:
    """The envelope with its document back in place; the same envelope where it never left.

    Raises BlobMissing where the blob was collected since.
    """
    if envelope.document_blob is None:
        return envelope
    text = zstandard.ZstdDecompressor().decompress(store.get(envelope.document_blob.key))
    return envelope.model_copy(update={"document": orjson.loads(text), "document_blob": None})
