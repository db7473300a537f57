"""One page of a PDF, looked at and put where others find it. Runs inside a child process."""

from collections.abc import Callable
from typing import Any

from agents.drawn.words import write_words
from agents.images import encode
from agents.look import look
from agents.page_task import PageLimits, PageTask
from agents.pdf import OpenDocuments, be_quiet
from schemas.blobs import BlobStore, blob_key
from schemas.work import PageRasterized


def rendering(
    open_store: Callable[[], BlobStore], limits: PageLimits
) -> Callable[[PageTask], PageRasterized]:
    """A factory for a sandbox: its function renders one page and stores its pixels.

    The function raises Rejection (corrupt, page_too_large, blob_missing, encrypted, not_a_pdf),
    MemoryError, and OSError where the store fails.
    """
    store = open_store()
    documents = OpenDocuments(store)
    be_quiet()
    return lambda task: rasterize(store, documents.get(task.released.source), task, limits)


def rasterize(store: BlobStore, document: Any, task: PageTask, limits: PageLimits) -> PageRasterized:
    """Looks at a page and puts its pixels and, where they are many, its words. Raises what `look` raises, and
    OSError where the store fails."""
    page = look(document, task.page_no, limits)
    released, key = task.released, f"{task.page_no:05d}"
    image, data = encode(page.rgb, blob_key(released.request_id, released.run_id, "pages", f"{key}.img"))
    store.put(image.key, data)
    words_key = blob_key(released.request_id, released.run_id, "pages", f"{key}.words")
    packed = write_words(store, words_key, page.facts.words)
    facts = page.facts.model_copy(update={"words": packed.inline, "words_blob": packed.blob})
    return PageRasterized(
        request_id=released.request_id,
        run_id=released.run_id,
        tenant=released.tenant,
        priority=released.priority,
        deadline_at_ms=released.deadline_at_ms,
        lane=released.lane,
        replay=released.replay,
        page_no=task.page_no,
        image=image,
        dpi=page.dpi,
        pictures=page.pictures,
        drawn=page.drawn,
        **facts.known(),
    )
