"""A worker of Octavo with traps laid in it: `python -m tests.faults.agent <traps> <stage> ...`.

Everything else is the product's: settings and Kafka's address come down the lifeline, as from a supervisor.
The points of a commit are `<stage>.before` (nothing produced), `.produced` (all of it lies at the broker),
`.offsets` (the offsets, too), `.committed`. `.poll` is in the thread that polls. `assembler.between` is when
some of a document has come, not all.
"""

import sys
from pathlib import Path
from typing import Any, cast

from confluent_kafka import Producer

import octavo.workshop
import streams.join
import streams.loop
from octavo.commands.worker import work_supervised
from schemas.records import PART, REQUEST, RUN, Record
from streams.connection import Connection
from streams.consumer import PartitionReader
from streams.producer import TransactionalProducer
from streams.requests import Owned, Requests
from tests.faults.blobs import open_fragile
from tests.faults.traps import Traps

POINTS = ("before", "produced", "offsets", "committed")


class _Trapped:
    """librdkafka's producer, with a trap at each step of a transaction."""

    def __init__(self, producer: Any, stage: str, traps: Traps) -> None:
        self._producer, self._stage, self._traps = producer, stage, traps

    def __getattr__(self, name: str) -> Any:
        return getattr(self._producer, name)

    def begin_transaction(self) -> None:
        self._traps.spring(f"{self._stage}.before")
        self._producer.begin_transaction()

    def send_offsets_to_transaction(self, *arguments: Any) -> None:
        trap = self._traps.claim(f"{self._stage}.produced")
        if trap is not None:
            self._producer.flush(10)  # or nothing would have left this process yet
            self._traps.arm(f"{self._stage}.flushed", **trap)
            self._traps.spring(f"{self._stage}.flushed")
        self._producer.send_offsets_to_transaction(*arguments)
        self._traps.spring(f"{self._stage}.offsets")

    def commit_transaction(self, *arguments: Any) -> None:
        self._producer.commit_transaction(*arguments)
        self._traps.spring(f"{self._stage}.committed")


def lay(traps: Traps) -> None:
    """Puts the traps into this process. The product knows nothing of them."""

    class TrappedProducer(TransactionalProducer):
        """A client that takes another's place has the same traps."""

        def _made(self) -> Producer:
            stage = self._id.removeprefix(self._connection.prefix).partition("-")[0]
            return cast(Producer, _Trapped(super()._made(), stage, traps))

    class TrappedReader(PartitionReader):
        def __init__(self, connection: Connection, group: str, *arguments: Any) -> None:
            super().__init__(connection, group, *arguments)
            self._group = group

        def poll(self, max_records: int, timeout_s: float) -> list[tuple[Record, int]]:
            traps.spring(f"{self._group}.poll")
            return super().poll(max_records, timeout_s)

    class TrappedRequests(Requests):
        def take(self, record: Record, owned: Owned, now_ms: float) -> None:
            super().take(record, owned, now_ms)
            live = self.live.get((record.headers.get(REQUEST, ""), record.headers.get(RUN, "")))
            if PART in record.headers and owned.recovered and live is not None and live.build is None:
                traps.spring("assembler.between")

    streams.join.Requests = TrappedRequests
    streams.join.PartitionReader = TrappedReader
    streams.loop.PartitionReader = TrappedReader
    streams.loop.TransactionalProducer = TrappedProducer
    streams.join.TransactionalProducer = TrappedProducer
    octavo.workshop.open_blobs = open_fragile


def main() -> int:
    lay(Traps(Path(sys.argv[1])))
    return work_supervised(sys.argv[2:])


if __name__ == "__main__":
    raise SystemExit(main())
