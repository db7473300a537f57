"""How a worker is a member of its consumer groups, in either of Kafka's two protocols."""

import logging
from dataclasses import dataclass
from typing import Any, Literal

from confluent_kafka import KafkaException
from confluent_kafka.admin import (  # its documented names, without the `as` that would mark them exported
    AdminClient,
    AlterConfigOpType,  # pyright: ignore[reportPrivateImportUsage]
    ConfigEntry,  # pyright: ignore[reportPrivateImportUsage]
    ConfigResource,  # pyright: ignore[reportPrivateImportUsage]
    ResourceType,  # pyright: ignore[reportPrivateImportUsage]
)

from streams.connection import Connection

log = logging.getLogger(__name__)

GroupProtocol = Literal["classic", "consumer"]

_LIMIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Membership:
    """`session_timeout_ms`: how long a member that says nothing keeps its partitions. `max_poll_interval_ms`:
    how long one may go without polling; how long a batch runs has no part in it.

    `classic`: a member is static, so a worker that restarts under its slot has its partitions back at once.
    `consumer` (KIP-848): rebalances stop nobody whose partitions stay, but a member is never static: those
    of a killed worker wait for the session to end. The group itself holds the timeouts there, and the broker
    bounds them (`group.consumer.min.session.timeout.ms`).
    """

    session_timeout_ms: int = 6000
    max_poll_interval_ms: int = 60_000
    protocol: GroupProtocol = "classic"

    @property
    def heartbeat_ms(self) -> int:
        """A member learns at its next heartbeat that partitions are free, so it is far below the third of the
        session that Kafka asks for: that wait comes on top of the session of whoever died."""
        return max(300, self.session_timeout_ms // 20)

    def settings(self, instance_id: str) -> dict[str, Any]:
        """What the client is given."""
        shared = {"max_poll_interval_ms": max(self.max_poll_interval_ms, self.session_timeout_ms)}
        if self.protocol == "consumer":
            return {**shared, "group_protocol": "consumer", "group_remote_assignor": "range"}
        return {
            **shared,
            "group_instance_id": instance_id,
            "session_timeout_ms": self.session_timeout_ms,
            "heartbeat_interval_ms": self.heartbeat_ms,
            "partition_assignment_strategy": "range",
        }

    def tune(self, connection: Connection, group: str) -> None:
        """Sets the timeouts of the group where the group holds them. A broker that refuses them, or does not
        answer, leaves the group as it is, with its own timeouts: no worker ends of that."""
        if self.protocol != "consumer":
            return
        wanted = {
            "consumer.session.timeout.ms": self.session_timeout_ms,
            "consumer.heartbeat.interval.ms": self.heartbeat_ms,
        }
        entries = [
            ConfigEntry(name, str(value), incremental_operation=AlterConfigOpType.SET)
            for name, value in wanted.items()
        ]
        name = connection.name(group)
        asked = ConfigResource(ResourceType.GROUP, name, incremental_configs=entries)
        try:
            admin = AdminClient(connection.client())
            for done in admin.incremental_alter_configs([asked], request_timeout=_LIMIT_S).values():
                done.result()
        except KafkaException as error:
            log.warning("the group %s keeps its own timeouts (%s)", name, error.args[0])
