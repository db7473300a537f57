"""Many at once, or one alone."""

import threading

from streams.exclusion import Exclusion

LIMIT_S = 30


def test_who_wants_to_be_alone_waits_for_those_inside_and_holds_off_newcomers() -> None:
    exclusion, order = Exclusion(), list[str]()
    inside, leave, alone, end = (threading.Event() for _ in range(4))

    def stay() -> None:
        with exclusion.shared():
            inside.set()
            assert leave.wait(LIMIT_S)
            order.append("left")

    def be_alone() -> None:
        with exclusion.alone():
            order.append("alone")
            alone.set()
            assert end.wait(LIMIT_S)
            order.append("not alone")

    def come_later() -> None:
        with exclusion.shared():
            order.append("newcomer")

    threads = [threading.Thread(target=work) for work in (stay, be_alone, come_later)]
    threads[0].start()
    assert inside.wait(LIMIT_S)
    threads[1].start()
    leave.set()
    assert alone.wait(LIMIT_S)
    threads[2].start()
    end.set()
    for thread in threads:
        thread.join(LIMIT_S)
    assert order == ["left", "alone", "not alone", "newcomer"]


def test_many_are_inside_together() -> None:
    exclusion, met = Exclusion(), threading.Barrier(3)

    def meet() -> None:
        with exclusion.shared():
            met.wait(LIMIT_S)

    threads = [threading.Thread(target=meet) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT_S)
    assert not met.broken
