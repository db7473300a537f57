"""The command line of who has documents made: submit, results, status."""

from pathlib import Path
from typing import Annotated

import typer

from octavo.cli_options import Bootstrap, DataDir, Deadline, Format, Json, Paths, Priority, Tenant
from octavo.config import load_settings

requests_app = typer.Typer()


@requests_app.command("submit")
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


@requests_app.command("results")
def results_command(
    request: Annotated[str | None, typer.Option(help="Only this request.")] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Go on with what ends from now on.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Folder to write results to.")] = None,
    formats: Format = "json,md",
    pages: Annotated[bool, typer.Option("--pages", help="Each page as soon as it is joined.")] = False,
    as_json: Json = False,
    bootstrap_servers: Bootstrap = None,
    data_dir: DataDir = None,
) -> None:
    """Show, or write to a folder, what has ended; with --pages, what is joined of what has not."""
    from octavo.commands.pages import pages as early_pages
    from octavo.commands.results import results

    settings = load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)
    command = early_pages if pages else results
    raise typer.Exit(command(request, follow, out, formats, as_json, settings))


@requests_app.command("view")
def view_command(
    result: Annotated[Path, typer.Argument(metavar="DOCUMENT.json", help="As run or results wrote it.")],
    pdf: Annotated[Path | None, typer.Option("--pdf", help="The PDF, to show its pages.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The file; else DOCUMENT.view.html.")] = None,
) -> None:
    """Write one HTML page: each page with boxes over it, and its text beside it."""
    from octavo.commands.view import view

    raise typer.Exit(view(result, pdf, out))


@requests_app.command("cancel")
def cancel_command(
    request: Annotated[str, typer.Argument(metavar="REQUEST", help="The id that submit printed.")],
    run: Annotated[str | None, typer.Option(help="Only this run; else all that are under way.")] = None,
    as_json: Json = False,
    bootstrap_servers: Bootstrap = None,
    data_dir: DataDir = None,
) -> None:
    """Stop a request: what is under way is dropped, and its result says that it was cancelled."""
    from octavo.commands.cancel import cancel

    settings = load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)
    raise typer.Exit(cancel(request, run, as_json, settings))


@requests_app.command("replay")
def replay_command(
    start: Annotated[str | None, typer.Option("--from", help="ingest, pages or outputs.")] = None,
    request: Annotated[str | None, typer.Option(help="Only this request.")] = None,
    since: Annotated[str | None, typer.Option(help="Submitted since: 2h ago, or an ISO 8601 time.")] = None,
    until: Annotated[str | None, typer.Option(help="Submitted until, like --since.")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="Only what failed or has gaps.")] = False,
    stage: Annotated[str | None, typer.Option(help="Redo this stage and what follows it.")] = None,
    profile: Annotated[str | None, typer.Option(help="Redo what this profile does differently.")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for the results.")] = False,
    as_json: Json = False,
    bootstrap_servers: Bootstrap = None,
    data_dir: DataDir = None,
) -> None:
    """Redo requests under a new run id; old results stay."""
    from octavo.commands.replay import replay_requests
    from octavo.replay import Selection, how_of, time_ms

    selection = Selection(
        request, time_ms(since) if since else None, time_ms(until) if until else None, failed
    )
    settings = load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)
    raise typer.Exit(
        replay_requests(selection, how_of(start, stage, profile, failed), wait, as_json, settings)
    )


@requests_app.command("diff")
def diff_command(
    request: Annotated[str, typer.Argument(metavar="REQUEST")],
    old: Annotated[str, typer.Argument(metavar="RUN")],
    new: Annotated[str, typer.Argument(metavar="RUN")],
    as_json: Json = False,
    bootstrap_servers: Bootstrap = None,
    data_dir: DataDir = None,
) -> None:
    """Show what changed between two runs of a request; exit status 1 where something did."""
    from octavo.commands.diff import diff

    settings = load_settings(bootstrap_servers=bootstrap_servers, data_dir=data_dir)
    raise typer.Exit(diff(request, old, new, as_json, settings))


@requests_app.command("status")
def status_command(
    request: Annotated[str | None, typer.Argument(metavar="[REQUEST]", help="Only this request.")] = None,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """Show where requests stand, as the status page knows it."""
    from octavo.commands.status import status

    raise typer.Exit(status(request, as_json, load_settings(data_dir=data_dir)))
