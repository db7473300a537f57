"""Which runs are over, for clean-up: `finished` is read once, and then only what is new of it."""

from collections.abc import Container, Iterator, Set

from octavo.reader import EventReader, Positions
from schemas.blobs import blob_key
from schemas.records import REQUEST, RUN
from streams.connection import Connection
from streams.consumer import record_of
from streams.finished import TOPIC


class EndedRuns:
    """Runs whose result is out, of requests that have blobs. Used by one thread.

    `finished` holds the runs of more than a day: reading it anew each time would take ever longer, and ever
    more memory for a moment, which allocators do not give back whole.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._positions: Positions = {}
        self._runs: set[str] = set()

    def look(self, held: Container[str]) -> Set[str]:
        """As of now, each as `request/run`. `held`: requests that have blobs, as counted a moment ago. What
        is new is kept until the next look, even if it is of none of them: its blobs may have been put after
        they were counted. Raises NoKafka and SystemFailed as octavo.reader does."""
        reader = EventReader(self._connection, [TOPIC], self._positions)
        try:
            new = set(runs_in(reader))
            self._positions = reader.positions
        finally:
            reader.close()
        self._runs = {run for run in self._runs if run.partition("/")[0] in held} | new
        return self._runs


def runs_in(reader: EventReader) -> Iterator[str]:
    """The runs, as `request/run`, that records name from where the reader is to what was committed last."""
    while not reader.at_end:
        for message in reader.messages(0.5):
            headers = record_of(message).headers
            if REQUEST in headers:
                yield blob_key(headers[REQUEST], headers.get(RUN, ""))
