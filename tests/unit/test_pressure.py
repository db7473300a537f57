"""Pressure begins, names its reason, and ends without flapping."""

from hypothesis import given
from hypothesis import strategies as st

from streams.pressure import Pressure


def test_it_begins_high_and_ends_low() -> None:
    pressure = Pressure()
    pressure.update({"disk": 0.89, "memory": 0.2})
    assert (pressure.reason, pressure.share) == ("", 1.0)
    pressure.update({"disk": 0.91, "memory": 0.2})
    assert pressure.reason == "disk 91% used"
    assert pressure.share < 1
    pressure.update({"disk": 0.85, "memory": 0.81})
    assert pressure.reason == "disk 85% used, memory 81% used"
    pressure.update({"disk": 0.8, "memory": 0.2})
    assert (pressure.reason, pressure.share) == ("", 1.0)


@given(st.lists(st.floats(0.81, 0.89), max_size=30))
def test_between_the_marks_nothing_changes(readings: list[float]) -> None:
    calm, short = Pressure(), Pressure()
    short.update({"memory": 1.0})
    for used in readings:
        calm.update({"memory": used})
        short.update({"memory": used})
        assert not calm.reason
        assert short.reason


def test_a_memory_that_nobody_reads_any_more_is_not_short() -> None:
    pressure = Pressure()
    pressure.update({"device": 0.99})
    pressure.update({})
    assert not pressure.reason
