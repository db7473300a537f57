"""How to reach a Kafka cluster, and the client settings that every Octavo client shares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from confluent_kafka import KafkaError

_OUTAGES = {
    # A client that bootstraps anew while all brokers are away forgets those it knew, and a producer then
    # waits for ever at a group coordinator that it still remembers (librdkafka 5511).
    "metadata.recovery.strategy": "none",
    "reconnect.backoff.max.ms": 1000,  # by default ten times that, long after the broker is back
}


@dataclass(frozen=True)
class Connection:
    """Addresses, pass-through librdkafka options (SASL, TLS), and the prefix of every topic and group.

    Options may hold secrets: they are left out of repr, and no log line shows them.
    """

    bootstrap_servers: str
    options: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    prefix: str = ""
    on_error: Callable[[KafkaError], None] | None = field(default=None, repr=False, compare=False)
    """Told of what a client of this connection meets, in whichever thread serves that client."""

    def client(self, **settings: Any) -> dict[str, Any]:
        """Settings of any client; keyword names use `_` for librdkafka's `.`. The user's options win."""
        named = {key.replace("_", "."): value for key, value in settings.items()}
        told = {"error_cb": self.on_error} if self.on_error else {}
        return {"bootstrap.servers": self.bootstrap_servers, **_OUTAGES, **told, **named, **self.options}

    def producer(self, **settings: Any) -> dict[str, Any]:
        """A producer whose partitioner agrees with Java's, which librdkafka's default does not."""
        return self.client(
            enable_idempotence=True,
            partitioner="murmur2_random",
            compression_type="lz4",
            linger_ms=0,
            retry_backoff_ms=5,
            # Counted before compression here, and after it by the broker: what is said of 100,000 pages alike
            # is large until it is compressed.
            message_max_bytes=128 * 1024 * 1024,
            **settings,
        )

    def consumer(
        self, group: str, fetch_wait_max_ms: int = 100, prefetched_kbytes: int = 4096, **settings: Any
    ) -> dict[str, Any]:
        """A consumer that sees only committed records and commits nothing by itself.

        At most `prefetched_kbytes`, and one fetch, wait in it to be asked for: with librdkafka's own 64 MB
        whoever reads a long topic once holds all of it. A fetch that finds nothing waits at the broker for
        `fetch_wait_max_ms`, and with it a partition that has just been added; one that waits longer costs an
        idle broker less.
        """
        return self.client(
            group_id=self.name(group),
            isolation_level="read_committed",
            enable_auto_commit=False,
            enable_auto_offset_store=False,
            auto_offset_reset="earliest",
            fetch_queue_backoff_ms=5,
            fetch_wait_max_ms=fetch_wait_max_ms,
            queued_min_messages=1000,
            queued_max_messages_kbytes=prefetched_kbytes,
            **settings,
        )

    def name(self, name: str) -> str:
        """A topic or group with the prefix in front."""
        return f"{self.prefix}{name}"
