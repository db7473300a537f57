"""`octavo replay`: redoes requests, and, if asked, waits for their results."""

import sys

from octavo.config import Settings
from octavo.endpoint import connected, connection_of
from octavo.reader import EventReader, ends
from octavo.replay import How, Replayed, Selection, replay
from octavo.report import print_json
from schemas.document import Envelope
from streams.blobs import open_blobs


def replay_requests(selection: Selection, how: How, wait: bool, as_json: bool, settings: Settings) -> int:
    """0; with `wait`, 1 where a document is not complete. Raises UsageError where nothing can be replayed."""
    settings = connected(settings)
    connection = connection_of(settings)
    since = ends(connection, ["results"])
    done = replay(connection, open_blobs(settings.blobs), selection, how)
    for request_id in done.running:
        sys.stderr.write(f"{request_id} is still running and was left out.\n")
    for request_id in done.gone:
        sys.stderr.write(f"The PDF of {request_id} is gone; submit it again.\n")
    if not wait:
        for request_id in done.requests:
            _tell(request_id, done.run_id, "", as_json)
        return 0
    reader = EventReader(connection, ["results"], since)
    try:
        return _follow(reader, done, as_json)
    finally:
        reader.close()


def _follow(reader: EventReader, done: Replayed, as_json: bool) -> int:
    waiting, complete = set(done.requests), True
    while waiting:
        for event in reader.poll(0.2):
            if isinstance(event, Envelope) and event.run_id == done.run_id and event.request_id in waiting:
                waiting.discard(event.request_id)
                complete = complete and event.status == "complete"
                _tell(event.request_id, done.run_id, event.status, as_json)
    return 0 if complete else 1


def _tell(request_id: str, run_id: str, status: str, as_json: bool) -> None:
    if as_json:
        ended = {"status": status} if status else {}
        print_json({"request_id": request_id, "run_id": run_id, **ended})
    else:
        sys.stdout.write(f"{request_id}  {run_id}  {status}".rstrip() + "\n")
