"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="PDFs, or folders of them.")]
Bootstrap = Annotated[str | None, typer.Option("--bootstrap-servers", help="Kafka to use, host:port,...")]
DataDir = Annotated[Path | None, typer.Option(help="Where a running 'octavo up' keeps its data.")]
Out = Annotated[Path, typer.Option("--out", help="Folder to write results to.")]
Format = Annotated[str, typer.Option("--format", help="Any of json,md,html,doctags,csv.")]
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
