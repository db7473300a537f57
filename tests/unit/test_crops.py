"""What a recogniser without places is given of a page."""

import numpy as np

from agents.models.crops import Crop, crops_of
from agents.models.protocols import OcrPage, Rgb
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region
from tests.unit.pages import region

NONE = frozenset({RegionLabel.PICTURE})
PAPER, INK = 250, 10


def sheet() -> Rgb:
    """300 by 200 points at 144 DPI."""
    return np.full((600, 400, 3), PAPER, dtype=np.uint8)


def crops(*regions: Region, image: Rgb | None = None, whole: bool = True) -> list[Crop]:
    return crops_of(3, OcrPage(sheet() if image is None else image, 144, regions, whole), NONE)


def test_every_region_of_text_is_a_crop_and_a_picture_is_none() -> None:
    found = crops(
        region(0, RegionLabel.TEXT, 10, 10, 190, 60),
        region(1, RegionLabel.PICTURE, 10, 70, 190, 150),
        region(2, RegionLabel.FORMULA, 10, 160, 110, 190),
    )
    assert [(one.page, one.region_id, one.image.shape) for one in found] == [
        (3, 0, (100, 360, 3)),
        (3, 2, (60, 200, 3)),
    ]
    assert found[1].box == Box(10, 160, 110, 190)


def test_a_page_without_a_region_is_read_whole_where_all_of_it_is_wanted() -> None:
    (found,) = crops()
    assert (found.region_id, found.box, found.image.shape) == (None, Box(0, 0, 200, 300), (600, 400, 3))
    assert crops(whole=False) == []


def test_a_page_of_pictures_alone_is_read_whole_since_it_may_be_a_page_of_text() -> None:
    picture = region(0, RegionLabel.PICTURE, 0, 0, 200, 300)
    assert [one.region_id for one in crops(picture)] == [None]
    assert crops(picture, whole=False) == []


def test_what_a_region_inside_another_holds_is_read_once() -> None:
    image = sheet()
    image[20:60, 20:100] = INK
    outer, inner = (
        region(0, RegionLabel.TEXT, 0, 0, 200, 100),
        region(1, RegionLabel.SECTION_HEADER, 10, 10, 50, 30),
    )
    large, small = crops(outer, inner, image=image)
    assert (large.image == PAPER).all()
    assert (small.image == INK).all()
    assert (image[20:60, 20:100] == INK).all(), "the page itself stays as it is"


def test_regions_that_only_touch_are_read_as_they_are() -> None:
    image = sheet()
    image[190:210] = INK
    upper, lower = (
        region(0, RegionLabel.TEXT, 0, 0, 200, 102),
        region(1, RegionLabel.TEXT, 0, 98, 200, 150),
    )
    assert all((one.image == INK).any() for one in crops(upper, lower, image=image))


def test_a_region_beside_the_page_is_no_crop() -> None:
    assert crops(region(0, RegionLabel.TEXT, 300, 400, 350, 450)) == []
