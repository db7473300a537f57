"""`octavo models`: what a profile's models are on this machine, and fetching what is missing."""

import sys
from dataclasses import asdict, replace
from pathlib import Path

from agents.models.inventory import ModelFacts, checkpoint_name, facts_of, try_loading
from octavo.config import Settings
from octavo.errors import SystemFailed, UsageError
from octavo.profiles import MODEL_STAGES, ModelStage, Profile, ProfileError, load_profile
from octavo.report import plain_table, print_json, print_table

FILES = ("*.json", "*.safetensors", "*.txt", "*.model")


def check(load: bool, as_json: bool, settings: Settings) -> int:
    """0, or 3 where a model is missing or wrong. `load`: also loads each, as a worker would. Raises
    UsageError where there is no such profile."""
    profile = _profile(settings)
    found = [_facts(profile, stage, load) for stage in MODEL_STAGES]
    if as_json:
        for facts in found:
            print_json(asdict(facts))
    else:
        _show(found)
    return SystemFailed.exit_status if any(facts.problem for facts in found) else 0


def fetch(settings: Settings) -> int:
    """0. Downloads every checkpoint that the profile names on the hub and that is not here yet, with its
    progress on stderr. Raises UsageError where there is no such profile, and SystemFailed where the hub does
    not answer or has it not."""
    profile = _profile(settings)
    for stage in MODEL_STAGES:
        choice = profile.choice(stage)
        name = checkpoint_name(choice.backend, choice.settings)
        if not name:
            sys.stdout.write(f"{stage}: {choice.backend} brings its own weights.\n")
        elif (facts := facts_of(stage, choice.backend, choice.settings, choice.devices)).folder:
            sys.stdout.write(f"{stage}: {name} is here.\n")
        elif Path(name).expanduser().is_dir():
            raise SystemFailed(facts.problem)
        else:
            sys.stdout.write(f"{stage}: {name} is in {_downloaded(name, choice.settings.get('revision'))}.\n")
    return 0


def _profile(settings: Settings) -> Profile:
    try:
        return load_profile(settings.profile)
    except ProfileError as error:
        raise UsageError(str(error)) from error


def _facts(profile: Profile, stage: ModelStage, load: bool) -> ModelFacts:
    choice = profile.choice(stage)
    facts = facts_of(stage, choice.backend, choice.settings, choice.devices)
    if load and not facts.problem:
        return replace(facts, problem=try_loading(choice.backend, choice.settings, choice.devices))
    return facts


def _show(found: list[ModelFacts]) -> None:
    table = plain_table("stage", "model", "revision", "dtype", ">MB", "device", "where")
    for facts in found:
        size = "" if facts.bytes is None else f"{facts.bytes / 1e6:,.0f}"
        name = facts.checkpoint or facts.backend
        where = facts.folder or ("missing" if facts.problem else "in its package")
        table.add_row(facts.stage, name, facts.revision[:12], facts.dtype, size, facts.device, where)
    print_table(table)
    for facts in found:
        if facts.problem:
            sys.stdout.write(f"{facts.stage}: {facts.problem}\n")


def _downloaded(name: str, revision: str | None) -> str:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled

    try:
        return snapshot_download(name, revision=revision, allow_patterns=list(FILES))
    except OfflineModeIsEnabled as error:
        raise SystemFailed(f"{name} cannot be fetched: HF_HUB_OFFLINE is set; unset it.") from error
    except HfHubHTTPError as error:
        raise SystemFailed(f"The hub refuses {name}: {error}. Check its name and your access.") from error
    except (OSError, LocalEntryNotFoundError) as error:
        unreachable = isinstance(error, LocalEntryNotFoundError)
        why = "the hub does not answer" if unreachable else str(error).partition("\n")[0]
        raise SystemFailed(
            f"{name} cannot be fetched ({why}): copy its folder here from a machine with a network, and give "
            "its path as the checkpoint in a profile."
        ) from error
