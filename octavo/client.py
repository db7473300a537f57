"""Octavo from Python: submit PDFs, read results, convert one file."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from octavo.config import Settings, load_settings
from octavo.control import cancel
from octavo.document import Document
from octavo.endpoint import connected, connection_of, find
from octavo.errors import NotDone, UsageError
from octavo.following import followed
from octavo.reader import EventReader, Positions, ends
from octavo.submission import Order, Submitter, new_request_id
from octavo.system import System
from octavo.verdict import Admission
from schemas.document import Envelope
from streams.connection import Connection

if TYPE_CHECKING:
    from octavo.page import Page
    from octavo.page_watch import PageWatch
    from octavo.replay import How, Selection

RESULTS = "results"
_STEP_S = 0.2


class Client:
    """Publishes PDFs and reads results. Safe to use from many threads; connects with its first use.

    Kafka is, in this order: `bootstrap_servers`, what the settings name, a running `octavo up`, and else an
    embedded system that this client starts and that ends with it, so use it in a `with` block. `blob_url`
    must be the one the workers use.

        with octavo.Client() as client:
            print(client.convert("report.pdf").markdown())

    Every method may raise NoKafka (the cluster does not answer) and SystemFailed (the embedded system
    cannot be kept running).
    """

    def __init__(
        self,
        bootstrap_servers: str | None = None,
        *,
        blob_url: str | None = None,
        settings: Settings | None = None,
    ) -> None:
        given = {"bootstrap_servers": bootstrap_servers, "blob_url": blob_url}
        chosen = {key: value for key, value in given.items() if value is not None}
        self._settings = settings.model_copy(update=chosen) if settings else load_settings(**chosen)
        self._system: System | None = None
        self._link: _Link | None = None

    def __enter__(self) -> Self:
        self._linked()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def settings(self) -> Settings:
        """Those in force, with the Kafka and the blob store that were found."""
        return self._linked().settings

    def submit(
        self,
        pdf: str | Path | bytes,
        *,
        tenant: str = "default",
        priority: str = "normal",
        deadline_s: float | None = None,
        name: str | None = None,
        request_id: str | None = None,
    ) -> str:
        """Publishes a PDF, waits until Kafka has it, and returns its request id.

        `pdf` is a path or the bytes. The same request id twice is the same request: the second is ignored.
        Raises NoRoom while disk, blobs or waiting work are at their limit.
        """
        order = Order(tenant, priority, deadline_s)
        data, name = _contents(pdf, name)
        request_id = request_id or new_request_id(name)
        link = self._linked()
        link.submitter.submit(data, name, order, request_id)
        link.submitter.flush()
        return request_id

    def results(
        self, request_id: str | None = None, *, follow: bool = False, timeout_s: float | None = None
    ) -> Iterator[Document]:
        """What has ended, oldest first within each partition: of one request (each of its runs) or of all.

        Without `follow`, ends with what is there now. With it, goes on until the request has a result, or
        for ever where none is named; `timeout_s` ends that in silence.
        """
        yield from followed(self.watch(request_id, follow=follow), timeout_s)

    def pages(
        self, request_id: str | None = None, *, follow: bool = False, timeout_s: float | None = None
    ) -> Iterator["Page"]:
        """Each page as soon as it is joined, long before its document ends: of one request (each of its runs)
        or of all that `outputs` still holds. In no certain order.

        `follow` and `timeout_s` as for `results`.
        """
        yield from followed(self.watch_pages(request_id, follow=follow), timeout_s)

    def convert(
        self, pdf: str | Path | bytes, *, timeout_s: float | None = None, name: str | None = None
    ) -> Document:
        """Submits a PDF and waits for its document, which may be partial or failed: look at its status.

        Raises NotDone after `timeout_s`; the request goes on.
        """
        since = self.now()
        request_id = self.submit(pdf, name=name)
        watch = self.watch(request_id, follow=True, since=since)
        with closing(followed(watch, timeout_s)) as documents:
            for document in documents:
                return document
        raise NotDone(f"{request_id} was not done within {timeout_s:g} s; read its result later.")

    def cancel(self, request_id: str, run_id: str | None = None) -> list[str]:
        """Stops a run, or all of the request's that are under way, and returns their ids. Each ends in one
        result with the status `cancelled`. Raises UsageError where all have ended already."""
        return cancel(self._linked().connection, request_id, run_id)

    def replay(self, selection: "Selection | None" = None, how: "How | None" = None) -> str:
        """Redoes requests, all of them where `selection` names none, and returns the id of the new run, the
        same for each. Old results stay. Raises UsageError where there is nothing to replay."""
        from octavo.replay import How, Selection, replay

        link = self._linked()
        return replay(link.connection, link.blobs, selection or Selection(), how or How()).run_id

    def watch(
        self, request_id: str | None = None, *, follow: bool = False, since: Positions | None = None
    ) -> "Watch":
        """A reader of results that is moved on step by step, for callers with a loop of their own."""
        return Watch(self._linked(), request_id, follow, since)

    def watch_pages(self, request_id: str | None = None, *, follow: bool = False) -> "PageWatch":
        """As `watch`, of pages."""
        from octavo.page_watch import PageWatch

        link = self._linked()
        return PageWatch(link.connection, link.blobs, request_id, follow)

    def now(self) -> Positions:
        """Where `results` ends now: a watch from here sees only what ends later."""
        return ends(self._linked().connection, [RESULTS])

    def close(self) -> None:
        """Waits for what was submitted to reach Kafka, and ends the embedded system if there is one."""
        link, self._link = self._link, None
        system, self._system = self._system, None
        try:
            if link:
                link.submitter.flush()
        finally:
            if system:
                system.stop()

    def _linked(self) -> "_Link":
        if self._link is None:
            self._link = self._connect()
        return self._link

    def _connect(self) -> "_Link":
        if self._settings.bootstrap_servers or find(self._settings.data_dir):
            return _Link(connected(self._settings), None)
        self._system = System(self._settings).__enter__()
        return _Link(self._system.settings, self._system)


class _Link:
    """The ends of a working connection."""

    def __init__(self, settings: Settings, system: System | None) -> None:
        from streams.blobs import open_blobs

        self.settings = settings
        self.connection: Connection = connection_of(settings)
        self.blobs = open_blobs(settings.blobs)
        self.submitter = Submitter(self.connection, self.blobs, Admission(settings, self.blobs))
        self.system = system


class Watch:
    """Results as they come. Used by one thread at a time; close it, or use it in a `with` block."""

    def __init__(self, link: _Link, request_id: str | None, follow: bool, since: Positions | None) -> None:
        self._link = link
        self._request_id = request_id
        self._follow = follow
        self._found = False
        self._reader = EventReader(link.connection, [RESULTS], since)

    @property
    def done(self) -> bool:
        """True where nothing more is to be expected of what was asked for."""
        waits = self._follow and (self._request_id is None or not self._found)
        return self._reader.at_end and not waits

    def step(self, timeout_s: float = _STEP_S) -> list[Document]:
        """What has come, at latest after `timeout_s`; perhaps nothing."""
        if self._link.system:
            self._link.system.check()
        documents = [
            Document(event, self._link.blobs)
            for event in self._reader.poll(timeout_s)
            if isinstance(event, Envelope) and self._request_id in (None, event.request_id)
        ]
        self._found = self._found or bool(documents)
        return documents

    def close(self) -> None:
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _contents(pdf: str | Path | bytes, name: str | None) -> tuple[bytes, str]:
    if isinstance(pdf, bytes):
        return pdf, name or "document.pdf"
    path = Path(pdf)
    try:
        return path.read_bytes(), name or path.name
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
