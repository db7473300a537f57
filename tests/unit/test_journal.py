"""The attempt journal: which item a process died of, as its successors find out."""

from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.journal import MOST_DEATHS, Journal

CRASH = "Fatal Python error: Segmentation fault"
DEAD: list[AbstractContextManager[None]] = []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ocr-0.journal"


def stay_alone(journal: Journal, item: str) -> None:
    """As one who dies inside: nothing is tidied up, not even by the garbage collector."""
    inside = journal.alone(item)
    inside.__enter__()
    DEAD.append(inside)


def died_in_a_batch(path: Path, *items: str) -> None:
    Journal(path).enter(items)


def died_alone(path: Path, item: str, last_words: str = "") -> None:
    """A process that was told `last_words` of the one before it dies while the item is all it does."""
    journal = Journal(path, last_words)
    journal.enter([item])
    stay_alone(journal, item)


def test_nobody_is_suspected_after_a_clean_end(path: Path) -> None:
    journal = Journal(path)
    journal.enter(["a/0/1"])
    journal.close()
    assert Journal(path).suspects == {}


def test_all_of_a_batch_are_suspects_after_a_crash_and_none_is_convicted(path: Path) -> None:
    died_in_a_batch(path, "a/0/1", "a/0/2")
    suspects = Journal(path, CRASH).suspects
    assert set(suspects) == {"a/0/1", "a/0/2"}
    assert not any(suspect.verdict for suspect in suspects.values())


def test_what_was_struck_out_before_the_crash_is_not_suspected(path: Path) -> None:
    journal = Journal(path)
    journal.enter(["a/0/1"])
    journal.enter(["a/0/2"])
    journal.leave(["a/0/1"])
    assert set(Journal(path, CRASH).suspects) == {"a/0/2"}


def test_a_suspect_that_is_survived_alone_is_cleared(path: Path) -> None:
    died_in_a_batch(path, "a/0/1", "a/0/2")
    journal = Journal(path, CRASH)
    journal.enter(["a/0/1"])
    with journal.alone("a/0/1"):
        journal.leave(["a/0/1"])
    assert set(journal.suspects) == {"a/0/2"}


def test_one_crash_alone_convicts_and_the_verdict_quotes_the_last_words(path: Path) -> None:
    died_in_a_batch(path, "a/0/1", "a/0/2")
    died_alone(path, "a/0/2", CRASH)
    suspects = Journal(path, CRASH).suspects
    assert CRASH in suspects["a/0/2"].verdict
    assert not suspects["a/0/1"].verdict


def test_a_process_killed_from_outside_convicts_only_after_many_deaths_alone(path: Path) -> None:
    died_in_a_batch(path, "a/0/1")
    for _ in range(MOST_DEATHS - 1):
        died_alone(path, "a/0/1")
    assert not Journal(path).suspects["a/0/1"].verdict
    died_alone(path, "a/0/1")
    assert Journal(path).suspects["a/0/1"].verdict


def test_a_hang_alone_convicts_by_what_the_process_said_itself(path: Path) -> None:
    journal = Journal(path)
    journal.enter(["a/0/1"])
    stay_alone(journal, "a/0/1")
    journal.say("A batch of ocr ran longer than 300 s.")
    assert "300 s" in Journal(path).suspects["a/0/1"].verdict


def test_a_culprit_stays_convicted_until_it_is_answered_whatever_happens_meanwhile(path: Path) -> None:
    died_alone(path, "a/0/1")
    died_in_a_batch(path, "a/0/7")
    journal = Journal(path, CRASH)
    assert not journal.suspects["a/0/1"].verdict, "its own death left no words"
    died_alone(path, "a/0/1")
    convicted = Journal(path, CRASH)
    convicted.leave(["a/0/1"])
    assert Journal(path).suspects["a/0/1"].verdict
    convicted.forget(["a/0/1"])
    assert "a/0/1" not in Journal(path).suspects


def test_a_file_that_is_damaged_counts_as_empty(path: Path) -> None:
    path.write_bytes(b'{"running": ["a/0')
    assert Journal(path).suspects == {}


@given(st.lists(st.tuples(st.booleans(), st.sets(st.integers(0, 5), min_size=1)), max_size=30))
def test_a_shorter_text_over_a_longer_one_is_read_as_it_was_meant(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[bool, set[int]]]
) -> None:
    path = tmp_path_factory.mktemp("journal") / "journal"
    journal, running = Journal(path), set[str]()
    for entering, numbers in steps:
        items = {f"topic/{number}/{10**number}" for number in numbers}
        (journal.enter if entering else journal.leave)(items)
        running = running | items if entering else running - items
    assert set(Journal(path).suspects) == running
