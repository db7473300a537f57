"""`octavo lag`: how much waits in front of each stage."""

import sys
import time

from octavo.config import Settings
from octavo.endpoint import connected, connection_of
from octavo.reader import answering
from octavo.report import plain_table, print_table


def show_lag(settings: Settings) -> int:
    """One line a stage and topic, its partitions summed. A stage that never ran is left out."""
    from octavo.topology import TOPOLOGY
    from streams.lag import lag

    settings = connected(settings)
    with answering(connection := connection_of(settings)):
        found = lag(connection, TOPOLOGY.names)
    waiting: dict[tuple[str, str], list[int]] = {}
    for one in found:
        waiting.setdefault((one.group, one.topic), []).append(one.lag)
    table = plain_table("stage", "topic", ">partitions", ">events waiting", ">most in one")
    for (group, topic), lags in waiting.items():
        table.add_row(group, topic, str(len(lags)), str(sum(lags)), str(max(lags)))
    print_table(table)
    for alarm in _alarms(settings):
        sys.stdout.write(f"Alarm: {alarm}\n")
    return 0


def _alarms(settings: Settings) -> tuple[str, ...]:
    """What the last clean-up found; nothing where there was none lately, or its blobs cannot be read here."""
    from octavo.verdict import read_verdict
    from streams.blobs import BlobStoreError, open_blobs

    try:
        verdict = read_verdict(open_blobs(settings.blobs, create=False), time.time() * 1000)
    except BlobStoreError:
        return ()
    return verdict.alarms if verdict else ()
