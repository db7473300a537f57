"""Every scenario by name."""

from collections.abc import Callable

from tests.faults.ground import Ground
from tests.faults.scenarios import kills
from tests.faults.trial import Outcome

Scenario = Callable[[Ground], Outcome]

SCENARIOS: dict[str, Scenario] = {
    "kill_at_each_step": kills.kill_at_each_step_of_a_commit,
    "random_kills": kills.many_random_kills,
}
