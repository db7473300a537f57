"""Waiting for what is nobody's fault: how long, how often, and how much is said."""

from streams.surroundings import Outage, Patience


def test_pauses_double_up_to_ten_seconds_and_end_with_the_limit() -> None:
    patience, now_ms, pauses = Patience(limit_s=60), 0.0, list[float]()
    while (pause_s := patience.failed(now_ms)) is not None:
        pauses.append(pause_s)
        now_ms += pause_s * 1000
    assert pauses[:6] == [0.25, 0.5, 1, 2, 4, 8]
    assert max(pauses) == 10
    assert now_ms == 60_000


def test_whoever_comes_back_soon_is_asked_soon() -> None:
    patience = Patience(limit_s=60, longest_pause_s=1)
    assert [patience.failed(second * 1000.0) for second in range(5)] == [0.25, 0.5, 1, 1, 1]


def test_an_outage_is_spoken_of_once_a_minute_and_once_when_it_is_over() -> None:
    outage = Outage()
    said = [second for second in range(150) if outage.lasts(second * 1000.0)]
    assert said == [0, 60, 120]
    assert outage.over(150_000.0) == 150
    assert outage.over(151_000.0) is None
