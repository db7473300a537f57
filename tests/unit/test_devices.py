"""When the next batch may be formed."""

import math

from streams.devices import Devices


def test_an_idle_device_is_ready_at_once() -> None:
    assert Devices(1).ready_at_ms() == -math.inf


def test_the_next_batch_is_formed_when_it_can_just_be_loaded_in_time() -> None:
    devices = Devices(1)
    devices.form(1)
    assert devices.ready_at_ms() == math.inf, (
        "the batch is not running yet: nobody knows for how long it will"
    )
    for _ in range(50):
        devices.loaded(100)
    devices.start(1, now_ms=1000, predicted_ms=2000)
    assert 2700 < devices.ready_at_ms() < 2850


def test_only_one_batch_is_formed_ahead() -> None:
    devices = Devices(2)
    for number in (1, 2):
        devices.form(number)
        devices.start(number, now_ms=0, predicted_ms=100 * number)
    assert devices.ready_at_ms() < 100, "the first device to fall idle counts"
    devices.form(3)
    assert devices.ready_at_ms() == math.inf
    devices.end(1)
    devices.start(3, now_ms=100, predicted_ms=500)
    assert devices.ready_at_ms() < 200


def test_the_longest_run_is_told_for_the_watchdog() -> None:
    devices = Devices(2)
    devices.start(1, now_ms=10, predicted_ms=0)
    devices.start(2, now_ms=50, predicted_ms=0)
    assert devices.longest_run_ms(100) == 90
    devices.end(1)
    assert devices.longest_run_ms(100) == 50
    devices.end(2)
    assert devices.longest_run_ms(100) == 0
