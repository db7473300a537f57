"""What a worker tells Prometheus: how its stages batch, and what they have learned of their devices."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from octavo.config import Settings
from octavo.verdict import Verdict
from streams.figures import Figures

log = logging.getLogger(__name__)

_TRIES = 20


class Measured(Protocol):
    def figures(self) -> Figures: ...


class StageCollector(Collector):
    """Asks the stage loops at every scrape; nothing is counted in between.

    The fitted model of a stage is t(W) = a + c * W, for each shape bucket and over all (`bucket="all"`).
    """

    def __init__(self, stages: Mapping[str, Measured]) -> None:
        self._stages = stages

    def collect(self) -> Iterable[GaugeMetricFamily]:
        fixed = _gauge("latency_fixed_seconds", "a: what any batch takes, however small", "bucket")
        slope = _gauge("latency_seconds_per_work", "c: what one work unit adds", "bucket")
        waiting = _gauge("waiting_items", "Items that wait for their batch")
        held = _gauge("held_bytes", "Decoded bytes reserved")
        peak = _gauge("held_peak_bytes", "The most that was ever reserved")
        batches = _gauge("batches", "Batches run since the worker started")
        for stage, measured in self._stages.items():
            figures = measured.figures()
            for bucket, (a_ms, c_ms) in figures.latency.items():
                fixed.add_metric([stage, bucket], a_ms / 1000)
                slope.add_metric([stage, bucket], c_ms / 1000)
            waiting.add_metric([stage], figures.waiting_items)
            held.add_metric([stage], figures.held_bytes)
            peak.add_metric([stage], figures.held_peak_bytes)
            batches.add_metric([stage], figures.batches)
        return fixed, slope, waiting, held, peak, batches


class Fullness(Collector):
    """How full blobs and topics were found at the last clean-up; nothing where another worker does it."""

    def __init__(self, latest: Callable[[], Verdict | None], settings: Settings) -> None:
        self._latest = latest
        self._settings = settings

    def collect(self) -> Iterable[GaugeMetricFamily]:
        verdict = self._latest()
        if verdict is None:
            return
        alarms = GaugeMetricFamily("octavo_alarms", "What is about to be full, or to expire unread")
        alarms.add_metric([], len(verdict.alarms))
        refusing = GaugeMetricFamily("octavo_refusing", "1 while nothing more is taken")
        refusing.add_metric([], bool(verdict.refusal))
        blobs = GaugeMetricFamily("octavo_blob_bytes", "Bytes in the blob store")
        blobs.add_metric([], verdict.blob_bytes)
        cap = GaugeMetricFamily("octavo_blob_cap_bytes", "blob_cap_bytes; 0: none")
        cap.add_metric([], self._settings.blob_cap_bytes or 0)
        yield from (alarms, refusing, blobs, cap)
        yield from self._topics(verdict)

    def _topics(self, verdict: Verdict) -> Iterable[GaugeMetricFamily]:
        label = ["topic"]
        size = GaugeMetricFamily("octavo_topic_bytes", "Estimated bytes in a topic", labels=label)
        unread = GaugeMetricFamily("octavo_topic_unread_bytes", "Of which not read yet", labels=label)
        age = GaugeMetricFamily("octavo_topic_unread_age_seconds", "Age of the oldest unread", labels=label)
        for topic, use in verdict.topics.items():
            size.add_metric([topic], use.size_bytes)
            unread.add_metric([topic], use.unread_bytes)
            age.add_metric([topic], use.unread_age_s)
        return size, unread, age


def serve_metrics(
    stages: Mapping[str, Measured], host: str, port: int, more: Iterable[Collector] = ()
) -> int:
    """Answers GET /metrics on the first free port from `port` on, for as long as the process lives; returns
    the port. Raises OSError where none of the next ones is free."""
    registry = CollectorRegistry()
    for collector in (StageCollector(stages), *more):
        registry.register(collector)
    for tried in range(port, port + _TRIES):
        try:
            server, _ = start_http_server(tried, host, registry)
        except OSError:
            continue
        log.info("metrics are served on http://%s:%d/metrics", host, server.server_port)
        return server.server_port
    raise OSError(
        f"No port from {port} to {port + _TRIES - 1} is free for metrics; set another metrics_port."
    )


def _gauge(name: str, says: str, *more_labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"octavo_stage_{name}", says, labels=["stage", *more_labels])
