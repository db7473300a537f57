"""Times as people write them."""

import re

from octavo.errors import UsageError

_SECONDS = {"": 1.0, "ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


def seconds_of(text: str) -> float:
    """`90`, `90s`, `1.5m`, `2h`, `250ms`, `1d` in seconds. Raises UsageError."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?", text.strip())
    if found is None:
        raise UsageError(f"{text!r} is no length of time; write it like 90s, 5m or 2h.")
    return float(found[1]) * _SECONDS[found[2] or ""]
