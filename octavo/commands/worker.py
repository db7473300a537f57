"""`octavo worker`: some agents in a process of their own."""

import logging
from collections.abc import Callable

from octavo.config import Settings
from octavo.endpoint import connected, connection_of
from octavo.errors import UsageError
from octavo.lifeline import Lifeline
from octavo.memory import few_arenas
from octavo.profiles import ProfileError, load_profile
from streams.connection import Connection

STATUS = "status"


def work(stages: list[str], settings: Settings) -> int:
    """Runs the agents until SIGTERM or SIGINT, on the Kafka that is named or that of `octavo up`."""
    try:
        load_profile(settings.profile)
    except ProfileError as error:
        raise UsageError(str(error)) from error
    settings = connected(settings)
    return _work(stages, settings, lambda: connection_of(settings))


def work_supervised(stages: list[str]) -> int:
    """The same as a child of a supervisor: settings and Kafka's address come down the lifeline."""
    lifeline = Lifeline()
    settings = lifeline.settings()

    def connect() -> Connection:
        bootstrap_servers = lifeline.bootstrap_servers()
        lifeline.exit_with_parent()
        return connection_of(settings.model_copy(update={"bootstrap_servers": bootstrap_servers}))

    return _work(stages, settings, connect, alone=False)


def _work(
    stages: list[str], settings: Settings, connect: Callable[[], Connection], alone: bool = True
) -> int:
    few_arenas()
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    if stages == [STATUS]:
        from octavo.status import run_status

        return run_status(settings, connect)
    from octavo.worker import run_worker

    return run_worker(settings, checked_stages(stages), connect, alone)


def checked_stages(stages: list[str]) -> tuple[str, ...]:
    """Raises UsageError for a name that is no stage, and for the status page among agents."""
    from octavo.topology import TOPOLOGY

    if STATUS in stages:
        raise UsageError("The status page runs in a worker of its own: octavo worker status.")
    for stage in stages:
        if stage not in TOPOLOGY.names:
            raise UsageError(
                f"There is no stage {stage!r}; choose among {', '.join(TOPOLOGY.names)}, status."
            )
    return tuple(dict.fromkeys(stages))
