"""Settings: where they come from, what is refused, and what never shows."""

from pathlib import Path

import pytest

from octavo.config import CONFIG_FILE, Settings, SettingsError, load_settings


def test_a_variable_is_read_and_an_argument_wins_over_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCTAVO_TOPIC_PREFIX", "from-variable.")
    assert load_settings().topic_prefix == "from-variable."
    assert load_settings(topic_prefix="from-argument.").topic_prefix == "from-argument."


def test_an_argument_that_is_not_given_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCTAVO_PRESET", "batch")
    assert load_settings(preset=None).preset == "batch"


def test_a_variable_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "octavo.toml"
    file.write_text('dpi = 150\npreset = "batch"\n[stages.ocr]\nmax_batch = 4\n')
    monkeypatch.setenv(CONFIG_FILE, str(file))
    monkeypatch.setenv("OCTAVO_DPI", "100")
    settings = load_settings()
    assert (settings.dpi, settings.preset, settings.stages["ocr"].max_batch) == (100, "batch", 4)


def test_a_misspelt_variable_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCTAVO_BOOTSTRAP_SERVER", "127.0.0.1:9092")
    with pytest.raises(SettingsError, match="OCTAVO_BOOTSTRAP_SERVER is not a setting"):
        load_settings()


def test_a_misspelt_key_in_the_file_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "octavo.toml"
    file.write_text("dpii = 150\n")
    monkeypatch.setenv(CONFIG_FILE, str(file))
    with pytest.raises(SettingsError, match="dpii"):
        load_settings()


def test_a_value_out_of_range_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match="dpi"):
        load_settings(dpi=10_000)


def test_secrets_show_neither_in_repr_nor_in_a_dump() -> None:
    settings = load_settings(kafka={"sasl.password": "hush"})
    assert "hush" not in repr(settings)
    assert "hush" not in settings.model_dump_json()


def test_another_process_gets_the_same_settings_secrets_included() -> None:
    settings = load_settings(kafka={"sasl.password": "hush"}, dpi=100, stages={"ocr": {"max_batch": 2}})
    copy = Settings(**settings.revealed())
    assert copy == settings
    assert copy.kafka["sasl.password"].get_secret_value() == "hush"


def test_a_secret_in_a_value_that_is_wrong_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCTAVO_KAFKA", '{"sasl.password": ["hush"]}')
    with pytest.raises(SettingsError, match=r"kafka\.sasl\.password") as refused:
        load_settings()
    assert "hush" not in str(refused.value)


def test_a_variable_that_is_no_json_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCTAVO_KAFKA", "sasl.password=hush")
    with pytest.raises(SettingsError, match="OCTAVO_KAFKA") as refused:
        load_settings()
    assert "hush" not in str(refused.value)
