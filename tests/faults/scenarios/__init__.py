"""Every scenario by name."""

from collections.abc import Callable

from tests.faults.ground import Ground
from tests.faults.scenarios import (
    assembler,
    broker,
    collected,
    commits,
    groups,
    kills,
    memory,
    poison,
    storage,
    tiny,
    upgrade,
    zombies,
)
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
    "zombies": zombies.frozen_past_their_session,
    "polling_held_up": zombies.held_up_at_polling,
    "long_batches": groups.batches_longer_than_the_poll_interval,
    "members_come_and_go": groups.members_come_and_go,
    "members_come_and_go_kip848": groups.members_come_and_go_kip848,
    "broker_killed": broker.broker_killed,
    "commit_traffic": commits.commit_traffic,
    "rolling_restart": upgrade.rolling_restart,
    "disk_full": storage.disk_full,
    "blob_missing": storage.blob_missing,
    "collected_under_load": collected.collected_under_load,
    "out_of_memory": memory.out_of_memory,
    "tiny_budgets": tiny.tiny_budgets,
}
