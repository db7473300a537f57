"""How long runs that are over are remembered."""

import tracemalloc

from streams.finished import FinishedRuns


def test_a_run_is_remembered_as_long_as_asked_for_and_not_much_longer() -> None:
    runs = FinishedRuns(kept_ms=800)
    for at_ms in range(0, 4000, 10):
        runs.add((f"r{at_ms}", "1"), at_ms)
        runs.forget(at_ms)
        assert (f"r{max(0, at_ms - 800)}", "1") in runs
        assert len(runs) <= 92, "what takes 800 ms and an eighth more"
    runs.forget(6000)
    assert len(runs) == 0


def test_a_run_that_is_over_takes_a_few_hundred_bytes() -> None:
    tracemalloc.start()
    try:
        runs = FinishedRuns()
        for number in range(10_000):
            runs.add((f"annual-report-{number:08x}", "1"), float(number))
        assert tracemalloc.get_traced_memory()[0] / 10_000 < 400
    finally:
        tracemalloc.stop()
