"""Pools lend models to threads; lanes share out the items of one call. Every wait is for the thing itself."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from agents.models.grid_table import GridTable
from agents.models.no_chart import NoChart
from agents.models.pool import Lanes, ModelPool
from agents.models.pooled import POOLED, PooledChart, PooledTable
from agents.models.protocols import ChartModel, TableModel
from schemas.codes import ErrorCode
from schemas.stage import Rejection

WAIT_S = 20


class Numbered:
    """Makes models that are numbers, in the order they were made."""

    def __init__(self, fail_at: int = 0) -> None:
        self.made = 0
        self.fail_at = fail_at

    def __call__(self, _number: int) -> int:
        self.made += 1
        if self.made == self.fail_at:
            raise OSError("no weights")
        return self.made


def test_the_first_model_is_made_at_once_and_the_others_when_needed() -> None:
    factory = Numbered()
    pool = ModelPool(factory, instances=3)
    assert factory.made == 1
    assert [pool.run(lambda model: model) for _ in range(5)] == [1] * 5
    assert factory.made == 1


def test_a_factory_that_fails_is_heard_before_any_work() -> None:
    with pytest.raises(OSError, match="no weights"):
        ModelPool(Numbered(fail_at=1))
    with pytest.raises(ValueError, match="at least one"):
        ModelPool(Numbered(), instances=0)


def test_two_threads_never_share_a_model_and_a_third_waits() -> None:
    pool = ModelPool(Numbered(), instances=2)
    holding = threading.Barrier(3, timeout=WAIT_S)
    let_go = threading.Event()

    def hold(model: int) -> int:
        holding.wait()
        assert let_go.wait(WAIT_S)
        return model

    with ThreadPoolExecutor(3) as threads:
        held = [threads.submit(pool.run, hold) for _ in range(2)]
        holding.wait()
        third: Future[int] = threads.submit(pool.run, lambda model: model)
        assert not third.done()
        let_go.set()
        assert sorted(future.result(WAIT_S) for future in held) == [1, 2]
        assert third.result(WAIT_S) in (1, 2)


@pytest.mark.parametrize("error", [RuntimeError("device lost"), MemoryError()])
def test_a_model_that_broke_is_made_anew_before_it_is_used_again(error: Exception) -> None:
    pool = ModelPool(Numbered())

    def breaks(model: int) -> None:
        raise error

    with pytest.raises(type(error)):
        pool.run(breaks)
    assert pool.run(lambda model: model) == 2


def test_an_item_that_is_rejected_does_not_cost_the_model() -> None:
    pool = ModelPool(Numbered())

    def rejects(model: int) -> None:
        raise Rejection(ErrorCode.BLOB_MISSING, "gone")

    with pytest.raises(Rejection):
        pool.run(rejects)
    assert pool.run(lambda model: model) == 1


def test_a_model_that_cannot_be_made_again_is_tried_at_every_use() -> None:
    pool = ModelPool(Numbered(fail_at=2))
    with pytest.raises(ZeroDivisionError):
        pool.run(lambda model: model // 0)
    with pytest.raises(OSError, match="no weights"):
        pool.run(lambda model: model)
    assert pool.run(lambda model: model) == 3


def test_a_pool_that_does_not_fit_stays_small_and_everybody_is_served() -> None:
    factory = Numbered()
    pool = ModelPool(factory, instances=3, fits=lambda _: False)
    busy, done = threading.Event(), threading.Event()

    def held(model: int) -> int:
        busy.set()
        assert done.wait(WAIT_S)
        return model

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(pool.run, held)
        assert busy.wait(WAIT_S)
        second = threads.submit(pool.run, lambda model: model)
        done.set()
        assert (first.result(WAIT_S), second.result(WAIT_S)) == (1, 1)
    assert (factory.made, pool.instances) == (1, 1)


def test_a_broken_instance_is_replaced_on_its_own_device() -> None:
    asked: list[int] = []
    pool = ModelPool(lambda number: asked.append(number) or number, instances=2)
    busy, done = threading.Event(), threading.Event()

    def held(_: int) -> None:
        busy.set()
        assert done.wait(WAIT_S)

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(pool.run, held)
        assert busy.wait(WAIT_S)
        with pytest.raises(ZeroDivisionError):
            pool.run(lambda number: number // 0)
        assert pool.run(lambda number: number) == 1
        done.set()
        first.result(WAIT_S)
    assert asked == [0, 1, 1]


def test_a_closed_pool_lets_go_of_its_models() -> None:
    pool = ModelPool(Numbered())
    pool.close()
    assert pool.run(lambda model: model) == 2


def test_a_pool_passes_for_one_model() -> None:
    tables: ModelPool[TableModel] = ModelPool(lambda _: GridTable())
    pooled = PooledTable(tables)
    assert pooled.used == GridTable().used
    assert pooled.structure([]) == []
    charts: ModelPool[ChartModel] = ModelPool(lambda _: NoChart())
    assert PooledChart(charts).attempts is False
    assert PooledChart(charts).read([]) == []
    assert set(POOLED) == {"layout", "ocr", "table", "chart"}


@pytest.mark.parametrize("threads", [1, 2])
def test_lanes_keep_the_order_and_give_the_first_failure(threads: int) -> None:
    lanes = Lanes(threads)
    assert lanes.map(lambda item: item * 2, range(50)) == list(range(0, 100, 2))
    assert lanes.map(str, []) == []
    with pytest.raises(ZeroDivisionError):
        lanes.map(lambda item: 1 // item, [1, 0, 2])


def test_two_lanes_work_at_once() -> None:
    both = threading.Barrier(2, timeout=WAIT_S)
    assert sorted(Lanes(2).map(lambda _: both.wait(), range(2))) == [0, 1]
