"""What a worker's child processes do, as one function for one sandbox: opening PDFs, rendering pages, and
building the pages of long documents."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from agents.page_task import Opened, PageLimits, PageTask
from schemas.blobs import BlobRef, BlobStore
from schemas.work import PageRasterized

if TYPE_CHECKING:
    from agents.document.built import BuiltPage, Shard


def child_work(
    open_store: Callable[[], BlobStore], limits: PageLimits, max_pages: int
) -> "Callable[[BlobRef | PageTask | Shard], Opened | PageRasterized | tuple[BuiltPage, ...]]":
    """A factory for a sandbox that intake, rasterizer and assembler share: a reference is opened and
    checked, a page task is rendered, a shard is built. Raises what `opening`, `rendering` and `build_shard`
    raise.

    The PDF engine is imported here, so in the child only: it takes most of a second.
    """
    from agents.pages import rendering
    from agents.pdf import opening

    store = open_store()
    check, render = opening(open_store, max_pages), rendering(open_store, limits)

    def work(task: "BlobRef | PageTask | Shard") -> "Opened | PageRasterized | tuple[BuiltPage, ...]":
        if isinstance(task, PageTask):
            return render(task)
        if isinstance(task, BlobRef):
            return check(task)
        from agents.document.built import build_shard

        return build_shard(store, task)

    return work
