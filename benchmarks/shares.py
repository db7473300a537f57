"""How evenly tenants that always have work waiting share one device."""

import time
from collections.abc import Mapping, Sequence

from benchmarks.background import cancel, outputs_now, served
from benchmarks.estimates import Served, jain_of_windows
from benchmarks.plain_pdf import plain_pdf
from benchmarks.results import Mode, Result
from benchmarks.rig import Rig
from benchmarks.workload import Job

WINDOW_S = 10.0
_SETTLE_S = 5.0
"""Until documents of every tenant are open, and the first to come has worked off what it was let in with."""
_DOCUMENTS = {"whale": 20_000, "books": 200, "reports": 25, "briefs": 12}
"""Pages a document, by tenant."""
_FLOOD = {**_DOCUMENTS, "slips": 1}
"""With one tenant whose requests all take the way of small ones."""


def even_shares(rig: Rig, mode: Mode, scale: float, capacity: float, result: Result) -> None:
    """Adds rows, and `jain_min` over every window of all of them. `capacity` in pages a second."""
    lasts_s = 40.0 if mode == "full" else 7.0
    lowest: list[float] = []
    for documents in (_DOCUMENTS, _FLOOD):
        result.figures["jain_min_without_flood"] = min(lowest, default=float("nan"))
        name = ", ".join(f"{tenant} {pages}" for tenant, pages in documents.items())
        done, tenants, started = _share(rig, documents, lasts_s, capacity)
        ends = _backlogged_until(done, tenants, started + lasts_s)
        windows = jain_of_windows(done, ends, started + _SETTLE_S, WINDOW_S * scale)
        lowest += windows
        device_s = {tenant: sum(s.device_s for s in done if s.tenant == tenant) for tenant in documents}
        result.rows.append(
            {
                "case": f"Jain, tenants by pages a document: {name}",
                "window_s": WINDOW_S * scale,
                "windows": len(windows),
                "jain_min": min(windows, default=float("nan")),
                "jain_mean": sum(windows) / len(windows) if windows else float("nan"),
                **{f"{tenant}_device_s": used for tenant, used in device_s.items()},
            }
        )
        pages = [[round(one.at, 3), one.tenant, round(one.device_s, 5)] for one in done]
        result.raw[f"shares of {name}"] = {"jain": windows, "served": pages}
    result.figures["jain_min"] = min(lowest, default=float("nan"))


def _share(
    rig: Rig, documents: Mapping[str, int], lasts_s: float, capacity: float
) -> tuple[list[Served], dict[str, tuple[str, int]], float]:
    """(what was served, tenant and pages by request, when it began). Each tenant has twice its fair share
    of the time waiting, published before the measurement begins."""
    need = 2 * capacity * (lasts_s + _SETTLE_S) / len(documents)
    since, started = outputs_now(rig), time.time()
    tenants: dict[str, tuple[str, int]] = {}
    for tenant, pages in documents.items():
        pdf = plain_pdf(pages)
        for _ in range(1 + int(need / pages)):
            tenants[rig.submit(Job(pdf, pages, tenant=tenant)).request_id] = (tenant, pages)
    time.sleep(lasts_s)
    cancel(rig, list(tenants))
    return served(rig, since, {request: tenant for request, (tenant, _) in tenants.items()}), tenants, started


def _backlogged_until(
    done: Sequence[Served], tenants: Mapping[str, tuple[str, int]], until: float
) -> dict[str, float]:
    """When each tenant had no more than its last 10% to do, or `until`."""
    total: dict[str, int] = {}
    for tenant, pages in tenants.values():
        total[tenant] = total.get(tenant, 0) + pages
    ends: dict[str, float] = {}
    for tenant, pages in total.items():
        times = [one.at for one in done if one.tenant == tenant]
        last = int(0.9 * pages)
        ends[tenant] = min(until, times[last]) if len(times) > last else until
    return ends
