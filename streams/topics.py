"""Topics: what Octavo needs of them, made where missing, and checked before a worker starts."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import ClusterMetadata  # pyright: ignore[reportPrivateImportUsage] # documented
from confluent_kafka.cimpl import NewTopic

from streams.admin import REQUEST_LIMIT_S, Cluster, ClusterError
from streams.connection import Connection

READY_LIMIT_S = 30.0
POLL_S = 0.02
CLEANUP = "cleanup.policy"
RETENTION = "retention.ms"


class TopicsError(ClusterError):
    """A topic is missing, or not as Octavo needs it; says what to do next."""


class TopicsMissing(TopicsError):
    """A topic is not there (yet)."""


@dataclass(frozen=True)
class Topic:
    """What Octavo needs of one topic. `name` is without the prefix of a connection.

    `partitions` None: the shared count, but no fewer than `at_least`. All topics that ask for no more than
    the shared count are co-partitioned: the events of one request have the same partition number in each.
    """

    name: str
    partitions: int | None = None
    at_least: int = 0
    config: Mapping[str, str] = field(default_factory=dict[str, str])
    title: str = ""

    def count(self, shared: int) -> int:
        """How many partitions it is made with."""
        return self.partitions or max(shared, self.at_least)

    @property
    def co_partitioned(self) -> bool:
        return self.partitions is None and not self.at_least


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """A topic as it is. `name` with the prefix; `partitions` 0: it does not exist.

    `records` counts offsets from start to end, so transaction markers and compacted records as well.
    `retention_ms` -1: kept for ever.
    """

    name: str
    title: str
    partitions: int = 0
    records: int = 0
    retention_ms: int = 0
    cleanup_policy: str = ""


def ensure_topics(
    connection: Connection, topics: Iterable[Topic], partitions: int, replication_factor: int
) -> None:
    """Creates the topics that are missing and returns when each of them has leaders.

    May run in several programs at once. Topics that exist are left as they are: `check_topics` judges them.
    Raises ClusterError.
    """
    cluster = Cluster(connection)
    wanted = {connection.name(topic.name): topic for topic in topics}
    existing = cluster.metadata().topics
    missing = [
        NewTopic(name, topic.count(partitions), replication_factor, config=dict(topic.config))
        for name, topic in wanted.items()
        if name not in existing
    ]
    if missing:
        _create(cluster, missing)
    _await_leaders(cluster, set(wanted))
    # A broker names itself leader a moment before it serves as one; only an answer shows that it does.
    counts = cluster.partition_counts()
    cluster.end_offsets({name: counts[name] for name in wanted})


def _create(cluster: Cluster, missing: list[NewTopic]) -> None:
    for name, future in cluster.admin.create_topics(missing, operation_timeout=REQUEST_LIMIT_S).items():
        try:
            future.result()
        except KafkaException as error:
            reason: KafkaError = error.args[0]
            if reason.code() != KafkaError.TOPIC_ALREADY_EXISTS:
                raise TopicsError(
                    f"The topic {name} could not be created ({reason.str()}): change partitions or "
                    "replication_factor, let this user create topics, or create it yourself."
                ) from error


def _await_leaders(cluster: Cluster, names: set[str]) -> None:
    deadline = time.monotonic() + READY_LIMIT_S
    while waiting := names - _led(cluster.metadata()):
        if time.monotonic() > deadline:
            raise TopicsError(
                f"The topic {min(waiting)} has a partition without a leader after {READY_LIMIT_S:.0f} s: "
                "check that enough brokers are up."
            )
        time.sleep(POLL_S)


def _led(metadata: ClusterMetadata) -> set[str]:
    return {
        name
        for name, topic in metadata.topics.items()
        if topic.partitions and all(one.leader >= 0 for one in topic.partitions.values())
    }


def check_topics(connection: Connection, topics: Iterable[Topic], limit_s: float = REQUEST_LIMIT_S) -> None:
    """Raises TopicsError for the first thing that would make workers lose events, or never see them.

    That is: a missing topic; unequal partition counts among the co-partitioned; a cleanup policy other than
    the one a topic's config asks for. Raises ClusterError where no broker answers within `limit_s`.
    """
    wanted = {connection.name(topic.name): topic for topic in topics}
    cluster = Cluster(connection)
    counts = cluster.partition_counts(limit_s)
    if missing := [name for name in wanted if name not in counts]:
        raise TopicsMissing(
            f"Kafka has no topic {', '.join(missing)}: run `octavo topics create`, or check topic_prefix."
        )
    _check_equal({name: counts[name] for name, topic in wanted.items() if topic.co_partitioned})
    policies = {name: topic.config[CLEANUP] for name, topic in wanted.items() if CLEANUP in topic.config}
    found = cluster.configs(list(policies))
    for name, policy in policies.items():
        _check_cleanup(name, policy, found[name][CLEANUP])


def _check_equal(counts: Mapping[str, int]) -> None:
    if len(set(counts.values())) > 1:
        each = ", ".join(f"{name} has {count}" for name, count in counts.items())
        raise TopicsError(
            "These topics need equal partition counts, since a request keeps its partition number in all of "
            f"them: {each}. Delete the odd ones and run `octavo topics create`."
        )


def _check_cleanup(name: str, wanted: str, found: str) -> None:
    if _policies(wanted) != _policies(found):
        raise TopicsError(
            f"The topic {name} has cleanup.policy={found} but needs {wanted}: change it with Kafka's own "
            "tools, or delete the topic and run `octavo topics create`."
        )


def _policies(text: str) -> set[str]:
    return {policy.strip() for policy in text.split(",") if policy.strip()}


def list_topics(connection: Connection, topics: Iterable[Topic]) -> list[TopicFacts]:
    """What the cluster says of these topics, in their order, missing ones included. Raises ClusterError."""
    titles = {connection.name(topic.name): topic.title for topic in topics}
    cluster = Cluster(connection)
    counts = {name: count for name, count in cluster.partition_counts().items() if name in titles}
    configs = cluster.configs(list(counts))
    starts, ends = cluster.start_offsets(counts), cluster.end_offsets(counts)

    def facts(name: str, title: str) -> TopicFacts:
        if name not in counts:
            return TopicFacts(name, title)
        records = sum(ends[name, number] - starts[name, number] for number in range(counts[name]))
        config = configs[name]
        return TopicFacts(name, title, counts[name], records, int(config[RETENTION]), config[CLEANUP])

    return [facts(name, title) for name, title in titles.items()]
