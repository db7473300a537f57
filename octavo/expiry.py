"""Which blobs go, and which stay. Pure: what is known, the time and the limits are arguments.

The blobs of a request go together: a later run may take over what an earlier one made, and shares its PDF.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from streams.blobs import BlobEntry

PAGES, PINS = "pages", "pins"


@dataclass(slots=True)
class RequestBlobs:
    """What the store holds of one request. Runs are named as in keys: `request/run`.

    `newest_ms` by run, of what was put last; `pages` by run, the same of pixels and what goes with them, and
    their bytes; `pins`: runs that take over something of this request, with the time they were announced.
    """

    size_bytes: int = 0
    newest_ms: dict[str, int] = field(default_factory=dict[str, int])
    pages: dict[str, tuple[int, int]] | None = None
    pins: dict[str, int] | None = None

    def last_ms(self, finished: Set[str]) -> int:
        """When anything was put last, but for pixels of runs that are over: they go at once."""
        pixels = ((run, at_ms) for run, (at_ms, _) in (self.pages or {}).items() if run not in finished)
        return max((at_ms for _, at_ms in (*self.newest_ms.items(), *pixels)), default=0)

    def useless_bytes(self, finished: Set[str]) -> int:
        """Pixels of runs that are over."""
        return sum(size_bytes for run, (_, size_bytes) in (self.pages or {}).items() if run in finished)


@dataclass(frozen=True, slots=True)
class Known:
    """What the topics say. `finished`: runs whose result is out (those without blobs may be left out);
    `live`: runs that `outputs` holds and that are not finished; `since_ms`: a run of which nothing is known
    and whose newest blob is older than this is nobody's. All runs as `request/run`."""

    finished: Set[str]
    live: Set[str]
    since_ms: float


@dataclass(frozen=True, slots=True)
class Limits:
    """`keep_ms` after its last blob a request goes; beyond `cap_bytes` the oldest go sooner, but none before
    `young_ms`. `pin_ms`: how long a replay that was announced may take to be seen."""

    keep_ms: float
    young_ms: float
    pin_ms: float
    cap_bytes: int | None = None


@dataclass(slots=True)
class Plan:
    """Requests whose blobs all go, runs whose pixels go, and the bytes that stay."""

    requests: list[str] = field(default_factory=list[str])
    pages: list[str] = field(default_factory=list[str])
    freed_bytes: int = 0
    left_bytes: int = 0


def tally(entries: Iterable[BlobEntry]) -> dict[str, RequestBlobs]:
    """Blobs summed up by request. What has no key that `blob_key` makes is nobody's business here."""
    found: dict[str, RequestBlobs] = {}
    for key, size_bytes, put_ms in entries:
        parts = key.split("/")
        if len(parts) < 3 or parts[0].startswith("."):
            continue
        request, run = parts[0], f"{parts[0]}/{parts[1]}"
        one = found.get(request)
        if one is None:
            one = found[request] = RequestBlobs()
        one.size_bytes += size_bytes
        if parts[2] == PAGES:
            one.pages = one.pages or {}
            newest_ms, so_far = one.pages.get(run, (0, 0))
            one.pages[run] = max(newest_ms, put_ms), so_far + size_bytes
            continue
        one.newest_ms[run] = max(one.newest_ms.get(run, 0), put_ms)
        if parts[2] == PINS and len(parts) == 4:
            one.pins = one.pins or {}
            one.pins[f"{request}/{parts[3]}"] = put_ms
    return found


def plan(requests: Mapping[str, RequestBlobs], known: Known, limits: Limits, now_ms: float) -> Plan:
    """What goes now. Never a request of which a run may still be under way, however full the store is."""
    live = {run.partition("/")[0] for run in known.live if run not in known.finished}
    free = [
        (one.last_ms(known.finished), request)
        for request, one in requests.items()
        if request not in live and not _in_use(one, known, limits, now_ms)
    ]
    held = sum(one.size_bytes for one in requests.values())
    left = held - sum(one.useless_bytes(known.finished) for one in requests.values())
    done = Plan()
    for last_ms, request in sorted(free):
        too_much = limits.cap_bytes is not None and left > limits.cap_bytes
        age_ms = now_ms - last_ms
        if age_ms >= limits.keep_ms or (too_much and age_ms >= limits.young_ms):
            done.requests.append(request)
            left -= requests[request].size_bytes - requests[request].useless_bytes(known.finished)
    gone = set(done.requests)
    kept = (one for request, one in requests.items() if request not in gone)
    done.pages = [run for one in kept for run in one.pages or () if run in known.finished]
    done.left_bytes, done.freed_bytes = left, held - left
    return done


def _in_use(one: RequestBlobs, known: Known, limits: Limits, now_ms: float) -> bool:
    """Whether a run of it may be under way though `outputs` does not show it: waiting, or about to be
    published, or a replay that was announced."""
    put = (*one.newest_ms.items(), *((run, at_ms) for run, (at_ms, _) in (one.pages or {}).items()))
    if any(run not in known.finished and at_ms >= known.since_ms for run, at_ms in put):
        return True
    seen_ms = min(known.since_ms, now_ms - limits.pin_ms)
    return any(run not in known.finished and at_ms >= seen_ms for run, at_ms in (one.pins or {}).items())
