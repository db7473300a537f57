"""How large one instance of a model is, and whether another one fits: what decides how large a pool grows."""

from collections.abc import Mapping
from typing import Any

from octavo.memory import accelerator_of, one_more_fits, used_bytes


class InstanceSize:
    """To be made before the first instance and after the backend's module, whose torch is asked.

    A model that is made from a checkpoint is counted from that; of any other the first instance is weighed,
    by what is in use of its memory before it and after it, which takes in what anybody else loads meanwhile.
    """

    def __init__(self, backend: str, settings: Mapping[str, Any], device: str) -> None:
        """`device`: of the first instance. Raises BackendError."""
        from agents.models.inventory import instance_bytes

        self._counted = instance_bytes(backend, settings, device)
        self._memory = accelerator_of(device)
        self._before = used_bytes(self._memory)
        self.size_bytes = self._counted

    def weigh(self) -> None:
        """To be called when the first instance is made."""
        self.size_bytes = self._counted or max(0, used_bytes(self._memory) - self._before)

    def fits_on(self, device: str) -> bool:
        """Whether another one has room there, a reserve left free."""
        return one_more_fits(self.size_bytes, accelerator_of(device))
