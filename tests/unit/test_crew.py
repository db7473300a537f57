"""Who works at which stage."""

from streams.crew import Crew


def test_the_stage_with_most_workers_counts() -> None:
    crew = Crew()
    assert crew.largest(0.0) == 1
    for worker in ("layout-0", "layout-1", "layout-2"):
        crew.saw("layout", worker, 0.0)
        crew.saw("layout", worker, 10.0)
    crew.saw("ocr", "ocr-0", 10.0)
    assert crew.largest(10.0) == 3


def test_a_worker_that_is_gone_counts_no_more() -> None:
    crew = Crew()
    crew.saw("layout", "layout-0", 0.0)
    crew.saw("layout", "layout-1", 50_000.0)
    assert crew.largest(59_000.0) == 2
    assert crew.largest(61_000.0) == 1
    assert crew.largest(999_000.0) == 1
