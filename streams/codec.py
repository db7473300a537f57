"""Events to record values and headers, and back."""

from collections.abc import Iterable

import orjson
from pydantic import ValidationError

from schemas import document, events, parts, work
from schemas.events import Event
from schemas.failures import parts_of
from schemas.parts import Part
from schemas.records import PART, REQUEST, RUN, SCHEMA, TENANT, Record

TRACE = "traceparent"  # W3C Trace Context: carried from the event that caused this one
Headers = list[tuple[str, str | bytes | None]]


class Undecodable(Exception):
    """The record's value is not the event its headers name, in no version this code knows."""


def _concrete(base: type[Event]) -> Iterable[type[Event]]:
    yield base
    for child in base.__subclasses__():
        yield from _concrete(child)


_MODULES = [module.__name__ for module in (events, work, parts, document)]
EVENT_TYPES: dict[str, type[Event]] = {
    cls.__name__: cls for cls in _concrete(Event) if cls.__module__ in _MODULES
}


def encode(event: Event, trace: str = "") -> tuple[bytes, Headers]:
    """The value (JSON) and the headers by which even an undecodable event can be answered."""
    headers: Headers = [
        (REQUEST, event.request_id),
        (RUN, event.run_id),
        (SCHEMA, f"{type(event).__name__}/{event.version}"),
    ]
    part = part_of(event)
    if part:
        headers.append((PART, part))
    tenant = getattr(event, "tenant", None)
    if tenant:
        headers.append((TENANT, tenant))
    if trace:
        headers.append((TRACE, trace))
    return orjson.dumps(event.model_dump(mode="json")), headers


def decode(record: Record) -> Event:
    """The event in a record. Raises Undecodable; never anything else, whatever the bytes."""
    name = record.headers.get(SCHEMA, "").partition("/")[0]
    event_type = EVENT_TYPES.get(name)
    if event_type is None:
        raise Undecodable(f"The header '{SCHEMA}' names no known event: {name!r}.")
    try:
        return event_type.model_validate_json(record.value or b"")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise Undecodable(f"{name} cannot be read: {where}: {first['msg']}.") from error


def part_of(event: Event) -> str:
    """The part id an event carries or asks for; empty where it has none (results, markers, slices)."""
    if isinstance(event, Part):
        return event.part_id
    asked = parts_of(event)
    return asked[0][0] if len(asked) == 1 else ""
