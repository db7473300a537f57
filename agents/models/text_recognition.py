"""What lines of text say, cut out of their pages one by one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from agents.models.ctc import Decoder, Reading
from agents.models.onnx_session import Floats, OnnxSession
from agents.models.pool import Lanes
from agents.models.protocols import Rgb
from agents.models.text_detection import Quads
from agents.models.wide_gaps import parted

_HEIGHT_PX = 48
_STEP_PX = 8
"""Of a line of that height: the network tells a character for each."""
_BUCKET_PX = 160
_MIN_WIDTH_PX = 320
_UPRIGHT_RATIO = 1.5


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of a line: what it says, with which score, and its corners."""

    text: str
    score: float
    quad: Quads


class TextRecognizer:
    """Reads lines of pages, each by itself, on several threads.

    One line on one thread takes 0.6 of the time that two threads need together for one line, so the lines
    of a call are shared out over `threads` threads, the longest first. A line is padded to a width that
    depends on its own alone (steps of 160 px, so that memory is asked for in few sizes): it reads the
    same, bit for bit, whatever stands beside it. rapidocr pads to the widest line of a batch, so the two
    may differ in a space.
    """

    def __init__(self, model: bytes, threads: int) -> None:
        self._session = OnnxSession(model, threads=1)
        self._lanes = Lanes(threads)
        self._decode = Decoder(self._session.labels)

    def __call__(self, lines: Sequence[tuple[Rgb, Quads]]) -> list[list[Told]]:
        """What each line says: a page, and the line's four corners on it. More than one piece where there is
        a wide gap in it."""
        crops = self._lanes.map(lambda line: cut_out(*line), lines)
        longest_first = sorted(range(len(crops)), key=lambda index: -_padded_width(crops[index]))
        read = self._lanes.map(self._read, [crops[index] for index in longest_first])
        told: list[list[Told]] = [[] for _ in crops]
        for index, reading in zip(longest_first, read, strict=True):
            told[index] = _told(lines[index][1], crops[index], reading)
        return told

    def _read(self, crop: Rgb) -> Reading:
        return self._decode(self._session(_prepared(crop, _padded_width(crop)))[0])


def cut_out(image: Rgb, quad: Quads) -> Rgb:
    """The quadrilateral made straight. One that stands upright is turned to the left, as rapidocr does."""
    import cv2

    width, height = _size(quad)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    straight = cv2.warpPerspective(
        image,
        cv2.getPerspectiveTransform(quad, target),
        (width, height),
        borderMode=cv2.BORDER_REPLICATE,
        flags=cv2.INTER_CUBIC,
    )
    return cast(Rgb, np.rot90(straight) if _is_upright(quad) else straight)


def _size(quad: Quads) -> tuple[int, int]:
    """Width and height in pixels."""
    top, right, bottom, left = (np.linalg.norm(quad[i] - quad[(i + 1) % 4]) for i in range(4))
    return max(1, int(max(top, bottom))), max(1, int(max(right, left)))


def _is_upright(quad: Quads) -> bool:
    width, height = _size(quad)
    return height / width >= _UPRIGHT_RATIO


def _told(quad: Quads, crop: Rgb, reading: Reading) -> list[Told]:
    if _is_upright(quad) or not reading.text.strip():
        return [Told(reading.text, reading.score, quad)]
    width = _scaled_width(crop)
    places = [min(1.0, (step + 0.5) * _STEP_PX / width) for step in reading.steps]
    return [
        Told(part.text, reading.score, _piece(quad, part.start, part.end))
        for part in parted(crop, reading.text, places)
    ]


def _piece(quad: Quads, start: float, end: float) -> Quads:
    top_left, top_right, bottom_right, bottom_left = quad
    top, bottom = top_right - top_left, bottom_right - bottom_left
    corners = [
        top_left + start * top,
        top_left + end * top,
        bottom_left + end * bottom,
        bottom_left + start * bottom,
    ]
    return np.array(corners, dtype=np.float32)


def _scaled_width(crop: Rgb) -> int:
    return max(1, math.ceil(_HEIGHT_PX * crop.shape[1] / crop.shape[0]))


def _padded_width(crop: Rgb) -> int:
    return max(_MIN_WIDTH_PX, math.ceil(_scaled_width(crop) / _BUCKET_PX) * _BUCKET_PX)


def _prepared(crop: Rgb, width: int) -> Floats:
    """Channels first, blue first, -1 to 1, grey where nothing is."""
    import cv2

    scaled = cv2.resize(crop, (_scaled_width(crop), _HEIGHT_PX))[..., ::-1]
    padded = np.zeros((3, _HEIGHT_PX, width), dtype=np.float32)
    padded[:, :, : scaled.shape[1]] = (scaled.astype(np.float32).transpose(2, 0, 1) / 255 - 0.5) / 0.5
    return padded
