"""Faust's Kafka client with another rule of what to commit, for topics that are written by transactions."""

from typing import Any

import faust
from faust.transport.drivers import aiokafka


class OrderedConsumer(aiokafka.Consumer):
    """Commits behind the last event that was acknowledged: for an app whose only agent does the events of
    each partition one after the other, so that everything before it is done.

    Faust's own rule is for agents that do many at a time: it commits the end of the first run of offsets
    without a gap. The marker of each transaction is a gap; Faust (0.15.3, `Consumer._add_gap`) notes it, but
    together with the record behind it, which then counts twice and ends the run. So it commits one
    transaction of a partition each time, falls behind, begins from there after a restart, and remembers the
    offset of every event it sees.

    And it asks for events of the partitions that are read when it asks. Faust hands its own set of them to
    the thread that fetches, and empties it for a moment once its tables are restored; to aiokafka (0.14,
    `Fetcher.fetched_records`) no partition means all of them, and what comes of those that nobody asked for
    is passed over: gone for good where no offset was committed yet to go back to.
    """

    async def _getmany(self, active_partitions: Any, timeout: float) -> Any:
        asked = set(active_partitions) if active_partitions is not None else None
        return await super()._getmany(asked, timeout)

    def _new_offset(self, tp: Any) -> int | None:
        acknowledged = self._acked[tp]
        if not acknowledged:
            return None
        last = max(acknowledged)
        acknowledged.clear()
        self._acked_index[tp].clear()
        return last + 1

    async def _add_gap(self, tp: Any, offset_from: int, offset_to: int) -> None:
        """Gaps do not matter, so none is kept."""


class _Transport(aiokafka.Transport):
    Consumer = OrderedConsumer


class OrderedApp(faust.App):
    """A Faust app that reads by OrderedConsumer."""

    def _new_transport(self) -> Any:
        return _Transport(self.conf.broker_consumer, self)
