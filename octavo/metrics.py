"""What a worker tells Prometheus: how its stages batch, and what they have learned of their devices."""

import logging
from collections.abc import Iterable, Mapping
from typing import Protocol

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from streams.backlog import Figures

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


def serve_metrics(stages: Mapping[str, Measured], host: str, port: int) -> int:
    """Answers GET /metrics on the first free port from `port` on, for as long as the process lives; returns
    the port. Raises OSError where none of the next ones is free."""
    registry = CollectorRegistry()
    registry.register(StageCollector(stages))
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
