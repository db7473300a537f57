"""Images of many sizes in batches of few shapes, so that little of a batch is padding, and an image is padded
alike whoever is beside it: its result does not depend on its batch-mates. Pure."""

from collections.abc import Mapping, Sequence

Shape = tuple[int, int]
"""(height_px, width_px)"""


def scaled(shape: Shape, shortest_px: int, longest_px: int) -> Shape:
    """The shape whose shorter side is `shortest_px`, or less where its longer side would pass
    `longest_px`; the ratio stays. At least one pixel each."""
    height, width = shape
    factor = min(shortest_px / min(shape), longest_px / max(shape))
    return max(1, round(height * factor)), max(1, round(width * factor))


def bucket_of(shape: Shape, step_px: int) -> Shape:
    """Both sides rounded up to a multiple of `step_px`."""
    height, width = (-(-side // step_px) * step_px for side in shape)
    return height, width


def buckets(shapes: Sequence[Shape], step_px: int, most: int) -> Mapping[Shape, list[list[int]]]:
    """Numbers of the images by the shape they are padded to, `most` in a call at most, in their order."""
    found: dict[Shape, list[list[int]]] = {}
    for number, shape in enumerate(shapes):
        groups = found.setdefault(bucket_of(shape, step_px), [])
        if not groups or len(groups[-1]) == most:
            groups.append([])
        groups[-1].append(number)
    return found


def padded_share(shapes: Sequence[Shape], step_px: int) -> float:
    """The share of all pixels computed that is padding."""
    used = sum(height * width for height, width in shapes)
    computed = sum(height * width for height, width in (bucket_of(shape, step_px) for shape in shapes))
    return 1 - used / computed if computed else 0.0
