"""Every scenario in its short form: one to three faults, on one broker, against one undisturbed run."""

from collections.abc import Generator

import pytest

from tests.faults.ground import Ground, ground
from tests.faults.scenarios import SCENARIOS


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Generator[Ground]:
    with ground(tmp_path_factory.mktemp("faults"), full=False) as made:
        yield made


@pytest.mark.parametrize("name", SCENARIOS)
def test_exactly_one_result_each_whatever_is_done_to_the_workers(place: Ground, name: str) -> None:
    outcome = SCENARIOS[name](place)
    assert outcome.passed, "\n".join(outcome.failures)
