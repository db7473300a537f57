"""Thousands of small documents through `octavo up`, one after the other, and what it holds meanwhile."""

import math
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from octavo.config import load_settings
from octavo.endpoint import connected, connection_of
from octavo.submission import Order, Submitter, new_request_id
from schemas.document import Envelope
from schemas.events import Event
from streams.blobs import open_blobs
from streams.connection import Connection
from tests.bad_pdfs import encrypted, garbage
from tests.faults.reading import Follower
from tests.faults.traps import TRAPS_VARIABLE
from tests.faults.workload import VARIANTS, document, name_of, poisoned
from tests.flow.command import Command
from tests.soak.census import Census, census

WAITING = 40
BAD_EVERY = 50
PATIENCE_S = 120.0
KEEP_S = 30.0
_LAST_LOOKS, _LAST_EVERY_S = 12, 0.5
"""Longer than from one clean-up to the next, so that some look finds nobody at it."""
_PROFILE = "\n".join(
    f'[{stage}]\nbackend = "tests.faults.models:Pixel{stage.capitalize()}"\ninstances = 1'
    for stage in ("layout", "ocr", "table", "chart")
)


@dataclass(slots=True)
class Soak:
    """`statuses` of the documents by what they were: good, encrypted, garbage, poisoned."""

    looks: list[Census] = field(default_factory=list[Census])
    statuses: Counter[str] = field(default_factory=Counter[str])
    took_s: float = 0.0
    twice: int = 0


def soak(folder: Path, documents: int, looks: int, per_s: float = math.inf) -> Soak:
    """`per_s`: submitted are so many a second, at most: what lies on the disk is what came in the last
    seconds, so only an even load shows whether it stays as large as it is.

    Raises AssertionError where it leaves a process or temporary files over, TimeoutError where documents do
    not end."""
    data = folder / "data"
    with Command(folder, "up", "--data-dir", str(data), **_variables(folder)) as command:
        command.await_output("Octavo is up")
        settings = connected(load_settings(data_dir=data))
        connection = connection_of(settings)
        submitter = Submitter(connection, open_blobs(settings.blobs))
        done = Soak()
        with _Ends(connection) as ends:
            started = time.monotonic()
            pace = _Pace(per_s)
            for number, (kind, pdf, name) in zip(range(documents), _documents(), strict=False):
                ends.await_room(WAITING)
                pace.await_turn()
                request = new_request_id(kind)
                ends.expect(request, kind)
                submitter.submit(pdf, name, Order(f"tenant-{number % 7}"), request)
                if number % (documents // looks) == documents // looks - 1:
                    running = command.processes()
                    done.looks.append(census(ends.count, running, data, command.temporary, connection))
            ends.await_room(1)
            done.took_s = time.monotonic() - started
            pause = threading.Event()
            for _ in range(_LAST_LOOKS):
                running = command.processes()
                done.looks.append(census(ends.count, running, data, command.temporary, connection))
                pause.wait(_LAST_EVERY_S)
            done.statuses, done.twice = ends.statuses, ends.twice
        command.interrupt()
        assert command.wait() == 0, command.error
        command.leaves_nothing()
    return done


class _Pace:
    """Lets one through every so often; what was late is not caught up."""

    def __init__(self, per_s: float) -> None:
        self._every_s = 1 / per_s
        self._next_s = time.monotonic()
        self._clock = threading.Event()

    def await_turn(self) -> None:
        self._clock.wait(max(0.0, self._next_s - time.monotonic()))
        self._next_s = max(self._next_s + self._every_s, time.monotonic())


class _Ends:
    """Counts what has ended, by what it was. Safe for many threads."""

    def __init__(self, connection: Connection) -> None:
        self._changed = threading.Condition()
        self._open: dict[str, str] = {}
        self.count = self.twice = 0
        self.statuses: Counter[str] = Counter()
        self._follower = Follower(connection, "results", self._saw)

    def __enter__(self) -> "_Ends":
        return self

    def __exit__(self, *_: object) -> None:
        self._follower.close()

    def expect(self, request: str, kind: str) -> None:
        with self._changed:
            self._open[request] = kind

    def await_room(self, most: int) -> None:
        """Returns once fewer than `most` are under way. Raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._open) < most, PATIENCE_S):
                left = f"{len(self._open)} documents, such as {min(self._open)},"
                raise TimeoutError(f"{left} did not end within {PATIENCE_S:g} s")

    def _saw(self, _: int, event: Event) -> None:
        if not isinstance(event, Envelope):
            return
        with self._changed:
            kind = self._open.pop(event.request_id, "")
            if kind:
                self.count += 1
                self.statuses[f"{kind}: {event.error.code if event.error else event.status}"] += 1
            else:
                self.twice += 1
            self._changed.notify_all()


def _documents() -> Iterator[tuple[str, bytes, str]]:
    """One to three pages each; now and then one that is bad."""
    dice = random.Random(5)
    bad = (
        ("encrypted", encrypted().pdf),
        ("garbage", garbage().pdf),
        ("poisoned", poisoned(2, poison=1)),
    )
    number = 0
    while True:
        number += 1
        if number % BAD_EVERY == 0:
            kind, pdf = dice.choice(bad)
            yield kind, pdf, f"{kind}.pdf"
        else:
            variant = dice.randrange(VARIANTS)
            yield "good", document(variant), name_of(variant)


def _variables(folder: Path) -> dict[str, str]:
    profile = folder / "pixels.toml"
    profile.write_text(f'name = "pixels"\n{_PROFILE}\n', encoding="utf-8")
    return {
        TRAPS_VARIABLE: str(folder / "traps"),
        "OCTAVO_PROFILE": str(profile),
        "OCTAVO_DPI": "72",
        "OCTAVO_KEEP_S": f"{KEEP_S:g}",
        "OCTAVO_GC_EVERY_S": "5",
        "OCTAVO_DISK_RESERVE_BYTES": "0",
    }
