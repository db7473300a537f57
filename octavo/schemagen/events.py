"""Which events travel, and their JSON Schemas."""

from typing import Any

from schemas import document, events, parts, work
from schemas.events import Event

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"

TRAVELLING: tuple[type[Event], ...] = (
    events.DocumentSubmitted,
    parts.DocumentOpened,
    parts.DocumentRejected,
    work.SliceReleased,
    work.PageRasterized,
    work.OcrWanted,
    work.TableFound,
    work.ChartFound,
    parts.PageLaidOut,
    parts.TextRead,
    parts.TableRead,
    parts.ChartRead,
    parts.PartFailed,
    events.CancelRequested,
    events.DocumentProgressed,
    events.RequestFinished,
    document.DocumentAssembled,
    document.DocumentFailed,
    document.DocumentCancelled,
)

Schema = dict[str, Any]


def schema_of(event: type[Event]) -> Schema:
    """What a reader accepts: a field with a default may be missing, an unknown one is ignored."""
    return {"$schema": SCHEMA_DIALECT, **event.model_json_schema(mode="validation")}


def event_schemas() -> dict[str, Schema]:
    """Schema by event name, for every event that travels on a topic."""
    return {event.__name__: schema_of(event) for event in TRAVELLING}
