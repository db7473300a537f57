"""The oracle: what was asked for against what came, as a read_committed consumer sees it.

It knows a request's right answer from an undisturbed run of the same PDF. It looks at the inner topics as
well: a duplicate there may be hidden by whoever reads it, and is a lie all the same.
"""

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from schemas.document import Envelope
from schemas.records import PART, REQUEST, RUN, SCHEMA, Record
from schemas.work import SliceReleased
from streams.codec import decode
from streams.connection import Connection
from tests.faults.reading import Follower, committed

_LANES = ("pages", "regions.ocr", "regions.table", "regions.chart")
INNER = ("slices", *_LANES, *(f"{lane}.interactive" for lane in _LANES))
INGEST, DOCUMENT = "ingest", "document"
"""Where a request comes in, and the part by which it is opened: each as often as it was submitted."""


@dataclass(slots=True)
class Verdict:
    """Counts of requests. `inner_duplicates`: events that stand twice on a topic between two stages.
    `stalled_from_s`: when the longest stall began, of the machine's monotonic clock."""

    requests: int = 0
    lost: list[str] = field(default_factory=list[str])
    duplicated: list[str] = field(default_factory=list[str])
    different: list[str] = field(default_factory=list[str])
    inner_duplicates: list[str] = field(default_factory=list[str])
    longest_stall_s: float = 0.0
    stalled_from_s: float = 0.0

    def named(self) -> dict[str, list[str]]:
        return {
            "lost": self.lost,
            "duplicated": self.duplicated,
            "different": self.different,
            "duplicated between stages": self.inner_duplicates,
        }


FORGED = "forged"
"""A header of records that a scenario publishes itself: no agent made them twice."""


def answer(envelope: Envelope) -> bytes:
    """What of a result must be the same in every run: all but the timings and the request's own name."""
    content = envelope.model_dump(mode="json", exclude={"timings"})
    said = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    return said.replace(envelope.request_id.encode(), b"REQUEST")


def without(said: bytes, keys: frozenset[str]) -> bytes:
    """An answer less what a trial changes on purpose."""
    if not keys:
        return said
    content = {key: value for key, value in orjson.loads(said).items() if key not in keys}
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


class Oracle:
    """Told what was submitted, and when, by `submitted`; follows `results` in a thread of its own.

    A stall is the longest time that a partition of `results` stood still while a request in it was waiting.
    """

    def __init__(self, connection: Connection, blind_to: frozenset[str] = frozenset()) -> None:
        """`blind_to`: keys of a result that may differ here."""
        self._connection = connection
        self._blind_to = blind_to
        self._lock = threading.Condition()
        self._expected: dict[str, bytes | None] = {}
        self._asked_s: dict[str, float] = {}
        self._submissions: Counter[str] = Counter()
        self._measured_from_s = 0.0
        self._came: dict[str, list[tuple[float, int]]] = defaultdict(list)
        self._latest: dict[str, Envelope] = {}
        self._follower = Follower(connection, "results", self._saw)

    def submitted(self, request_id: str, expected: bytes | None) -> None:
        """`expected` None: any single result will do. Called again for one that is submitted again, because
        nobody could say whether it had been: one result is due all the same."""
        with self._lock:
            self._expected[request_id] = expected
            self._asked_s.setdefault(request_id, time.monotonic())
            self._submissions[request_id] += 1

    def excuse(self, request_id: str) -> None:
        """Something of this one was taken away: any single result will do."""
        with self._lock:
            self._expected[request_id] = None

    def measure(self) -> None:
        """Stalls count from here on: before, nobody was ready yet."""
        self._measured_from_s = time.monotonic()

    def outstanding(self) -> list[str]:
        with self._lock:
            return [request for request in self._expected if request not in self._came]

    def result(self, request_id: str) -> Envelope:
        with self._lock:
            return self._latest[request_id]

    def await_all(self, patience_s: float = 60.0) -> None:
        """Returns when nothing is outstanding, or after `patience_s`: the verdict will tell."""
        self.await_these(self.outstanding(), patience_s)

    def await_these(self, requests: Iterable[str], patience_s: float = 60.0) -> bool:
        wanted = list(requests)
        with self._lock:
            return self._lock.wait_for(lambda: all(one in self._came for one in wanted), patience_s)

    def verdict(self) -> Verdict:
        """Reads everything anew from the beginning. A request that never came stalls till now."""
        stall_s, since_s = self._longest_stall()
        found = Verdict(len(self._expected), longest_stall_s=stall_s, stalled_from_s=since_s)
        counts: Counter[str] = Counter()
        inner: Counter[str] = Counter()
        allowed: dict[str, int] = {}
        for record in committed(self._connection, (INGEST, *INNER, "outputs", "results")):
            request = record.headers.get(REQUEST, "")
            if request not in self._expected or FORGED in record.headers:
                continue
            if record.topic != "results":
                inner[name := _inner_name(record)] += 1
                if record.topic == INGEST or record.headers.get(PART) == DOCUMENT:
                    allowed[name] = self._submissions[request]
                continue
            counts[request] += 1
            if self._differs(decode(record), self._expected[request]):
                found.different.append(request)
        found.lost = [request for request in self._expected if not counts[request]]
        found.duplicated = [request for request, count in counts.items() if count > 1]
        found.inner_duplicates = [
            f"{name} x{count}" for name, count in inner.items() if count > allowed.get(name, 1)
        ]
        return found

    def close(self) -> None:
        self._follower.close()

    def _differs(self, event: object, expected: bytes | None) -> bool:
        if expected is None:
            return False
        if not isinstance(event, Envelope):
            return True
        return without(answer(event), self._blind_to) != without(expected, self._blind_to)

    def _saw(self, partition: int, envelope: object) -> None:
        if isinstance(envelope, Envelope):
            with self._lock:
                self._came[envelope.request_id].append((time.monotonic(), partition))
                self._latest[envelope.request_id] = envelope
                self._lock.notify_all()

    def _longest_stall(self) -> tuple[float, float]:
        lines: dict[int, list[tuple[float, float]]] = defaultdict(list)
        never = [asked for request, asked in self._asked_s.items() if request not in self._came]
        lines[-1] = [(time.monotonic(), asked) for asked in never]
        for request, arrivals in self._came.items():
            came, partition = arrivals[0]
            if request in self._asked_s and came > self._measured_from_s:
                lines[partition].append((came, max(self._asked_s[request], self._measured_from_s)))
        return max((_longest_gap(line) for line in lines.values()), default=(0.0, 0.0))


def _inner_name(record: Record) -> str:
    part = record.headers.get(PART, "")
    if record.headers.get(SCHEMA, "").startswith(SliceReleased.__name__):
        event = decode(record)
        part = f"slice/{event.slice_no}" if isinstance(event, SliceReleased) else part
    return f"{record.topic}: {record.headers.get(REQUEST)}/{record.headers.get(RUN)} {part}"


def _longest_gap(line: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Over (came, asked) pairs of one partition: the longest time in which none came though one waited, and
    when it began."""
    came = sorted(line)
    longest, last = (0.0, 0.0), float("-inf")
    for number, (at, _) in enumerate(came):
        # Of those that had not come yet, the earliest has waited since it was asked for.
        since = max(last, min(asked for _, asked in came[number:]))
        longest, last = max(longest, (at - since, since)), at
    return longest
