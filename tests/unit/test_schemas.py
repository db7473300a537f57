"""The generated contracts: fresh, well formed, and never broken without notice."""

from copy import deepcopy
from pathlib import Path
from typing import Any, cast

import jsonschema
import orjson
import pytest

from octavo.schemagen import __main__ as schemagen
from octavo.schemagen.events import TRAVELLING, event_schemas
from octavo.topology import TOPOLOGY
from schemas.blobs import BlobRef, ImageRef
from schemas.events import Event, StageTiming
from schemas.geometry import Box, Line, Word
from schemas.labels import PageKind, RegionLabel
from schemas.parts import PageLaidOut, Part, TextRead
from schemas.work import OcrWanted, Region, SliceReleased
from streams.codec import EVENT_TYPES, encode

Schema = dict[str, Any]
DATA = Path(__file__).parents[1] / "data"
ASYNCAPI = schemagen.documents()[schemagen.ASYNCAPI]


def _read(file: Path) -> Schema:
    return cast(Schema, orjson.loads(file.read_bytes()))


def test_the_committed_files_are_what_the_classes_say_today() -> None:
    committed = {file.stem: file.read_bytes() for file in schemagen.FOLDER.glob("*.json")}
    fresh = {stem: schemagen.text(document) for stem, document in schemagen.documents().items()}
    stale = sorted(stem for stem in fresh | committed if fresh.get(stem) != committed.get(stem))
    assert not stale, "run 'make schemas' and look at the difference"


def test_no_event_breaks_what_the_last_release_promised() -> None:
    assert schemagen.broken_promises(schemagen.RELEASED, event_schemas()) == []


def test_this_version_of_the_events_has_a_promise_on_file() -> None:
    assert sorted(file.stem for file in schemagen.RELEASED.glob("*.json")), "run with --release"


def test_every_event_that_the_codec_reads_has_a_schema() -> None:
    abstract = {"Event", "Work", "Part", "Envelope"}
    assert set(EVENT_TYPES) - abstract == {event.__name__ for event in TRAVELLING}


def test_writing_the_files_anew_does_not_hide_a_broken_promise(tmp_path: Path) -> None:
    today = event_schemas()
    promised = deepcopy(today["TextRead"])
    promised["properties"]["language"] = {"type": "string", "default": ""}
    (tmp_path / "TextRead.json").write_bytes(schemagen.text(promised))
    (tmp_path / "PageRotated.json").write_bytes(schemagen.text(promised))
    assert schemagen.broken_promises(tmp_path, today) == [
        "PageRotated: the event is gone.",
        "TextRead: the event: the field 'language' was removed.",
    ]


# What the codec writes is what the schemas describe


REF = BlobRef(key="r/1/source.pdf", size_bytes=3, encoding="pdf")
IMAGE = ImageRef(key="r/1/p.jpg", size_bytes=3, encoding="jpeg", width_px=10, height_px=20)
BOX = Box(0.0, 1.0, 2.0, 3.0)
TIMING = StageTiming(stage="ocr", waited_ms=1.5, batch_items=2, batch_requests=1, device_ms=3.0)
REGION = Region(region_id=0, label=RegionLabel.TEXT, box=BOX)
WRITTEN: tuple[Event, ...] = (
    OcrWanted(request_id="r", page_no=1, image=IMAGE, dpi=200, regions=(REGION,)),
    TextRead(request_id="r", page_no=1, lines=(Line("a", BOX, 0.9),), timing=TIMING),
    PageLaidOut(
        request_id="r",
        page_no=1,
        width_pt=612,
        height_pt=792,
        kind=PageKind.DIGITAL,
        kind_reason="text layer",
        regions=(REGION,),
        wants=("ocr/1",),
        words=(Word("a", BOX, 0),),
        words_blob=REF,
    ),
)


@pytest.mark.parametrize("event", WRITTEN, ids=lambda event: type(event).__name__)
def test_what_is_written_fits_its_schema_and_a_mutilated_one_does_not(event: Event) -> None:
    schema = event_schemas()[type(event).__name__]
    value = orjson.loads(encode(event)[0])
    jsonschema.validate(value, schema)
    del value["page_no"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, schema)


# The AsyncAPI document


def test_the_asyncapi_document_follows_the_specification() -> None:
    validator = jsonschema.Draft7Validator(_read(DATA / "asyncapi-3.0.0.json"))
    errors = list(validator.iter_errors(ASYNCAPI))  # pyright: ignore[reportUnknownArgumentType]
    assert not errors, [error.message[:300] for error in errors]


def test_every_reference_in_the_asyncapi_document_leads_somewhere() -> None:
    for reference in _references(ASYNCAPI):
        if reference.startswith("#/"):
            node: Any = ASYNCAPI
            for step in reference[2:].split("/"):
                node = node[step]
        else:
            assert (schemagen.FOLDER / reference).is_file(), reference


def test_every_topic_is_a_channel_and_every_event_has_one() -> None:
    channels = ASYNCAPI["channels"]
    assert {channel["address"] for channel in channels.values()} == {t.name for t in TOPOLOGY.topics}
    told = {name for channel in channels.values() for name in channel["messages"]} - {"Raw"}
    assert told == {event.__name__ for event in TRAVELLING}


def test_parts_travel_on_the_topic_that_the_assembler_reads() -> None:
    messages = ASYNCAPI["channels"][TOPOLOGY.join.reads]["messages"]
    parts = {event.__name__ for event in TRAVELLING if issubclass(event, Part)}
    assert parts | {SliceReleased.__name__} <= set(messages)


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        fields = cast(dict[str, Any], node)
        own = [fields["$ref"]] if isinstance(fields.get("$ref"), str) else []
        return own + [found for child in fields.values() for found in _references(child)]
    if isinstance(node, list):
        return [found for child in cast(list[Any], node) for found in _references(child)]
    return []
