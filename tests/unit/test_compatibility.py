"""The rule of change for events, on schemas that were changed by hand."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from octavo.schemagen.compatibility import compatible
from octavo.schemagen.events import event_schemas

Schema = dict[str, Any]


def _new_required_field(schema: Schema) -> None:
    schema["properties"]["colour"] = {"type": "string"}
    schema["required"].append("colour")


def _field_removed(schema: Schema) -> None:
    del schema["properties"]["kind_reason"]
    schema["required"].remove("kind_reason")


def _type_changed(schema: Schema) -> None:
    schema["properties"]["page_no"]["type"] = "string"


def _type_widened_to_null(schema: Schema) -> None:
    schema["properties"]["page_no"] = {"anyOf": [{"type": "integer"}, {"type": "null"}]}


def _value_removed_from_an_enumeration(schema: Schema) -> None:
    schema["$defs"]["PageKind"]["enum"].remove("hybrid")


def _enumeration_where_any_text_was_allowed(schema: Schema) -> None:
    schema["properties"]["note"]["enum"] = ["", "low resolution"]


def _optional_field_required(schema: Schema) -> None:
    schema["required"].append("note")


def _required_field_optional(schema: Schema) -> None:
    schema["required"].remove("page_no")


def _nested_field_removed(schema: Schema) -> None:
    del schema["$defs"]["Region"]["properties"]["score"]


def _tuple_longer(schema: Schema) -> None:
    box = schema["$defs"]["Box"]
    box["prefixItems"].append({"type": "number"})
    box["minItems"] = box["maxItems"] = 5


def _list_of_other_things(schema: Schema) -> None:
    schema["properties"]["wants"]["items"] = {"type": "integer"}


def _union_with_one_member_fewer(schema: Schema) -> None:
    schema["properties"]["model"]["anyOf"].pop()


def _bound_added(schema: Schema) -> None:
    schema["properties"]["page_no"]["minimum"] = 1


def _default_changed(schema: Schema) -> None:
    schema["properties"]["run_id"]["default"] = "0"


BREAKS = (
    (_new_required_field, "'colour' is required now"),
    (_field_removed, "'kind_reason' was removed"),
    (_type_changed, "the type was integer and is string"),
    (_type_widened_to_null, "the type was integer and is a union"),
    (_value_removed_from_an_enumeration, "'hybrid' was removed"),
    (_enumeration_where_any_text_was_allowed, "only some values are allowed"),
    (_optional_field_required, "'note' is required now"),
    (_required_field_optional, "'page_no' may be missing"),
    (_nested_field_removed, "'score' was removed"),
    (_tuple_longer, "had 4 elements and has 5"),
    (_list_of_other_things, "wants[]: the type was string"),
    (_union_with_one_member_fewer, "had 2 members and has 1"),
    (_bound_added, "'minimum' was None and is 1"),
    (_default_changed, "the default was '1' and is '0'"),
)


@pytest.mark.parametrize(("change", "complaint"), BREAKS, ids=[change.__name__ for change, _ in BREAKS])
def test_a_change_that_breaks_readers_is_named(change: Callable[[Schema], None], complaint: str) -> None:
    old = event_schemas()["PageLaidOut"]
    new = deepcopy(old)
    change(new)
    assert any(complaint in problem for problem in compatible(old, new)), compatible(old, new)


def _optional_field_added(schema: Schema) -> None:
    schema["properties"]["colour"] = {"type": "string", "default": ""}


def _value_added_to_an_enumeration(schema: Schema) -> None:
    schema["$defs"]["PageKind"]["enum"].append("drawn")


def _words_changed(schema: Schema) -> None:
    schema["description"] = "Something else."
    schema["properties"]["note"]["title"] = "Remark"


@pytest.mark.parametrize(
    "change",
    [_optional_field_added, _value_added_to_an_enumeration, _words_changed],
    ids=lambda c: c.__name__,
)
def test_a_change_that_readers_survive_is_let_through(change: Callable[[Schema], None]) -> None:
    old = event_schemas()["PageLaidOut"]
    new = deepcopy(old)
    change(new)
    assert compatible(old, new) == []
