"""Who goes next: virtual-time fair queueing over tenants, then over a tenant's requests. Pure.

After start-time fair queueing (Goyal, Vin, Cheng: Start-time Fair Queuing, SIGCOMM 1996), charged in
measured device time. A tenant's virtual time grows by what its items cost divided by its weight; the
smallest goes first. A tenant that was idle starts at the smallest virtual time among those that wait, so
idling earns nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from streams.item import Item
from streams.queues import PartitionQueues
from streams.window import Limits

Request = tuple[str, str]


@dataclass(slots=True)
class _Account:
    virtual: float = 0.0
    requests: dict[Request, float] = field(default_factory=dict[Request, float])


class FairScheduler:
    """Fills batches from the heads of partition queues.

    Interactive items go first, as long as their tenant is not ahead of all others by more than a batch: so a
    few are served at once, and a flood of them is served in turn. Out of every `1 / guaranteed_share` items
    at least one is of the other lane while that lane waits. Within a lane the tenant with the smallest
    virtual time is served, then its request with the smallest. Not promised: any order between requests of
    one tenant beyond that, nor fairness for a tenant whose items all stand behind others' in one partition.
    """

    def __init__(self, guaranteed_share: float = 0.25) -> None:
        self._accounts: dict[str, _Account] = {}
        self._backlogged: set[str] = set()
        self._floor = 0.0
        self._guaranteed = guaranteed_share
        self._owed = 0.0
        self._ms_per_work = 1.0
        self._batch_ms = 0.0

    def virtual_time(self, tenant: str) -> float:
        account = self._accounts.get(tenant)
        return account.virtual if account else 0.0

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
        of another.
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
            item, owed = self._next(heads)
            if batch and not room.fits(item.cost.work, item.cost.decoded_bytes):
                break
            self._owed = owed
            queues.take(item)
            self._charge(item, item.cost.work * self._ms_per_work)
            batch.append(item)
            room = room.less(item.cost.work, item.cost.decoded_bytes)
        return batch, skipped

    def settle(self, items: Iterable[Item], duration_ms: float) -> None:
        """Replaces what `fill` charged by the batch's measured duration, shared out by work."""
        charged = list(items)
        work = sum(item.cost.work for item in charged)
        if work <= 0:
            return
        rate = duration_ms / work
        self._batch_ms += 0.3 * (duration_ms - self._batch_ms)
        for item in charged:
            self._charge(item, item.cost.work * (rate - self._ms_per_work))
        self._ms_per_work += 0.3 * (rate - self._ms_per_work)

    def _admit(self, queues: PartitionQueues) -> None:
        """Accounts for who waits now; forgets who does not, once its time is behind everybody's."""
        waiting = queues.waiting
        stayed = [self._accounts[name].virtual for name in waiting if name in self._backlogged]
        self._floor = max(self._floor, min(stayed, default=self._floor))
        for tenant, requests in waiting.items():
            account = self._accounts.setdefault(tenant, _Account(self._floor))
            if tenant not in self._backlogged:
                account.virtual = max(account.virtual, self._floor)
            _admit_requests(account, requests)
        for tenant in [name for name in self._accounts if name not in waiting]:
            if self._accounts[tenant].virtual <= self._floor:
                del self._accounts[tenant]
            else:
                self._accounts[tenant].requests.clear()
        self._backlogged = set(waiting)

    def _next(self, heads: list[Item]) -> tuple[Item, float]:
        """The head whose turn it is, and what the other lane is owed once it has been taken."""
        urgent = [item for item in heads if item.interactive]
        others = [item for item in heads if not item.interactive]
        lane, owed = urgent or others, self._owed
        if urgent and others:
            ahead = min(map(self._virtual, urgent)) - min(map(self._virtual, others))
            if ahead > self._batch_ms:
                return min(others, key=self._rank), owed
            owed += self._guaranteed
            if owed >= 1.0:
                owed -= 1.0
                lane = others
        return min(lane, key=self._rank), owed

    def _virtual(self, item: Item) -> float:
        return self._accounts[item.tenant].virtual

    def _rank(self, item: Item) -> tuple[float, float, float, int]:
        account = self._accounts[item.tenant]
        return account.virtual, account.requests[item.request], item.arrived_ms, item.record.offset

    def _charge(self, item: Item, cost_ms: float) -> None:
        account = self._accounts.setdefault(item.tenant, _Account())
        account.virtual += cost_ms / item.weight
        account.requests[item.request] = account.requests.get(item.request, 0.0) + cost_ms


def _admit_requests(account: _Account, waiting: Iterable[Request]) -> None:
    floor = min((account.requests[r] for r in waiting if r in account.requests), default=0.0)
    account.requests = {r: max(account.requests.get(r, floor), floor) for r in waiting}
