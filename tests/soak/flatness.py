"""Whether what was held stayed flat: the end of a run against its middle. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from tests.soak.census import Census

RATIO = 1.10
SLACK_BYTES = 8 << 20
"""A process may end with a tenth more than it had, or so much more, whichever is more: allocators keep what
they once had, and nobody's memory is the same twice."""
SLACK_COUNT = 3
"""Files or threads that a process may happen to have more of at one look than at another."""


@dataclass(slots=True)
class Verdict:
    """`rows`: one a process. `failures`: sentences; none where all stayed flat."""

    rows: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    failures: list[str] = field(default_factory=list[str])


BROKER = "kafka"
REMEMBERED = "finished"
REMEMBERED_BYTES = 320
"""Of disk for each request that has ended: it is remembered for more than a day, so this topic alone grows
for as long as a soak lasts. A record of some 130 bytes, and the frame and the mark of its transaction."""


def flatness(looks: Sequence[Census], warm_share: float = 0.2, long: bool = True) -> Verdict:
    """The first `warm_share` of the documents does not count: caches fill, code is loaded. Of the rest, the
    last third is held against the first: the median of its bytes, and the fewest files and threads, since
    clean-up has clients of its own for as long as it runs, whenever somebody looks. `long`: it ran for so
    long that what Kafka keeps on disk, and the files and the heap that the broker has for it, should have
    come to their end."""
    last = looks[-1].documents
    steady = [look for look in looks if look.documents >= warm_share * last]
    third = max(1, len(steady) // 3)
    before, after = steady[:third], steady[-third:]
    verdict = Verdict()
    for name in sorted(set.intersection(*(set(look.processes) for look in (*before, *after)))):
        row, failures = _process(name, before, after)
        verdict.rows.append(row)
        verdict.failures += failures if long or name != BROKER else []
    verdict.failures += _leaks(before, after, long)
    return verdict


def _process(
    name: str, before: Sequence[Census], after: Sequence[Census]
) -> tuple[dict[str, Any], list[str]]:
    def held(looks: Sequence[Census], what: str) -> float:
        values = [getattr(look.processes[name], what) for look in looks]
        return median(values) if what.endswith("bytes") else min(values)

    row: dict[str, Any] = {"process": name}
    failures: list[str] = []
    grew = after[len(after) // 2].documents - before[len(before) // 2].documents
    for what in ("rss_bytes", "anonymous_bytes", "files", "threads"):
        was, now = held(before, what), held(after, what)
        row |= {f"{what}_before": was, f"{what}_after": now}
        allowed = max(RATIO * was, was + SLACK_BYTES) if what.endswith("bytes") else was + SLACK_COUNT
        if now > allowed:
            failures.append(f"{name}: {what} grew from {was:,.0f} to {now:,.0f} over {grew:,} documents")
    return row, failures


def _leaks(before: Sequence[Census], after: Sequence[Census], disk: bool) -> list[str]:
    failures: list[str] = []
    was, now = (max(map(_rest_bytes, looks)) for looks in (before, after))
    if disk and now > RATIO * was:
        failures.append(
            f"the data folder grew from {was:,} to {now:,} bytes at most, {REMEMBERED!r} left out"
        )
    remembered, documents = after[-1].topic_bytes.get(REMEMBERED, 0), after[-1].documents
    if disk and remembered > REMEMBERED_BYTES * documents:
        failures.append(f"{REMEMBERED!r} holds {remembered:,} bytes of {documents:,} documents")
    was, now = (max(look.temporary for look in looks) for looks in (before, after))
    if now > was + SLACK_COUNT:
        failures.append(f"{now} temporary files, {was} before")
    if after[-1].topics:
        failures.append(f"topics that nobody declared: {', '.join(after[-1].topics)}")
    return failures


def _rest_bytes(look: Census) -> int:
    return look.disk_bytes - look.topic_bytes.get(REMEMBERED, 0)
