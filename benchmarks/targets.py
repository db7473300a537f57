"""What Octavo is to reach, and whether the figures say that it does. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from benchmarks.results import Mode
from benchmarks.tables import markdown, quantity


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that was measured, and by what."""

    value: float
    scenario: str
    mode: Mode


@dataclass(frozen=True, slots=True)
class Target:
    """A bound on the figure of this name."""

    what: str
    figure: str
    side: Literal["at most", "less than", "at least"]
    bound: float

    def met(self, value: float) -> bool:
        match self.side:
            case "at most":
                return value <= self.bound
            case "less than":
                return value < self.bound
            case "at least":
                return value >= self.bound


TARGETS = (
    Target("one request of 25 pages", "single_25_s", "at most", 3.3),
    Target("30 x 25 pages, preset `api`: held", "api_held_bytes_30", "at most", 450e6),
    Target(
        "preset `api`: makespan over that of whole documents",
        "api_makespan_vs_whole_document",
        "at most",
        1.15,
    ),
    Target("30 x 25 pages, preset `batch`: held", "batch_held_bytes_30", "at most", 1e9),
    Target(
        "preset `batch`: makespan over that of whole documents",
        "batch_makespan_vs_whole_document",
        "at most",
        1.0,
    ),
    Target("300 requests over 30, preset `api`: held", "flat_held_ratio", "at most", 1.1),
    Target("the same: RSS", "flat_rss_ratio", "at most", 1.1),
    Target(
        "throughput over a bare loop of the same batches", "throughput_vs_perfect_batch", "at least", 0.95
    ),
    Target("one page behind 2,000: p99 over alone", "p99_ratio_one_elephant", "at most", 3.0),
    Target("20 small tenants behind 60,000 pages: p99 over alone", "p99_ratio_many_tenants", "at most", 3.0),
    Target("throughput meanwhile over first in, first out", "throughput_vs_fifo", "at least", 0.9),
    Target("Jain's index of backlogged tenants, the lowest", "jain_min", "at least", 0.98),
    Target("processor time of the Kafka path", "cpu_ms_per_page", "at most", 3.0),
    Target("1 to 8 workers: efficiency", "scaling_efficiency_8", "at least", 0.9),
    Target("a worker added: speedup within 15 s", "added_worker_speedup_15s", "at least", 1.8),
    Target(
        "profile `lite`, mixed pages: pages/s over a plain script", "lite_vs_script_mixed", "at least", 0.95
    ),
    Target("the same, scans", "lite_vs_script_scans", "at least", 1.0),
    Target("2,000-page document: RSS of any process", "huge_document_rss_bytes", "less than", 1.5e9),
    Target("the same: p99 of others over without it", "huge_document_others_p99_ratio", "at most", 2.0),
    Target("`octavo run` of one page", "one_page_run_s", "at most", 8.0),
)


def targets_table(figures: Mapping[str, Figure]) -> str:
    lines = [["target", "bound", "measured", "met", "by"]]
    for target in TARGETS:
        bound = f"{target.side} {quantity(target.figure, target.bound)}"
        figure = figures.get(target.figure)
        if figure is None:
            lines.append([target.what, bound, "not measured", "", ""])
            continue
        met = "yes" if target.met(figure.value) else "**no**"
        met += ", roughly" if figure.mode == "quick" else ""
        told = quantity(target.figure, figure.value)
        lines.append([target.what, bound, told, met, f"{figure.scenario}, {figure.mode}"])
    return markdown(lines)
