"""Presets: how batches close and how large they get, for many tenants (`api`) or for bulk work (`batch`)."""

from dataclasses import dataclass
from typing import Literal

from octavo.config import Settings, StageSettings
from octavo.dataflow import StageSpec
from streams.cap import Isolation
from streams.stage import LoopOptions
from streams.window import Limits, WindowRule

MB = 1_000_000
PresetName = Literal["api", "batch"]

_ONE_DOCUMENT = 4096
"""Pages of a batch that takes one document whole."""


@dataclass(frozen=True, slots=True)
class Preset:
    """`max_batch` caps every batch; `shared_batch` one that is formed while others wait (None: no isolation,
    throughput is all). `layout_budget_bytes`: decoded pages that the layout stage may hold, the others
    `budget_bytes` each. `largest_first`: the largest document enters first."""

    max_batch: int
    shared_batch: int | None
    max_wait_ms: float
    layout_budget_bytes: int
    budget_bytes: int
    largest_first: bool = False

    def stage_budget_bytes(self, stage: str) -> int:
        return self.layout_budget_bytes if stage == "layout" else self.budget_bytes


PRESETS: dict[PresetName, Preset] = {
    "api": Preset(
        max_batch=32,
        shared_batch=16,
        max_wait_ms=100.0,
        layout_budget_bytes=400 * MB,
        budget_bytes=200 * MB,
    ),
    "batch": Preset(
        max_batch=32,
        shared_batch=None,
        max_wait_ms=500.0,
        layout_budget_bytes=900 * MB,
        budget_bytes=450 * MB,
        largest_first=True,
    ),
}


def stage_options(settings: Settings, spec: StageSpec) -> LoopOptions:
    """The preset's batching, the stage's own cap, and what the settings say on top."""
    preset = PRESETS[settings.preset]
    chosen = settings.stages.get(spec.name) or StageSettings()
    max_batch = chosen.max_batch or _max_batch(settings, spec, preset)
    return LoopOptions(
        limits=Limits(
            max_items=max_batch,
            max_wait_ms=preset.max_wait_ms if chosen.max_wait_ms is None else chosen.max_wait_ms,
        ),
        isolation=_isolation(settings, chosen, preset, max_batch),
        window=WindowRule(chosen.idle_close, one_request=_is_model(spec) and settings.strategy == "batched"),
        budget_bytes=chosen.budget_bytes or preset.stage_budget_bytes(spec.name),
        session_timeout_ms=settings.session_timeout_ms,
        max_poll_interval_ms=settings.max_poll_interval_ms,
        group_protocol=settings.group_protocol,
        max_batch_s=settings.max_batch_s,
        drain_s=settings.drain_s,
        patience_s=settings.patience_s,
    )


def _max_batch(settings: Settings, spec: StageSpec, preset: Preset) -> int:
    if _is_model(spec) and settings.strategy == "sequential":
        return 1
    if _is_model(spec) and settings.strategy == "batched":
        return _ONE_DOCUMENT
    return min(preset.max_batch, spec.max_batch)


def _isolation(settings: Settings, chosen: StageSettings, preset: Preset, max_batch: int) -> Isolation | None:
    if preset.shared_batch is None or settings.strategy in ("sequential", "batched"):
        return None
    return Isolation(min(preset.shared_batch, max_batch), chosen.isolation_slice_ms)


def _is_model(spec: StageSpec) -> bool:
    return spec.name in ("layout", "ocr", "table", "chart")
