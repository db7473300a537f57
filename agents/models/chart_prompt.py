"""The question that DePlot was trained with, written over the picture.

transformers draws it with a font that it fetches from the hub; here it is drawn with the font that Pillow
carries, in the same place and size, so that no network is asked.
"""

from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from agents.models.protocols import Rgb

PROMPT = "Generate underlying data table of the figure below:"
_FONT_PX, _PADDING_PX = 36, 5
_LONGEST_PX = 8192
"""The question makes no narrow picture higher: a stroke as high as its page would take gigabytes."""


def under_prompt(crop: Rgb) -> Rgb:
    """The picture with the question above it, both as wide as the wider one, or narrower where the picture
    would become too high."""
    question = _question()
    picture = Image.fromarray(crop)
    most = max(picture.width, round(_LONGEST_PX * picture.width / picture.height))
    width = min(most, max(question.width, picture.width))
    parts = [_as_wide(question, width), _as_wide(picture, width)]
    sheet = Image.new("RGB", (width, sum(part.height for part in parts)), "white")
    sheet.paste(parts[0], (0, 0))
    sheet.paste(parts[1], (0, parts[0].height))
    return np.array(sheet)  # a copy, since torch takes none that may not be written to


@cache
def _question() -> Image.Image:
    font = ImageFont.load_default(_FONT_PX)
    left, top, right, bottom = font.getbbox(PROMPT)
    size = (round(right - left) + 2 * _PADDING_PX, round(bottom - top) + 2 * _PADDING_PX)
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((_PADDING_PX - left, _PADDING_PX - top), PROMPT, fill="black", font=font)
    return image


def _as_wide(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height)) if width != image.width else image
