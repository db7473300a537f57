"""The words of a page's text layer, wherever they stand."""

from collections.abc import Sequence

from agents.payloads import Packed, pack, unpack
from schemas.blobs import BlobRef, BlobStore
from schemas.geometry import Word


def write_words(store: BlobStore, key: str, words: Sequence[Word]) -> Packed:
    """For the fields `words` and `words_blob` of an event; puts a blob under `key` where they are many."""
    return pack(store, key, words, Word)


def read_words(store: BlobStore, words: Sequence[Word], words_blob: BlobRef | None) -> tuple[Word, ...]:
    """The words of an event, in the order of the PDF. Raises BlobMissing."""
    return unpack(store, words, words_blob, Word)
