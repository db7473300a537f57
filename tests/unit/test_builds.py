"""Documents under construction: what is long keeps nothing short waiting."""

import threading
from collections.abc import Callable
from typing import Any, cast

from schemas.document import Envelope
from schemas.join import Fold
from streams.builds import Builds
from streams.flow import FlowLimits
from streams.item import Partition
from streams.requests import Live, Owned, Requests

OUTPUTS = Partition("outputs", 0)
NO_FOLD = cast(Fold, None)
WAIT_S = 30


def over(requests: Requests, name: str, pages: int, build: Callable[[], Any]) -> tuple[str, str]:
    request = (name, "1")
    requests.live[request] = Live(OUTPUTS, 0, 0.0, build=build, pages=pages)
    return request


def test_a_short_document_is_built_while_a_long_one_is_under_construction() -> None:
    requests = Requests(NO_FOLD, FlowLimits(1, 1), 250, 1000)
    requests.own(OUTPUTS, Owned(1, 0, 0, recovered=True))
    gate, short_done = threading.Event(), threading.Event()
    result = cast(Envelope, object())

    def long() -> Envelope:
        assert gate.wait(WAIT_S)
        return result

    def short() -> Envelope:
        short_done.set()
        return result

    over(requests, "long", 2000, long)
    over(requests, "short", 2, short)
    builds = Builds(NO_FOLD)
    try:
        builds.start(requests, 0.0)
        assert short_done.wait(WAIT_S), "it did not wait for the long one"
    finally:
        gate.set()
        builds.close()
    assert builds.done(requests, 0.0) == [result, result]
