"""Reads pages as they are joined, beside the assembler and without costing it anything."""

from collections.abc import Iterator
from typing import Self

from agents.document.early import EarlyPages
from octavo.page import Page
from octavo.reader import EventReader, Positions, ends
from schemas.blobs import BlobStore
from schemas.document import Envelope
from schemas.records import REQUEST
from streams.connection import Connection

OUTPUTS, RESULTS = "outputs", "results"
_STEP_S = 0.2

Run = tuple[str, str]


class PageWatch:
    """Pages as they come, of one request or of all. Used by one thread at a time; close it, or use it in a
    `with` block.

    It reads every partition of `outputs` from its beginning, and of what it reads decodes what was asked for.
    A run whose result has come is let go of as soon as `outputs` is read to where it ended then: a result may
    be read before the last pages of its document.
    """

    def __init__(
        self, connection: Connection, blobs: BlobStore, request_id: str | None, follow: bool
    ) -> None:
        self._connection = connection
        self._request_id = request_id
        self._follow = follow
        self._blobs = blobs
        self._pages = EarlyPages(blobs)
        self._ending: list[tuple[Run, Positions]] = []
        self._over = False
        self._reader = EventReader(connection, [OUTPUTS, RESULTS])

    @property
    def done(self) -> bool:
        """True where nothing more is to be expected of what was asked for."""
        if self._ending:
            return False
        waits = self._follow and (self._request_id is None or not self._over)
        return self._reader.at_end and not waits

    def step(self, timeout_s: float = _STEP_S) -> Iterator[Page]:
        """What has come, at latest after `timeout_s`; perhaps nothing. To be read to its end."""
        ended: list[Run] = []
        for event in self._reader.poll(timeout_s, wanted=self._headers()):
            if isinstance(event, Envelope):
                ended.append((event.request_id, event.run_id))
            else:
                yield from (Page(envelope, self._blobs) for envelope in self._pages.take(event))
        if ended:
            positions = ends(self._connection, [OUTPUTS])
            self._ending += [(run, positions) for run in ended]
        self._let_go()

    def close(self) -> None:
        self._reader.close()

    def _headers(self) -> dict[str, str]:
        return {REQUEST: self._request_id} if self._request_id else {}

    def _let_go(self) -> None:
        for run, positions in self._ending:
            if self._reader.reached(positions):
                self._pages.forget(*run)
                self._over = True
        self._ending = [one for one in self._ending if not self._reader.reached(one[1])]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
