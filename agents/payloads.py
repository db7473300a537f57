"""Lists that travel inside an event while they are small, and as a blob beside it once they are not."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import zstandard
from pydantic import TypeAdapter

from schemas.blobs import BlobRef, BlobStore

INLINE_LIMIT_BYTES = 16 * 1024
T = TypeVar("T")


class Packed(NamedTuple):
    """One of the two is empty: `inline` where `blob` names the list, `blob` where it stands inline."""

    inline: tuple[Any, ...]
    blob: BlobRef | None


def pack(
    store: BlobStore, key: str, items: Sequence[T], kind: type[T], inline_limit: int = INLINE_LIMIT_BYTES
) -> Packed:
    """Puts `items` under `key` where their JSON is longer than `inline_limit` bytes. `kind` is the type of
    one item: a NamedTuple or a pydantic model. Raises what the store raises."""
    adapter = _adapter(kind)
    text = adapter.dump_json(tuple(items))
    if len(text) <= inline_limit:
        return Packed(tuple(items), None)
    data = zstandard.ZstdCompressor(level=3).compress(text)
    store.put(key, data)
    return Packed((), BlobRef(key=key, size_bytes=len(data), encoding="json+zstd"))


def unpack(store: BlobStore, inline: Sequence[T], blob: BlobRef | None, kind: type[T]) -> tuple[T, ...]:
    """What `pack` was given. Raises BlobMissing, and ValueError where the blob is not such a list."""
    if blob is None:
        return tuple(inline)
    try:
        text = zstandard.ZstdDecompressor().decompress(store.get(blob.key))
    except zstandard.ZstdError as error:
        raise ValueError(f"The blob {blob.key} cannot be decompressed: {error}.") from error
    return _adapter(kind).validate_json(text)


@lru_cache
def _adapter(kind: type[Any]) -> TypeAdapter[tuple[Any, ...]]:
    return TypeAdapter(tuple[kind, ...])  # pyright: ignore[reportInvalidTypeForm]  built at run time
