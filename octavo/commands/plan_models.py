"""The part of `octavo plan` that is about the models' own memory."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from rich.table import Table

from octavo.config import Settings
from octavo.errors import UsageError
from octavo.model_memory import RESERVE, ModelMemory, model_memory, peak_bytes, pool_sizes
from octavo.presets import PresetName
from octavo.profiles import ProfileError, load_profile
from octavo.report import plain_table, print_table

DEVICE_GB = 24.0


@dataclass(frozen=True, slots=True)
class PlannedModels:
    """By preset; empty for a profile whose models bring their own weights. `device_bytes`: of one device."""

    profile: str
    device_bytes: int
    rows: dict[PresetName, list[ModelMemory]]

    def plain(self) -> list[dict[str, object]]:
        return [
            {"preset": preset, **asdict(row), "instances_that_fit": sizes[row.stage]}
            for preset, rows in self.rows.items()
            for sizes in [pool_sizes(rows, self.device_bytes)]
            for row in rows
        ]

    def show(self) -> None:
        if not any(self.rows.values()):
            return
        device = f"{self.device_bytes / 1e9:,.0f} GB"
        for preset, rows in self.rows.items():
            sys.stdout.write(f"\nModels of profile {self.profile} on a device of {device}, preset {preset}\n")
            sys.stdout.flush()
            print_table(_table(rows, pool_sizes(rows, self.device_bytes)))
        sys.stdout.write(
            "Counted from the models' configs; what a batch of so many items takes beside the weights is an "
            "estimate. "
            "At once: all weights and the largest batch, since stages take turns on a device. "
            f"Fit: instances beside one of every other stage, {RESERVE:.0%} of the device left free.\n"
        )


def _table(rows: Sequence[ModelMemory], sizes: Mapping[str, int]) -> Table:
    """No wider than a terminal of 80 columns."""
    columns = (">parameters", ">weights", ">items", ">a batch", ">fit", ">mission")
    table = plain_table("stage", "dtype", *columns)
    for row in rows:
        millions, items = f"{row.parameters / 1e6:,.0f}M", f"{row.items}"
        weights, batch = _mb(row.weights_bytes), _mb(row.activations_bytes)
        told = (millions, weights, items, batch, f"{sizes[row.stage]}", _mb(row.mission_bytes))
        table.add_row(row.stage, row.dtype, *told)
    mission = sum(row.mission_bytes for row in rows)
    table.add_row("at once", "", "", _mb(peak_bytes(rows)), "", "", "", _mb(mission), style="bold")
    return table


def planned_models(settings: Settings, presets: Sequence[PresetName], device_gb: float) -> PlannedModels:
    """Raises UsageError where there is no such profile."""
    try:
        profile = load_profile(settings.profile)
    except ProfileError as error:
        raise UsageError(str(error)) from error
    rows: dict[PresetName, list[ModelMemory]] = {
        preset: model_memory(profile, settings, preset) for preset in presets
    }
    return PlannedModels(profile.name, round(device_gb * 1e9), rows)


def _mb(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:,.0f} MB"
