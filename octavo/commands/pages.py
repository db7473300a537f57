"""`octavo results --pages`: each page as soon as it is joined, shown or written to a folder."""

import sys
from collections.abc import Sequence
from pathlib import Path

from octavo.client import Client
from octavo.config import Settings
from octavo.document import checked_formats
from octavo.endpoint import connected
from octavo.errors import UsageError
from octavo.interrupts import Interrupts
from octavo.page import Page
from octavo.paths import OutputNames, make_folder
from octavo.report import Row, print_json


def pages(
    request_id: str | None,
    follow: bool,
    out: Path | None,
    formats: str,
    as_json: bool,
    settings: Settings,
) -> int:
    """0. Raises UsageError where the request that is named has no page (yet)."""
    kinds = checked_formats(formats)
    if out:
        make_folder(out)
    names, stems = OutputNames(), dict[tuple[str, str], str]()
    with Interrupts(), Client(settings=connected(settings)) as client:
        try:
            for page in client.pages(request_id, follow=follow):
                run = (page.request_id, page.run_id)
                if run not in stems:
                    stems[run] = names.stem_for(page.name or page.request_id)
                row = _row(page, page.save(out, stems[run], kinds) if out else [])
                print_json(row) if as_json else _print(row)
        except KeyboardInterrupt:
            if not follow:
                raise
    if not stems and request_id and not follow:
        raise UsageError(f"There is no page of {request_id} yet; wait for them with --follow.")
    return 0


def _row(page: Page, written: Sequence[Path]) -> Row:
    record, error = page.record, page.error
    return {
        "file": page.name,
        "request_id": page.request_id,
        "run_id": page.run_id,
        "page_no": page.page_no,
        "page_count": page.page_count,
        "status": record.status,
        "kind": record.kind,
        "error": {"code": error.code.value, "message": error.message} if error else None,
        "written": [str(path) for path in written],
    }


def _print(row: Row) -> None:
    error = row["error"]
    why = f" {error['code']}: {error['message']}" if isinstance(error, dict) else ""
    told = f"{row['file']} page {row['page_no']} of {row['page_count']}: {row['status']}{why}"
    # One line, and nothing a terminal obeys, whatever a document calls itself.
    sys.stdout.write("".join(letter if letter.isprintable() else " " for letter in told) + "\n")
    sys.stdout.flush()
