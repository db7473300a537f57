"""`octavo cancel`: stops what was submitted."""

import sys

from octavo.client import Client
from octavo.config import Settings
from octavo.endpoint import connected
from octavo.report import print_json


def cancel(request_id: str, run_id: str | None, as_json: bool, settings: Settings) -> int:
    """0. Raises UsageError where the request has ended already."""
    with Client(settings=connected(settings)) as client:
        runs = client.cancel(request_id, run_id)
    for run in runs:
        if as_json:
            print_json({"request_id": request_id, "run_id": run})
        else:
            sys.stdout.write(f"Cancelled {request_id} (run {run}); its result will say so.\n")
    return 0
