"""The fixed prose of docs/benchmarks.md, and which columns of a scenario it shows. It has no figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.simulated import A_S, C_S

HEAD = f"""# Benchmarks

Nothing in this file is typed by hand. `make bench-report` writes it: the prose from \
`benchmarks/sections.py`, every figure from the JSON files in `benchmarks/results/`, which hold the samples \
behind it. `make bench` measures them all anew, `make bench-quick` roughly and in minutes, \
`make bench BENCH="mission flat"` some of them. A figure of a quick run says so, and meets or misses its \
target only roughly: it has fewer samples, and often smaller pages, than the target names.

A simulated device is called simulated: it takes {A_S} + {C_S} b seconds for b pages, the mission's figures, \
and sleeps meanwhile. Rendering, storing, decoding, Kafka and the joining of documents are real. Where \
a table names a time scale, the device ran at that share of these times. Held is the decoded page bytes \
reserved by the stage loops of all processes."""

TARGETS_PROSE = "What the kill of a worker costs is not measured by a benchmark and has no line here."

Row = Mapping[str, Any]


def _any(_row: Row) -> bool:
    return True


def _has(name: str) -> Callable[[Row], bool]:
    return lambda row: name in row


def _lacks(name: str) -> Callable[[Row], bool]:
    return lambda row: name not in row


@dataclass(frozen=True, slots=True)
class Columns:
    """One table: these columns of the rows that are wanted. None named: all."""

    names: tuple[str, ...] = ()
    wanted: Callable[[Row], bool] = _any


@dataclass(frozen=True, slots=True)
class Section:
    """`prose`: what the question is. How it was measured is told by the scenario's own file."""

    title: str
    prose: str = ""
    tables: tuple[Columns, ...] = (Columns(),)
    plot: str = ""
    """What its plot shows; empty for none."""


SECTIONS: dict[str, Section] = {
    "mission": Section(
        "Five ways to work off the mission's load",
        "Page after page is slow; whole documents as batches hold every page of every request. Octavo shares "
        "its batches between requests.",
        (
            Columns(
                (
                    "way",
                    "load",
                    "time_scale",
                    "makespan_s",
                    "p50_s",
                    "p99_s",
                    "held_peak_bytes",
                    "rss_peak_bytes",
                    "blob_peak_bytes",
                    "batch_mean",
                    "requests_per_batch",
                    "device_s_per_page",
                )
            ),
        ),
        "Makespan of 30 requests against page bytes held, for five ways of working",
    ),
    "flat": Section(
        "Memory at ten times the requests",
        "What is held follows from the budget and not from the number of requests that wait.",
        (
            Columns(
                (
                    "load",
                    "dpi",
                    "time_scale",
                    "makespan_s",
                    "pages_per_s",
                    "held_peak_bytes",
                    "rss_peak_bytes",
                    "rss_median_bytes",
                    "blob_peak_bytes",
                    "held_peak_bytes_ratio",
                    "rss_peak_bytes_ratio",
                    "blob_peak_bytes_ratio",
                )
            ),
        ),
        "Held bytes and RSS over the run, 30 and 300 requests",
    ),
    "fairness": Section(
        "Small requests behind an elephant",
        "What one-page requests suffer from a huge request published before them, what sparing them costs, "
        "and how evenly tenants that all have work waiting share the device.",
        (
            Columns(
                (
                    "case",
                    "samples",
                    "alone_p50_s",
                    "alone_p99_s",
                    "p50_s",
                    "p99_s",
                    "p99_ratio",
                    "p99_ratio_low",
                    "p99_ratio_high",
                    "fifo_p99_s",
                    "throughput_vs_fifo",
                    "device_busy",
                ),
                lambda row: "p99_ratio" in row,
            ),
            Columns(
                ("case", "window_s", "windows", "jain_min", "jain_mean"),
                lambda row: "jain_min" in row,
            ),
        ),
        "Sorted latencies of one-page requests, alone and behind the elephant",
    ),
    "scaling": Section(
        "More workers",
        "What one more simulated device brings, as a worker of its own or as an instance within one.",
        (
            Columns(
                (
                    "workers",
                    "measured_s",
                    "pages_per_s",
                    "efficiency",
                    "devices_busy",
                    "batch_mean",
                    "all_at_work_after_s",
                    "speedup_15s",
                ),
                lambda row: row["what"] == "workers",
            ),
            Columns(
                ("instances", "measured_s", "pages_per_s", "efficiency", "devices_busy", "batch_mean"),
                lambda row: "instances" in row,
            ),
        ),
        "Pages a second over workers, and as many times that of one",
    ),
    "load": Section(
        "When a batch closes",
        "Closing a batch as soon as the device is idle, against waiting for more; by cap and longest wait.",
        (
            Columns(
                (
                    "idle_close",
                    "max_wait_ms",
                    "cap",
                    "load",
                    "requests_per_s",
                    "samples",
                    "p50_s",
                    "p99_s",
                    "device_s_per_page",
                    "device_busy",
                    "batch_mean",
                )
            ),
        ),
        "p99 of one-page requests over the load, by the rule that closes a batch",
    ),
    "processor": Section(
        "Processor time of the Kafka path",
        "What all agents together use for a page that weighs nothing; and, from a second run that was "
        "watched, where it goes.",
        (
            Columns(
                (
                    "pages",
                    "pages_per_s",
                    "cpu_ms_per_page",
                    "cpu_ms_per_page_less_idle",
                    "light_ms_per_page",
                    "models_ms_per_page",
                    "renderers_ms_per_page",
                    "broker_ms_per_page",
                    "idle_light_percent",
                    "idle_models_percent",
                ),
                _has("cpu_ms_per_page"),
            ),
            Columns(wanted=_lacks("cpu_ms_per_page")),
        ),
    ),
    "lite": Section(
        "Profile `lite` against a plain script",
        "The real models of the default profile on the processor, against the best plain script over the "
        "same libraries and settings.",
        (Columns(wanted=_lacks("steps")), Columns(wanted=_has("steps"))),
    ),
    "huge": Section(
        "A document of 2,000 pages",
        "What it needs, and what others feel of it.",
        (
            Columns(wanted=_has("p99_s")),
            Columns(wanted=_has("document_s")),
            Columns(wanted=_has("peak_rss_bytes")),
        ),
    ),
    "one_page": Section("One page, from nothing", "`octavo run` with no process running and caches present."),
}
