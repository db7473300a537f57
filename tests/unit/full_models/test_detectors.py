"""Layout and tables as profile `full` sees them, by tiny models that are loaded as the real ones are."""

from pathlib import Path
from typing import Any

import pytest

from agents.models.checkpoint import find
from agents.models.detector import Detector
from agents.models.detr_layout import DetrLayout
from agents.models.protocols import Rgb
from agents.models.table_transformer import TableTransformer
from agents.models.torch_place import place
from schemas.labels import RegionLabel
from tests import pdfs, tiny_models
from tests.rasterized import image_of

SCORE_TOLERANCE, BOX_TOLERANCE_PT = 1e-5, 1e-2
"""What a host's kernels for batches of another size make of the same numbers, as docs/profiles.md says."""
LESSONS = (
    (pdfs.table_document(seed=1), "Table", (0.1, 0.2, 0.9, 0.5)),
    (pdfs.chart_document(1), "Picture", (0.1, 0.3, 0.9, 0.6)),
)


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
