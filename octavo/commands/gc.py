"""`octavo gc`: removes what nothing can replay any more, now."""

import sys

from octavo.collector import Collected, Collector
from octavo.config import Settings
from octavo.endpoint import connected, connection_of
from octavo.report import print_json
from streams.blobs import open_blobs


def gc(dry_run: bool, as_json: bool, settings: Settings) -> int:
    """0."""
    settings = connected(settings)
    collector = Collector(settings, connection_of(settings), open_blobs(settings.blobs))
    found = collector.collect(dry_run)
    if as_json:
        print_json(
            {
                "dry_run": dry_run,
                "requests": found.plan.requests,
                "pages_of_runs": found.plan.pages,
                "freed_bytes": found.plan.freed_bytes,
                "blob_bytes": found.verdict.blob_bytes,
                "trimmed_bytes": found.trimmed,
                "alarms": list(found.verdict.alarms),
                "refusal": found.verdict.refusal,
            }
        )
    else:
        sys.stdout.write(_text(found, dry_run))
    return 0


def _text(found: Collected, dry_run: bool) -> str:
    removes = "Would remove" if dry_run else "Removed"
    lines = [f"{removes} {request}" for request in found.plan.requests]
    lines += [f"{removes} {run}/pages" for run in found.plan.pages]
    lines += [f"{removes} some {size:,} bytes of {topic}" for topic, size in found.trimmed.items()]
    lines.append(
        f"{removes} {len(found.plan.requests)} requests and the pixels of {len(found.plan.pages)} runs: "
        f"{found.plan.freed_bytes:,} of {found.blob_bytes:,} bytes of blobs."
    )
    lines += [f"Alarm: {alarm}" for alarm in found.verdict.alarms]
    return "".join(f"{line}\n" for line in lines)
