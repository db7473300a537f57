"""Who goes next: virtual-time fair queueing over tenants, then over a tenant's requests. Pure.

After start-time fair queueing (Goyal, Vin, Cheng: Start-time Fair Queuing, SIGCOMM 1996), charged in
measured device time. A tenant's virtual time grows by what its items cost divided by its weight; the
smallest goes first. A tenant that was idle starts at the smallest virtual time among those that wait, so
idling earns nothing.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from schemas.events import Request
from streams.item import Item
from streams.queues import PartitionQueues
from streams.window import Limits

_NEW_SHARE = 0.3


@dataclass(slots=True)
class _Time:
    """Virtual time: what was measured, and what batches under way are expected to add."""

    settled: float = 0.0
    pending: float = 0.0

    @property
    def virtual(self) -> float:
        return self.settled + self.pending


@dataclass(slots=True)
class _Account:
    time: _Time = field(default_factory=_Time)
    requests: dict[Request, _Time] = field(default_factory=dict[Request, _Time])


class FairScheduler:
    """Fills batches from the heads of partition queues.

    Interactive items go first, as long as their tenant is not ahead of all others by more than a batch: so a
    few are served at once, and a flood of them is served in turn. Out of every `1 / guaranteed_share` items
    at least one is of the other lane while that lane waits. Within a lane the tenant with the smallest
    virtual time is served, then its request with the smallest. Not promised: any order between requests of
    one tenant beyond that. Whoever stands behind others in every partition has their items taken in his turn:
    they are charged, and wait longer later, but meanwhile he has to wait.
    """

    def __init__(self, guaranteed_share: float = 0.25) -> None:
        self._accounts: dict[str, _Account] = {}
        self._backlogged: set[str] = set()
        self._floor = 0.0
        self._guaranteed = guaranteed_share
        self._owed = 0.0
        # Recent batches on average: of work of many sizes, an average of rates would be that of the smallest.
        self._batch_ms = 0.0
        self._batch_work = 0.0
        # What each item under way is expected to take, in ms.
        self._expected: dict[Item, float] = {}

    def virtual_time(self, tenant: str) -> float:
        account = self._accounts.get(tenant)
        return account.time.virtual if account else 0.0

    def fill(
        self,
        queues: PartitionQueues,
        limits: Limits,
        unwanted: Callable[[Item], bool] = lambda _: False,
        one_request: bool = False,
    ) -> tuple[list[Item], list[Item]]:
        """Takes the next batch off the queues: (items to run, items to skip).

        Never past a cap after the first item; the first passes any cap. Unwanted items cost nothing, but are
        taken in their turn: their offsets are committed in order, too. `one_request` stops at the first item
        of another. A suspect gets a batch of its own, in its turn.
        """
        self._admit(queues)
        batch: list[Item] = []
        skipped: list[Item] = []
        room = limits
        while heads := queues.heads():
            free = next((item for item in heads if unwanted(item)), None)
            if free is not None:
                queues.take(free)
                skipped.append(free)
                continue
            if batch and one_request:
                heads = [item for item in heads if item.request == batch[0].request]
            if not heads:
                break
            item, owed = self._next(queues, heads)
            if batch and (item.suspect or not room.fits(item.cost.work, item.cost.decoded_bytes)):
                break
            self._owed = owed
            queues.take(item)
            self._expect(item, item.cost.work * self._ms_per_work)
            batch.append(item)
            room = room.less(item.cost.work, item.cost.decoded_bytes)
            if item.suspect:
                break
        return batch, skipped

    def settle(self, items: Iterable[Item], duration_ms: float) -> None:
        """Replaces what `fill` expected by the batch's measured duration, shared out by work."""
        charged = list(items)
        work = sum(item.cost.work for item in charged)
        self.forget(charged)
        if work <= 0:
            return
        for item in charged:
            cost_ms = item.cost.work * duration_ms / work
            for time, weight in self._times(item):
                time.settled += cost_ms / weight
        self._batch_ms += _NEW_SHARE * (duration_ms - self._batch_ms)
        self._batch_work += _NEW_SHARE * (work - self._batch_work)

    def forget(self, items: Iterable[Item]) -> None:
        """These items were not run after all, and cost nothing."""
        for item in items:
            self._pend(item, -self._expected.pop(item, 0.0))

    @property
    def _ms_per_work(self) -> float:
        return self._batch_ms / self._batch_work if self._batch_work else 1.0

    def _expect(self, item: Item, cost_ms: float) -> None:
        self._expected[item] = cost_ms
        self._pend(item, cost_ms)

    def _pend(self, item: Item, cost_ms: float) -> None:
        for time, weight in self._times(item):
            time.pending += cost_ms / weight

    def _times(self, item: Item) -> tuple[tuple[_Time, float], ...]:
        """The times that an item counts for, each with the weight that it is divided by."""
        account = self._accounts.setdefault(item.tenant, _Account(_Time(self._floor)))
        return (account.time, item.weight), (account.requests.setdefault(item.request, _Time()), 1.0)

    def _admit(self, queues: PartitionQueues) -> None:
        """Accounts for who waits now; forgets who does not, once its time is behind everybody's. Newcomers
        start at what is settled: a charge that is only expected may prove too high."""
        waiting = queues.waiting
        stayed = [self._accounts[name].time.settled for name in waiting if name in self._backlogged]
        self._floor = max(self._floor, min(stayed, default=self._floor))
        for tenant, requests in waiting.items():
            account = self._accounts.setdefault(tenant, _Account(_Time(self._floor)))
            if tenant not in self._backlogged:
                account.time.settled = max(account.time.settled, self._floor)
            _admit_requests(account, requests)
        under_way = {item.tenant for item in self._expected}
        for tenant in [name for name in self._accounts if name not in waiting and name not in under_way]:
            if self._accounts[tenant].time.settled <= self._floor:
                del self._accounts[tenant]
            else:
                self._accounts[tenant].requests.clear()
        self._backlogged = set(waiting)

    def _next(self, queues: PartitionQueues, heads: list[Item]) -> tuple[Item, float]:
        """The head whose turn it is, and what the other lane is owed once it has been taken."""
        urgent = [item for item in heads if item.interactive]
        others = [item for item in heads if not item.interactive]
        lane, owed = urgent or others, self._owed
        if urgent and others:
            ahead = min(map(self._virtual, urgent)) - min(map(self._virtual, others))
            if ahead > self._batch_ms:
                return self._best(queues, others), owed
            owed += self._guaranteed
            if owed >= 1.0:
                owed -= 1.0
                lane = others
        return self._best(queues, lane), owed

    def _best(self, queues: PartitionQueues, lane: list[Item]) -> Item:
        """The head whose turn it is; or, where it is the turn of a tenant who has no head, the one that
        stands in his way."""
        best = min(lane, key=self._rank)
        if len(queues.waiting) > 1:
            limit = self._virtual(best)
            heading = {item.tenant for item in lane}
            times = {
                name: self._accounts[name].time.virtual for name in queues.waiting if name not in heading
            }
            for name in sorted((name for name, time in times.items() if time < limit), key=times.__getitem__):
                if (head := queues.in_front_of(name, lane)) is not None:
                    return head
        return best

    def _virtual(self, item: Item) -> float:
        return self._accounts[item.tenant].time.virtual

    def _rank(self, item: Item) -> tuple[float, float, float, int]:
        account = self._accounts[item.tenant]
        request = account.requests[item.request]
        return account.time.virtual, request.virtual, item.arrived_ms, item.record.offset


def _admit_requests(account: _Account, waiting: Collection[Request]) -> None:
    known = account.requests
    floor = min((known[request].settled for request in waiting if request in known), default=0.0)
    for request in waiting:
        time = known.setdefault(request, _Time(floor))
        time.settled = max(time.settled, floor)
    for request in [name for name, time in known.items() if not time.pending and name not in waiting]:
        del known[request]
