"""An envelope as files: JSON, Markdown, HTML, DocTags, or one CSV file for each table."""

import csv
import html
import io
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

import orjson

from agents.document.pictures import CHART_DATA, CHART_PROBLEM, name_of
from agents.markdown_escapes import escaped_in_line
from schemas.document import Envelope, PageRecord
from schemas.labels import RegionLabel

if TYPE_CHECKING:
    from docling_core.types.doc.base import ImageRefMode
    from docling_core.types.doc.document import DoclingDocument

Format = Literal["json", "md", "html", "doctags", "csv"]
_NAMED_PAGES = 10
_NOT_IN_TEXT = {CHART_DATA, CHART_PROBLEM, "classification"}


def export(envelope: Envelope, format: Format, pictures: str = "") -> dict[str, str]:
    """Texts by the suffix of their file: `.json`, `.md`, `.html`, `.doctags`, `.table-1.csv`, `.chart-1.csv`.

    Markdown, HTML and DocTags are written by docling-core (imported on first use: 2 s), page headers and
    footers left out; in Markdown only what would be markup is escaped. DocTags (Nassar et al., "SmolDocling",
    2025) are labels with places on a grid of 500 by 500 a page, their text escaped as in HTML; they have no
    place for what is missing.

    Without a document Markdown and HTML say in one line why; with gaps they name them first. JSON is the
    envelope, CSV the texts of the cells, that of a spanning cell once, at its first place; a document without
    tables gives no file. CSV texts are as printed: spreadsheet programs may take `=...` for a formula.

    `pictures`: the folder, beside the files, with the pictures of the document; JSON, Markdown and HTML refer
    to them there. Empty: Markdown and HTML have a placeholder for each, and JSON names its blob.

    The envelope must have its document in place (`agents.document.stored.resolve`).
    """
    shown = _with_pictures(envelope, pictures) if pictures else envelope
    match format:
        case "json":
            return {".json": _json(shown)}
        case "md":
            return {".md": _markdown(shown, bool(pictures))}
        case "html":
            return {".html": _html(shown, bool(pictures))}
        case "doctags":
            return {".doctags": _doctags(envelope)}
        case "csv":
            return _csv(envelope)


def _json(envelope: Envelope) -> str:
    return orjson.dumps(envelope.model_dump(mode="json"), option=orjson.OPT_INDENT_2).decode() + "\n"


def _markdown(envelope: Envelope, pictures: bool) -> str:
    notice = _notice(envelope)
    quoted = f"> {escaped_in_line(notice)}\n" if notice else ""
    if envelope.document is None:
        return quoted
    from docling_core.transforms.serializer.markdown import MarkdownParams

    from agents.markdown import Markdown

    params = MarkdownParams(
        traverse_pictures=True, blocked_meta_names=_NOT_IN_TEXT, image_mode=_image_mode(pictures)
    )
    document = _without_new_numbers(_escaped(envelope.document, _left_bare, escaped_in_line))
    text = Markdown(doc=_docling(document), params=params).serialize().text
    return f"{quoted}\n{text}\n" if quoted else f"{text}\n"


def _html(envelope: Envelope, pictures: bool) -> str:
    from docling_core.transforms.serializer.html import HTMLDocSerializer, HTMLParams

    notice = _notice(envelope)
    quoted = f"<p><strong>{html.escape(notice)}</strong></p>\n" if notice else ""
    if envelope.document is None:
        title = html.escape(envelope.source.name or envelope.request_id)
        head = f'<meta charset="UTF-8"><title>{title}</title>'
        return f"<!DOCTYPE html>\n<html><head>{head}</head><body>\n{quoted}</body></html>\n"
    params = HTMLParams(
        traverse_pictures=True,
        blocked_meta_names=_NOT_IN_TEXT,
        formula_to_mathml=False,
        image_mode=_image_mode(pictures),
    )
    text = (
        HTMLDocSerializer(doc=_docling(_without_new_numbers(_copied(envelope.document))), params=params)
        .serialize()
        .text
    )
    return text.replace("<body>\n", f"<body>\n{quoted}", 1) + "\n"


def _image_mode(pictures: bool) -> "ImageRefMode":
    from docling_core.types.doc.base import ImageRefMode

    return ImageRefMode.REFERENCED if pictures else ImageRefMode.PLACEHOLDER


def _with_pictures(envelope: Envelope, folder: str) -> Envelope:
    """The envelope with the place of each picture's file for that of its blob."""
    document = envelope.document
    if document is None or not document.get("pictures"):
        return envelope
    moved = [
        {**one, "image": {**one["image"], "uri": f"{folder}/{name}"}} if (name := name_of(one)) else one
        for one in document["pictures"]
    ]
    return envelope.model_copy(update={"document": {**document, "pictures": moved}})


def _doctags(envelope: Envelope) -> str:
    from docling_core.transforms.serializer.doctags import DocTagsDocSerializer

    document = envelope.document or {}
    empty = not (document.get("body") or {}).get("children")
    if empty:
        return "<doctag></doctag>\n"
    return (
        DocTagsDocSerializer(doc=_docling(_escaped(document, lambda _: True, _as_in_html))).serialize().text
        + "\n"
    )


def _csv(envelope: Envelope) -> dict[str, str]:
    document = envelope.document or {}
    tables = [table["data"] for table in document.get("tables", [])]
    metas = [picture.get("meta") or {} for picture in document.get("pictures", [])]
    charts = [meta["tabular_chart"]["chart_data"] for meta in metas if meta.get("tabular_chart")]
    return {
        f".{kind}-{number}.csv": _rows(data)
        for kind, all_data in (("table", tables), ("chart", charts))
        for number, data in enumerate(all_data, 1)
    }


def _rows(data: dict[str, Any]) -> str:
    rows = [[""] * data["num_cols"] for _ in range(data["num_rows"])]
    for cell in data["table_cells"]:
        rows[cell["start_row_offset_idx"]][cell["start_col_offset_idx"]] = cell["text"]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _notice(envelope: Envelope) -> str:
    """One line on what is not here, empty where everything is."""
    name = " ".join((envelope.source.name or envelope.request_id).split())
    if envelope.document is None:
        why = f"{envelope.error.code.value}: {envelope.error.message}" if envelope.error else "no document"
        return f"{name} was not converted ({envelope.status}, {' '.join(why.split())})"
    gaps = [page for page in envelope.pages if page.status != "complete"]
    if not gaps:
        return ""
    more = f" and {len(gaps) - _NAMED_PAGES} more" if len(gaps) > _NAMED_PAGES else ""
    return f"{name} is not complete: {_named(gaps[:_NAMED_PAGES])}{more}."


def _named(gaps: Iterable[PageRecord]) -> str:
    return ", ".join(
        f"page {page.page_no} {page.status}" + (f" ({page.error.code.value})" if page.error else "")
        for page in gaps
    )


def _left_bare(text: dict[str, Any]) -> bool:
    """Whether docling-core leaves this text's angle brackets as they are in Markdown, as it does a cell's."""
    return text["label"] == RegionLabel.FORMULA


def _copied(document: dict[str, Any]) -> dict[str, Any]:
    copy: dict[str, Any] = orjson.loads(orjson.dumps(document))
    return copy


def _as_in_html(text: str) -> str:
    return html.escape(text, quote=False)


def _escaped(
    document: dict[str, Any], wanted: Callable[[dict[str, Any]], bool], escape: Callable[[str], str]
) -> dict[str, Any]:
    """A copy with cells and the wanted texts escaped."""
    copy = _copied(document)
    charts = [picture["meta"].get("tabular_chart") for picture in copy["pictures"] if picture.get("meta")]
    data = [table["data"] for table in copy["tables"]] + [chart["chart_data"] for chart in charts if chart]
    cells = [cell for table in data for cell in table["table_cells"]]
    for item in cells + [text for text in copy["texts"] if wanted(text)]:
        item["text"] = escape(item["text"])
    return copy


def _without_new_numbers(copy: dict[str, Any]) -> dict[str, Any]:
    """The same document, whose items without a marker have a dash now where the first of their list is
    numbered: else docling-core numbers them by their place."""
    texts = {text["self_ref"]: text for text in copy["texts"]}
    for group in copy["groups"]:
        items = [text for child in group["children"] if (text := texts.get(child["$ref"]))]
        if items and items[0].get("enumerated"):
            for item in items:
                item["marker"] = item.get("marker") or "-"
    return copy


def _docling(document: dict[str, Any]) -> "DoclingDocument":
    from docling_core.types.doc.document import DoclingDocument

    return DoclingDocument.model_validate(document)
