"""Shapes that images are padded to."""

from hypothesis import given
from hypothesis import strategies as st

from agents.models.buckets import bucket_of, buckets, padded_share, scaled

SHAPES = st.lists(st.tuples(st.integers(1, 4000), st.integers(1, 4000)), max_size=40)


@given(SHAPES, st.integers(1, 128), st.integers(1, 9))
def test_every_image_is_in_one_bucket_that_holds_it(
    shapes: list[tuple[int, int]], step: int, most: int
) -> None:
    found = buckets(shapes, step, most)
    numbers = [number for groups in found.values() for group in groups for number in group]
    assert sorted(numbers) == list(range(len(shapes)))
    for bucket, groups in found.items():
        assert all(0 < len(group) <= most for group in groups)
        for number in (number for group in groups for number in group):
            assert all(0 <= whole - side < step for whole, side in zip(bucket, shapes[number], strict=True))


@given(SHAPES, SHAPES)
def test_an_image_is_padded_alike_whoever_is_beside_it(
    shapes: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    together = buckets([*shapes, *others], 64, 8)
    for number, shape in enumerate(shapes):
        (mine,) = (bucket for bucket, groups in together.items() if any(number in group for group in groups))
        assert mine == bucket_of(shape, 64)


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(8, 800), st.integers(800, 1400))
def test_scaling_keeps_within_both_sides(height: int, width: int, shortest: int, longest: int) -> None:
    scaled_shape = scaled((height, width), shortest, longest)
    assert max(scaled_shape) <= longest
    assert min(scaled_shape) <= shortest
    assert max(scaled_shape) == longest or min(scaled_shape) == shortest


def test_pages_of_a_document_waste_little() -> None:
    """Letter and A4, upright and on their side, scaled as the layout model asks for."""
    pages = [scaled(shape, 800, 1333) for shape in ((2200, 1700), (1700, 2200), (2339, 1654), (1654, 2339))]
    assert padded_share(pages, 64) < 0.15
    assert padded_share([], 64) == 0.0
