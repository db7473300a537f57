"""Events as an older worker wrote them are read by this one: a rolling upgrade stops nobody."""

from pathlib import Path
from typing import Any

import orjson
import pytest

import schemas
from schemas.parts import PageLaidOut
from schemas.records import Record
from streams.codec import EVENT_TYPES, decode

V1 = Path(schemas.__file__).parent / "json" / "v1"
NAMES = sorted(path.stem for path in V1.glob("*.json"))


def told_by(schema: dict[str, Any], root: dict[str, Any], everything: bool) -> Any:
    """A value that the schema allows: every field of it, or only what it requires."""
    if "$ref" in schema:
        return told_by(root["$defs"][schema["$ref"].rpartition("/")[2]], root, everything)
    if "anyOf" in schema:
        return told_by(schema["anyOf"][0], root, everything)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    match schema.get("type"):
        case "object":
            fields = schema.get("properties", {})
            wanted = fields if everything else schema.get("required", [])
            return {name: told_by(fields[name], root, everything) for name in wanted}
        case "array":
            prefix = schema.get("prefixItems")
            if prefix:
                return [told_by(item, root, everything) for item in prefix]
            return [told_by(schema["items"], root, everything)] if everything else []
        case "string":
            return "normal" if "pattern" in schema else "x"
        case "integer" | "number":
            return 1
        case "boolean":
            return True
        case _:
            return None


def holds(found: Any, told: Any) -> bool:
    """True where everything that was told is there, whatever defaults came to it."""
    if isinstance(told, dict):
        wanted: dict[str, Any] = told
        return all(key in found and holds(found[key], value) for key, value in wanted.items())
    if isinstance(told, list):
        values: list[Any] = told
        return len(found) == len(values) and all(map(holds, found, values))
    return found == told


def record(name: str, value: Any, version: int = 1) -> Record:
    return Record("outputs", 0, 0, b"r", orjson.dumps(value), {"schema": f"{name}/{version}"})


@pytest.mark.parametrize("everything", [True, False], ids=["every field", "what is required"])
@pytest.mark.parametrize("name", NAMES)
def test_an_event_of_the_first_version_is_still_read(name: str, everything: bool) -> None:
    schema = orjson.loads((V1 / f"{name}.json").read_bytes())
    told = told_by(schema, schema, everything)
    event = decode(record(name, told))
    assert isinstance(event, EVENT_TYPES[name])
    again = orjson.loads(orjson.dumps(event.model_dump(mode="json")))
    assert holds(again, told), "nothing that was told is lost"


def test_every_event_of_today_was_there_or_is_new_since() -> None:
    assert set(NAMES) <= set(EVENT_TYPES)


def test_an_event_of_a_later_version_is_read_as_far_as_it_is_known() -> None:
    schema = orjson.loads((V1 / "PageLaidOut.json").read_bytes())
    told = told_by(schema, schema, everything=False) | {"mood": "sunny", "nested": {"a": 1}}
    event = decode(record("PageLaidOut", told, version=2))
    assert isinstance(event, PageLaidOut)
