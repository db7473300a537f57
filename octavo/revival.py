"""Replaying dead letters: requests are redone where they failed, other events sent on their way again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from octavo.dead_letters import DeadLetters, Letter, Raw, publish
from octavo.errors import UsageError
from octavo.reader import EventReader
from octavo.submission import INGEST, new_run_id
from schemas.blobs import BlobRef, blob_key
from schemas.events import DocumentProgressed, DocumentSubmitted, ReplayOf
from schemas.labels import Priority
from schemas.records import RUN, TENANT
from streams.blobs import Blobs
from streams.codec import encode
from streams.connection import Connection

PDF_NAMES = ("source.pdf", "submitted.pdf")


@dataclass(frozen=True, slots=True)
class Revived:
    """What was done: with a run id, a request is redone; else the event went to its topic again."""

    letters: tuple[str, ...]
    topic: str
    request_id: str = ""
    run_id: str = ""


class Revival:
    """Replays letters. One that another process replays at the same moment may be replayed twice."""

    def __init__(self, connection: Connection, blobs: Blobs) -> None:
        self._connection = connection
        self._blobs = blobs
        self._letters = DeadLetters(connection)
        self._names: dict[str, DocumentProgressed] | None = None

    def one(self, letter_id: str) -> list[Revived]:
        """With it go the other open letters of its run: redoing what failed there redoes them, too.

        Raises UsageError for a letter that is settled or not there, or whose PDF is gone."""
        chosen = self._letters.get_open(letter_id)
        if not chosen.redoes_request:
            return [self._resend(chosen)]
        run = (chosen.request_id, chosen.run_id)
        same = [
            one for one in self._letters.open() if one.redoes_request and (one.request_id, one.run_id) == run
        ]
        return [self._redo(same)]

    def all(self) -> tuple[list[Revived], list[str]]:
        """What was done, and a sentence for each letter that could not be replayed and stays open."""
        done: list[Revived] = []
        left: list[str] = []
        for letters in _together(self._letters.open()):
            try:
                done.append(self._redo(letters) if letters[0].redoes_request else self._resend(letters[0]))
            except UsageError as error:
                left.append(str(error))
        return done, left

    def _resend(self, letter: Letter) -> Revived:
        raw = Raw(letter.key, self._letters.original(letter), list(letter.headers))
        publish(self._connection, [(letter.topic, raw)])
        self._letters.settle([letter], f"sent to {letter.topic} again")
        return Revived((letter.id,), letter.topic)

    def _redo(self, letters: list[Letter]) -> Revived:
        first, run_id = letters[0], new_run_id()
        stored = self._stored_pdf(first)
        if stored is None and first.topic == INGEST:
            raw = self._resubmitted(first, run_id)
        elif stored is None:
            raise UsageError(
                f"The PDF of {first.request_id} is not in the blob store any more: submit it again, "
                f"and drop the dead letter {first.id}."
            )
        else:
            raw = self._replay(first, stored, run_id)
        publish(self._connection, [(INGEST, raw)])
        self._letters.settle(letters, f"replayed as run {run_id}")
        return Revived(tuple(one.id for one in letters), INGEST, first.request_id, run_id)

    def _replay(self, letter: Letter, stored: BlobRef, run_id: str) -> Raw:
        # Pinned first: from here on nothing collects what the new run takes over.
        self._blobs.put(blob_key(letter.request_id, letter.run_id, "pins", run_id), b"pinned")
        known = self._known(letter.request_id)
        event = DocumentSubmitted(
            request_id=letter.request_id,
            run_id=run_id,
            tenant=letter.said.get(TENANT) or (known.tenant if known else "default"),
            priority=_priority(letter.value),
            name=known.name if known else "",
            blob=stored,
            replay=ReplayOf(run_id=letter.run_id),
        )
        value, headers = encode(event)
        return Raw(letter.request_id.encode(), value, headers)

    def _resubmitted(self, letter: Letter, run_id: str) -> Raw:
        """A submission whose PDF never reached the store: the record itself, as another run."""
        kept = [(name, content) for name, content in letter.headers if name != RUN]
        return Raw(letter.key, self._letters.original(letter), [*kept, (RUN, run_id)])

    def _stored_pdf(self, letter: Letter) -> BlobRef | None:
        """That of the letter's run; a run that was itself a replay has it under an earlier one."""
        found: dict[str, BlobRef] = {}
        for entry in self._blobs.entries(blob_key(letter.request_id, "x").rpartition("/")[0]):
            if entry.key.count("/") == 2 and entry.key.rpartition("/")[2] in PDF_NAMES:
                found[entry.key] = BlobRef(key=entry.key, size_bytes=entry.size_bytes, encoding="pdf")
        for name in PDF_NAMES:
            own = found.get(blob_key(letter.request_id, letter.run_id, name))
            if own:
                return own
        return found[max(found)] if found else None

    def _known(self, request_id: str) -> DocumentProgressed | None:
        """Name and tenant, which few events carry, from `progress`."""
        if self._names is None:
            self._names = {}
            reader = EventReader(self._connection, ["progress"])
            try:
                while not reader.at_end:
                    for event in reader.poll(0.5):
                        if isinstance(event, DocumentProgressed):
                            self._names[event.request_id] = event
            finally:
                reader.close()
        return self._names.get(request_id)


def _together(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Letters of one run in one list, every other alone."""
    groups: dict[tuple[str, ...], list[Letter]] = defaultdict(list)
    for letter in letters:
        groups[(letter.request_id, letter.run_id) if letter.redoes_request else (letter.id,)].append(letter)
    return list(groups.values())


def _priority(value: bytes) -> Priority:
    try:
        return Priority(orjson.loads(value)["priority"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return Priority.NORMAL
