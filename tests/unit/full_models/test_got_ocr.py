"""Text as profile `full` reads it, by a tiny model that is loaded as the real one is."""

from pathlib import Path
from typing import Any

import pytest
import torch

from agents.models.got_ocr import GotOcr
from agents.models.protocols import OcrPage, Rgb
from agents.models.rapid_layout import RapidLayout
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region
from tests import pdfs
from tests.rasterized import image_of


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
