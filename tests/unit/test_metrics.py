"""What a stage has learned can be scraped."""

import socket
import urllib.request

from octavo.metrics import serve_metrics
from streams.backlog import Backlog
from streams.item import Batch
from streams.memory import Budget
from streams.window import Limits
from tests.items import item


def scraped(port: int) -> dict[str, float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as answer:
        lines = answer.read().decode().splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_the_fitted_latency_and_what_waits_are_served_by_stage() -> None:
    backlog = Backlog(Limits(8), Budget(1000))
    for items in (1, 2, 4, 8):
        batch = Batch(items, [item(offset=n, work=3.0) for n in range(items)], 0.0)
        backlog.run_started(batch)
        backlog.run_ended(batch, 100 + 10 * items * 3.0)
    backlog.put([item(offset=9, work=3.0)])
    port = serve_metrics({"layout": backlog}, "127.0.0.1", 0)
    found = scraped(port)
    assert round(found['octavo_stage_latency_fixed_seconds{bucket="all",stage="layout"}'], 6) == 0.1
    assert round(found['octavo_stage_latency_seconds_per_work{bucket="2^2",stage="layout"}'], 6) == 0.01
    assert found['octavo_stage_waiting_items{stage="layout"}'] == 1
    assert found['octavo_stage_batches{stage="layout"}'] == 4


def test_a_second_worker_on_the_host_takes_the_next_port() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve_metrics({}, "127.0.0.1", port) > port
