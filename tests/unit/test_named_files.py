"""What the documentation points to is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
_CODE = re.compile(r"`((?:agents|octavo|streams|schemas|benchmarks|tests|examples)/[\w/.-]+\.\w+)`")
_LINK = re.compile(r"\]\(([^)#:]+?)(?:#[^)]*)?\)")


def named(page: Path) -> set[Path]:
    text = page.read_text(encoding="utf-8")
    return {ROOT / name for name in _CODE.findall(text)} | {
        page.parent / link for link in _LINK.findall(text)
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    assert not {str(path.relative_to(ROOT)) for path in named(page) if not path.exists()}


def test_pages_name_files() -> None:
    assert ROOT / "agents/scripts.py" in named(ROOT / "docs/documents.md")
    assert ROOT / "docs/documents.md" in named(ROOT / "README.md")
