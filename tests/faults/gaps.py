"""Results that are not whole on purpose: which gaps they have, and whether all else is as it should be."""

from collections.abc import Iterator
from typing import Any

import orjson

from agents.document.stored import resolve
from schemas.codes import ErrorCode
from schemas.document import Envelope
from streams.blobs import Blobs


def gaps(envelope: Envelope) -> dict[str, ErrorCode]:
    """Every fault of every page: its part and its code."""
    return {fault.part: fault.code for page in envelope.pages for fault in page.faults}


def pages_but(envelope: Envelope, blobs: Blobs, page_no: int) -> bytes:
    """What a result says of all pages but one: page records, and each page's own items of the document,
    without the numbers that items have in it."""
    records = [page.model_dump(mode="json") for page in envelope.pages if page.page_no != page_no]
    document = resolve(envelope, blobs).document or {}
    items = [_plain(item) for item in _items(document) if _page_of(item) != page_no]
    return orjson.dumps([records, items], option=orjson.OPT_SORT_KEYS)


def _items(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for kind in ("texts", "tables", "pictures"):
        yield from document.get(kind, ())


def _page_of(item: dict[str, Any]) -> int | None:
    places = item.get("prov") or ({},)
    return places[0].get("page_no")


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in ("self_ref", "parent", "children")}
