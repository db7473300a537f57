"""The latency model finds a and c, and says when it cannot know them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.latency import LatencyModel, ShapedLatency, bucket_of


@given(st.floats(0, 1000), st.floats(0.01, 100), st.lists(st.floats(1, 64), min_size=5, max_size=60))
def test_an_affine_device_is_learned_exactly(a: float, c: float, works: list[float]) -> None:
    model = LatencyModel()
    for work in (1.0, 40.0, *works):
        model.observe(work, a + c * work)
    assert model.fitted
    assert model.terms == pytest.approx((a, c), rel=1e-3, abs=1e-2)
    assert model.predict_ms(100) == pytest.approx(a + 100 * c, rel=1e-3, abs=0.5)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), max_size=50))
def test_no_observations_make_a_term_negative(pairs: list[tuple[float, float]]) -> None:
    model = LatencyModel()
    for work, duration_ms in pairs:
        model.observe(work, duration_ms)
    a, c = model.terms
    assert a >= 0
    assert c >= 0


def test_batches_of_one_size_leave_the_model_unfitted_and_it_predicts_in_proportion() -> None:
    model = LatencyModel()
    assert model.predict_ms(5) == 0
    for _ in range(20):
        model.observe(8, 800)
    assert not model.fitted
    assert model.predict_ms(4) == pytest.approx(400)


def test_a_device_that_became_slower_is_followed() -> None:
    model = LatencyModel(half_life=10)
    for work in range(1, 50):
        model.observe(work, 10 + work)
    for work in range(1, 100):
        model.observe(work, 100 + 5 * work)
    assert model.terms == pytest.approx((100, 5), rel=0.05)


def test_shapes_have_models_of_their_own_once_they_are_known() -> None:
    shaped = ShapedLatency()
    for count in (1, 2, 4, 8):
        shaped.observe(10, 10 * count, 100 + count)
        shaped.observe(1000, 1000 * count, 5 * count)
    assert bucket_of(10) != bucket_of(1000)
    assert shaped.predict_ms(10, 20) == pytest.approx(102, rel=1e-6)
    assert shaped.predict_ms(1000, 2000) == pytest.approx(10, rel=1e-6)
    assert shaped.of(77_777) is shaped.overall, "a shape nobody has seen"
