"""What agents are built from: settings, blob store, profile, children; one per worker process."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from octavo.config import Settings
from octavo.profiles import ModelStage, load_profile
from schemas.blobs import BlobStore
from streams.blobs import open_blobs
from streams.sandbox import Sandbox


@dataclass(frozen=True)
class Workshop:
    """Opens what is asked for, when it is asked for."""

    settings: Settings

    @cached_property
    def store(self) -> BlobStore:
        return open_blobs(self.settings.blobs)

    def backend(self, stage: ModelStage) -> Any:
        """The model that the profile names for a stage. Raises BackendError, ProfileError."""
        from agents.models.load import load_backend

        choice = load_profile(self.settings.profile).choice(stage)
        return load_backend(choice.backend, choice.settings, threads=self.settings.model_threads)

    @cached_property
    def sandbox(self) -> Sandbox[Any, Any]:
        """The child processes for code that touches PDFs, under the limits of the settings. One for all
        agents of the process: each child costs over a second of imports and some 100 MB."""
        from agents.page_task import PageLimits
        from agents.pdf_work import pdf_work

        settings = self.settings
        limits = PageLimits(settings.dpi, settings.max_page_px)
        return Sandbox(
            partial(pdf_work, partial(open_blobs, settings.blobs), limits, settings.max_pages),
            children=settings.rasterizer_children,
            memory_bytes=settings.child_memory_bytes,
            deadline_s=settings.page_timeout_s,
        )

    def close(self) -> None:
        """Ends the children, where there are any. To be called when every loop has ended."""
        if "sandbox" in vars(self):
            self.sandbox.close()


@dataclass(frozen=True, slots=True)
class Lent:
    """The workshop's children in an agent's hands: closing does nothing, since others use them too."""

    sandbox: Sandbox[Any, Any]
    urgent: bool = False

    def map(self, tasks: Sequence[Any]) -> list[Any]:
        return self.sandbox.map(tasks, self.urgent)

    def close(self) -> None:
        """Left to the workshop."""
