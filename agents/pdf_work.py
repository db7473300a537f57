"""Everything that touches a PDF, as one function for one sandbox: opening it, rendering its pages."""

from collections.abc import Callable

from agents.page_task import Opened, PageLimits, PageTask
from schemas.blobs import BlobRef, BlobStore
from schemas.events import PageRasterized


def pdf_work(
    open_store: Callable[[], BlobStore], limits: PageLimits, max_pages: int
) -> Callable[[BlobRef | PageTask], Opened | PageRasterized]:
    """A factory for a sandbox that intake and rasterizer share: a reference is opened and checked, a page
    task is rendered. Raises what `opening` and `rendering` raise.

    The PDF engine is imported here, so in the child only: it takes most of a second.
    """
    from agents.pages import rendering
    from agents.pdf import opening

    check, render = opening(open_store, max_pages), rendering(open_store, limits)
    return lambda task: render(task) if isinstance(task, PageTask) else check(task)
