"""`python -m tests.soak --documents 10000`: writes benchmarks/results/soak.json, every look included."""

import argparse
import datetime
import os
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import orjson

from benchmarks.results import RESULTS, commit, machine
from tests.soak.flatness import REMEMBERED, Verdict, flatness
from tests.soak.soak import KEEP_S, Soak, soak

FILE = RESULTS / "soak.json"
LOOKS = 100
PER_S = 14.0
"""An even load that two busy cores can carry, so that the disk can be compared over the run."""


def main(arguments: list[str]) -> int:
    """1 where something grew or was left over."""
    parser = argparse.ArgumentParser("python -m tests.soak", description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    asked = parser.parse_args(arguments)
    load = os.getloadavg()
    folder = Path(tempfile.mkdtemp(prefix="octavo-soak-"))
    sys.stdout.write(f"In {folder}, which stays where documents do not end.\n")
    done = soak(folder, asked.documents, min(LOOKS, asked.documents // 10), PER_S)
    shutil.rmtree(folder, ignore_errors=True)
    verdict = flatness(done.looks)
    FILE.write_bytes(orjson.dumps(_content(asked.documents, done, verdict, load), option=orjson.OPT_INDENT_2))
    sys.stdout.write(told(done, verdict))
    return 1 if verdict.failures or done.twice else 0


def told(done: Soak, verdict: Verdict) -> str:
    lines = [f"{sum(done.statuses.values()):,} documents in {done.took_s:.0f} s: {dict(done.statuses)}"]
    for row in verdict.rows:
        sizes = " -> ".join(f"{row[f'rss_bytes_{when}'] / 1e6:.0f}" for when in ("before", "after"))
        files = " -> ".join(f"{row[f'files_{when}']:.0f}" for when in ("before", "after"))
        lines.append(f"  {row['process']}: RSS {sizes} MB, files {files}")
    remembered = done.looks[-1].topic_bytes.get(REMEMBERED, 0) / 1e6
    disk = [look.disk_bytes / 1e6 for look in done.looks]
    lines.append(f"  disk: {disk[len(disk) // 4]:.0f} -> {disk[-1]:.0f} MB, at most {max(disk):.0f}")
    lines.append(f"  of it {REMEMBERED!r}, at last: {remembered:.1f} MB")
    return "\n".join([*lines, *(f"  GREW {one}" for one in verdict.failures), ""])


def _content(documents: int, done: Soak, verdict: Verdict, load: tuple[float, ...]) -> dict[str, object]:
    return {
        "command": f"python -m tests.soak --documents {documents}",
        "commit": commit(),
        "machine": machine(),
        "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "load_average_before": load,
        "says": f"Documents of one to three small pages and some bad ones, {PER_S:g} a second at most, "
        f"through `octavo up` with models that are stand-ins; kept for {KEEP_S:g} s, cleaned up every 5 s. "
        "Bytes of each process are medians over a third of the looks, files and threads the fewest: the "
        "first third after a fifth of the documents, and the last.",
        "documents": documents,
        "took_s": round(done.took_s, 1),
        "statuses": dict(done.statuses),
        "twice": done.twice,
        "failures": verdict.failures,
        "passed": not verdict.failures and not done.twice,
        "rows": verdict.rows,
        "looks": [asdict(look) for look in done.looks],
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
