"""Watches what the stage loops of this process hold: the decoded bytes reserved in their budgets.

A reservation lasts from a batch's formation, before its pages are decoded, to the end of its run, so it
covers the batch that loads, the one that waits for the device, and the one that runs.
"""

import gc
import json
import threading
import time
from pathlib import Path

from streams.memory import Budget

_EVERY_S = 0.02
_LOOK_EVERY = 50


def watch_budgets(path: Path) -> None:
    """Writes a line at every change that it sees, 50 times a second, until the process ends."""
    threading.Thread(target=_watch, args=(path,), name="held-probe", daemon=True).start()


def _watch(path: Path) -> None:
    budgets: list[Budget] = []
    last, turn = -1, 0
    with path.open("a", encoding="utf-8") as stream:
        while True:
            if turn % _LOOK_EVERY == 0 and len(budgets) < 4:
                budgets = _budgets()
            turn += 1
            held = sum(budget.held_bytes for budget in budgets)
            if held != last:
                peak = sum(budget.peak_bytes for budget in budgets)
                stream.write(json.dumps({"at": time.time(), "held": held, "peak": peak}) + "\n")
                stream.flush()
                last = held
            time.sleep(_EVERY_S)


def _budgets() -> list[Budget]:
    """Those of this process. A worker freezes what it began with, and Python does not list frozen objects."""
    gc.unfreeze()
    try:
        return [found for found in gc.get_objects() if isinstance(found, Budget)]
    finally:
        gc.freeze()
