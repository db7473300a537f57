"""`octavo status`: asks the status page and prints what it knows."""

import time
import urllib.error
import urllib.request
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import orjson
from rich.markup import escape

from octavo.config import Settings
from octavo.endpoint import find
from octavo.errors import SystemFailed, UsageError
from octavo.report import plain_table, print_json, print_table

_ANSWER_S = 5.0


def status(request_id: str | None, as_json: bool, settings: Settings) -> int:
    """0. Raises SystemFailed where the page does not answer, UsageError for an unknown request."""
    endpoint = find(settings.data_dir)
    url = endpoint.status_url if endpoint and endpoint.status_url else settings.status_url
    rows = [_ask(url, f"/requests/{quote(request_id, safe='')}")] if request_id else _ask(url, "/requests")
    if as_json:
        for row in rows:
            print_json(row)
        return 0
    table = plain_table("request", "name", "tenant", "status", "route", ">pages", ">pages/s", ">age")
    for row in rows:
        pages = f"{row['pages_done']}/{row['page_count'] or '?'}"
        age = timedelta(seconds=max(0, round(time.time() - row["submitted_at_ms"] / 1000)))
        named = (row["request_id"], row["name"], row["tenant"], row["status"], row["route"])
        table.add_row(*map(escape, named), pages, f"{row['pages_per_s']:.1f}", str(age))
    print_table(table)
    return 0


def _ask(url: str, path: str) -> Any:
    try:
        with urllib.request.urlopen(url.rstrip("/") + path, timeout=_ANSWER_S) as answer:
            return orjson.loads(answer.read())
    except urllib.error.HTTPError as error:
        if error.code == 404:
            raise UsageError("The status page knows no such request.") from error
        raise SystemFailed(f"The status page at {url} answers with {error.code}.") from error
    except (OSError, ValueError) as error:
        raise SystemFailed(
            f"No status page answers at {url}: start it with 'octavo up' or 'octavo worker status'."
        ) from error
