"""What a document says of a picture: where its crop lies, what kind it is, and its data if it is a chart."""

import re
from collections.abc import Iterator
from typing import Any

from agents.document.tables import chart_data
from schemas.blobs import PICTURES, BlobMissing, BlobStore, blob_key
from schemas.document import Envelope
from schemas.labels import PictureKind
from schemas.parts import ChartRead

CHART_DATA, CHART_PROBLEM = "octavo__chart_data", "octavo__chart_problem"
NOT_ATTEMPTED, UNREADABLE = "not_attempted", "unreadable"

Node = dict[str, Any]

_URI = re.compile(rf"{PICTURES}/(\d+-\d+\.jpg)")


def picture(chart: ChartRead | None) -> Node:
    if chart is None:
        return {}
    meta: Node = _chart_meta(chart)
    if chart.kind is not None:
        meta["classification"] = {"predictions": [{"class_name": chart.kind.value, "created_by": "octavo"}]}
    return {"meta": meta, **_crop(chart)}


def _chart_meta(chart: ChartRead) -> Node:
    if chart.kind is PictureKind.PHOTOGRAPH:
        return {}
    if not chart.attempted:
        return {CHART_DATA: NOT_ATTEMPTED}
    if chart.problem:
        return {CHART_DATA: UNREADABLE, CHART_PROBLEM: chart.problem}
    model = {"created_by": chart.model.name} if chart.model else {}
    return {"tabular_chart": {**model, "title": chart.title, "chart_data": chart_data(chart)}}


def _crop(chart: ChartRead) -> Node:
    """The URI is that of the blob below `request/run/`, so that it is the same in every run."""
    image = chart.image
    if image is None:
        return {}
    size = {"width": float(image.width_px), "height": float(image.height_px)}
    name = image.key.rpartition("/")[2]
    return {
        "image": {
            "mimetype": "image/jpeg",
            "dpi": round(chart.dpi),
            "size": size,
            "uri": f"{PICTURES}/{name}",
        }
    }


def name_of(picture: Node) -> str:
    """The file name of a document's picture, below `pictures/` of its run; empty where it has no crop."""
    found = _URI.fullmatch(str((picture.get("image") or {}).get("uri", "")))
    return found.group(1) if found else ""


def stored_pictures(envelope: Envelope, store: BlobStore) -> Iterator[tuple[str, bytes]]:
    """The JPEGs of a document's pictures by their names, one at a time; those that were collected since are
    left out. Raises OSError where the store fails."""
    for picture in (envelope.document or {}).get("pictures", []):
        name = name_of(picture)
        if name:
            try:
                yield name, store.get(blob_key(envelope.request_id, envelope.run_id, PICTURES, name))
            except BlobMissing:
                continue
