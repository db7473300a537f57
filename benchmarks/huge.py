"""A document of 2,000 pages: what it needs, and what one-page requests of others feel of it."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.background import outputs_now, served
from benchmarks.baselines import fifo_pages_per_s
from benchmarks.command import Ran, octavo
from benchmarks.estimates import bootstrap_ratio, busy_share
from benchmarks.fairness import CAP
from benchmarks.following import Ended
from benchmarks.plain_pdf import plain_pdf
from benchmarks.queueing import poisson_s
from benchmarks.recordings import quantile
from benchmarks.results import Mode, Result
from benchmarks.rig import Rig, Run
from benchmarks.sampling import high_water_bytes
from benchmarks.workload import Job, letters

SCALE, DPI, WORDS = 0.2, 50, 400
CAPACITY = fifo_pages_per_s(CAP) / SCALE
LOAD, TENANTS = 0.15, 5
_HUGE = "huge"


@dataclass(frozen=True, slots=True)
class Load:
    """`documents` come one after the other, each when the one before has ended."""

    pages: int
    documents: int
    alone_s: float


_LOADS: dict[Mode, Load] = {"full": Load(2_000, 4, 200.0), "quick": Load(200, 1, 5.0)}


@dataclass(slots=True)
class Beside:
    """What one huge document did, and others beside it. It was assembled between `laid_out`, when its last
    page was published, and `ended`; in seconds since the Unix epoch."""

    run: Run
    document: Ended
    laid_out: float

    @property
    def others(self) -> list[Ended]:
        return [request for request in self.run.requests if request.tenant != _HUGE]

    @property
    def meanwhile(self) -> list[Ended]:
        """Those that were under way while the document was assembled."""
        return [r for r in self.others if r.submitted < self.document.ended and r.ended > self.laid_out]

    @property
    def assembly_s(self) -> float:
        return self.document.ended - self.laid_out


def huge(mode: Mode) -> Result:
    """The device, and not the machine, is the bottleneck of the pages; the assembly is as heavy as it is."""
    load = _LOADS[mode]
    result = Result(says=_says(mode, load))
    with Rig(time_scale=SCALE, dpi=DPI) as rig:
        rig.run(_others(2.0))
        alone = rig.run(_others(load.alone_s))
        besides = [_beside(rig, load, number) for number in range(load.documents)]
        peaks = high_water_bytes(rig.system.pids())
        reader = _read(rig, besides[-1].document)
    _latencies(result, alone, besides)
    _document(result, load, besides, reader)
    _memory(result, peaks, [alone, *(beside.run for beside in besides)], reader)
    result.raw["alone"] = alone.raw()
    result.raw["beside"] = [{**one.run.raw(), "laid_out": one.laid_out} for one in besides]
    return result


def _says(mode: Mode, load: Load) -> str:
    return (
        f"{load.documents} documents of {load.pages:,} letter pages, {WORDS} words each, one after the "
        f"other, at {DPI} DPI so that rendering does not keep the machine busy; simulated device at "
        f"{SCALE:g} of the mission's times. Others are one-page requests of {TENANTS} tenants, letter "
        "pages and slips of one square inch in turn, a Poisson "
        f"process of {LOAD:g} of the device's {CAPACITY:.0f} pages/s; alone means the same rate without the "
        "document. A document is assembled from when its last page is published to when its result is "
        "read. Intervals are 95% by bootstrap and treat samples as independent. Peak RSS is the kernel's "
        "(VmHWM); the reader is `octavo results`, which writes JSON and Markdown."
        + ("" if mode == "full" else " Quick has a smaller document and too few samples for a p99.")
    )


def _others(lasts_s: float) -> list[Job]:
    """Letter pages and slips of one square inch in turn: who shares a device seldom has pages of one size."""
    rate, pdfs = LOAD * CAPACITY, (letters(1, words=WORDS), plain_pdf(1))
    times = poisson_s(rate, max(1, int(rate * lasts_s)), seed=3)
    return [Job(pdfs[n % 2], 1, at_s, f"small-{n % TENANTS}") for n, at_s in enumerate(times)]


def _beside(rig: Rig, load: Load, number: int) -> Beside:
    """More others are at hand than come: the document's end ends them."""
    rig.quiet()
    since = outputs_now(rig)
    pdf = letters(load.pages, number, WORDS)
    plenty_s = 60.0 + 4 * load.pages / CAPACITY
    run = rig.run([Job(pdf, load.pages, tenant=_HUGE, decisive=True), *_others(plenty_s)])
    document = next(request for request in run.requests if request.tenant == _HUGE)
    if document.status != "complete":
        raise RuntimeError(f"The document of {load.pages} pages came back as {document.status}.")
    pages = served(rig, since, {document.request_id: _HUGE})
    return Beside(run, document, pages[-1].at)


def _read(rig: Rig, document: Ended) -> Ran:
    settings = rig.system.settings
    environment = {
        "OCTAVO_BOOTSTRAP_SERVERS": settings.bootstrap_servers or "",
        "OCTAVO_BLOB_URL": settings.blobs,
    }
    with tempfile.TemporaryDirectory(prefix="octavo-bench-") as out:
        return octavo(
            ["results", "--request", document.request_id, "--out", out, "--format", "json,md", "--json"],
            environment,
        )


def _latencies(result: Result, alone: Run, besides: Sequence[Beside]) -> None:
    quiet = [request.latency_s for request in alone.requests]
    beside = [request.latency_s for one in besides for request in one.others]
    meanwhile = [request.latency_s for one in besides for request in one.meanwhile]
    for what, latencies in (
        ("others alone", quiet),
        ("others beside the document", beside),
        ("of these: while it is assembled", meanwhile),
    ):
        low, high = bootstrap_ratio(latencies, quiet)
        result.rows.append(
            {
                "what": what,
                "samples": len(latencies),
                "p50_s": quantile(latencies, 0.5),
                "p99_s": quantile(latencies, 0.99),
                "max_s": max(latencies, default=float("nan")),
                "p99_ratio": quantile(latencies, 0.99) / quantile(quiet, 0.99),
                "p99_ratio_low": low,
                "p99_ratio_high": high,
            }
        )
    result.figures["huge_document_others_p99_ratio"] = result.rows[1]["p99_ratio"]
    result.figures["huge_document_assembly_p99_ratio"] = result.rows[2]["p99_ratio"]


def _document(result: Result, load: Load, besides: Sequence[Beside], reader: Ran) -> None:
    for one in besides:
        row: dict[str, Any] = {
            "what": f"a document of {load.pages:,} pages",
            "document_s": one.document.latency_s,
            "assembly_s": one.assembly_s,
            "route": one.document.route,
            "device_busy": busy_share(one.run.calls, one.run.started, one.laid_out),
            "blob_peak_bytes": one.run.figures()["blob_peak_bytes"],
        }
        result.rows.append(row)
    result.rows[-1]["read_s"] = reader.end_s
    result.figures["huge_document_assembly_s"] = max(one.assembly_s for one in besides)


def _memory(result: Result, peaks: dict[str, int], runs: Sequence[Run], reader: Ran) -> None:
    """Children that ended meanwhile are known from the samples only."""
    sampled = max(run.figures()["largest_rss_bytes"] for run in runs)
    every = {**peaks, "the largest sampled": sampled, "reader": reader.peak_rss_bytes}
    result.rows += [{"what": f"RSS: {name}", "peak_rss_bytes": size} for name, size in every.items()]
    result.figures["huge_document_rss_bytes"] = max(every.values())
