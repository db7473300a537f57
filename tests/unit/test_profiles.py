"""Profiles, and the backends they name."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from agents.models.load import load_backend
from agents.models.protocols import BackendError
from octavo.profiles import LITE, MODEL_STAGES, ProfileError, load_profile

OWN = """
[layout]
backend = "agents.models.rapid_layout:RapidLayout"
settings = { min_score = 0.3 }
[ocr]
backend = "tests.unit.test_profiles:Own"
settings = { language = "nb" }
[table]
backend = "agents.models.grid_table:GridTable"
[chart]
backend = "agents.models.no_chart:NoChart"
"""


class Own:
    """A user's backend."""

    def __init__(self, language: str, threads: int = 1) -> None:
        if language == "xx":
            raise ValueError("no such language")
        if language == "none":
            raise BackendError("The weights of none are missing.")
        self.language = language
        self.threads = threads


class Free:
    def __init__(self, **settings: Any) -> None:
        self.settings = settings


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(OWN)
    return path


def test_the_lite_profile_names_backends_that_load() -> None:
    profile = load_profile("lite")
    assert profile == LITE
    for stage in MODEL_STAGES:
        choice = profile.choice(stage)
        assert load_backend(choice.backend, choice.settings, threads=1).used.backend == choice.backend


def test_reading_a_profile_imports_no_backend() -> None:
    code = (
        "import sys; from octavo.profiles import load_profile; load_profile('lite'); "
        "print([name for name in ('onnxruntime', 'cv2', 'agents.models') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_users_profile_is_a_file(own: Path) -> None:
    profile = load_profile(str(own))
    assert profile.name == "mine"
    choice = profile.choice("ocr")
    backend = load_backend(choice.backend, choice.settings, threads=3)
    assert (backend.language, backend.threads) == ("nb", 3)


def test_an_unknown_profile_names_those_that_exist() -> None:
    with pytest.raises(ProfileError, match=r"no profile 'huge'; choose one of full, lite or give the path"):
        load_profile("huge")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[chart]", "[charts]", "chart: Field required; charts: Extra inputs are not permitted"),
        ('"agents.models.no_chart:NoChart"', '"no_chart"', "chart.backend: String should match pattern"),
        ("[layout]", "[layout", "cannot be read"),
        ("settings =", "setting =", "setting: Extra inputs"),
    ],
)
def test_a_faulty_profile_is_told_where_it_is_wrong(own: Path, old: str, new: str, told: str) -> None:
    own.write_text(OWN.replace(old, new))
    with pytest.raises(ProfileError, match=told):
        load_profile(str(own))


@pytest.mark.parametrize(
    ("spec", "settings", "told"),
    [
        ("rapid_layout", {}, "write it as module:Class"),
        ("agents.models.nothing:Here", {}, "cannot be imported"),
        ("agents.models.no_chart:Nothing", {}, "has no class Nothing"),
        ("agents.models.no_chart:NoChart", {"size": 3}, "has no setting size; its settings are: none"),
        (f"{__name__}:Own", {"lang": "nb"}, "has no setting lang; its settings are: language, threads"),
        (f"{__name__}:Own", {}, "could not be loaded: .*missing 1 required"),
        (f"{__name__}:Own", {"language": "xx"}, "could not be loaded: no such language"),
        (f"{__name__}:Own", {"language": "none"}, "^The weights of none are missing"),
    ],
)
def test_a_backend_that_cannot_be_made_says_why(spec: str, settings: dict[str, Any], told: str) -> None:
    with pytest.raises(BackendError, match=told):
        load_backend(spec, settings)


def test_settings_win_over_what_is_offered_and_a_free_class_takes_all() -> None:
    assert load_backend(f"{__name__}:Own", {"language": "nb", "threads": 5}, threads=1).threads == 5
    assert load_backend(f"{__name__}:Free", {"anything": 1}, threads=1).settings == {"anything": 1}
