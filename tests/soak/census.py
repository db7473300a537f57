"""What a running system holds: every process with its memory, files and threads, its disk, and its topics."""

import os
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

import psutil

from benchmarks.sampling import folder_bytes
from octavo.status import CHANGELOG
from octavo.topology import TOPOLOGY
from streams.admin import Cluster
from streams.connection import Connection


@dataclass(frozen=True, slots=True)
class Holding:
    """Of one process. `anonymous_bytes`: what it allocated; files that it maps, such as Kafka's, are the
    kernel's to give back."""

    rss_bytes: int
    anonymous_bytes: int
    files: int
    threads: int


@dataclass(frozen=True, slots=True)
class Census:
    """`documents` had ended. Processes by name, children numbered; `disk_bytes` of the data folder, `blobs`
    among its files; `topic_bytes` of its topics; `temporary` counts what lies in the folder for temporary
    files."""

    at_s: float
    documents: int
    processes: dict[str, Holding]
    disk_bytes: int
    files: int
    blob_bytes: int
    temporary: int
    topics: list[str] = field(default_factory=list[str])
    topic_bytes: dict[str, int] = field(default_factory=dict[str, int])


def census(
    documents: int, running: Iterable[psutil.Process], data: Path, temporary: Path, connection: Connection
) -> Census:
    files, disk_bytes = folder_bytes(data, on_disk=True)
    return Census(
        at_s=round(time.monotonic(), 1),
        documents=documents,
        processes=_holdings(running),
        disk_bytes=disk_bytes,
        files=files,
        blob_bytes=folder_bytes(data / "blobs")[1],
        temporary=len(os.listdir(temporary)),
        topics=unknown_topics(connection),
        topic_bytes=_topic_bytes(data / "kafka" / "data"),
    )


def unknown_topics(connection: Connection) -> list[str]:
    """Those that neither the dataflow, nor Kafka, nor the status page's own store made."""
    ours = {connection.name(name) for name in (*(topic.name for topic in TOPOLOGY.topics), CHANGELOG)}
    there = set(Cluster(connection).partition_counts())
    return sorted(name for name in there - ours if not name.startswith("__"))


def _topic_bytes(logs: Path) -> dict[str, int]:
    """On the disk, of all partitions."""
    found: Counter[str] = Counter()
    for folder in logs.iterdir():
        topic, _, partition = folder.name.rpartition("-")
        if partition.isdecimal():
            found[topic] += folder_bytes(folder, on_disk=True)[1]
    return dict(found)


def _holdings(running: Iterable[psutil.Process]) -> dict[str, Holding]:
    found: dict[str, Holding] = {}
    for process in sorted(running, key=lambda one: one.pid):
        try:
            name, held = _name(process), _holding(process)
        except psutil.Error:
            continue  # it ended while it was looked at
        number = sum(known.partition(" #")[0] == name for known in found)
        found[f"{name} #{number}" if number else name] = held
    return found


def _holding(process: psutil.Process) -> Holding:
    memory = process.memory_info()
    return Holding(memory.rss, memory.rss - memory.shared, process.num_fds(), process.num_threads())


def _name(process: psutil.Process) -> str:
    """The part of its command that tells it from the others; a child is named after its parent."""
    words = process.cmdline()
    if words and "java" in words[0]:
        return "kafka"
    if "octavo" in words:
        return " ".join(takewhile(lambda word: not word.startswith("-"), words[words.index("octavo") + 1 :]))
    parent = process.parent()
    return f"{_name(parent)}: child" if parent else "child"
