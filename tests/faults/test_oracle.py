"""The oracle itself: results that are lost, doubled or other than they should be do not pass it."""

from collections.abc import Generator

import pytest

from octavo.config import Settings
from octavo.system import prepare_topics
from schemas.document import DocumentAssembled, Envelope, PageRecord, Source, Timings
from schemas.parts import TextRead
from schemas.work import Route
from streams.connection import Connection
from tests.faults.oracle import FORGED, Oracle, answer, without
from tests.kafka import publish, publish_raw

ASKED = ("one", "two", "three")


@pytest.fixture
def place(connection: Connection) -> Connection:
    return prepare_topics(
        Settings(bootstrap_servers=connection.bootstrap_servers, topic_prefix=connection.prefix)
    )


@pytest.fixture
def oracle(place: Connection) -> Generator[Oracle]:
    oracle = Oracle(place)
    for request in ASKED:
        oracle.submitted(request, answer(result(request)))
    yield oracle
    oracle.close()


def result(request: str, text: str = "as it should be", finished_at_ms: int = 1) -> Envelope:
    return DocumentAssembled(
        request_id=request,
        status="complete",
        source=Source(name="one.pdf"),
        page_count=1,
        route=Route(name="immediate", reason="1 page"),
        pages=(PageRecord(page_no=1, status="complete"),),
        document={"texts": [text]},
        timings=Timings(finished_at_ms=finished_at_ms),
    )


def give(place: Connection, *results: Envelope) -> None:
    publish(place, "results", [(one.request_id, one) for one in results])


def test_right_results_pass_whatever_time_they_took(place: Connection, oracle: Oracle) -> None:
    give(place, *(result(request, finished_at_ms=number) for number, request in enumerate(ASKED)))
    oracle.await_all(20)
    assert not any(oracle.verdict().named().values())


def test_a_result_that_never_comes_is_lost(place: Connection, oracle: Oracle) -> None:
    give(place, result("one"), result("three"))
    assert oracle.await_these(["one", "three"], 20)
    found = oracle.verdict()
    assert (found.lost, found.duplicated, found.different) == (["two"], [], [])


def test_a_second_result_is_a_duplicate_though_it_is_the_same(place: Connection, oracle: Oracle) -> None:
    give(place, *map(result, ASKED), result("two"))
    oracle.await_all(20)
    found = oracle.verdict()
    assert (found.lost, found.duplicated, found.different) == ([], ["two"], [])


def test_a_result_with_one_other_letter_is_different(place: Connection, oracle: Oracle) -> None:
    give(place, result("one"), result("two", "As it should be"), result("three"))
    oracle.await_all(20)
    found = oracle.verdict()
    assert (found.lost, found.duplicated, found.different) == ([], [], ["two"])


def test_a_part_that_was_written_twice_shows_though_no_result_does(place: Connection, oracle: Oracle) -> None:
    part = TextRead(request_id="one", page_no=1)
    publish(place, "outputs", [("one", part), ("one", part)])
    publish_raw(place, "outputs", "two", b"{}", {"request": "two", FORGED: "yes"})
    publish_raw(place, "outputs", "two", b"{}", {"request": "two", FORGED: "yes"})
    give(place, *map(result, ASKED))
    oracle.await_all(20)
    (found,) = oracle.verdict().inner_duplicates
    assert "one/1 ocr/1 x2" in found


def test_a_stall_is_as_long_as_whoever_waited_saw_nothing(place: Connection, oracle: Oracle) -> None:
    assert not oracle.await_these(ASKED, 0.5)
    give(place, *map(result, ASKED))
    oracle.await_all(20)
    assert 0.5 <= oracle.verdict().longest_stall_s < 20


def test_what_a_trial_changes_on_purpose_is_left_out_of_the_comparison() -> None:
    one = result("one")
    other = one.model_copy(update={"route": Route(name="queued", reason="memory is short")})
    assert answer(one) != answer(other)
    assert without(answer(one), frozenset({"route"})) == without(answer(other), frozenset({"route"}))
