"""`octavo topics`: the topics of the dataflow on the Kafka in use."""

from datetime import timedelta

from octavo.config import Settings
from octavo.endpoint import connected, connection_of
from octavo.reader import answering
from octavo.report import plain_table, print_table
from octavo.system import prepare_topics


def create(settings: Settings) -> int:
    """Creates what is missing, then lists all."""
    settings = connected(settings)
    prepare_topics(settings)
    return listing(settings)


def listing(settings: Settings) -> int:
    """Every topic of the dataflow, those that are missing with no partitions."""
    from octavo.topology import TOPOLOGY
    from streams.topics import list_topics

    connection = connection_of(connected(settings))
    with answering(connection):
        found = list_topics(connection, TOPOLOGY.topics)
    table = plain_table("topic", ">partitions", ">records", "kept", "what for")
    for topic in found:
        kept = "for ever" if topic.retention_ms < 0 else str(timedelta(milliseconds=topic.retention_ms))
        partitions = str(topic.partitions or "missing")
        table.add_row(
            topic.name, partitions, str(topic.records), kept if topic.partitions else "", topic.title
        )
    print_table(table)
    return 0
