"""`octavo diff`: what changed between two runs of a request."""

import sys
from typing import Any

from octavo.changes import changes
from octavo.client import Client
from octavo.config import Settings
from octavo.endpoint import connected
from octavo.errors import UsageError
from octavo.report import print_json


def diff(request_id: str, old: str, new: str, as_json: bool, settings: Settings) -> int:
    """0 where both say the same, 1 where not. Raises UsageError where a run has no result."""
    with Client(settings=connected(settings)) as client:
        results = {result.run_id: result for result in client.results(request_id)}
        for run_id in (old, new):
            if run_id not in results:
                known = ", ".join(results) or "none"
                raise UsageError(f"{request_id} has no result of run {run_id}; its runs are: {known}.")
        was, now = (results[run_id].envelope for run_id in (old, new))
    found = changes(was, now)
    if as_json:
        print_json({"request_id": request_id, "runs": [old, new], "changes": found})
    else:
        sys.stdout.write("\n".join(_told(found)) + "\n" if found else "Nothing changed.\n")
    return 1 if found else 0


def _told(found: dict[str, Any]) -> list[str]:
    lines = [f"{key}: {found[key]}" for key in ("status", "document") if key in found]
    lines += [f"{stage}: {was} -> {now}" for stage, (was, now) in found.get("models", {}).items()]
    for page_no, page in found.get("pages", {}).items():
        lines.append(f"page {page_no}")
        for key, change in page.items():
            shown = change if key in ("text", "tables") else [f"{change[0]} -> {change[1]}"]
            lines += [f"  {key}", *(f"    {line}" for line in shown)]
    return lines
