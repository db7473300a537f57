"""What changed between two results of a request. Pure."""

import difflib
import json
from collections.abc import Mapping
from typing import Any

from schemas.document import Envelope


def changes(old: Envelope, new: Envelope) -> dict[str, Any]:
    """Empty where nothing did. Run ids and timings are no differences; both envelopes hold their document."""
    found: dict[str, Any] = {}
    if old.status != new.status:
        found["status"] = [old.status, new.status]
    if old.models != new.models:
        was, now = _plain(old.models), _plain(new.models)
        found["models"] = {
            stage: [was.get(stage), now.get(stage)]
            for stage in sorted({*was, *now})
            if was.get(stage) != now.get(stage)
        }
    pages = {no: page for no in _numbers(old, new) if (page := _page(old, new, no))}
    if pages:
        found["pages"] = pages
    if not pages and old.document != new.document:
        found["document"] = "It differs in what is no text: boxes, labels or order."
    return found


def _page(old: Envelope, new: Envelope, page_no: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    was, now = _record(old, page_no), _record(new, page_no)
    for key in ("status", "kind", "faults"):
        if was.get(key) != now.get(key):
            found[key] = [was.get(key), now.get(key)]
    for name, collection in (("text", "texts"), ("tables", "tables")):
        before, after = (_lines(one, collection, page_no) for one in (old, new))
        if before != after:
            found[name] = list(difflib.unified_diff(before, after, old.run_id, new.run_id, lineterm="", n=1))
    return found


def _numbers(old: Envelope, new: Envelope) -> range:
    return range(1, max(old.page_count, new.page_count) + 1)


def _record(envelope: Envelope, page_no: int) -> dict[str, Any]:
    return next((page.model_dump(mode="json") for page in envelope.pages if page.page_no == page_no), {})


def _lines(envelope: Envelope, collection: str, page_no: int) -> list[str]:
    lines: list[str] = []
    for item in (envelope.document or {}).get(collection, ()):
        if page_no not in {place.get("page_no") for place in item.get("prov", ())}:
            continue
        if collection == "texts":
            lines.append(str(item.get("text", "")))
        else:
            cells = item.get("data", {}).get("table_cells", ())
            lines += [_cell(cell) for cell in cells]
    return lines


def _cell(cell: Mapping[str, Any]) -> str:
    place = [cell.get("start_row_offset_idx"), cell.get("start_col_offset_idx")]
    return f"{json.dumps(place)} {cell.get('text', '')}"


def _plain(models: Mapping[str, Any]) -> dict[str, Any]:
    return {stage: model.model_dump() for stage, model in models.items()}
