"""Every scenario by name."""

from collections.abc import Callable

from tests.faults.ground import Ground
from tests.faults.scenarios import assembler, kills, poison
from tests.faults.trial import Outcome

Scenario = Callable[[Ground], Outcome]

SCENARIOS: dict[str, Scenario] = {
    "kill_at_each_step": kills.kill_at_each_step_of_a_commit,
    "random_kills": kills.many_random_kills,
    "storm_of_kills": kills.storm_of_kills,
    "assembler_killed": assembler.killed_alone,
    "assembler_killed_beside_a_standby": assembler.killed_beside_a_standby,
    "parts_again_late_reordered": assembler.parts_again_late_and_in_another_order,
    "one_poison_page": poison.one_poison_page,
    "one_deadly_page": poison.one_deadly_page,
}
