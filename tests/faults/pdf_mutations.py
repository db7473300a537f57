"""PDFs damaged in the ways that files get damaged, and in a few that only an enemy thinks of. A mutation is
a pure function of its seed."""

import random
import re
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf

from tests import bad_pdfs, pdfs

EXAMPLES = Path(__file__).parents[2] / "examples"
_OBJECT = re.compile(rb"\d+ 0 obj\b.*?endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_NUMBER = re.compile(rb"-?\d+\.?\d*")
_REFERENCE = re.compile(rb"\b\d+ 0 R\b")
_SIZES = re.compile(
    rb"/(MediaBox|CropBox|BBox|Matrix|Width|Height|Count|Length|BitsPerComponent|Columns|Colors|Predictor|"
    rb"Rotate|UserUnit|FirstChar|LastChar|Size|First|Index|Decode|N|W|XStep|YStep)\s*(\[[^\]]{0,200}\]|-?\d+)"
)
_EXTREME = tuple(
    b"0 -1 1 65536 2147483647 2147483648 -2147483648 99999999999999999999".split()
    + b"1e38 0.0000001 14400 1000000 nan".split()
)

Mutation = Callable[[random.Random, bytes], bytes]


def mutated(seed: int) -> tuple[str, bytes]:
    """The names of what was done to which document, and the file."""
    rng = random.Random(seed)
    name, data = rng.choice(originals())
    steps = rng.choices(list(MUTATIONS), k=rng.choice((1, 1, 1, 2, 3)))
    for step in steps:
        data = MUTATIONS[step](rng, data)
    return "+".join((name, *steps)), data


@cache
def originals() -> Sequence[tuple[str, bytes]]:
    """Each also with its streams expanded, so that damage reaches what is drawn."""
    made = {
        "text": pdfs.text_document(2),
        "table": pdfs.table_document(),
        "chart-made": pdfs.chart_document(),
        "scanned": pdfs.scanned(pdfs.text_document(1)),
        "hybrid": pdfs.hybrid_document(),
        "bomb": bad_pdfs.with_bomb(depth=5),
        "huge-page": bad_pdfs.with_huge_page(),
        "unmapped": bad_pdfs.unmapped_text(),
        "encrypted": bad_pdfs.encrypted(),
        "owner-locked": bad_pdfs.owner_locked(),
    }
    found = [(path.stem, path.read_bytes()) for path in sorted(EXAMPLES.glob("*.pdf"))]
    found += [(name, one.pdf) for name, one in made.items()]
    return [*found, *((f"{name}-plain", _expanded(data)) for name, data in found if name != "encrypted")]


def _expanded(data: bytes) -> bytes:
    document: Any = pymupdf.open(stream=data, filetype="pdf")
    return document.tobytes(expand=255, no_new_id=True)


def _flip(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 10, 100, 1000))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _truncate(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(1, len(data))]


def _cut(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randrange(1, 5000) :] or b"%PDF-"


def _splice(rng: random.Random, data: bytes) -> bytes:
    _, other = rng.choice(originals())
    return data[: rng.randrange(1, len(data))] + other[rng.randrange(len(other)) :]


def _one(rng: random.Random, pattern: "re.Pattern[bytes]", data: bytes) -> "re.Match[bytes] | None":
    found = list(pattern.finditer(data))
    return rng.choice(found) if found else None


def _put(data: bytes, at: "re.Match[bytes] | None", new: bytes, group: int = 0) -> bytes:
    return data[: at.start(group)] + new + data[at.end(group) :] if at else data


def _duplicate_object(rng: random.Random, data: bytes) -> bytes:
    one, other = _one(rng, _OBJECT, data), _one(rng, _OBJECT, data)
    return data[: one.end()] + b"\n" + other[0] + data[one.end() :] if one and other else data


def _remove_object(rng: random.Random, data: bytes) -> bytes:
    return _put(data, _one(rng, _OBJECT, data), b"") or b"%PDF-"


def _swap_object(rng: random.Random, data: bytes) -> bytes:
    """The number of one object in front of the content of another."""
    one, other = _one(rng, _OBJECT, data), _one(rng, _OBJECT, data)
    if not one or not other:
        return data
    return _put(data, one, one[0].partition(b"obj")[0] + b"obj" + other[0].partition(b"obj")[2])


def _blow_up(rng: random.Random, data: bytes) -> bytes:
    for _ in range(rng.choice((1, 2, 5))):
        at = _one(rng, _SIZES, data)
        if at:
            numbers = _NUMBER.sub(lambda n: rng.choice(_EXTREME) if rng.random() < 0.5 else n[0], at[2])
            data = _put(data, at, numbers, 2)
    return data


def _rewire(rng: random.Random, data: bytes) -> bytes:
    """References to other objects than were meant: cycles, fonts that are pages, pages that are fonts."""
    for _ in range(rng.choice((1, 3, 10))):
        at, other = _one(rng, _REFERENCE, data), _one(rng, _REFERENCE, data)
        data = _put(data, at, other[0]) if other else data
    return data


def _damage_index(rng: random.Random, data: bytes) -> bytes:
    start = max(data.rfind(b"xref\n", 0, -20), 0)
    head, tail = data[:start], data[start:]
    numbers = _NUMBER.sub(lambda n: rng.choice(_EXTREME) if rng.random() < 0.1 else n[0], tail[:4000])
    return head + numbers + tail[4000:]


def _damage_deflated(rng: random.Random, data: bytes) -> bytes:
    at = _one(rng, _STREAM, data)
    if not at or not at[1]:
        return data
    return _put(data, at, _flip(rng, at[1])[: rng.randrange(1, len(at[1]) + 1)], 1)


def _rewrite_content(rng: random.Random, data: bytes) -> bytes:
    """Numbers of what is drawn become extreme, under a deflate that is whole."""
    at = _one(rng, _STREAM, data)
    if not at or len(at[1]) > 200_000:
        return data
    try:
        content = zlib.decompress(at[1].strip(b"\r\n"))[:200_000]
        packed = True
    except zlib.error:
        content, packed = at[1], False
    share = rng.choice((0.001, 0.05, 0.5))
    content = _NUMBER.sub(lambda n: rng.choice(_EXTREME) if rng.random() < share else n[0], content)
    return _put(data, at, zlib.compress(content) if packed else content, 1)


def _nest(rng: random.Random, data: bytes) -> bytes:
    """Brackets, dictionaries and saved states, thousands deep, in some object or stream."""
    deep = rng.choice((b"[", b"<<", b"<</A ", b"q ", b"(", b"BT ", b"/P <</MCID 0>> BDC "))
    at = _one(rng, rng.choice((_OBJECT, _STREAM)), data)
    middle = (at.start() + at.end()) // 2 if at else len(data) // 2
    return data[:middle] + deep * rng.choice((100, 10_000, 200_000)) + data[middle:]


def _bomb(rng: random.Random, data: bytes) -> bytes:
    return bad_pdfs.with_bomb(depth=rng.randrange(2, 16)).pdf


MUTATIONS: dict[str, Mutation] = {
    "flip": _flip,
    "truncate": _truncate,
    "cut": _cut,
    "splice": _splice,
    "duplicate": _duplicate_object,
    "remove": _remove_object,
    "swap": _swap_object,
    "blow-up": _blow_up,
    "rewire": _rewire,
    "index": _damage_index,
    "deflated": _damage_deflated,
    "content": _rewrite_content,
    "nest": _nest,
    "nested-forms": _bomb,
}
