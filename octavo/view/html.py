"""One HTML page of a document: each page's picture with boxes over it, its text beside it. Pure.

Nothing in it is loaded from anywhere, and nothing of the document can run: all text is escaped, and the
policy in its head lets in the one style and the one script that are known by their digest, and pictures that
are in the file itself.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files
from typing import Any

from octavo.view.items import Item, Node, items_by_page

_WIDTH_PT, _HEIGHT_PT = 612.0, 792.0
_SEPARATOR = " \u00b7 "


@dataclass(frozen=True, slots=True)
class Viewed:
    """What is shown: a DoclingDocument as JSON, or none where nothing could be read, and what its envelope
    says. `pages`: their records, as in an envelope; `images`: JPEGs by page number."""

    name: str
    document: Node | None
    status: str = "complete"
    told: str = ""
    pages: Sequence[Node] = ()
    error: Node | None = None
    images: Mapping[int, bytes] = field(default_factory=dict[int, bytes])
    note: str = ""


def html_of(viewed: Viewed) -> str:
    style, script = (
        files("octavo.view").joinpath(name).read_text("utf-8") for name in ("page.css", "page.js")
    )
    policy = (
        f"default-src 'none'; img-src data:; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    items = items_by_page(viewed.document or {})
    records = {int(page["page_no"]): page for page in viewed.pages}
    numbers = _page_numbers(viewed, items)
    links = "".join(_link(number, records.get(number, {})) for number in numbers)
    sections = "".join(
        _section(viewed, number, records.get(number, {}), items.get(number, [])) for number in numbers
    )
    told = _SEPARATOR.join(text for text in (viewed.status, viewed.told) if text)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(viewed.name)}</title><style>{style}</style></head>\n<body>"
        f"<header><h1>{escape(viewed.name)}</h1><p>{escape(told)}</p>"
        f'<nav aria-label="Pages">{links}</nav></header>\n'
        f"<main>{_fault(viewed.error)}{sections}</main>\n"
        f"<footer>{escape(viewed.note)}</footer><script>{script}</script></body></html>\n"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _page_numbers(viewed: Viewed, items: Mapping[int, object]) -> list[int]:
    known = {int(number) for number in (viewed.document or {}).get("pages", {})}
    return sorted(known | set(items) | {int(page["page_no"]) for page in viewed.pages})


def _link(number: int, record: Node) -> str:
    status = escape(str(record.get("status", "complete")))
    return f'<a href="#page-{number}" class="{status}" title="page {number}: {status}">{number}</a>'


def _section(viewed: Viewed, number: int, record: Node, items: Sequence[Item]) -> str:
    said = [str(record[key]) for key in ("status", "kind", "kind_reason", "note") if record.get(key)]
    said += _other_regions(record)
    faults = "".join(_fault(fault) for fault in record.get("faults", ()))
    text = "".join(_item(item) for item in items) or "<p>Nothing was read here.</p>"
    return (
        f'<section id="page-{number}"><h2>{escape(_SEPARATOR.join((f"page {number}", *said)))}</h2>{faults}'
        f"{_sheet(viewed, number, items)}<article>{text}</article></section>\n"
    )


def _other_regions(record: Node) -> list[str]:
    """How many regions are of another kind than their page, and why."""
    kinds = Counter((str(one["kind"]), str(one["reason"])) for one in record.get("region_kinds") or ())
    return [
        f"{count} {'region' if count == 1 else 'regions'} {kind}: {reason}"
        for (kind, reason), count in kinds.items()
    ]


def _fault(fault: Node | None) -> str:
    if not fault:
        return ""
    code, message, part = (escape(str(fault.get(key) or "")) for key in ("code", "message", "part"))
    return f'<p class="fault"><b>{code}</b> {part} {message}</p>'


def _sheet(viewed: Viewed, number: int, items: Sequence[Item]) -> str:
    size = (viewed.document or {}).get("pages", {}).get(str(number), {}).get("size", {})
    width, height = float(size.get("width", _WIDTH_PT)), float(size.get("height", _HEIGHT_PT))
    image = ""
    if number in viewed.images:
        data = base64.b64encode(viewed.images[number]).decode()
        source = f"data:image/jpeg;base64,{data}"
        image = f'<img alt="page {number}" loading="lazy" src="{source}">'
    boxes = "".join(_box(item) for item in items)
    return f'<div class="sheet">{image}<svg viewBox="0 0 {width:g} {height:g}">{boxes}</svg></div>'


def _box(item: Item) -> str:
    left, top, right, bottom = item.box
    label = escape(item.label)
    return (
        f'<rect class="box {label}" data-item="{item.number}" x="{left:g}" y="{top:g}" '
        f'width="{max(0.0, right - left):g}" height="{max(0.0, bottom - top):g}">'
        f"<title>{label}</title></rect>"
    )


def _item(item: Item) -> str:
    label = escape(item.label)
    kind = f"<i>{escape(item.kind.replace('_', ' '))}</i> " if item.kind else ""
    table = _table(item.table) if item.table is not None else ""
    return (
        f'<div class="item {label}" data-item="{item.number}" tabindex="0">'
        f"<small>{label.replace('_', ' ')}</small>{kind}{escape(item.text)}{table}</div>"
    )


def _table(data: Node) -> str:
    rows: dict[int, list[Any]] = {row: [] for row in range(int(data.get("num_rows", 0)))}
    for cell in data.get("table_cells", ()):
        rows.setdefault(int(cell["start_row_offset_idx"]), []).append(cell)
    told = "".join(f"<tr>{_row(cells)}</tr>" for _, cells in sorted(rows.items()))
    return f"<table>{told}</table>"


def _row(cells: Sequence[Any]) -> str:
    return "".join(_cell(cell) for cell in sorted(cells, key=lambda cell: int(cell["start_col_offset_idx"])))


def _cell(cell: Node) -> str:
    tag = "th" if cell.get("column_header") or cell.get("row_header") else "td"
    spans = "".join(
        f' {name}="{int(cell[key])}"'
        for name, key in (("rowspan", "row_span"), ("colspan", "col_span"))
        if int(cell.get(key, 1)) > 1
    )
    return f"<{tag}{spans}>{escape(str(cell.get('text', '')))}</{tag}>"
