"""May this schema follow that one? The rule of `schemas/events.py`, checked.

Both directions count, because workers are replaced one by one: an event of the old code must be read by
the new code, and one of the new code by the old. New values of an enumeration are let through (an older
reader refuses such an event and says so, which is how a new error code is met), and so are new optional
fields. Descriptions and titles mean nothing here.
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

_BOUNDS = (
    "pattern",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
)


def compatible(old: Schema, new: Schema) -> list[str]:
    """Every way in which `new` breaks the promise of `old`, as sentences; empty where it keeps it.

    Both are JSON Schemas as pydantic writes them: references point into the schema's own `$defs`, a union
    is `anyOf` in a fixed order, a tuple is `prefixItems`. Other keywords are not compared.
    """
    return list(_Comparison(old, new).schemas(old, new, "the event"))


class _Comparison:
    def __init__(self, old: Schema, new: Schema) -> None:
        self._old_definitions = old.get("$defs", {})
        self._new_definitions = new.get("$defs", {})
        self._seen: set[tuple[str, str]] = set()

    def schemas(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        yield from _defaults(old, new, where)
        references = (old.get("$ref", ""), new.get("$ref", ""))
        if any(references):
            if references in self._seen:
                return
            self._seen.add(references)
        old = _resolved(old, self._old_definitions)
        new = _resolved(new, self._new_definitions)
        if old.get("type") != new.get("type"):
            yield f"{where}: the type was {_type(old)} and is {_type(new)}."
            return
        yield from _values(old, new, where)
        yield from self._fields(old, new, where)
        yield from self._branches(old, new, where)
        yield from self._elements(old, new, where)

    def _fields(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        was_required, is_required = set(old.get("required", ())), set(new.get("required", ()))
        for name in before:
            if name not in after:
                yield f"{where}: the field '{name}' was removed."
            else:
                yield from self.schemas(before[name], after[name], f"{where}.{name}")
        for name in sorted(is_required - was_required):
            yield f"{where}: the field '{name}' is required now, older events lack it; give it a default."
        for name in sorted(was_required & set(after) - is_required):
            yield f"{where}: the field '{name}' may be missing now, older readers require it."

    def _branches(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        before, after = old.get("anyOf", []), new.get("anyOf", [])
        if len(before) != len(after):
            yield f"{where}: the union had {len(before)} members and has {len(after)}."
            return
        for was, now in zip(before, after, strict=True):
            yield from self.schemas(was, now, where)

    def _elements(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        before, after = old.get("prefixItems", []), new.get("prefixItems", [])
        if len(before) != len(after):
            yield f"{where}: the tuple had {len(before)} elements and has {len(after)}."
            return
        for place, (was, now) in enumerate(zip(before, after, strict=True)):
            yield from self.schemas(was, now, f"{where}[{place}]")
        for keyword in ("items", "additionalProperties"):
            was, now = old.get(keyword, True), new.get(keyword, True)
            if isinstance(was, dict) and isinstance(now, dict):
                yield from self.schemas(was, now, f"{where}[]")
            elif was != now:
                yield f"{where}: what '{keyword}' allows has changed."


def _values(old: Schema, new: Schema, where: str) -> Iterator[str]:
    was, now = _allowed(old), _allowed(new)
    if now is not None:
        if was is None:
            yield f"{where}: only some values are allowed now."
        for value in was or ():
            if value not in now:
                yield f"{where}: the value {value!r} was removed."
    for keyword in _BOUNDS:
        if old.get(keyword) != new.get(keyword):
            yield f"{where}: '{keyword}' was {old.get(keyword)!r} and is {new.get(keyword)!r}."


def _allowed(schema: Schema) -> list[Any] | None:
    """The values of an enumeration or a constant; None where nothing is listed."""
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _defaults(old: Schema, new: Schema, where: str) -> Iterator[str]:
    if "default" in old and old["default"] != new.get("default", old["default"]):
        yield (
            f"{where}: the default was {old['default']!r} and is {new['default']!r}: "
            "older events without the field change their meaning."
        )


def _resolved(schema: Schema, definitions: dict[str, Schema]) -> Schema:
    """The schema a reference names, keeping what stands beside the reference (a default, say)."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    return {**definitions[reference.rpartition("/")[2]], **beside}


def _type(schema: Schema) -> str:
    return str(schema.get("type", "a union" if "anyOf" in schema else "anything"))
