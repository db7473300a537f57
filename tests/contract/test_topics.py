"""Topics and lag against a real broker."""

import threading
import time

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.cimpl import NewTopic

from streams.admin import Cluster, ClusterError
from streams.connection import Connection
from streams.lag import lag
from streams.topics import Topic, TopicsError, check_topics, ensure_topics, list_topics

SHARED = (
    Topic("ingest", title="PDFs come in"),
    Topic("outputs"),
    Topic("results", config={"retention.ms": "86400000"}),
    Topic("finished", config={"cleanup.policy": "compact,delete"}),
)
TOPICS = (*SHARED, Topic("pages", partitions=3), Topic("slices", at_least=6), Topic("regions", at_least=1))


def create(connection: Connection, name: str, partitions: int, **config: str) -> None:
    settings = {key.replace("_", "."): value for key, value in config.items()}
    topic = NewTopic(connection.name(name), partitions, 1, config=settings)
    cluster = Cluster(connection)
    for future in cluster.admin.create_topics([topic]).values():
        future.result()


def test_missing_topics_are_created_as_asked_and_pass_the_check(connection: Connection) -> None:
    ensure_topics(connection, TOPICS, partitions=2, replication_factor=1)
    check_topics(connection, TOPICS)
    facts = {fact.name.removeprefix(connection.prefix): fact for fact in list_topics(connection, TOPICS)}
    assert {name: fact.partitions for name, fact in facts.items()} == {
        "ingest": 2,
        "outputs": 2,
        "results": 2,
        "finished": 2,
        "pages": 3,
        "slices": 6,
        "regions": 2,
    }
    assert facts["ingest"].title == "PDFs come in"
    assert facts["results"].retention_ms == 86_400_000
    assert facts["finished"].cleanup_policy == "compact,delete"


def test_topics_that_exist_are_left_as_they_are(connection: Connection) -> None:
    create(connection, "pages", 5)
    ensure_topics(connection, TOPICS, partitions=2, replication_factor=1)
    assert list_topics(connection, [Topic("pages")])[0].partitions == 5


def test_two_programs_may_create_the_same_topics_at_once(connection: Connection) -> None:
    failures: list[ClusterError] = []
    together = threading.Barrier(4)

    def create_all() -> None:
        together.wait()
        try:
            ensure_topics(connection, TOPICS, partitions=2, replication_factor=1)
            check_topics(connection, TOPICS)
        except ClusterError as error:
            failures.append(error)

    threads = [threading.Thread(target=create_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_sixteen_topics_are_ready_within_a_few_seconds(connection: Connection) -> None:
    topics = [Topic(f"topic-{number}") for number in range(16)]
    started = time.monotonic()
    ensure_topics(connection, topics, partitions=4, replication_factor=1)
    assert time.monotonic() - started < 5
    assert sum(fact.partitions for fact in list_topics(connection, topics)) == 64


def test_a_missing_topic_is_named_with_the_command_that_creates_it(connection: Connection) -> None:
    ensure_topics(connection, SHARED[:3], partitions=2, replication_factor=1)
    with pytest.raises(
        TopicsError, match=rf"no topic {connection.prefix}finished: run `octavo topics create`"
    ):
        check_topics(connection, SHARED)
    assert list_topics(connection, SHARED)[3].partitions == 0


def test_unequal_partition_counts_are_refused_with_both_counts(connection: Connection) -> None:
    create(connection, "outputs", 7)
    ensure_topics(connection, SHARED, partitions=2, replication_factor=1)
    with pytest.raises(TopicsError, match=r"ingest has 2, \S+outputs has 7"):
        check_topics(connection, SHARED)


def test_a_topic_with_its_own_count_need_not_match_the_others(connection: Connection) -> None:
    create(connection, "pages", 9)
    ensure_topics(connection, TOPICS, partitions=2, replication_factor=1)
    check_topics(connection, TOPICS)


def test_a_marker_topic_that_forgets_is_refused(connection: Connection) -> None:
    create(connection, "finished", 2, cleanup_policy="delete")
    ensure_topics(connection, SHARED, partitions=2, replication_factor=1)
    with pytest.raises(TopicsError, match=r"finished has cleanup.policy=delete but needs compact,delete"):
        check_topics(connection, SHARED)


def test_the_order_of_cleanup_policies_does_not_matter(connection: Connection) -> None:
    create(connection, "finished", 2, cleanup_policy="delete,compact")
    ensure_topics(connection, SHARED, partitions=2, replication_factor=1)
    check_topics(connection, SHARED)


def test_more_replicas_than_brokers_is_one_clear_sentence(connection: Connection) -> None:
    with pytest.raises(TopicsError, match=r"could not be created \(.*\): change partitions or repl"):
        ensure_topics(connection, SHARED, partitions=2, replication_factor=99)


def test_lag_counts_what_a_group_has_not_committed(connection: Connection) -> None:
    ensure_topics(connection, [Topic("pages"), Topic("other")], partitions=2, replication_factor=1)
    pages = connection.name("pages")
    producer = Producer(connection.producer())
    for number in range(10):
        producer.produce(pages, b"page %d" % number, partition=1)
    assert producer.flush(30) == 0
    consumer = Consumer(connection.consumer("layout"))
    try:
        consumer.commit(offsets=[TopicPartition(pages, 1, 4)], asynchronous=False)
        found = lag(connection, ["layout", "nobody"])
    finally:
        consumer.close()
    assert [(one.group, one.topic, one.partition, one.committed, one.end, one.lag) for one in found] == [
        (connection.name("layout"), pages, 1, 4, 10, 6)
    ]
    assert list_topics(connection, [Topic("pages")])[0].records == 10


def test_lag_of_a_cluster_without_topics_is_empty(connection: Connection) -> None:
    assert lag(connection, ["layout"]) == []
