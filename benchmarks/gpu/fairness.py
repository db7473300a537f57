"""Two requests on one device, one of many pages and one of few, in the turns that the scheduler gives."""

from collections.abc import Sequence
from typing import Any

from agents.models.device import DeviceTurns
from agents.models.protocols import Rgb
from benchmarks.gpu.backends import Size, call, images
from octavo.profiles import ModelStage
from streams.clock import now_ms
from streams.queues import PartitionQueues
from streams.scheduler import FairScheduler
from streams.window import Limits
from tests.items import item

CAP = 8


def turns(stage: ModelStage, model: Any, size: Size, large: int, small: int) -> dict[str, float]:
    """Batches of CAP until both have ended. How long the small one took, against alone, and the device time
    of the large one while the small one waited, over that of the small one."""
    pixels = images(stage, CAP, size)
    call(stage, model, pixels)  # compiles, allocates
    alone_ms = _until_served(stage, model, pixels, {"small": small})["small"][0]
    served = _until_served(stage, model, pixels, {"large": large, "small": small})
    together_ms, used = served["small"]
    other = served["large"][1]
    return {
        "small_alone_ms": alone_ms,
        "small_beside_large_ms": together_ms,
        "ratio": together_ms / alone_ms,
        "large_over_small_device_time": other / used if used else float("nan"),
    }


def _until_served(
    stage: ModelStage, model: Any, pixels: Sequence[Rgb], wanted: dict[str, int]
) -> dict[str, tuple[float, float]]:
    """By tenant: when its last item was served, in ms, and the device time it had by the time that the small
    one was through."""
    queues, scheduler, device = PartitionQueues(), FairScheduler(), DeviceTurns((stage,))
    for partition, (tenant, count) in enumerate(wanted.items()):
        for offset in range(count):
            queues.put(item(tenant, f"{tenant}-r", partition=partition, offset=offset))
    started, used = now_ms(), dict.fromkeys(wanted, 0.0)
    left, ended = dict(wanted), dict.fromkeys(wanted, 0.0)
    at_small: dict[str, float] = {}
    while any(left.values()):
        batch, _ = scheduler.fill(queues, Limits(CAP))
        before = now_ms()
        with device.turn(stage):
            call(stage, model, pixels[: len(batch)])
        took = now_ms() - before
        scheduler.settle(batch, took)
        for one in batch:
            used[one.tenant] += took / len(batch)
            left[one.tenant] -= 1
            ended[one.tenant] = now_ms() - started
        if not left["small"] and not at_small:
            at_small = dict(used)
    return {tenant: (ended[tenant], at_small[tenant]) for tenant in wanted}
