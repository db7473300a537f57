"""A set of files on their way through the dataflow: submitted, followed, ended."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from octavo.config import Settings
from octavo.document import Document
from octavo.endpoint import connection_of
from octavo.errors import UsageError
from octavo.reader import EventReader, ends
from octavo.submission import Order, Submitter, new_request_id
from octavo.verdict import Admission
from schemas.document import Envelope
from schemas.events import DocumentProgressed, Event

TOPICS = ("results", "progress")


@dataclass(slots=True)
class Pursued:
    """One file and how far it is. `page_count` is 0 until it is known."""

    path: Path
    request_id: str
    pages_done: int = 0
    page_count: int = 0
    document: Document | None = None


class Pursuit:
    """Submits files and follows each to its result. Reads only what is published from its start on.

    Raises NoKafka and SystemFailed, as its parts do. `check` is asked at every step whether going on makes
    sense; it raises where it does not. Unless it is `admitted`, a file may be refused with NoRoom.
    """

    def __init__(
        self,
        settings: Settings,
        order: Order,
        check: Callable[[], None] = lambda: None,
        admitted: bool = True,
    ) -> None:
        from streams.blobs import open_blobs

        connection = connection_of(settings)
        self._order = order
        self._check = check
        self._blobs = open_blobs(settings.blobs)
        self._reader = EventReader(connection, TOPICS, ends(connection, TOPICS))
        admission = None if admitted else Admission(settings, self._blobs)
        self._submitter = Submitter(connection, self._blobs, admission)
        self.files: dict[str, Pursued] = {}
        """Every submitted file by its request id, in order of submission."""

    @property
    def done(self) -> bool:
        return all(pursued.document for pursued in self.files.values())

    @property
    def pages_done(self) -> int:
        return sum(pursued.pages_done for pursued in self.files.values())

    @property
    def page_count(self) -> int:
        """Pages of all files; one whose pages are not counted yet counts as one."""
        return sum(
            pursued.page_count if pursued.page_count or pursued.document else 1
            for pursued in self.files.values()
        )

    def submit(self, path: Path) -> Pursued:
        """Raises UsageError where the file cannot be read."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
        pursued = Pursued(path, new_request_id(path.name))
        self.files[pursued.request_id] = pursued
        self._submitter.submit(data, path.name, self._order, pursued.request_id)
        return pursued

    def flush(self) -> None:
        self._submitter.flush()

    def step(self, timeout_s: float = 0.2) -> list[Pursued]:
        """Files whose result has come, at latest after `timeout_s`; perhaps none."""
        self._check()
        return [pursued for event in self._reader.poll(timeout_s) if (pursued := self._take(event))]

    def close(self) -> None:
        self._reader.close()

    def _take(self, event: Event) -> Pursued | None:
        pursued = self.files.get(event.request_id)
        if pursued is None or pursued.document is not None:
            return None
        if isinstance(event, DocumentProgressed):
            pursued.pages_done, pursued.page_count = event.pages_done, event.page_count
        if not isinstance(event, Envelope):
            return None
        pursued.document = Document(event, self._blobs)
        pursued.pages_done = pursued.page_count = event.page_count
        return pursued

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
