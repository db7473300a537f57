"""The topics as an AsyncAPI 3.0 document."""

from collections.abc import Iterable, Mapping
from typing import Any

from octavo.schemagen.channels import INGEST, Channel
from octavo.schemagen.events import SCHEMA_DIALECT
from schemas import records
from schemas.events import Event

Node = dict[str, Any]

SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12"
_HEADERS = {
    records.REQUEST: "The request this record belongs to.",
    records.RUN: "The run of that request, counted from 1.",
    records.SCHEMA: "Event name and version, as in DocumentOpened/1.",
    records.PART: "The part of the document the event carries or asks for.",
    records.TENANT: "Whose request it is; turns are taken between tenants.",
    "traceparent": "W3C Trace Context.",
}
_INGEST_HEADERS = {
    records.REQUEST: "The request's id; without it, one is made from partition and offset.",
    records.TENANT: "Whose request it is.",
    records.PRIORITY: "interactive, normal or bulk.",
    records.NAME: "The file's name, as the result will carry it.",
    records.DEADLINE: "Milliseconds from submission until the run ends with what is done by then.",
}


def asyncapi(channels: tuple[Channel, ...], project: Mapping[str, str]) -> Node:
    """Channels, messages and operations. Payloads are the files of `schemas/json/`, by relative reference.

    `project` is the table of that name in pyproject.toml: version, description and licence come from it.
    """
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Octavo",
            "version": project["version"],
            "description": project["description"],
            "license": {"name": project["license"]},
        },
        "defaultContentType": "application/json",
        "channels": {_id(channel.topic): _channel(channel) for channel in channels},
        "operations": dict(_operations(channels)),
        "components": {
            "schemas": {
                "Headers": _header_schema(_HEADERS, (records.REQUEST, records.RUN, records.SCHEMA)),
                "IngestHeaders": _header_schema(_INGEST_HEADERS, ()),
            }
        },
    }


def _channel(channel: Channel) -> Node:
    messages = {event.__name__: _event_message(channel, event) for event in channel.events}
    if channel.raw:
        messages["Raw"] = _raw_message(channel)
    return {
        "address": channel.topic,
        "title": channel.title,
        "description": "Topic names may carry a prefix, OCTAVO_TOPIC_PREFIX.",
        "messages": messages,
    }


def _event_message(channel: Channel, event: type[Event]) -> Node:
    headers = "IngestHeaders" if channel.topic == INGEST else "Headers"
    return {
        "name": event.__name__,
        "contentType": "application/json",
        "headers": {"$ref": f"#/components/schemas/{headers}"},
        "payload": {
            "schemaFormat": SCHEMA_FORMAT,
            "schema": {"$schema": SCHEMA_DIALECT, "$ref": f"./{event.__name__}.json"},
        },
        "bindings": _key(channel),
    }


def _raw_message(channel: Channel) -> Node:
    message: Node = {
        "name": "Raw",
        "contentType": channel.raw,
        "payload": {"type": "string", "format": "binary"},
        "bindings": _key(channel),
    }
    if channel.topic == INGEST:
        message["headers"] = {"$ref": "#/components/schemas/IngestHeaders"}
    return message


def _key(channel: Channel) -> Node:
    return {"kafka": {"key": {"type": "string", "description": channel.key}}}


def _operations(channels: Iterable[Channel]) -> Iterable[tuple[str, Node]]:
    """What each agent does with each topic: `send` writes, `receive` reads."""
    for channel in channels:
        for action, agents in (("send", channel.writers), ("receive", channel.readers)):
            for agent in agents:
                name = f"{agent}.{action}.{_id(channel.topic)}"
                yield name, {"action": action, "channel": {"$ref": f"#/channels/{_id(channel.topic)}"}}


def _header_schema(meanings: dict[str, str], required: tuple[str, ...]) -> Node:
    properties = {name: {"type": "string", "description": text} for name, text in meanings.items()}
    return {"type": "object", "properties": properties, "required": list(required)}


def _id(topic: str) -> str:
    """A topic's name as an identifier: `regions.ocr.interactive` is `regions_ocr_interactive`."""
    return topic.replace(".", "_").replace("-", "_")
