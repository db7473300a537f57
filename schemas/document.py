"""What arrives on `results`: Octavo's envelope around a DoclingDocument.

One of three events ends every run: `DocumentAssembled` (complete or partial), `DocumentFailed`,
`DocumentCancelled`. All three have the same keys, so a consumer needs one reader.
"""

import operator
from typing import Any, Literal

from pydantic import Field

from schemas.blobs import BlobRef
from schemas.codes import ErrorCode
from schemas.events import Event, Frozen, ModelUsed
from schemas.geometry import Turn
from schemas.labels import Priority
from schemas.work import RegionKind, Route

Status = Literal["complete", "partial", "failed", "cancelled"]
PageStatus = Literal["complete", "partial", "failed", "missing"]


class Fault(Frozen):
    """One thing that went wrong. `part` is empty where the whole document is meant."""

    code: ErrorCode
    message: str
    part: str = ""
    stage: str = ""


class PageRecord(Frozen):
    """One page of the document, present in the list even where nothing of it could be read.

    `error` is the first fault; `faults` has all of them. `kind` is None where the page was never opened.
    `turn`: how it was turned before it was read, left out where it was not; its size and all boxes are those
    of the page thereafter. `region_kinds`: its regions that are of another kind, left out where none is.
    """

    page_no: int
    status: PageStatus
    kind: str | None = None
    kind_reason: str = ""
    error: Fault | None = None
    faults: tuple[Fault, ...] = ()
    note: str = ""
    turn: Turn | None = Field(default=None, exclude_if=operator.not_)  # in C: a signal cannot break into it
    region_kinds: tuple[RegionKind, ...] = Field(default=(), exclude_if=operator.not_)


class Source(Frozen):
    """What was submitted. `sha256` is of the PDF's bytes, empty where they never arrived."""

    name: str
    sha256: str = ""
    size_bytes: int = 0
    tenant: str = "default"
    priority: Priority = Priority.NORMAL
    repaired: bool = False


class StageTotals(Frozen):
    """One stage of one run, summed over its events. Batch figures are means over those events."""

    events: int = 0
    waited_ms: float = 0.0
    device_ms: float = 0.0
    batch_items_mean: float = 0.0
    batch_requests_mean: float = 0.0


class Timings(Frozen):
    """Wall-clock facts of one run. They differ from run to run; everything else does not."""

    submitted_at_ms: int = 0
    finished_at_ms: int = 0
    stages: dict[str, StageTotals] = {}

    @property
    def seconds(self) -> float:
        return max(0, self.finished_at_ms - self.submitted_at_ms) / 1000


class Envelope(Event):
    """The result of one run of one request.

    `document` is a DoclingDocument as JSON (`DoclingDocument.model_validate(document)`), None where
    nothing could be opened. In Kafka, a document over 256 KiB stands in the blob store instead and
    `document_blob` names it; the client puts it back in place before a user sees it.
    """

    status: Status
    source: Source
    page_count: int = 0
    route: Route
    pages: tuple[PageRecord, ...] = ()
    document: dict[str, Any] | None = None
    document_blob: BlobRef | None = None
    error: Fault | None = None
    models: dict[str, ModelUsed] = {}
    timings: Timings = Timings()


class DocumentAssembled(Envelope):
    """Every page was tried; `partial` names the gaps in `pages`."""


class DocumentFailed(Envelope):
    """Nothing could be read; `error` says why."""


class DocumentCancelled(Envelope):
    """The run was cancelled; pages done by then are here."""
