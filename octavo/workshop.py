"""What agents are built from: settings, blob store, profile, children; one per worker process."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from octavo.config import Settings
from octavo.instance_size import InstanceSize
from octavo.profiles import MODEL_STAGES, BackendChoice, ModelStage, load_profile
from streams.blobs import Blobs, open_blobs
from streams.sandbox import Sandbox

if TYPE_CHECKING:
    from agents.models.device import DeviceTurns


@dataclass(frozen=True)
class Workshop:
    """Opens what is asked for, when it is asked for."""

    settings: Settings
    _devices: dict[str, "DeviceTurns"] = field(default_factory=dict[str, "DeviceTurns"])

    @cached_property
    def store(self) -> Blobs:
        return open_blobs(self.settings.blobs)

    def backend(self, stage: ModelStage) -> Any:
        """The model that the profile names for a stage, or a pool of them that passes for one.

        Raises BackendError, ProfileError."""
        from agents.models.load import find_backend, load_backend
        from agents.models.pool import ModelPool
        from agents.models.pooled import POOLED

        choice, instances = self._choice(stage), self.instances(stage)
        offered = {"threads": max(1, self.settings.model_threads // instances)}

        def make(number: int) -> Any:
            device = {"device": _device(choice, number)} if choice.devices else {}
            return load_backend(choice.backend, choice.settings, **offered, **device)

        if instances == 1:
            return make(0)
        find_backend(choice.backend)  # loads torch, where it needs that, so that its device can be asked
        instance = InstanceSize(choice.backend, choice.settings, _device(choice, 0))
        pool = ModelPool(make, instances, lambda number: instance.fits_on(_device(choice, number)))
        instance.weigh()
        return POOLED[stage](pool)

    def instances(self, stage: ModelStage) -> int:
        """How many models of the stage this worker may make. Raises ProfileError."""
        chosen = self.settings.stages.get(stage)
        return (chosen and chosen.instances) or self._choice(stage).instances

    def turn(self, stage: ModelStage) -> Callable[[], AbstractContextManager[None]]:
        """What a batch of the stage runs in: its turn on the device that stages of this worker share."""
        devices = self._choice(stage).devices
        return partial(self._turns(devices[0]).turn, stage) if len(devices) == 1 else nullcontext

    def _turns(self, device: str) -> "DeviceTurns":
        from agents.models.device import DeviceTurns, device_of

        return self._devices.setdefault(device_of(device), DeviceTurns(MODEL_STAGES))

    @property
    def profile_name(self) -> str:
        """Raises ProfileError."""
        return load_profile(self.settings.profile).name

    def _choice(self, stage: ModelStage) -> BackendChoice:
        return load_profile(self.settings.profile).choice(stage)

    @cached_property
    def sandbox(self) -> Sandbox[Any, Any]:
        """The child processes for what touches PDFs or takes long, under the limits of the settings. One for
        all agents of the process: each child costs over a second of imports and some 100 MB."""
        from agents.child_work import child_work
        from agents.page_task import PageLimits

        settings = self.settings
        limits = PageLimits(settings.dpi, settings.max_page_px)
        return Sandbox(
            partial(child_work, partial(open_blobs, settings.blobs), limits, settings.max_pages),
            children=settings.rasterizer_children,
            memory_bytes=settings.child_memory_bytes,
            deadline_s=settings.page_timeout_s,
        )

    def close(self) -> None:
        """Ends the children, where there are any. To be called when every loop has ended."""
        if "sandbox" in vars(self):
            self.sandbox.close()


def _device(choice: BackendChoice, number: int) -> str:
    """Of the instance of this number; empty where the profile names none."""
    return choice.devices[number % len(choice.devices)] if choice.devices else ""


@dataclass(frozen=True, slots=True)
class Lent:
    """The workshop's children in an agent's hands: closing does nothing, since others use them too."""

    sandbox: Sandbox[Any, Any]
    urgent: bool = False

    def map(self, tasks: Sequence[Any]) -> list[Any]:
        return self.sandbox.map(tasks, self.urgent)

    def close(self) -> None:
        """Left to the workshop."""
