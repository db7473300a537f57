"""Profiles: which backend, with which settings, does the work of each model stage."""

import tomllib
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

ModelStage = Literal["layout", "ocr", "table", "chart"]
MODEL_STAGES: tuple[ModelStage, ...] = get_args(ModelStage)


class ProfileError(Exception):
    """A profile that does not exist or cannot be read; the message says which, and what there is."""


class BackendChoice(BaseModel):
    """A backend as `module:Class`, and the settings its class is called with. Nothing is imported here.

    `instances`: how many of it a worker makes where the settings name no number, memory permitting. The
    stages of a worker that name the same single device take turns on it; with several `devices` each
    instance has its own, and its class is offered the name as `device`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    backend: str = Field(pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$")
    settings: dict[str, Any] = {}
    instances: int = Field(default=3, ge=1)
    devices: tuple[str, ...] = ()


class Profile(BaseModel):
    """One backend a stage, all four named. The same keys are what a profile file in TOML holds:
    `name`, and a table `[layout]`, `[ocr]`, `[table]`, `[chart]` with `backend` and `settings`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    layout: BackendChoice
    ocr: BackendChoice
    table: BackendChoice
    chart: BackendChoice

    def choice(self, stage: ModelStage) -> BackendChoice:
        choices: dict[ModelStage, BackendChoice] = {
            "layout": self.layout,
            "ocr": self.ocr,
            "table": self.table,
            "chart": self.chart,
        }
        return choices[stage]


LITE = Profile(
    name="lite",
    layout=BackendChoice(backend="agents.models.rapid_layout:RapidLayout", instances=1),
    ocr=BackendChoice(backend="agents.models.rapid_ocr:RapidOcr", instances=1),
    table=BackendChoice(backend="agents.models.grid_table:GridTable", instances=1),
    chart=BackendChoice(backend="agents.models.no_chart:NoChart", instances=1),
)
"""Runs on a CPU with weights that ship in the wheels; charts are kept as pictures. One instance each: it
uses every core by itself."""

FULL = Profile(
    name="full",
    layout=BackendChoice(backend="agents.models.detr_layout:DetrLayout", instances=1, devices=("auto",)),
    ocr=BackendChoice(backend="agents.models.got_ocr:GotOcr", instances=1, devices=("auto",)),
    table=BackendChoice(
        backend="agents.models.table_transformer:TableTransformer", instances=1, devices=("auto",)
    ),
    chart=BackendChoice(backend="agents.models.deplot:DePlot", instances=1, devices=("auto",)),
)
"""The mission's four models through torch, on the first GPU where there is one, else on the host. One
instance each: on one device its stages take turns, so that a second instance would wait for the first."""

BUILT_IN = {profile.name: profile for profile in (LITE, FULL)}


def load_profile(name_or_path: str) -> Profile:
    """A built-in profile by its name, or one from a TOML file by its path. Raises ProfileError."""
    built_in = BUILT_IN.get(name_or_path)
    if built_in is not None:
        return built_in
    path = Path(name_or_path)
    if not path.is_file():
        raise ProfileError(
            f"There is no profile {name_or_path!r}; choose one of {', '.join(sorted(BUILT_IN))} "
            "or give the path of a TOML file."
        )
    try:
        return Profile.model_validate({"name": path.stem, **tomllib.loads(path.read_text("utf-8"))})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"The profile {path} cannot be read: {error}.") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(step) for step in fault['loc'])}: {fault['msg']}" for fault in error.errors()
        )
        raise ProfileError(f"The profile {path} is wrong: {faults}.") from error
