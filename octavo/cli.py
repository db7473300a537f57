"""The command line: what each command is called and takes. What it does stands in `octavo/commands/`, and
is loaded only when the command runs."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

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
topics_app = typer.Typer(help="The topics of the dataflow.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(topics_app, name="topics")

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="PDFs, or folders of them.")]
Bootstrap = Annotated[str | None, typer.Option("--bootstrap-servers", help="Kafka to use, host:port,...")]
DataDir = Annotated[Path | None, typer.Option(help="Where a running 'octavo up' keeps its data.")]
Out = Annotated[Path, typer.Option("--out", help="Folder to write results to.")]
Format = Annotated[str, typer.Option("--format", help="Any of json,md,html,csv.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON line a document instead of a table.")]
Profile = Annotated[str | None, typer.Option(help="Models: lite, full, or a file of your own.")]
Preset = Annotated[str | None, typer.Option(help="api (low latency) or batch (full batches).")]
Strategy = Annotated[
    str | None,
    typer.Option(help="mixed (the default); sequential or batched force one way, to compare with."),
]
Tenant = Annotated[str, typer.Option(help="On whose account; tenants take turns.")]
Priority = Annotated[str, typer.Option(help="interactive, normal or bulk.")]
Deadline = Annotated[str | None, typer.Option(help="How long the answer is worth having: 90s, 5m, 2h.")]


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


@app.command("submit")
def submit_command(
    paths: Paths,
    tenant: Tenant = "default",
    priority: Priority = "normal",
    deadline: Deadline = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for the results and show them.")] = False,
    as_json: Json = False,
    bootstrap_servers: Bootstrap = None,
    data_dir: DataDir = None,
) -> None:
    """Publish PDFs to a running system and print their request ids."""
    from octavo.commands.submit import submit
    from octavo.durations import seconds_of
    from octavo.submission import Order

    order = Order(tenant, priority, seconds_of(deadline) if deadline else None)
    settings = load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)
    raise typer.Exit(submit(paths, order, wait, as_json, settings))


@app.command("results")
def results_command(
    request: Annotated[str | None, typer.Option(help="Only this request.")] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Go on with what ends from now on.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Folder to write results to.")] = None,
    formats: Format = "json,md",
    as_json: Json = False,
    bootstrap_servers: Bootstrap = None,
    data_dir: DataDir = None,
) -> None:
    """Show, or write to a folder, what has ended."""
    from octavo.commands.results import results

    settings = load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)
    raise typer.Exit(results(request, follow, out, formats, as_json, settings))


@app.command("status")
def status_command(
    request: Annotated[str | None, typer.Argument(metavar="[REQUEST]", help="Only this request.")] = None,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Show where requests stand, as the status page knows it."""
    from octavo.commands.status import status

    raise typer.Exit(status(request, as_json, load_settings(data_dir=data_dir)))


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


@app.command("lag")
def lag_command(bootstrap_servers: Bootstrap = None, data_dir: DataDir = None) -> None:
    """Show how many events wait in front of each stage."""
    from octavo.commands.lag import show_lag

    raise typer.Exit(show_lag(load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)))


@app.command("plan")
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
