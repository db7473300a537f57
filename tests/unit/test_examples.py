"""The PDFs in examples/ are what examples/make.py makes, and small."""

from typing import Any

import pymupdf
import pytest

from examples.make import EXAMPLES, FOLDER


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_example_shows_what_its_script_draws(name: str) -> None:
    kept: Any = pymupdf.open(FOLDER / f"{name}.pdf")
    made = EXAMPLES[name]()
    fresh: Any = pymupdf.open(stream=made.pdf, filetype="pdf")
    assert [page.get_text() for page in kept] == [page.get_text() for page in fresh]
    assert [page.rect for page in kept] == [(0, 0, truth.width_pt, truth.height_pt) for truth in made.pages]


def test_the_examples_are_all_made_here_and_take_less_than_two_megabytes() -> None:
    files = sorted(FOLDER.glob("*.pdf"))
    assert [file.stem for file in files] == sorted(EXAMPLES)
    assert sum(file.stat().st_size for file in files) < 2_000_000
