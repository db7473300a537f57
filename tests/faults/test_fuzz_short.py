"""A few dozen damaged PDFs through the real sandbox, the same ones every time; and culprits once found."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from streams.blobs import open_blobs
from streams.sandbox import Sandbox
from tests.faults.fuzz import CHILDREN, fuzz, made_sandbox
from tests.faults.pdf_mutations import MUTATIONS, mutated

DEADLINE_S = 1.0
QUEUED_S = 30.0
"""A call may find both children being replaced: on a busy machine that takes seconds each."""
SEEDS = range(1, 61)


@pytest.fixture
def sandbox(tmp_path: Path) -> Generator[Sandbox[Any, Any]]:
    sandbox = made_sandbox(tmp_path, DEADLINE_S)
    yield sandbox
    sandbox.close()


def test_whatever_is_wrong_with_a_pdf_comes_back_as_a_value_in_time(
    sandbox: Sandbox[Any, Any], tmp_path: Path
) -> None:
    tally = fuzz(SEEDS, open_blobs(str(tmp_path)), sandbox)
    assert tally.surprises == []
    assert tally.slowest[0] < DEADLINE_S + QUEUED_S, tally.slowest
    opened = {name: count for name, count in tally.outcomes.items() if name.startswith("open: ")}
    assert sum(opened.values()) == len(SEEDS)
    assert opened["open: rejected corrupt"], "some are too damaged"
    assert tally.outcomes["render: good"], "and some are not"
    assert tally.outcomes["render: child timeout"], "one hung, and its child was killed"
    assert len(tally.children) > CHILDREN, "and replaced"


def test_a_mutation_is_a_pure_function_of_its_seed_and_every_kind_occurs() -> None:
    made = [mutated(seed) for seed in SEEDS]
    assert made[:10] == [mutated(seed) for seed in SEEDS[:10]]
    used = {step for recipe, _ in made for step in recipe.split("+")[1:]}
    assert used == set(MUTATIONS)
