"""The backends of profile `full` on tiny models with random weights, loaded as the real ones are."""

import json
import socket
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from agents.models.checkpoint import find
from agents.models.deplot import DePlot
from agents.models.detector import Detector
from agents.models.detr_layout import DetrLayout
from agents.models.got_ocr import GotOcr
from agents.models.protocols import BackendError, ChartData, OcrPage, Rgb, Unreadable
from agents.models.rapid_layout import RapidLayout
from agents.models.table_transformer import TableTransformer
from agents.models.torch_place import Precision, place
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.stage import Ok
from schemas.work import Region
from streams.item import Item
from streams.ladder import climb
from tests import pdfs, tiny_models
from tests.items import item
from tests.rasterized import image_of

SIZES = ((200, 150), (150, 200), (210, 160), (90, 400), (200, 150))


@pytest.fixture(scope="module")
def images() -> list[Rgb]:
    dice = np.random.default_rng(1)
    return [dice.integers(0, 255, (*size, 3), dtype=np.uint8) for size in SIZES]


@pytest.fixture(scope="module")
def detr(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.detr(tmp_path_factory.mktemp("detr"))


@pytest.fixture(scope="module")
def got(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.got_ocr(tmp_path_factory.mktemp("got"))


@pytest.fixture(scope="module")
def plot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.deplot(tmp_path_factory.mktemp("deplot"))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a connection fails the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a model asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


SCORE_TOLERANCE, BOX_TOLERANCE_PT = 1e-5, 1e-2
"""What a host's kernels for batches of another size make of the same numbers, as docs/profiles.md says."""


def test_a_page_is_laid_out_the_same_alone_and_among_pages_of_other_sizes(
    detr: Path, images: list[Rgb], no_network: None
) -> None:
    model = DetrLayout(str(detr), min_score=0.2)
    together = model.detect(images, [72] * len(images))
    assert all(together)
    alone = [model.detect([image], [72])[0] for image in images]
    for ones, others in zip(together, alone, strict=True):
        assert [one.label for one in ones] == [other.label for other in others]
        for one, other in zip(ones, others, strict=True):
            assert one.score == pytest.approx(other.score, abs=SCORE_TOLERANCE)
            assert one.box == pytest.approx(other.box, abs=BOX_TOLERANCE_PT)
    width, height = images[0].shape[1], images[0].shape[0]
    assert all(0 <= one.box.x0 <= one.box.x1 <= width + 1e-3 for one in together[0])
    assert all(0 <= one.box.y0 <= one.box.y1 <= height + 1e-3 for one in together[0])


@pytest.mark.parametrize("kwargs", [None, {"in_chans": 3, "out_indices": [1, 2, 3, 4]}])
def test_a_checkpoint_with_a_legacy_config_gives_the_same(
    detr: Path, images: list[Rgb], tmp_path: Path, kwargs: Any, no_network: None
) -> None:
    legacy = tiny_models.make_legacy(tiny_models.detr(tmp_path), kwargs)
    dpis = [72.0] * len(images)
    assert DetrLayout(str(legacy), min_score=0.2).detect(images, dpis) == DetrLayout(
        str(detr), min_score=0.2
    ).detect(images, dpis)


def test_a_panoptic_checkpoint_gives_up_its_mask_head(detr: Path) -> None:
    model: Any = Detector(find(str(detr)), place("cpu"), 0.5)._model  # pyright: ignore[reportPrivateUsage]
    assert type(model).__name__ == "DetrForObjectDetection"


def test_a_checkpoint_that_lacks_a_weight_is_refused_by_its_name(detr: Path, tmp_path: Path) -> None:
    broken = _copied(detr, tmp_path)
    weights = load_file(broken / "model.safetensors")
    del weights["detr.class_labels_classifier.weight"]
    save_file(weights, broken / "model.safetensors", {"format": "pt"})
    with pytest.raises(BackendError, match=r"lacks the weight detr\.class_labels_classifier\.weight"):
        DetrLayout(str(broken))


def test_a_checkpoint_with_a_weight_of_another_shape_is_refused(detr: Path, tmp_path: Path) -> None:
    broken = _copied(detr, tmp_path)
    config = json.loads((broken / "config.json").read_text())
    config["num_queries"] = 99
    (broken / "config.json").write_text(json.dumps(config))
    with pytest.raises(BackendError, match=r"in another shape the weight .*query_position_embeddings"):
        DetrLayout(str(broken))


def test_weights_that_the_library_cannot_read_are_one_sentence(detr: Path, tmp_path: Path) -> None:
    """Its header is whole, so that only loading tells."""
    broken = _copied(detr, tmp_path)
    content = (broken / "model.safetensors").read_bytes()
    assert b'"F32"' in content
    (broken / "model.safetensors").write_bytes(content.replace(b'"F32"', b'"F99"'))
    with pytest.raises(BackendError, match=r"The weights of .* are damaged"):
        DetrLayout(str(broken))


def test_a_checkpoint_of_another_kind_is_refused(detr: Path, got: Path) -> None:
    with pytest.raises(BackendError, match="is a GotOcr2ForConditionalGeneration, and this backend loads"):
        DetrLayout(str(got))
    with pytest.raises(BackendError, match="is a DetrForSegmentation, and this backend loads"):
        DePlot(str(detr))
    with pytest.raises(BackendError, match="has no label 'table column'"):
        TableTransformer(str(detr))


def test_weights_that_are_not_there_are_one_sentence_and_no_question_to_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_network: None
) -> None:
    with pytest.raises(BackendError, match="nobody/nothing are not on this machine: fetch them with 'octavo"):
        DetrLayout("nobody/nothing")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(BackendError, match=r"weights of .* are missing"):
        DetrLayout(str(tmp_path))


def test_labels_that_nobody_knows_are_refused_and_may_be_named(tmp_path: Path, images: list[Rgb]) -> None:
    strange = tiny_models.detr(tmp_path, labels=("Blob", "Text"))
    with pytest.raises(BackendError, match="labels that nothing here knows: Blob"):
        DetrLayout(str(strange))
    found = DetrLayout(str(strange), labels={"Blob": "picture"}, min_score=0.2).detect(images[:1], [72])
    assert {one.label for one in found[0]} <= {RegionLabel.PICTURE, RegionLabel.TEXT}
    with pytest.raises(BackendError, match="'blob' is no label of a region"):
        DetrLayout(str(strange), labels={"Blob": "blob"})


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_models.make_legacy(tiny_models.table_transformer(tmp_path_factory.mktemp("table")))


def test_a_table_is_seen_the_same_alone_and_among_others(
    table: Path, images: list[Rgb], no_network: None
) -> None:
    """What is compared is what its grid is made of: random weights see rows or columns, and no grid."""
    model: Any = TableTransformer(str(table), min_score=0.0)
    together = model._detector(images)
    alone = [model._detector([image])[0] for image in images]
    assert len({one.label for ones in together for one in ones}) > 1
    for ones, others in zip(together, alone, strict=True):
        assert len(ones) == 12, "every query of the tiny model"
        for one, other in zip(ones, others, strict=True):
            assert one.label == other.label
            assert one.score == pytest.approx(other.score, abs=SCORE_TOLERANCE)
            assert one.box == pytest.approx(other.box, abs=SCORE_TOLERANCE)


LESSONS = (
    (pdfs.table_document(seed=1), "Table", (0.1, 0.2, 0.9, 0.5)),
    (pdfs.chart_document(1), "Picture", (0.1, 0.3, 0.9, 0.6)),
)


def test_a_tiny_model_can_be_taught_what_to_see(tmp_path: Path) -> None:
    """What tests of the whole profile stand on."""
    lessons = [(image_of(made), label, box) for made, label, box in LESSONS]
    folder = tiny_models.taught(tiny_models.detr(tmp_path), lessons)
    others = [image_of(made) for made in (pdfs.table_document(seed=2), pdfs.chart_document(2))]
    found = DetrLayout(str(folder)).detect(others, [200, 200])
    assert [{one.label for one in ones} for ones in found] == [{RegionLabel.TABLE}, {RegionLabel.PICTURE}]
    left, top, *_ = found[0][0].box
    assert (left / 612, top / 792) == (pytest.approx(0.1, abs=0.05), pytest.approx(0.2, abs=0.05))


class Overwriting:
    """A model that gives out the same memory at every call, as one under CUDA graphs does."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._out: dict[Any, Any] = {}

    def __call__(self, **inputs: Any) -> Any:
        out = self._model(**inputs)
        kept = self._out.setdefault(out.logits.shape, out)
        kept.logits.copy_(out.logits)
        kept.pred_boxes.copy_(out.pred_boxes)
        return kept


def test_what_was_found_stays_when_the_next_batch_is_written_over_it(detr: Path, images: list[Rgb]) -> None:
    model: Any = Detector(find(str(detr)), place("cpu", "float32"), 0.2, most=1)
    before = model(images)
    model._model = Overwriting(model._model)
    assert model(images) == before


def test_numbers_of_rows_and_columns_reach_the_chart_model_whole(plot: Path) -> None:
    model: Any = DePlot(str(plot), precision="bfloat16", max_tokens=1)

    def note(_module: Any, inputs: Any) -> None:
        rows = inputs[0][0, :, 0].unique()
        assert rows.max() > 256, "else half as many bits would do"
        assert (rows.diff() == 1).all()
        raise EOFError("seen")  # more rows than the tiny model can tell apart

    model._model.encoder.embeddings.register_forward_pre_hook(note)
    with pytest.raises(EOFError, match="seen"):
        model.read([np.full((1600, 40, 3), 200, dtype=np.uint8)])


def test_pages_are_read_the_same_alone_and_together_and_no_longer_than_allowed(
    got: Path, images: list[Rgb], no_network: None
) -> None:
    model = GotOcr(str(got), max_tokens=12, most=2)
    pages = [OcrPage(image, 72) for image in images]
    together = model.read(pages)
    assert any(together)
    assert together == [model.read([page])[0] for page in pages]
    assert all(sum(len(line.text) for line in lines) <= 12 for lines in together)


def test_each_region_is_read_for_itself_and_its_lines_lie_in_its_box(got: Path, images: list[Rgb]) -> None:
    boxes = Box(0, 0, 150, 60), Box(0, 60, 150, 200)
    regions = tuple(
        Region(region_id=number, label=RegionLabel.TEXT, box=box, score=1.0)
        for number, box in enumerate(boxes)
    )
    (lines,) = GotOcr(str(got), max_tokens=12).read([OcrPage(images[0], 72, regions, whole_page=False)])
    assert {line.region_id for line in lines} <= {0, 1}
    for line in lines:
        assert line.region_id is not None
        assert boxes[line.region_id].holds(*line.box.centre)


@pytest.fixture(scope="module")
def scan() -> tuple[Rgb, list[str]]:
    """A page with a table, and the texts of its cells."""
    cells = pdfs.table_cells(seed=101)  # as the document has them
    return image_of(pdfs.scanned(pdfs.table_document(seed=1))), [text for row in cells for text in row]


def test_a_scans_text_lies_in_its_regions_and_that_of_tables_in_their_cells(
    got: Path, scan: tuple[Rgb, list[str]]
) -> None:
    image, cells = scan
    (table,) = [one for one in RapidLayout(2).detect([image], [200])[0] if one.label is RegionLabel.TABLE]
    x0, y0, x1, y1 = table.box
    labels = (RegionLabel.TEXT, RegionLabel.TABLE, RegionLabel.PICTURE)
    boxes = (Box(x0, 10, x1, y0 - 5), table.box, Box(x0, y1 + 100, x1, y1 + 200))
    regions = tuple(
        Region(region_id=number, label=label, box=box)
        for number, (label, box) in enumerate(zip(labels, boxes, strict=True))
    )
    model = GotOcr(str(got), max_tokens=12, threads=2)
    (lines,) = model.read([OcrPage(image, 200, regions)])
    laid = [line for line in lines if line.region_id is not None]
    assert {line.region_id for line in laid} == {0}
    assert all(boxes[0].holds(*line.box.centre) for line in laid)
    found = [line for line in lines if line.region_id is None]
    assert sorted(line.text for line in found) == sorted(cells)
    assert all(table.box.holds(*line.box.centre) for line in found)


def test_lines_of_tables_are_found_only_where_they_are_asked_for(
    got: Path, scan: tuple[Rgb, list[str]]
) -> None:
    table = Region(region_id=0, label=RegionLabel.TABLE, box=Box(0, 0, 600, 780))
    (lines,) = GotOcr(str(got), max_tokens=12, table_lines=False).read([OcrPage(scan[0], 200, (table,))])
    assert {line.region_id for line in lines} == {0}


def test_what_reads_tables_is_part_of_the_version(got: Path) -> None:
    with_lines, without = (GotOcr(str(got), table_lines=on).used.version for on in (True, False))
    assert with_lines.startswith(f"{without}, tables with rapidocr ")


def test_a_page_of_which_nothing_is_wanted_is_not_read(got: Path, images: list[Rgb]) -> None:
    assert GotOcr(str(got), max_tokens=4).read([OcrPage(images[0], 72, (), whole_page=False)]) == [[]]


def test_reading_ends_where_the_model_ends_its_message(got: Path, images: list[Rgb]) -> None:
    model = GotOcr(str(got), max_tokens=12)
    inner: Any = model
    end = inner._processor.tokenizer.convert_tokens_to_ids("<|im_end|>")
    bias = torch.zeros(inner._model.get_output_embeddings().weight.shape[0])
    bias[end] = 1e9  # this token wins over every other

    def end_it(_module: Any, _inputs: Any, out: Any) -> Any:
        return out + bias

    inner._model.get_output_embeddings().register_forward_hook(end_it)
    assert model.read([OcrPage(images[0], 72)]) == [[]]


def test_charts_are_read_the_same_alone_and_together_and_without_a_font_from_the_network(
    plot: Path, images: list[Rgb], no_network: None
) -> None:
    """What is compared is the text that the model wrote: with random weights it is no table."""
    model: Any = DePlot(str(plot), max_tokens=16, max_patches=64, most=2)
    together = model._texts(images[:4])
    assert len(set(together)) > 2, "else nothing tells them apart"
    assert together == [model._texts([image])[0] for image in images[:4]]
    read = model.read(images)
    assert len(read) == len(images)
    assert all(isinstance(one, Unreadable | ChartData) for one in read)


def test_a_chart_ends_where_its_model_ends_it_or_where_it_must(plot: Path, images: list[Rgb]) -> None:
    model: Any = DePlot(str(plot), max_tokens=6, max_patches=64)
    made: list[int] = []
    inner = model._model.generate

    def generate(**options: Any) -> torch.Tensor:
        found = inner(**options)
        made.append(found.shape[1] - 1)  # less the token that begins every answer
        return found

    model._model.generate = generate
    favoured: list[int] = []

    def favour(_module: Any, _inputs: Any, logits: torch.Tensor) -> torch.Tensor:
        """One token wins over every other."""
        bias = torch.zeros(logits.shape[-1])
        bias[favoured[0]] = 1e9
        return logits + bias

    model._model.get_output_embeddings().register_forward_hook(favour)
    favoured[:] = [model._tokenizer.convert_tokens_to_ids("a")]
    assert model._texts(images[:1]) == ["aaaaaa"]
    favoured[:] = [model._tokenizer.eos_token_id]
    assert model.read(images[:1]) == [Unreadable("The chart model wrote no rows.")]
    assert made == [6, 1]


@pytest.mark.parametrize("precision", ["bfloat16", "float16"])
def test_all_four_compute_in_half_precision(
    precision: Precision, detr: Path, got: Path, table: Path, plot: Path, images: list[Rgb], no_network: None
) -> None:
    half, whole = (
        DetrLayout(str(detr), precision=one, min_score=0.2).detect(images, [72] * 5)
        for one in (precision, "float32")
    )
    for ones, others in zip(half, whole, strict=True):
        assert {one.label for one in ones} == {other.label for other in others}
    pages = [OcrPage(image, 72) for image in images]
    assert any(GotOcr(str(got), precision=precision, max_tokens=8).read(pages))
    model: Any = TableTransformer(str(table), precision=precision, min_score=0.0)
    assert [len(ones) for ones in model._detector(images)] == [12] * 5
    chart: Any = DePlot(str(plot), precision=precision, max_tokens=8, max_patches=64)
    assert all(chart._texts(images))
    for one in (model._detector, chart):
        assert {weight.dtype for weight in one._model.parameters()} == {place("cpu", precision).dtype}


def test_out_of_memory_is_raised_as_the_ladder_knows_it() -> None:
    with pytest.raises(MemoryError, match="CUDA out of memory"), place("cpu").running():
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB\nmore")
    with pytest.raises(MemoryError, match="can't allocate"), place("cpu").running():
        torch.empty(1 << 60)
    with pytest.raises(RuntimeError, match="something else"), place("cpu").running():
        raise RuntimeError("something else")


@pytest.mark.parametrize(
    "error",
    [
        torch.AcceleratorError("CUDA error: out of memory\nCompile with TORCH_USE_CUDA_DSA"),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"),
        RuntimeError("cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED"),
        RuntimeError("CUDA driver error: Out of Memory"),
    ],
)
def test_every_form_of_out_of_memory_is_one(error: RuntimeError) -> None:
    with pytest.raises(MemoryError), place("cpu").running():
        raise error


def test_another_fault_of_a_device_is_no_lack_of_memory() -> None:
    with pytest.raises(RuntimeError, match="illegal memory access"), place("cpu").running():
        raise torch.AcceleratorError("CUDA error: an illegal memory access was encountered")


@pytest.mark.parametrize(("by_itself", "dtype"), [(True, torch.bfloat16), (False, torch.float16)])
def test_a_gpu_that_only_emulates_bfloat16_computes_in_float16(
    monkeypatch: pytest.MonkeyPatch, by_itself: bool, dtype: torch.dtype
) -> None:
    def supported(including_emulation: bool = True) -> bool:
        return including_emulation or by_itself

    monkeypatch.setattr(torch.cuda, "is_bf16_supported", supported)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "device", nullcontext)
    assert place("cuda:0").dtype is dtype


def test_a_device_out_of_memory_gets_half_the_batch_and_the_cap_is_told() -> None:
    told: list[int] = []

    def run(pairs: Sequence[tuple[Item, Any]]) -> list[Ok]:
        with place("cpu").running():
            if len(pairs) > 2:
                raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB.")
        return [Ok(()) for _ in pairs]

    outcomes = climb(run, [(item(), None) for _ in range(8)], told.append)
    assert outcomes == [Ok(())] * 8
    assert told == [8, 4, 4]


def test_a_device_that_is_not_there_is_said_so() -> None:
    with pytest.raises(BackendError, match="cuda:99 is not there"):
        place("cuda:99")
    with pytest.raises(BackendError, match="no device of torch"):
        place("abacus")
    with pytest.raises(BackendError, match="no precision 'float8'"):
        place("cpu", "float8")  # pyright: ignore[reportArgumentType]


def test_another_state_of_a_checkpoint_has_another_version(detr: Path, tmp_path: Path) -> None:
    copy = _copied(detr, tmp_path)
    assert find(str(copy)).version == find(str(detr)).version
    (copy / "config.json").write_text((copy / "config.json").read_text() + "\n")
    assert find(str(copy)).version != find(str(detr)).version


def _copied(folder: Path, to: Path) -> Path:
    for path in folder.iterdir():
        (to / path.name).write_bytes(path.read_bytes())
    return to
