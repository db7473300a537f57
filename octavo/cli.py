"""The command line: what each command is called and takes. What it does stands in `octavo/commands/`, and
is loaded only when the command runs."""

import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from octavo.cli_options import Bootstrap, DataDir, Format, Json, Out, Paths, Preset, Profile, Strategy
from octavo.cli_requests import requests_app
from octavo.cli_upkeep import upkeep_app
from octavo.config import SettingsError, load_settings
from octavo.errors import OctavoError, UsageError

app = typer.Typer(
    name="octavo",
    help="Turns PDFs into structured documents on a Kafka dataflow.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(requests_app)
app.add_typer(upkeep_app)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"octavo {version('octavo')}")
        except PackageNotFoundError:
            typer.echo("octavo, from a source folder that is not installed")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of every command."""


@app.command("run")
def run_command(
    paths: Paths,
    out: Out,
    formats: Format = "json,md",
    as_json: Json = False,
    bootstrap_servers: Bootstrap = None,
    profile: Profile = None,
    preset: Preset = None,
    strategy: Strategy = None,
) -> None:
    """Convert PDFs: start everything, write the results, stop everything.

    Exit status: 0 all complete, 1 some partial or failed, 2 wrong usage, 3 the system failed.
    """
    from octavo.commands.run import run

    settings = load_settings(
        bootstrap_servers=bootstrap_servers, profile=profile, preset=preset, strategy=strategy
    )
    raise typer.Exit(run(paths, out, formats, as_json, settings))


@app.command("up")
def up_command(
    port: Annotated[int, typer.Option(help="Port of the embedded Kafka; 0: any free one.")] = 0,
    data_dir: DataDir = None,
    bootstrap_servers: Bootstrap = None,
    profile: Profile = None,
    preset: Preset = None,
    strategy: Strategy = None,
) -> None:
    """Start Kafka (unless one is given), all agents and the status page, and run until stopped."""
    from octavo.commands.up import up

    settings = load_settings(
        bootstrap_servers=bootstrap_servers,
        data_dir=data_dir,
        profile=profile,
        preset=preset,
        strategy=strategy,
    )
    raise typer.Exit(up(settings, port))


@app.command("worker")
def worker_command(
    stages: Annotated[
        list[str], typer.Argument(metavar="STAGE...", help="Agents to run, or 'status' for the status page.")
    ],
    bootstrap_servers: Bootstrap = None,
    data_dir: DataDir = None,
    profile: Profile = None,
    preset: Preset = None,
    strategy: Strategy = None,
    supervised: Annotated[bool, typer.Option("--supervised", hidden=True)] = False,
) -> None:
    """Run some agents as one more worker; it shares the work with those that run already."""
    from octavo.commands.worker import work, work_supervised

    if supervised:
        raise typer.Exit(work_supervised(stages))
    settings = load_settings(
        bootstrap_servers=bootstrap_servers,
        data_dir=data_dir,
        profile=profile,
        preset=preset,
        strategy=strategy,
    )
    raise typer.Exit(work(stages, settings))


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line (that of the process, if none is given) and ends with its exit status.
    Foreseeable failures are one sentence on standard error."""
    try:
        app(arguments)
    except OctavoError as error:
        _fail(error, error.exit_status)
    except SettingsError as error:
        _fail(error, UsageError.exit_status)
    except _foreseen() as error:
        _fail(error, OctavoError.exit_status)
    raise SystemExit(0)


def _fail(error: Exception, status: int) -> NoReturn:
    sys.stderr.write(f"octavo: {error}\n")
    raise SystemExit(status) from error


def _foreseen() -> tuple[type[Exception], ...]:
    """What other rooms raise with a sentence for the user. Only asked when something was raised."""
    from schemas.blobs import BlobMissing
    from streams.admin import ClusterError
    from streams.blobs import BlobStoreError

    return BlobMissing, ClusterError, BlobStoreError
