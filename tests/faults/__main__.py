"""`python -m tests.faults full|short [scenario ...]`: runs scenarios, prints what came of each, and writes
benchmarks/results/faults.json. Scenarios that were not named keep what stands there of them."""

import sys
import tempfile
import time
from pathlib import Path

from tests.faults.ground import ground
from tests.faults.scenarios import SCENARIOS
from tests.faults.table import write
from tests.faults.trial import Outcome


def main(arguments: list[str]) -> int:
    mode, names = (arguments[0] if arguments else ""), arguments[1:]
    unknown = set(names) - set(SCENARIOS)
    if mode not in ("full", "short") or unknown:
        sys.stderr.write(f"usage: python -m tests.faults full|short [{' | '.join(SCENARIOS)}] ...\n")
        return 2
    folder = Path(tempfile.mkdtemp(prefix="octavo-faults-"))
    failed = False
    with ground(folder, full=mode == "full") as place:
        for name in names or SCENARIOS:
            started = time.monotonic()
            try:
                outcome = SCENARIOS[name](place)
            except Exception as error:  # noqa: BLE001  the other scenarios have a turn all the same
                outcome = Outcome(runs=1, failures=[f"{type(error).__name__}: {error}"])
            failed = failed or not outcome.passed
            took_s = time.monotonic() - started
            sys.stdout.write(told(name, outcome, took_s) + "\n")
            sys.stdout.flush()
            if mode == "full":
                write(name, outcome, took_s)
    sys.stdout.write(f"logs: {folder}\n")
    return 1 if failed else 0


def told(name: str, outcome: Outcome, took_s: float) -> str:
    """Three lines at most for a scenario."""
    line = (
        f"{'passed' if outcome.passed else 'FAILED'} {name}: {outcome.faults_injected} faults, "
        f"{outcome.requests} requests, {outcome.lost} lost, {outcome.duplicated} duplicated, "
        f"{outcome.different} different, longest stall {outcome.longest_stall_s:.2f} s "
        f"(at most {outcome.stall_bound_s:.2f}), {took_s:.0f} s"
    )
    return "\n  ".join(
        [line, *(f"{key}: {value}" for key, value in outcome.notes.items()), *outcome.failures]
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
