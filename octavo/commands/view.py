"""`octavo view`: a result beside the pages it was read from, as one HTML file that needs nothing else."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from octavo.errors import UsageError
from octavo.view.html import Viewed, html_of
from schemas.geometry import Turn

_MEMORY_BYTES, _DEADLINE_S = 3_000_000_000, 60.0
_WITHOUT = "The pages are outlines: name the PDF with --pdf to see them."


def view(result: Path, pdf: Path | None, out: Path | None) -> int:
    """0. Raises UsageError for a file that is no result, and for one that cannot be read or written."""
    content = _read(result)
    try:
        viewed = _viewed(content, result, pdf)
        html = html_of(viewed)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"{result} is no whole result ({type(error).__name__}: {error}); write it anew."
        ) from error
    target = out or result.with_suffix(".view.html")
    try:
        target.write_text(html, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.") from error
    sys.stdout.write(f"{target}\n")
    return 0


def _viewed(content: dict[str, Any], result: Path, pdf: Path | None) -> Viewed:
    document = content if content.get("schema_name") == "DoclingDocument" else content.get("document")
    records: list[dict[str, Any]] = content.get("pages", []) if document is not content else []
    pages = _pages(document, records)
    images = _images(pdf, pages, records) if pdf else {}
    return Viewed(
        name=_name(content, document, result),
        document=document,
        status=str(content.get("status") or ("complete" if document else "nothing was read")),
        told=_told(content, len(pages)),
        pages=records,
        error=content.get("error") if document is not content else None,
        images=images,
        note=_note(pdf, pages, images),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UsageError(
            f"{path} is no JSON; give a result that octavo run or octavo results wrote."
        ) from error
    if not isinstance(content, dict) or not ({"request_id", "schema_name"} & set(content)):
        raise UsageError(f"{path} is no result; give a JSON file that octavo run or octavo results wrote.")
    return content


def _pages(document: Mapping[str, Any] | None, records: Sequence[Mapping[str, Any]]) -> list[int]:
    known = {int(number) for number in (document or {}).get("pages", {})}
    return sorted(known | {int(record["page_no"]) for record in records})


def _name(content: Mapping[str, Any], document: Mapping[str, Any] | None, path: Path) -> str:
    source: Mapping[str, Any] = content.get("source") or {}
    return str(source.get("name") or (document or {}).get("name") or path.stem)


def _told(content: Mapping[str, Any], pages: int) -> str:
    counted = "1 page" if pages == 1 else f"{pages} pages"
    return f"{counted}, request {content['request_id']}" if content.get("request_id") else counted


def _images(pdf: Path, pages: Sequence[int], records: Sequence[Mapping[str, Any]]) -> dict[int, bytes]:
    """By page; a page that cannot be rendered is left out. The PDF is untrusted: children read it."""
    from agents.page_view import viewing
    from streams.sandbox import Sandbox

    if not pdf.is_file():
        raise UsageError(f"There is no PDF at {pdf}.")
    turns = {int(record["page_no"]): Turn(*(record.get("turn") or ())) for record in records}
    sandbox = Sandbox(
        partial(viewing, pdf.absolute()),
        children=os.cpu_count() or 1,
        memory_bytes=_MEMORY_BYTES,
        deadline_s=_DEADLINE_S,
    )
    try:
        seen = sandbox.map([(number, turns.get(number, Turn())) for number in pages])
    finally:
        sandbox.close()
    return {number: image for number, image in zip(pages, seen, strict=True) if isinstance(image, bytes)}


def _note(pdf: Path | None, pages: Sequence[int], images: Mapping[int, bytes]) -> str:
    if pdf is None:
        return _WITHOUT
    left = [str(number) for number in pages if number not in images]
    if not left:
        return f"Pages rendered from {pdf.name}."
    return f"Pages rendered from {pdf.name}; not to be rendered: {', '.join(left[:20])}."
