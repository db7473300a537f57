"""What a stage takes over from an earlier run, and what it makes again."""

from collections.abc import Sequence
from typing import Any

import pytest

from agents.document.kept import keep_parts, kept_key, read_kept
from agents.document.received import Received
from agents.payloads import pack
from agents.reuse import STAGES, Reusing, redoes
from schemas.blobs import BlobRef, ImageRef
from schemas.events import ModelUsed, ReplayOf, StageTiming
from schemas.geometry import Box, Line
from schemas.parts import DocumentOpened, TextRead
from schemas.stage import Cost, Ok, Rejected, Rejection
from schemas.work import OcrWanted
from tests.unit.run_parts import MemoryStore

MODEL = ModelUsed(name="m", version="1", backend="b:C", settings="s")
LINES = (Line("hello", Box(0, 0, 9, 9), 1.0),)
IMAGE = ImageRef(key="r/2/pages/1.img", size_bytes=1, encoding="rgb+zstd", width_px=1, height_px=1)


class Reader:
    """Takes part in place of Ocr: says whether an item was made or taken over."""

    used = MODEL

    def cost(self, event: Any) -> Cost:
        return Cost(1, 1)

    def load(self, event: Any) -> str:
        return "loaded"

    def run(self, batch: Sequence[tuple[Any, Any]]) -> list[Ok | Rejected]:
        return [Ok(()) for _ in batch]

    def again(self, event: OcrWanted, part: TextRead) -> Ok:
        return Ok((part.model_copy(update={"run_id": event.run_id}),))

    def close(self) -> None: ...


def ended(store: MemoryStore) -> Received:
    run = Received("r", "1")
    source = BlobRef(key="r/1/source.pdf", size_bytes=1, encoding="pdf")
    run.opened = DocumentOpened(request_id="r", source=source, sha256="abc", page_count=1)
    packed = pack(store, "r/1/pages/00001.lines", LINES, Line, inline_limit=0)
    timing = StageTiming(stage="ocr", waited_ms=1, batch_items=1, batch_requests=1, device_ms=1)
    text = TextRead(request_id="r", page_no=1, lines_blob=packed.blob, model=MODEL, timing=timing)
    run.page(1).take(text)
    return run


def test_kept_parts_stand_alone_and_are_the_same_bytes_when_kept_twice() -> None:
    store = MemoryStore()
    run = ended(store)
    keep_parts(store, run)
    key = kept_key("r", "1", 0)
    first = store.blobs[key]
    keep_parts(store, run)
    assert store.blobs[key] == first
    store.delete_under("r/1/pages")
    kept = read_kept(store, "r", "1", 0)
    assert kept is not None
    assert kept.sha256 == "abc"
    assert kept.texts == (TextRead(request_id="r", page_no=1, lines=LINES, model=MODEL),)


@pytest.mark.parametrize(
    ("replay", "model", "damaged", "taken"),
    [
        (ReplayOf(run_id="1", sha256="abc"), MODEL, False, True),
        (ReplayOf(run_id="1", sha256="abc", redo=("table",)), MODEL, False, True),
        (ReplayOf(run_id="1", sha256="abc", profile="mine"), MODEL, False, True),
        (None, MODEL, False, False),
        (ReplayOf(run_id="1"), MODEL, False, False),
        (ReplayOf(run_id="1", sha256="other"), MODEL, False, False),
        (ReplayOf(run_id="0", sha256="abc"), MODEL, False, False),
        (ReplayOf(run_id="1", sha256="abc", redo=("ocr",)), MODEL, False, False),
        (ReplayOf(run_id="1", sha256="abc", redo=("layout",)), MODEL, False, False),
        (ReplayOf(run_id="1", sha256="abc"), MODEL.model_copy(update={"settings": "t"}), False, False),
        (ReplayOf(run_id="1", sha256="abc"), MODEL.model_copy(update={"version": "2"}), False, False),
        (ReplayOf(run_id="1", sha256="abc"), MODEL, True, False),
    ],
)
def test_a_part_is_taken_over_only_where_it_would_come_out_the_same(
    replay: ReplayOf | None, model: ModelUsed, damaged: bool, taken: bool
) -> None:
    store, reader = MemoryStore(), Reader()
    reader.used = model
    keep_parts(store, ended(store))
    if damaged:
        store.blobs[kept_key("r", "1", 0)] = b"damaged"
    stage = Reusing(reader, "ocr", store, "mine")
    event = OcrWanted(request_id="r", run_id="2", page_no=1, image=IMAGE, dpi=72, replay=replay)
    (outcome,) = stage.run([(event, stage.load(event))])
    text = TextRead(request_id="r", run_id="2", page_no=1, lines=LINES, model=MODEL)
    assert outcome == Ok((text,) if taken else ())


def test_a_worker_of_another_profile_says_which_one_is_asked_for() -> None:
    stage = Reusing(Reader(), "ocr", MemoryStore(), "mine")
    replay = ReplayOf(run_id="1", sha256="abc", profile="full")
    event = OcrWanted(request_id="r", run_id="2", page_no=1, image=IMAGE, dpi=72, replay=replay)
    with pytest.raises(Rejection, match="--profile full"):
        stage.load(event)


@pytest.mark.parametrize(
    ("redo", "all_redone"),
    [
        ("rasterizer", set(STAGES)),
        ("layout", set(STAGES) - {"rasterizer"}),
        ("ocr", {"ocr", "assembler"}),
        ("chart", {"chart", "assembler"}),
        ("assembler", {"assembler"}),
    ],
)
def test_what_follows_a_redone_stage_is_redone(redo: str, all_redone: set[str]) -> None:
    assert {stage for stage in STAGES if redoes([redo], stage)} == all_redone
