import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.images import ImageDamaged, Rgb, crop, decode, encode
from agents.payloads import pack, unpack
from schemas.blobs import BlobMissing
from schemas.geometry import Box, Line
from schemas.parts import TableCell
from streams.blobs import open_blobs


def page_of_text(height: int = 2200, width: int = 1700) -> Rgb:
    image = np.full((height, width, 3), 255, np.uint8)
    image[100:-100:40, 100:-100] = 20
    return image


def photograph(height: int = 2200, width: int = 1700) -> Rgb:
    y, x = np.mgrid[0:height, 0:width] / max(height, width)
    smooth = np.stack([x, y, (x + y) / 2], axis=-1) * 200
    noise = np.random.default_rng(0).normal(0, 8, (height, width, 1))
    return np.clip(smooth + noise + 20, 0, 255).astype(np.uint8)


def test_a_page_of_text_is_kept_exactly() -> None:
    image = page_of_text()
    ref, data = encode(image, "r/1/x")
    assert (ref.encoding, ref.width_px, ref.height_px, ref.size_bytes) == ("rgb+zstd", 1700, 2200, len(data))
    assert np.array_equal(decode(ref, data), image)


def test_a_photograph_becomes_a_jpeg_that_looks_the_same() -> None:
    image = photograph()
    ref, data = encode(image, "r/1/x")
    assert ref.encoding == "jpeg"
    assert len(data) < image.nbytes / 4
    difference = np.abs(decode(ref, data).astype(int) - image)
    assert difference.mean() < 6


def test_noise_in_one_corner_does_not_fool_the_estimate() -> None:
    image = page_of_text()
    image[1500:2100, :600] = photograph(600, 600)
    ref, data = encode(image, "r/1/x")
    assert len(data) < 2 * 1024 * 1024
    assert decode(ref, data).shape == image.shape


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 700, 3), (300, 1, 3), (66_000, 40, 3)])
def test_odd_shapes_survive(shape: tuple[int, int, int]) -> None:
    image = np.random.default_rng(0).integers(0, 255, shape, np.uint8)
    ref, data = encode(image, "r/1/x")
    assert decode(ref, data).shape == shape


def test_a_view_that_is_not_contiguous_can_be_stored() -> None:
    view = page_of_text()[100:300:2, 50:400]
    ref, data = encode(view, "r/1/x")
    assert np.array_equal(decode(ref, data), view)


def test_stored_bytes_that_are_no_image_are_told() -> None:
    for image in (page_of_text(), photograph()):
        ref, data = encode(image, "r/1/x")
        for broken in (b"", data[: len(data) // 3], b"x" * 500):
            with pytest.raises(ImageDamaged, match="r/1/x"):
                decode(ref, broken)
    ref, data = encode(photograph(), "r/1/x")
    with pytest.raises(ImageDamaged, match=r"shape|too small"):
        decode(ref.model_copy(update={"width_px": 3}), data)


def test_a_crop_covers_its_box_at_the_resolution_of_the_page() -> None:
    image = np.zeros((200, 200, 3), np.uint8)
    image[50:100, 20:60] = 255
    part = crop(image, Box(7.2, 18.0, 21.6, 36.0), dpi=200)
    assert part.shape == (50, 40, 3)
    assert part.min() == 255


coordinate = st.floats(-1e4, 1e4)


@given(coordinate, coordinate, coordinate, coordinate, st.floats(36, 600))
def test_a_crop_is_never_empty_and_never_outside(
    x0: float, y0: float, x1: float, y1: float, dpi: float
) -> None:
    image = np.zeros((50, 80, 3), np.uint8)
    part = crop(image, Box(x0, y0, x1, y1), dpi)
    assert 1 <= part.shape[0] <= 50
    assert 1 <= part.shape[1] <= 80


@pytest.mark.parametrize("count", [0, 1, 5000])
def test_lists_come_back_as_they_went_inline_or_as_a_blob(count: int) -> None:
    store = open_blobs("memory://")
    lines = tuple(Line(f"line {number} ü", Box(1, 2, 3.5, number), 0.5) for number in range(count))
    packed = pack(store, "r/1/pages/00001.lines", lines, Line)
    assert (packed.blob is None) == (count < 100)
    assert unpack(store, packed.inline, packed.blob, Line) == lines


def test_models_travel_like_named_tuples() -> None:
    store = open_blobs("memory://")
    cells = tuple(
        TableCell(row=row, col=0, box=Box(0, row, 1, row + 1), header=row == 0) for row in range(900)
    )
    packed = pack(store, "r/1/cells", cells, TableCell)
    assert packed.inline == ()
    assert unpack(store, (), packed.blob, TableCell) == cells


def test_a_list_whose_blob_is_gone_or_broken_is_told() -> None:
    store = open_blobs("memory://")
    packed = pack(store, "r/1/lines", [Line("text", Box(0, 0, 1, 1), 1.0)], Line, inline_limit=0)
    store.put("r/1/lines", b"broken")
    with pytest.raises(ValueError, match="r/1/lines"):
        unpack(store, (), packed.blob, Line)
    store.delete_under("r/1")
    with pytest.raises(BlobMissing):
        unpack(store, (), packed.blob, Line)
