"""The attempt journal: what a process was working on, so that its successor finds what it died of.

A process writes down the items it works on before it touches them. Where it ends without striking them out,
its successor runs each of them alone. What it dies of alone is the culprit, and is given up.
"""

import os
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import orjson

from streams.exclusion import Exclusion

MOST_DEATHS = 5
"""Deaths alone that convict an item where nothing says that it was to blame: whoever is killed from outside
(by an operator, or by the kernel, short of memory) leaves no word."""
_KEPT_S = 24 * 3600.0

ItemId = str
"""`topic/partition/offset`."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """An item that was being worked on when a process died. `deaths` counts those it was alone at; with a
    `verdict` it is the culprit, and the verdict says why in one sentence."""

    deaths: int = 0
    verdict: str = ""
    since_s: float = 0.0


class Journal:
    """One for a process, shared by its stages. Safe for many threads. Without a path nothing is kept.

    Guaranteed: an item that kills its process for certain (a crash that left `last_words`, a hang) is
    convicted after at most two deaths, and no item is convicted for a death at which others were running.
    Not guaranteed: that it survives the machine (nothing is flushed to disk), or that another worker knows of
    it: one that takes the partition over learns for itself.
    """

    def __init__(self, path: Path | None = None, last_words: str = "") -> None:
        """`last_words`: what the process that wrote the file said when it died. Raises OSError where the file
        cannot be written; one that cannot be read counts as empty."""
        self._lock = Lock()
        self._exclusion = Exclusion()
        self._running: dict[ItemId, None] = {}
        self._alone: ItemId | None = None
        self._said = ""
        found = _read(path) if path else {}
        self.suspects = _suspects_of(found, last_words or found.get("said", ""), time.time())
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644) if path else None
        self._write()

    def enter(self, items: Iterable[ItemId]) -> None:
        """These are worked on from here on."""
        with self._lock:
            self._running |= dict.fromkeys(items)
            self._write()

    def leave(self, items: Iterable[ItemId]) -> None:
        """These were survived; suspects among them are cleared, but not culprits."""
        with self._lock:
            for item in items:
                self._running.pop(item, None)
                suspect = self.suspects.get(item)
                if suspect and not suspect.verdict:
                    del self.suspects[item]
            self._write()

    def forget(self, items: Iterable[ItemId]) -> None:
        """These are answered for good."""
        with self._lock:
            if any(self.suspects.pop(item, None) for item in items):
                self._write()

    @contextmanager
    def shared(self) -> Generator[None]:
        """Around work beside which other work may run."""
        with self._exclusion.shared():
            yield

    @contextmanager
    def alone(self, item: ItemId) -> Generator[None]:
        """Around work on a suspect: waits until no other work runs in this process, and holds it off."""
        with self._exclusion.alone():
            self._note_alone(item)
            try:
                yield
            finally:
                self._note_alone(None)

    def say(self, words: str) -> None:
        """The process ends itself because of what it is running: these are its last words."""
        with self._lock:
            self._said = words
            self._write()

    def close(self) -> None:
        """The process ends of its own will: what is still written down was not to blame."""
        with self._lock:
            self._running.clear()
            self._write()
            if self._file is not None:
                os.close(self._file)
                self._file = None

    def _note_alone(self, item: ItemId | None) -> None:
        with self._lock:
            self._alone = item
            self._write()

    def _write(self) -> None:
        """In one call, which a signal does not cut short; what is left of a longer text before is ignored."""
        if self._file is None:
            return
        known = {item: [s.deaths, s.verdict, s.since_s] for item, s in self.suspects.items()}
        state = {"running": list(self._running), "alone": self._alone, "suspects": known, "said": self._said}
        text = orjson.dumps(state)
        os.pwrite(self._file, text + b"\n", 0)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = orjson.loads(path.read_bytes().split(b"\n", 1)[0])
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _suspects_of(found: dict[str, Any], last_words: str, now_s: float) -> dict[ItemId, Suspect]:
    """What the successor has to know of what its predecessor wrote down."""
    suspects = {
        item: Suspect(deaths, verdict, since_s)
        for item, (deaths, verdict, since_s) in found.get("suspects", {}).items()
        if now_s - since_s < _KEPT_S
    }
    alone: ItemId | None = found.get("alone")
    if alone is None:
        for item in found.get("running", ()):
            suspects.setdefault(item, Suspect(since_s=now_s))
        return suspects
    deaths = suspects.get(alone, Suspect()).deaths + 1
    suspects[alone] = Suspect(deaths, _verdict(deaths, last_words), now_s)
    return suspects


def _verdict(deaths: int, last_words: str) -> str:
    if not last_words and deaths < MOST_DEATHS:
        return ""
    said = f"Its last words: {last_words}" if last_words else f"It said nothing, {deaths} times."
    return f"The worker died of this part, with no other beside it. {said}"
