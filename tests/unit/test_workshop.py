"""How many instances of a model a worker makes, by the memory of the devices that they are made on."""

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from agents.models.checkpoint import find
from agents.models.inventory import instance_bytes
from agents.models.room import needed_bytes
from octavo.config import load_settings
from octavo.instance_size import InstanceSize
from octavo.workshop import Workshop
from tests.unit.test_checkpoints import DETR, checkpoint

WAIT_S = 30
BACKEND = """
import sys
import types

from schemas.events import ModelUsed

GB = 10**9
used = {used}  # bytes of two devices of 12 GB, other programs' included


class Cuda:
    is_available = staticmethod(lambda: True)

    def mem_get_info(self, device):
        return 12 * GB - used[device], 12 * GB


torch = types.ModuleType("torch")
torch.cuda = Cuda()
sys.modules["torch"] = torch


class Reader:
    def __init__(self, device):
        used[device] += 2 * GB
        self.used = ModelUsed(name="reader", version="1")

    def read(self, pages):
        return pages[0]()
"""
GB = 10**9


def profile(folder: Path, name: str, devices: list[str], instances: int = 3) -> Path:
    others = "".join(
        f'[{stage}]\nbackend = "agents.models.{backend}"\n'
        for stage, backend in (
            ("layout", "rapid_layout:RapidLayout"),
            ("table", "grid_table:GridTable"),
            ("chart", "no_chart:NoChart"),
        )
    )
    path = folder / "mine.toml"
    path.write_text(
        f'[ocr]\nbackend = "{name}:Reader"\ninstances = {instances}\ndevices = {devices}\n{others}',
        encoding="utf-8",
    )
    return path


def grows_to(model: Any, expected: int, asked: int = 3) -> bool:
    """Whether so many instances come to work at once, and no more, where `asked` threads want one."""
    pool: Any = model._pool
    running: list[int] = []
    done = threading.Event()

    def work() -> list[Any]:
        running.append(1)
        assert done.wait(WAIT_S)
        return []

    with ThreadPoolExecutor(asked) as threads:
        futures = [threads.submit(model.read, [work]) for _ in range(asked)]
        give_up_at = time.monotonic() + WAIT_S / 3
        while (pool.instances, len(running)) != (expected, expected) and time.monotonic() < give_up_at:
            time.sleep(0.01)
        grown = (pool.instances, len(running))
        done.set()
        for future in futures:
            future.result(WAIT_S)
    return grown == (expected, expected)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, dict[str, int], list[str]], Any]:
    """Makes a backend on two devices that are stood in for; nobody has loaded torch before it."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(name: str, used: dict[str, int], devices: list[str]) -> Any:
        monkeypatch.setitem(sys.modules, "torch", sys)  # so that what was there, or nothing, comes back
        monkeypatch.delitem(sys.modules, "torch")
        (tmp_path / f"{name}.py").write_text(BACKEND.replace("{used}", repr(used)), encoding="utf-8")
        settings = load_settings(profile=str(profile(tmp_path, name, devices)))
        return Workshop(settings).backend("ocr")

    return make


def test_what_others_use_of_a_device_is_not_the_size_of_an_instance(shop: Callable[..., Any]) -> None:
    model = shop("beside_others", {"cuda:0": 4 * GB}, ["cuda:0"])
    assert grows_to(model, 3), "2 GB each on a device that has 6 GB left after the first one"


def test_a_device_that_is_full_gets_no_further_instance(shop: Callable[..., Any]) -> None:
    model = shop("nearly_full", {"cuda:0": 7 * GB}, ["cuda:0"])
    assert grows_to(model, 1)


def test_an_instance_is_made_where_its_own_device_has_room(shop: Callable[..., Any]) -> None:
    full_second = shop("second_full", {"cuda:0": 0, "cuda:1": 11 * GB}, ["cuda:0", "cuda:1"])
    assert grows_to(full_second, 2, asked=2), "the third of three is on the first device, which has room"
    full_first = shop("first_full", {"cuda:0": 8 * GB, "cuda:1": 0}, ["cuda:0", "cuda:1"])
    assert grows_to(full_first, 2)


def test_a_model_from_a_checkpoint_is_counted_and_not_weighed(tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "m", 1_000_000)
    settings = {"checkpoint": str(folder), "precision": "float32"}
    counted = needed_bytes(find(str(folder)), 4)
    assert instance_bytes(DETR, settings, "cpu") == counted
    instance = InstanceSize(DETR, settings, "cpu")
    instance.weigh()
    assert instance.size_bytes == counted
    assert instance_bytes("agents.models.rapid_ocr:RapidOcr", {}, "") == 0
