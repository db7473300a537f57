"""Whether a device says what the host says: by what the models give before anything is made of it.

Random weights find nothing and write no words, so the answers of a backend would be equal whatever the device
did. Compared are the scores and boxes of all queries of a detector, and of what writes text the logits of the
first token, which have one input on both, and the tokens.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.gpu.backends import Size, call, images, loaded
from octavo.profiles import ModelStage

SAME_TOKENS = 8
"""Of an answer that is compared with the host's, which is slow."""
WITHIN = {"float32": 0.01, "auto": 0.1}
"""How far apart they may be, by precision: scores, sides of boxes as shares of the image, and logits in
standard deviations of all logits."""

_COUNT = 3


@dataclass(slots=True)
class _Raw:
    """`numbers`: those of all images in order; `tokens` of what writes text."""

    numbers: list[Any] = field(default_factory=list[Any])
    tokens: list[Any] = field(default_factory=list[Any])


def sameness(stage: ModelStage, folder: Path, size: Size, device: str) -> dict[str, Any]:
    """The device against the host, in float32 and in the precision that the device would choose: the largest
    difference, whether that is within WITHIN, and the share of equal tokens."""
    few: dict[str, Any] = {"max_tokens": SAME_TOKENS} if stage in size.tokens else {}
    host = _answers(stage, loaded(stage, folder, size, "cpu", precision="float32", **few), size)
    told: dict[str, Any] = {}
    for precision, within in WITHIN.items():
        with _exact():
            model = loaded(stage, folder, size, device, precision=precision, **few)
            other = _answers(stage, model, size)
        apart = _apart(host, other)
        told |= {f"{precision}_apart": apart, f"{precision}_within": apart <= within}
        if host.tokens:
            told[f"{precision}_equal_tokens"] = _equal(host, other)
    return told


@contextmanager
def _exact() -> Generator[None]:
    """float32 is float32: GPUs shorten the factors of products else."""
    before = torch.backends.cudnn.allow_tf32, torch.backends.cuda.matmul.allow_tf32
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False
    try:
        yield
    finally:
        torch.backends.cudnn.allow_tf32, torch.backends.cuda.matmul.allow_tf32 = before


def _answers(stage: ModelStage, model: Any, size: Size) -> _Raw:
    pixels = images(stage, _COUNT, size)
    raw = _Raw()
    if stage in size.tokens:
        with _kept(model, raw):
            call(stage, model, pixels)
        return raw
    for found in model._detector(pixels):
        raw.numbers += [np.array([one.score, *one.box]) for one in found]
    return raw


@contextmanager
def _kept(model: Any, raw: _Raw) -> Generator[None]:
    """What `generate` gives meanwhile."""
    generate = model._model.generate

    def keeping(**asked: Any) -> Any:
        made = generate(**asked, return_dict_in_generate=True, output_logits=True)
        raw.numbers.append(made.logits[0].float().cpu().numpy())
        raw.tokens.append(made.sequences.cpu().numpy())
        return made.sequences

    model._model.generate = keeping
    try:
        yield
    finally:
        model._model.generate = generate


def _apart(one: _Raw, other: _Raw) -> float:
    """nan where one gave more than the other, or there is nothing to compare."""
    ones, others = (np.concatenate([a.ravel() for a in raw.numbers]) for raw in (one, other))
    if ones.shape != others.shape or not ones.size:
        return float("nan")
    scale = float(ones.std()) if one.tokens else 1.0
    return float(np.abs(ones - others).max()) / max(scale, 1e-9)


def _equal(one: _Raw, other: _Raw) -> float:
    pairs = zip(one.tokens, other.tokens, strict=True)
    return float(np.mean([(a[:, : b.shape[1]] == b[:, : a.shape[1]]).mean() for a, b in pairs]))
