"""`octavo results`: what has ended, shown or written to a folder."""

from pathlib import Path

from octavo.client import Client
from octavo.config import Settings
from octavo.document import checked_formats
from octavo.endpoint import connected
from octavo.errors import UsageError
from octavo.interrupts import Interrupts
from octavo.paths import OutputNames, make_folder
from octavo.report import Row, print_documents, print_json, summary


def results(
    request_id: str | None,
    follow: bool,
    out: Path | None,
    formats: str,
    as_json: bool,
    settings: Settings,
) -> int:
    """0. Raises UsageError where the request that is named has no result (yet)."""
    kinds = checked_formats(formats)
    if out:
        make_folder(out)
    names = OutputNames()
    rows: list[Row] = []
    with Interrupts(), Client(settings=connected(settings)) as client:
        try:
            for document in client.results(request_id, follow=follow):
                name = document.name or document.request_id
                written = document.save(out, names.stem_for(name), kinds) if out else []
                row = summary(name, document, written)
                rows.append(row)
                if as_json or follow:
                    print_json(row) if as_json else print_documents([row])
        except KeyboardInterrupt:
            if not follow:
                raise
    if not rows and request_id:
        raise UsageError(f"There is no result of {request_id} yet; wait for it with --follow.")
    if not as_json and not follow:
        print_documents(rows)
    return 0
