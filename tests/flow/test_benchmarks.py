"""The benchmarks' rig, end to end on a simulated device: what it gives is what scenarios make figures of."""

from pathlib import Path

from benchmarks.plain_pdf import plain_pdf
from benchmarks.recordings import held_over_time
from benchmarks.rig import Rig
from benchmarks.workload import Job
from streams.connection import Connection

PAGES = 4
TIME_SCALE = 0.2
"""Of the mission's times: a batch of four takes 0.2 s, so that what it holds is seen."""


def test_a_small_load_on_a_simulated_device_leaves_batches_held_bytes_and_figures(
    broker: str, connection: Connection, tmp_path: Path
) -> None:
    rig = Rig(
        time_scale=TIME_SCALE,
        dpi=72,
        bootstrap_servers=broker,
        topic_prefix=connection.prefix,
        data_dir=tmp_path,
    )
    with rig:
        run = rig.run([Job(plain_pdf(PAGES), PAGES, tenant=f"tenant-{n}") for n in range(3)])
        held = held_over_time(rig.device_folder, run.started, run.ended)
    figures = run.figures()
    assert figures["statuses"] == ["complete"]
    assert (figures["requests"], figures["pages"]) == (3, 3 * PAGES)
    assert sum(call.pages for call in run.calls) == 3 * PAGES
    assert all(call.busy_s >= 0.625 * TIME_SCALE for call in run.calls)
    assert figures["held_peak_bytes"] == max(size_bytes for _, size_bytes in held) > 0
    assert 0 < figures["p50_s"] <= figures["p99_s"] <= figures["makespan_s"]
    assert figures["requests_per_batch"] >= 1
    assert figures["rss_peak_bytes"] > figures["largest_rss_bytes"] > 0
    assert figures["blob_peak_bytes"] > 0
    assert figures["cpu_agents_s"] > 0
    assert {"calls", "batch_mean", "device_s_per_page", "cpu_renderers_s", "cpu_broker_s"} <= figures.keys()
    assert {"requests", "calls", "samples", "started"} <= run.raw().keys()
    assert not rig.folder.exists()
