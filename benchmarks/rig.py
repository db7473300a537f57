"""A whole Octavo with an embedded broker on simulated devices, and what is measured while it works."""

import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from benchmarks.following import Ended, Following
from benchmarks.recordings import Call, fill, held_peak_bytes, quantile, read_calls
from benchmarks.sampling import CpuTimes, Sample, Sampler, cpu_times
from benchmarks.topic_log import TopicLog
from benchmarks.workload import Job, small
from octavo.config import load_settings
from octavo.endpoint import connection_of
from octavo.reader import ends
from octavo.submission import Order, Submitter, new_request_id
from octavo.supervisor import Program
from octavo.system import AGENTS, System
from schemas.document import Envelope
from streams.blobs import open_blobs
from streams.codec import decode

log = logging.getLogger(__name__)

PATIENCE_S = 900.0
_WARM_UP = (2, 1, 4)


@dataclass(slots=True)
class Run:
    """What one load did."""

    requests: list[Ended]
    started: float
    ended: float
    calls: list[Call]
    samples: list[Sample]
    held_peak_bytes: int
    cpu_before: CpuTimes
    cpu_after: CpuTimes
    note: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def makespan_s(self) -> float:
        return self.ended - self.started

    @property
    def pages(self) -> int:
        return sum(request.pages for request in self.requests)

    def figures(self) -> dict[str, Any]:
        """One row of a table."""
        latencies = [request.latency_s for request in self.requests]
        of_pages = sum(r.batch_requests_mean * r.pages for r in self.requests) / max(1, self.pages)
        return {
            "requests": len(self.requests),
            "pages": self.pages,
            "makespan_s": self.makespan_s,
            "p50_s": quantile(latencies, 0.5),
            "p99_s": quantile(latencies, 0.99),
            "held_peak_bytes": self.held_peak_bytes,
            "rss_peak_bytes": max((s.rss_bytes for s in self.samples), default=0),
            "largest_rss_bytes": max((s.largest_rss_bytes for s in self.samples), default=0),
            "blob_peak_bytes": max((s.blob_bytes for s in self.samples), default=0),
            "requests_per_batch": of_pages,
            "cpu_agents_s": self.cpu_after.agents_s - self.cpu_before.agents_s,
            "cpu_renderers_s": self.cpu_after.children - self.cpu_before.children,
            "cpu_broker_s": self.cpu_after.broker - self.cpu_before.broker,
            "statuses": sorted({request.status for request in self.requests}),
            "routes": sorted({request.route for request in self.requests}),
            **fill(self.calls),
        }

    def raw(self) -> dict[str, Any]:
        return {
            "figures": self.figures(),
            "started": self.started,
            "requests": [asdict(request) for request in self.requests],
            "calls": [[c.device, round(c.start, 4), round(c.end, 4), c.pages] for c in self.calls],
            "samples": [[round(s.at, 2), s.rss_bytes, s.blob_bytes, s.blobs] for s in self.samples],
            "cpu": {"before": asdict(self.cpu_before), "after": asdict(self.cpu_after)},
            **self.note,
        }


class Rig:
    """A system in a `with` block, warmed up unless `warm` is False: every agent has done some pages before
    anything is measured, of the kind that `warm_pages` makes, and the stages know their device."""

    def __init__(
        self,
        *,
        time_scale: float = 1.0,
        devices: int = 1,
        programs: Sequence[Program] = AGENTS,
        profile: str | None = None,
        warm: bool = True,
        warm_pages: Callable[[int], bytes] = small,
        **settings: Any,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="octavo-bench-"))
        self.device_folder = self.folder / "devices"
        chosen = profile or self._simulated(time_scale, devices)
        given = {"profile": chosen, "blob_url": str(self.folder / "blobs"), "model_threads": 1, **settings}
        self._warm, self._warm_pages = warm, warm_pages
        self.background: list[str] = []
        self.system = System(load_settings(**given), programs=programs)

    def __enter__(self) -> Self:
        try:
            self.system.start()
            self._connection = connection_of(self.system.settings)
            self._submitter = Submitter(self._connection, open_blobs(self.system.settings.blobs))
            for pages in _WARM_UP if self._warm else ():
                self.run([Job(self._warm_pages(pages), pages)])
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.system.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def connection(self) -> Any:
        return self._connection

    def quiet(self, patience_s: float = 60.0) -> None:
        """Returns when the pages of every request that has ended are deleted: that would disturb what is
        measured next. Raises TimeoutError."""
        until = time.monotonic() + patience_s
        while any(path.is_file() for path in (self.folder / "blobs").glob("*/*/pages/**/*")):
            if time.monotonic() > until:
                raise TimeoutError(f"Pages are still in the blob folder after {patience_s:g} s.")
            time.sleep(0.05)

    def run(self, jobs: Iterable[Job], patience_s: float = PATIENCE_S) -> Run:
        """Submits each job at its time and returns when all that are awaited have ended; only these are
        among the run's requests. Raises TimeoutError."""
        following = Following(jobs, self.submit)
        reader = TopicLog(self._connection, "results", ends(self._connection, ["results"]))
        before = cpu_times(self.system.pids())
        with Sampler(self.system.pids, self.folder / "blobs") as sampler:
            started = time.time()
            try:
                self._follow(following, reader, started, patience_s)
            finally:
                reader.close()
                self.background += following.background
            ended = max((request.ended for request in following.done), default=started)
            after = cpu_times(self.system.pids())
        calls = read_calls(self.device_folder, started, ended + 1)
        held = held_peak_bytes(self.device_folder, started, ended + 1)
        return Run(following.done, started, ended, calls, sampler.samples, held, before, after)

    def idle(self, seconds: float) -> dict[str, float]:
        """The share of a core that each agent uses while there is nothing to do."""
        before = cpu_times(self.system.pids()).agents
        time.sleep(seconds)
        after = cpu_times(self.system.pids()).agents
        return {name: (after[name] - before[name]) / seconds for name in after}

    def _follow(self, following: Following, reader: TopicLog, started: float, patience_s: float) -> None:
        while following:
            for record in reader.poll(following.submit_due(started)):
                event = decode(record)
                if isinstance(event, Envelope):
                    following.take(event)
            self.system.check()
            if time.time() - started > patience_s:
                raise TimeoutError(f"{len(following)} requests were not done after {patience_s:g} s")

    def submit(self, job: Job) -> Ended:
        """Hands a PDF to Kafka at once, and follows nothing."""
        request_id = new_request_id("bench")
        submitted = time.time()
        order = Order(job.tenant, job.priority)
        self._submitter.submit(job.pdf, "bench.pdf", order, request_id)
        return Ended(request_id, job.tenant, job.pages, submitted)

    def _simulated(self, time_scale: float, devices: int) -> str:
        path = self.folder / "simulated.toml"
        path.write_text(
            f"""name = "simulated"
[layout]
backend = "benchmarks.simulated:SimLayout"
instances = 1
settings = {{ folder = "{self.device_folder}", time_scale = {time_scale}, devices = {devices} }}
[ocr]
backend = "benchmarks.simulated:SimOcr"
instances = 1
[table]
backend = "benchmarks.simulated:SimTable"
instances = 1
[chart]
backend = "benchmarks.simulated:SimChart"
instances = 1
""",
            encoding="utf-8",
        )
        return str(path)
