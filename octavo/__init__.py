"""Octavo: PDFs in, structured documents out, on a Kafka dataflow."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from octavo.aio import AsyncClient
    from octavo.client import Client
    from octavo.document import Document
    from octavo.page import Page

__all__ = ["AsyncClient", "Client", "Document", "Page"]

_HOMES = {
    "AsyncClient": "octavo.aio",
    "Client": "octavo.client",
    "Document": "octavo.document",
    "Page": "octavo.page",
}


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first used: `import octavo` stays as cheap as it looks."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'octavo' has no attribute {name!r}")
