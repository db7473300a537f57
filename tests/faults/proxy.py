"""A proxy between workers and the broker that reads enough of Kafka's protocol to delay or drop requests.

The broker advertises it as the address of a listener of its own, so whoever bootstraps there stays there.
"""

import socket
import struct
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

PRODUCE, OFFSET_COMMIT, INIT_PRODUCER_ID = 0, 8, 22
ADD_PARTITIONS_TO_TXN, ADD_OFFSETS_TO_TXN, END_TXN, TXN_OFFSET_COMMIT = 24, 25, 26, 28
COMMIT_TRAFFIC = (ADD_PARTITIONS_TO_TXN, ADD_OFFSETS_TO_TXN, TXN_OFFSET_COMMIT, END_TXN)
NAMES = {
    PRODUCE: "Produce",
    OFFSET_COMMIT: "OffsetCommit",
    INIT_PRODUCER_ID: "InitProducerId",
    ADD_PARTITIONS_TO_TXN: "AddPartitionsToTxn",
    ADD_OFFSETS_TO_TXN: "AddOffsetsToTxn",
    END_TXN: "EndTxn",
    TXN_OFFSET_COMMIT: "TxnOffsetCommit",
}

Do = Literal["delay", "drop_request", "drop_response"]
_HEAD_BYTES = 256


@dataclass(frozen=True, slots=True)
class Rule:
    """What happens to the next request of a kind. A drop closes the connection: before the broker has seen
    the request, or after it has, and before its answer is passed on. `transactional_id`: only to one that
    begins with this id, or a part of it."""

    api_key: int
    do: Do
    delay_s: float = 0.0
    transactional_id: str = ""

    def fits(self, frame: bytes) -> bool:
        """All requests of a transaction, and that for a producer id, name it right behind their header."""
        (api_key,) = struct.unpack_from(">h", frame, 4)
        return api_key == self.api_key and self.transactional_id.encode() in frame[:_HEAD_BYTES]


class Proxy:
    """Listens on loopback; forwards to `upstream` as it is, but for the rules. Each rule strikes once."""

    def __init__(self, upstream: tuple[str, int]) -> None:
        self._upstream = upstream
        self._server = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._rules: deque[Rule] = deque()
        self._open: set[_Pair] = set()
        self.struck: Counter[str] = Counter()
        self.times_s: list[float] = []
        threading.Thread(target=self._accept, name="proxy", daemon=True).start()

    @property
    def port(self) -> int:
        return self._server.getsockname()[1]

    def add(self, rule: Rule) -> None:
        with self._lock:
            self._rules.append(rule)

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()

    @property
    def pending(self) -> int:
        with self._lock:
            return len(self._rules)

    def take(self, frame: bytes) -> Rule | None:
        """The first rule for this request; from here on it counts as having struck."""
        with self._lock:
            for rule in self._rules:
                if rule.fits(frame):
                    self._rules.remove(rule)
                    self.struck[f"{NAMES.get(rule.api_key, rule.api_key)} {rule.do}"] += 1
                    self.times_s.append(time.monotonic())
                    return rule
        return None

    def close(self) -> None:
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)  # close alone would leave accept waiting
        self._server.close()
        with self._lock:
            pairs = list(self._open)
        for pair in pairs:
            pair.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            try:
                broker = socket.create_connection(self._upstream)
            except OSError:
                client.close()  # the broker is down: whoever asked will ask again
                continue
            for side in (client, broker):
                side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            pair = _Pair(self, client, broker)
            with self._lock:
                self._open.add(pair)
            pair.start()

    def gone(self, pair: "_Pair") -> None:
        with self._lock:
            self._open.discard(pair)


class _Pair:
    """A client's connection and ours to the broker, with a thread for each direction."""

    def __init__(self, proxy: Proxy, client: socket.socket, broker: socket.socket) -> None:
        self._proxy, self._client, self._broker = proxy, client, broker
        self._unanswered: set[int] = set()

    def start(self) -> None:
        for work in (self._requests, self._responses):
            threading.Thread(target=self._guarded, args=(work,), name="proxied", daemon=True).start()

    def close(self) -> None:
        for side in (self._client, self._broker):
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
            side.close()

    def _guarded(self, work: Callable[[], None]) -> None:
        with suppress(OSError, EOFError):
            work()
        self.close()
        self._proxy.gone(self)

    def _requests(self) -> None:
        while True:
            frame = _frame(self._client)
            rule = self._proxy.take(frame)
            if rule is not None:
                if rule.do == "drop_request":
                    return
                if rule.do == "drop_response":
                    self._unanswered.add(struct.unpack_from(">i", frame, 8)[0])
                time.sleep(rule.delay_s)
            self._broker.sendall(frame)

    def _responses(self) -> None:
        while True:
            frame = _frame(self._broker)
            (correlation,) = struct.unpack_from(">i", frame, 4)
            if correlation in self._unanswered:
                return
            self._client.sendall(frame)


def _frame(side: socket.socket) -> bytes:
    """A length and so many bytes. Raises EOFError where the other end has closed."""
    head = _exactly(side, 4)
    (size,) = struct.unpack(">i", head)
    return head + _exactly(side, size)


def _exactly(side: socket.socket, size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = side.recv(min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
