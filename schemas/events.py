"""The facts that travel on the topics: frozen, versioned, readable by older and newer code.

A field is only ever added, with a default; unknown fields are ignored. So an event of the version before
is still read. Times are milliseconds since the Unix epoch and never decide what a document says. Here is what
all events have, and those that tell of a run; what asks a stage for something is in `schemas.work`, what
becomes a piece of a document in `schemas.parts`.
"""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from schemas.blobs import BlobRef
from schemas.labels import Priority

FIRST_RUN = "1"

Request = tuple[str, str]
"""What is kept apart everywhere: a request's id and the id of one of its runs."""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class StageTiming(Frozen):
    """How one event passed one stage. Stamped by the stage loop; left out of byte-for-byte comparison.

    `waited_ms` from the event's arrival at the worker to the start of its batch; `batch_items` and
    `batch_requests`: its batch-mates, itself included; `device_ms`: the batch's duration shared out by
    work, so that summing over events gives the time the device was busy.
    """

    stage: str
    waited_ms: float
    batch_items: int
    batch_requests: int
    device_ms: float
    worker: str = ""


class ModelUsed(Frozen):
    """The model behind a part: name, version, the backend that ran it (`module:Class`), and a digest of the
    settings it was made with; empty: none."""

    name: str
    version: str
    backend: str = ""
    settings: str = ""


class Event(Frozen):
    """Something that happened to one run of one request."""

    version: ClassVar[int] = 1

    request_id: str
    run_id: str = FIRST_RUN


class ReplayOf(Frozen):
    """An earlier run of the same request, whose parts are taken over where they would come out the same.

    Nothing is taken over of the stages in `redo` and of what follows them, nor what another model, or one
    with other settings, made, nor what failed. `profile`: the only one that may do this work; empty: any.
    `sha256` is of the PDF that was opened now: intake fills it in, and without it nothing is taken over.
    """

    run_id: str
    redo: tuple[str, ...] = ()
    profile: str = ""
    sha256: str = ""


class DocumentSubmitted(Event):
    """A PDF that waits elsewhere: in the blob store, or at a URI that `allowed_sources` permits."""

    request_id: str = ""
    tenant: str = "default"
    priority: Priority = Priority.NORMAL
    name: str = ""
    deadline_ms: int | None = None
    blob: BlobRef | None = None
    uri: str | None = None
    replay: ReplayOf | None = None


class CancelRequested(Event):
    """A user wants this run stopped."""

    requested_at_ms: int = 0


class DocumentProgressed(Event):
    """Where a request stands. The latest one counts; one may be left out, none comes after the end."""

    tenant: str = "default"
    name: str = ""
    status: str
    route: str = ""
    pages_done: int
    page_count: int
    submitted_at_ms: int = 0
    at_ms: int = 0


class RequestFinished(Event):
    """The marker that lets late and repeated parts build nothing."""

    status: str
