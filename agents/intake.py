"""Intake: is it a PDF, may it be read, how many pages has it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agents.page_task import Opened
from agents.sources import is_allowed
from agents.submissions import parse_submitted
from schemas.blobs import BlobMissing, BlobRef, BlobStore, blob_key
from schemas.children import ChildFailure, Children
from schemas.codes import ErrorCode
from schemas.events import DocumentSubmitted
from schemas.parts import DocumentOpened
from schemas.records import Submission
from schemas.stage import Cost, Ok, Rejected, Rejection

UriReader = Callable[[str, int], bytes]
"""The bytes of a URI, at most so many. Raises Rejection (too_large), BlobMissing, OSError."""


@dataclass(frozen=True, slots=True)
class IntakeLimits:
    """`allowed_sources`: URI prefixes that may be read. `deadline_ms`: of a submission that names none."""

    max_pdf_bytes: int
    deadline_ms: int
    allowed_sources: tuple[str, ...] = ()


class Source(NamedTuple):
    """A submitted PDF in the blob store."""

    ref: BlobRef


class Intake:
    """A schemas.stage.Agent: Submission in, DocumentOpened out. `children` run agents.pdf.opening.

    `load` brings the PDF into the blob store, `run` opens it in a child. May be called by many threads.
    """

    def __init__(
        self,
        store: BlobStore,
        children: Children[BlobRef, Opened],
        limits: IntakeLimits,
        read_uri: UriReader,
    ) -> None:
        self._store, self._children, self._limits, self._read_uri = store, children, limits, read_uri

    def cost(self, event: Submission) -> Cost:
        """Work in bytes. A PDF that waits elsewhere counts as what its event says."""
        submitted = parse_submitted(event.data)
        size_bytes = submitted.blob.size_bytes if submitted and submitted.blob else len(event.data)
        size_bytes = min(max(size_bytes, 1), self._limits.max_pdf_bytes)
        return Cost(work=size_bytes, decoded_bytes=size_bytes)

    def load(self, event: Submission) -> Source:
        """Raises Rejection: not_a_pdf, too_large, source_not_allowed, blob_missing."""
        submitted = parse_submitted(event.data)
        if submitted is None:
            return Source(self._put(event, event.data))
        if submitted.blob is not None:
            ref = self._own_blob(event, submitted.blob)
            return Source(self._copied(event, ref) if event.replay else ref)
        return Source(self._put(event, self._read(submitted)))

    def run(self, batch: Sequence[tuple[Submission, Source]]) -> list[Ok | Rejected]:
        outcomes = self._children.map([source.ref for _, source in batch])
        return [
            self._answer(event, source.ref, outcome)
            for (event, source), outcome in zip(batch, outcomes, strict=True)
        ]

    def close(self) -> None:
        self._children.close()

    def _put(self, event: Submission, data: bytes) -> BlobRef:
        if not data:
            raise Rejection(ErrorCode.NOT_A_PDF, "The file is empty.")
        self._check_size(len(data))
        ref = BlobRef(
            key=blob_key(event.request_id, event.run_id, "source.pdf"), size_bytes=len(data), encoding="pdf"
        )
        self._store.put(ref.key, data)
        return ref

    def _own_blob(self, event: Submission, blob: BlobRef) -> BlobRef:
        """Only blobs of the same request may be named, of whichever run: a key must not open the way to
        another tenant's documents."""
        own = blob_key(event.request_id, "").rpartition("/")[0]
        if not blob.key.startswith(f"{own}/") or ".." in blob.key.split("/"):
            raise Rejection(
                ErrorCode.SOURCE_NOT_ALLOWED, f"The blob {blob.key!r} is not one of this request ({own}/...)."
            )
        self._check_size(blob.size_bytes)
        return blob

    def _copied(self, event: Submission, blob: BlobRef) -> BlobRef:
        """A run that replays another has a PDF of its own, and outlives the one it came of."""
        try:
            return self._put(event, self._store.get(blob.key))
        except BlobMissing as error:
            message = "The PDF of the run to replay is gone; submit it again."
            raise Rejection(ErrorCode.BLOB_MISSING, message) from error

    def _read(self, submitted: DocumentSubmitted) -> bytes:
        if submitted.uri is None:
            raise Rejection(ErrorCode.NOT_A_PDF, "The submission is JSON and names neither a blob nor a uri.")
        if not is_allowed(submitted.uri, self._limits.allowed_sources):
            raise Rejection(
                ErrorCode.SOURCE_NOT_ALLOWED,
                f"{submitted.uri} lies below none of allowed_sources; submit the bytes instead.",
            )
        try:
            return self._read_uri(submitted.uri, self._limits.max_pdf_bytes)
        except BlobMissing as error:
            raise Rejection(ErrorCode.BLOB_MISSING, f"There is nothing at {submitted.uri}.") from error
        except OSError as error:  # whoever named it is told: others shall not wait for his store
            message = f"{submitted.uri} could not be read. {error}"
            raise Rejection(ErrorCode.BLOB_MISSING, message) from error

    def _check_size(self, size_bytes: int) -> None:
        if size_bytes > self._limits.max_pdf_bytes:
            raise Rejection(
                ErrorCode.TOO_LARGE,
                f"The file has {size_bytes} bytes; at most {self._limits.max_pdf_bytes} are allowed.",
            )

    def _answer(
        self, event: Submission, ref: BlobRef, outcome: Opened | Rejected | ChildFailure
    ) -> Ok | Rejected:
        if isinstance(outcome, Rejected):
            return outcome
        if isinstance(outcome, ChildFailure):
            return _failed(outcome)
        if outcome.size_bytes > self._limits.max_pdf_bytes:  # a named blob may be larger than was said
            return Rejected(ErrorCode.TOO_LARGE, f"The stored file has {outcome.size_bytes} bytes.")
        # A client may have published without a timestamp; then the request begins when it is seen.
        submitted_at_ms = event.submitted_at_ms or time.time_ns() // 1_000_000
        opened = DocumentOpened(
            request_id=event.request_id,
            run_id=event.run_id,
            tenant=event.tenant,
            priority=event.priority,
            name=event.name,
            submitted_at_ms=submitted_at_ms,
            deadline_at_ms=event.deadline_at_ms or submitted_at_ms + self._limits.deadline_ms,
            source=ref.model_copy(update={"size_bytes": outcome.size_bytes}),
            sha256=outcome.sha256,
            page_count=outcome.page_count,
            repaired=outcome.repaired,
            replay=event.replay and event.replay.model_copy(update={"sha256": outcome.sha256}),
        )
        return Ok((opened,))


def _failed(failure: ChildFailure) -> Rejected:
    """Raises OSError where the surroundings are to blame, so that the batch is tried again."""
    match failure.kind:
        case "io":
            raise OSError(failure.message)
        case "memory":
            return Rejected(ErrorCode.OUT_OF_MEMORY, f"Opening the PDF ran out of memory. {failure.message}")
        case "timeout":
            return Rejected(ErrorCode.CORRUPT, f"The PDF could not be opened. {failure.message}")
        case "crashed":
            return Rejected(ErrorCode.CORRUPT, f"Opening the PDF crashed the PDF engine. {failure.message}")
