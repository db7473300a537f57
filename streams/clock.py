"""One clock for a process: milliseconds since the Unix epoch that never jump."""

import time

_EPOCH_MS = time.time() * 1000 - time.monotonic() * 1000


def now_ms() -> float:
    """The time of day as it was when the process started, carried on by the monotonic clock. Comparable
    with deadlines of other machines to within their clocks' difference; never runs backwards."""
    return _EPOCH_MS + time.monotonic() * 1000
