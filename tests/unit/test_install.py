"""What an installation brings along, read from the packages that are installed."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
HEAVY = {"torch", "torchvision", "transformers", "timm", "tensorflow", "paddlepaddle"}


def _lines(file: str) -> list[str]:
    return [line for line in (ROOT / file).read_text().splitlines() if line and not line.startswith("#")]


def _required(requirements: list[str], extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]) -> None:
    """Adds every distribution these requirements lead to, with the extras asked of it, to `seen`."""
    for text in requirements:
        requirement = Requirement(text)
        marker = requirement.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in extras | {""}):
            continue
        found = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if found not in seen:
            seen.add(found)
            _required(_requires(found[0]), found[1], seen)


def _requires(name: str) -> list[str]:
    overridden = {Requirement(line).name for line in _lines("overrides.txt")}
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        assert name in overridden, f"{name} is required and not installed"
        return []


def test_the_default_installation_has_no_torch() -> None:
    seen: set[tuple[str, frozenset[str]]] = set()
    _required(PROJECT["project"]["dependencies"], frozenset(), seen)
    names = {name for name, _ in seen}
    assert {"rapidocr", "onnxruntime", "pymupdf"} <= names
    assert not names & HEAVY


def test_every_package_that_is_required_has_an_exact_version() -> None:
    seen: set[tuple[str, frozenset[str]]] = set()
    _required([*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]], frozenset(), seen)
    pinned = {canonicalize_name(Requirement(line).name) for line in _lines("constraints.txt")}
    overridden = {Requirement(line).name for line in _lines("overrides.txt")}
    assert {name for name, _ in seen} - pinned - overridden == set()


def test_the_pinned_versions_name_no_host_and_no_path() -> None:
    for line in _lines("constraints.txt"):
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+( ; [\w ()<>='.]+)?", line), line


def test_one_opencv_distribution_is_installed() -> None:
    installed = {canonicalize_name(found.name) for found in metadata.distributions()}
    assert {name for name in installed if name.startswith("opencv")} == {"opencv-contrib-python-headless"}
