"""Records as they arrive, made into items: decoded, priced, and held against what the journal knows."""

from dataclasses import replace

from schemas.codes import ErrorCode
from schemas.records import Record
from schemas.stage import AnyAgent, Cost, Rejected
from streams.clock import now_ms
from streams.codec import Undecodable
from streams.item import Item
from streams.journal import Journal
from streams.refused import refused_event
from streams.stage import Stage

_NOTHING = Cost(0.0, 0)


class Arrivals:
    """Every record becomes an item; one that cannot be worked on is refused in its place."""

    def __init__(self, stage: Stage, journal: Journal, agent: AnyAgent) -> None:
        self._stage = stage
        self._journal = journal
        self._agent = agent

    def item(self, record: Record, lease: int) -> Item:
        try:
            event = self._stage.decode(record)
        except Undecodable as error:
            return _refused(record, lease, str(error))
        try:
            cost = self._agent.cost(event)
        except (AttributeError, TypeError, ValueError):
            return _refused(record, lease, f"{type(event).__name__} is no work for {self._stage.name}.")
        return self._judged(Item(record, event, cost, now_ms(), lease))

    def _judged(self, item: Item) -> Item:
        suspect = self._journal.suspects.get(item.id)
        if suspect is None:
            return item
        if not suspect.verdict:
            return replace(item, suspect=True)
        refused = Rejected(ErrorCode.MODEL_FAILED, suspect.verdict, attempts=suspect.deaths + 1)
        return replace(item, cost=_NOTHING, refused=refused)


def _refused(record: Record, lease: int, why: str) -> Item:
    return Item(
        record, refused_event(record), _NOTHING, now_ms(), lease, Rejected(ErrorCode.UNDECODABLE, why)
    )
