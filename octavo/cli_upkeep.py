"""The command line of who looks after a system: topics, lag, dead letters, plans."""

from pathlib import Path
from typing import Annotated

import typer

from octavo.cli_options import Bootstrap, DataDir, Preset
from octavo.cli_options import Profile as ProfileName
from octavo.config import load_settings

upkeep_app = typer.Typer()
topics_app = typer.Typer(help="The topics of the dataflow.", no_args_is_help=True, rich_markup_mode=None)
upkeep_app.add_typer(topics_app, name="topics")
letters_app = typer.Typer(help="Events nobody could process.", no_args_is_help=True, rich_markup_mode=None)
upkeep_app.add_typer(letters_app, name="dead-letters")

models_app = typer.Typer(help="The models of a profile.", no_args_is_help=True, rich_markup_mode=None)
upkeep_app.add_typer(models_app, name="models")

LetterId = Annotated[str, typer.Argument(metavar="ID", help="As the list shows it.")]
OneLetter = Annotated[str | None, typer.Argument(metavar="[ID]", help="As the list shows it.")]
AllLetters = Annotated[bool, typer.Option("--all", help="All that are open.")]
JsonLines = Annotated[bool, typer.Option("--json", help="JSON lines instead of text.")]


@topics_app.command("create")
def topics_create_command(bootstrap_servers: Bootstrap = None, data_dir: DataDir = None) -> None:
    """Create the topics that are missing."""
    from octavo.commands.topics import create

    raise typer.Exit(create(load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)))


@topics_app.command("list")
def topics_list_command(bootstrap_servers: Bootstrap = None, data_dir: DataDir = None) -> None:
    """List the topics with their partitions."""
    from octavo.commands.topics import listing

    raise typer.Exit(listing(load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)))


@upkeep_app.command("lag")
def lag_command(bootstrap_servers: Bootstrap = None, data_dir: DataDir = None) -> None:
    """Show how many events wait in front of each stage."""
    from octavo.commands.lag import show_lag

    raise typer.Exit(show_lag(load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)))


@upkeep_app.command("gc")
def gc_command(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    as_json: JsonLines = False,
    bootstrap_servers: Bootstrap = None,
    data_dir: DataDir = None,
) -> None:
    """Remove blobs that nothing can replay any more, and what topics hold beyond their cap.

    Workers do the same every gc_every_s; nothing that a request under way needs ever goes.
    """
    from octavo.commands.gc import gc

    settings = load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)
    raise typer.Exit(gc(dry_run, as_json, settings))


@models_app.command("check")
def models_check_command(
    profile: ProfileName = None,
    load: Annotated[bool, typer.Option("--load", help="Load each, as a worker would.")] = False,
    as_json: JsonLines = False,
) -> None:
    """Say of each model whether it is here, where, of which revision, how large, and on which device.

    Exit status 3 where one is missing or wrong."""
    from octavo.commands.models import check

    raise typer.Exit(check(load, as_json, load_settings(profile=profile)))


@models_app.command("fetch")
def models_fetch_command(profile: ProfileName = None) -> None:
    """Download the checkpoints that a profile names and that are not here yet."""
    from octavo.commands.models import fetch

    raise typer.Exit(fetch(load_settings(profile=profile)))


@letters_app.command("list")
def letters_list_command(
    stage: Annotated[str | None, typer.Option(help="Only of this stage.")] = None,
    cause: Annotated[str | None, typer.Option(help="Only of this error code.")] = None,
    request: Annotated[str | None, typer.Option(help="Only of this request.")] = None,
    as_json: JsonLines = False,
    bootstrap_servers: Bootstrap = None,
    data_dir: DataDir = None,
) -> None:
    """List those that were neither replayed nor dropped."""
    from octavo.commands.dead_letters import list_letters

    settings = load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)
    raise typer.Exit(list_letters(stage, cause, request, as_json, settings))


@letters_app.command("show")
def letters_show_command(
    letter: LetterId,
    file: Annotated[
        Path | None, typer.Option("--bytes", help="File to write the original value to, exactly.")
    ] = None,
    as_json: JsonLines = False,
    bootstrap_servers: Bootstrap = None,
    data_dir: DataDir = None,
) -> None:
    """Show all that is known of one, and what to do next."""
    from octavo.commands.dead_letters import show_letter

    settings = load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)
    raise typer.Exit(show_letter(letter, file, as_json, settings))


@letters_app.command("replay")
def letters_replay_command(
    letter: OneLetter = None,
    everything: AllLetters = False,
    as_json: JsonLines = False,
    bootstrap_servers: Bootstrap = None,
    data_dir: DataDir = None,
) -> None:
    """Redo what failed, as a new run of its request; what could not be read is sent to its topic again."""
    from octavo.commands.dead_letters import one_or_all, replay_letters

    settings = load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)
    raise typer.Exit(replay_letters(one_or_all(letter, everything), as_json, settings))


@letters_app.command("drop")
def letters_drop_command(
    letter: OneLetter = None,
    everything: AllLetters = False,
    as_json: JsonLines = False,
    bootstrap_servers: Bootstrap = None,
    data_dir: DataDir = None,
) -> None:
    """Hide one from the list for good; its bytes go when the topic's retention is over."""
    from octavo.commands.dead_letters import drop_letters, one_or_all

    settings = load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)
    raise typer.Exit(drop_letters(one_or_all(letter, everything), as_json, settings))


@upkeep_app.command("plan")
def plan_command(
    pages: Annotated[int, typer.Option(min=1, help="Pages of a document.")] = 25,
    requests: Annotated[int, typer.Option(min=1, max=100_000, help="Documents at once.")] = 30,
    dpi: Annotated[int | None, typer.Option(help="Pixels an inch; else as the settings say.")] = None,
    page_size: Annotated[str, typer.Option(help="letter, a4, or WxH in inches.")] = "letter",
    preset: Preset = None,
    profile: ProfileName = None,
    device_gb: Annotated[float, typer.Option(min=0.1, help="Memory of the device for the models.")] = 24.0,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of tables.")] = False,
) -> None:
    """Calculate what a load needs, and what Octavo would hold; nothing is started."""
    from octavo.commands.plan import plan

    settings = load_settings(dpi=dpi, preset=preset, profile=profile)
    raise typer.Exit(plan(pages, requests, page_size, preset, as_json, settings, device_gb))
