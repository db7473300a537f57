"""What agents are built from: settings, blob store, profile, children; one per worker process."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from octavo.config import Settings
from octavo.profiles import ModelStage, load_profile
from schemas.blobs import BlobStore
from schemas.children import Children
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

    def children(self, factory: Callable[[], Callable[[Any], Any]]) -> Children[Any, Any]:
        """Child processes for code that touches PDFs, under the limits of the settings."""
        settings = self.settings
        return Sandbox(
            factory,
            children=settings.rasterizer_children,
            memory_bytes=settings.child_memory_bytes,
            deadline_s=settings.page_timeout_s,
        )
