"""The command line of who looks after a system: topics, lag, plans."""

from typing import Annotated

import typer

from octavo.cli_options import Bootstrap, DataDir, Preset
from octavo.config import load_settings

upkeep_app = typer.Typer()
topics_app = typer.Typer(help="The topics of the dataflow.", no_args_is_help=True, rich_markup_mode=None)
upkeep_app.add_typer(topics_app, name="topics")


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


@upkeep_app.command("plan")
def plan_command(
    pages: Annotated[int, typer.Option(min=1, help="Pages of a document.")] = 25,
    requests: Annotated[int, typer.Option(min=1, max=100_000, help="Documents at once.")] = 30,
    dpi: Annotated[int | None, typer.Option(help="Pixels an inch; else as the settings say.")] = None,
    page_size: Annotated[str, typer.Option(help="letter, a4, or WxH in inches.")] = "letter",
    preset: Preset = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of tables.")] = False,
) -> None:
    """Calculate what a load needs, and what Octavo would hold; nothing is started."""
    from octavo.commands.plan import plan

    raise typer.Exit(plan(pages, requests, page_size, preset, as_json, load_settings(dpi=dpi, preset=preset)))
