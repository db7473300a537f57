"""What agents are built from: settings, blob store, profile, children; one per worker process."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from octavo.config import Settings
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

    def backend(self, stage: str) -> Any:
        """The model that the profile names for a stage. Raises BackendError, ProfileError."""
        from octavo.profiles import load_profile

        return load_profile(self.settings.profile).load(stage)

    def children(self, factory: Callable[[], Callable[[Any], Any]]) -> Children[Any, Any]:
        """Child processes for code that touches PDFs, under the limits of the settings."""
        settings = self.settings
        return Sandbox(
            factory,
            children=settings.rasterizer_children,
            memory_bytes=settings.child_memory_bytes,
            deadline_s=settings.page_timeout_s,
        )
