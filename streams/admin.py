"""Questions to a cluster: what topics it has, how they are configured, where partitions start and end."""

import time
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from confluent_kafka import IsolationLevel, KafkaError, KafkaException, TopicPartition
from confluent_kafka.admin import (  # its documented names, without the `as` that would mark them exported
    AdminClient,
    ClusterMetadata,  # pyright: ignore[reportPrivateImportUsage]
    ConfigResource,  # pyright: ignore[reportPrivateImportUsage]
    OffsetSpec,  # pyright: ignore[reportPrivateImportUsage]
    ResourceType,  # pyright: ignore[reportPrivateImportUsage]
)

from streams.connection import Connection
from streams.unreachable import refused_settings, unreachable

REQUEST_LIMIT_S = 15.0
RETRY_S = 0.02
_STEP_S = 2.0
LEADER_MOVES = (
    KafkaError.NOT_LEADER_FOR_PARTITION,
    KafkaError.LEADER_NOT_AVAILABLE,
    KafkaError.UNKNOWN_TOPIC_OR_PART,
    KafkaError.FENCED_LEADER_EPOCH,
    KafkaError.UNKNOWN_LEADER_EPOCH,
    KafkaError._NOENT,  # pyright: ignore[reportPrivateUsage]  its public name: no partition has a leader yet
)

Partition = tuple[str, int]


class ClusterError(Exception):
    """The cluster cannot be reached, or refuses a request; says what to do next."""


class Cluster:
    """An admin client's answers with types. Cheap to make; safe to use from many threads."""

    def __init__(self, connection: Connection) -> None:
        """Raises ClusterError where librdkafka refuses the settings."""
        self._addresses = connection.bootstrap_servers
        self._errors: list[KafkaError] = []
        try:
            self.admin = AdminClient(replace(connection, on_error=self._errors.append).client())
        except KafkaException as error:
            raise ClusterError(refused_settings(error)) from error

    def metadata(self, limit_s: float = REQUEST_LIMIT_S) -> ClusterMetadata:
        """All topics and partitions this user may see. Raises ClusterError, after `limit_s` at latest, and
        at once where the credentials are refused."""
        deadline = time.monotonic() + limit_s
        while True:
            try:
                return self.admin.list_topics(timeout=max(0.01, min(_STEP_S, deadline - time.monotonic())))
            except KafkaException as error:
                self.admin.poll(0)
                told = unreachable(self._addresses, self._errors, limit_s)
                if told.for_good or time.monotonic() >= deadline:
                    raise ClusterError(told.sentence) from error
                time.sleep(RETRY_S)

    def partition_counts(self, limit_s: float = REQUEST_LIMIT_S) -> dict[str, int]:
        """The number of partitions of every topic that exists."""
        topics = self.metadata(limit_s).topics
        return {name: len(topic.partitions) for name, topic in topics.items() if topic.partitions}

    def configs(self, topics: list[str]) -> dict[str, dict[str, str]]:
        """The effective settings of each topic, defaults of the broker included. Raises ClusterError."""
        if not topics:
            return {}
        resources = [ConfigResource(ResourceType.TOPIC, name) for name in topics]
        futures = self.admin.describe_configs(resources, request_timeout=REQUEST_LIMIT_S)
        return {
            str(resource.name): {name: entry.value or "" for name, entry in self._result(future).items()}
            for resource, future in futures.items()
        }

    def start_offsets(self, counts: Mapping[str, int]) -> dict[Partition, int]:
        """The first offset of every partition of these topics (name to number of partitions)."""
        return self._offsets(counts, OffsetSpec.earliest())

    def end_offsets(self, counts: Mapping[str, int]) -> dict[Partition, int]:
        """The offset a read_committed reader can reach, for every partition of these topics."""
        return self._offsets(counts, OffsetSpec.latest())

    def delete_before(self, offsets: Mapping[Partition, int]) -> None:
        """Deletes the records before these offsets. Kafka frees the disk of whole segments only. Raises
        ClusterError."""
        if not offsets:
            return
        asked = [TopicPartition(*place, offset) for place, offset in offsets.items()]
        for future in self.admin.delete_records(asked, request_timeout=REQUEST_LIMIT_S).values():
            self._result(future)

    def _offsets(self, counts: Mapping[str, int], spec: OffsetSpec | None) -> dict[Partition, int]:
        assert spec is not None  # typed so because the library fills its constants in late
        asked: dict[TopicPartition, OffsetSpec] = {
            TopicPartition(name, number): spec for name, count in counts.items() for number in range(count)
        }
        if not asked:
            return {}
        deadline = time.monotonic() + REQUEST_LIMIT_S
        while True:
            futures = self.admin.list_offsets(
                asked, isolation_level=IsolationLevel.READ_COMMITTED, request_timeout=REQUEST_LIMIT_S
            )
            try:
                return {(one.topic, one.partition): future.result().offset for one, future in futures.items()}
            except KafkaException as error:
                if error.args[0].code() not in LEADER_MOVES or time.monotonic() > deadline:
                    raise self._refused(error) from error
                time.sleep(RETRY_S)

    def _result(self, future: "Future[Any]") -> Any:
        try:
            return future.result()
        except KafkaException as error:
            raise self._refused(error) from error

    def _refused(self, error: KafkaException) -> ClusterError:
        return ClusterError(
            f"Kafka at {self._addresses} refused a request ({error.args[0].str()}): check that it is healthy "
            "and that this user may describe topics."
        )
