"""What clean-up knows of runs that are over, against a real broker."""

from octavo.ended import EndedRuns
from streams.admin import Cluster
from streams.connection import Connection
from tests.contract.test_collector import finish


def test_a_run_is_read_once_and_known_as_long_as_its_request_has_blobs(
    connection: Connection, settings: object
) -> None:
    ended = EndedRuns(connection)
    finish(connection, "early", "gone")
    assert ended.look({"early", "gone"}) == {"early/1", "gone/1"}
    cluster = Cluster(connection)
    name = connection.name("finished")
    cluster.delete_before(cluster.end_offsets({name: cluster.partition_counts()[name]}))
    finish(connection, "late")
    assert ended.look({"early", "late"}) == {"early/1", "late/1"}
    assert ended.look({"late"}) == {"late/1"}


def test_a_run_that_ended_before_its_blobs_were_counted_is_not_forgotten(
    connection: Connection, settings: object
) -> None:
    ended = EndedRuns(connection)
    finish(connection, "quick")
    assert ended.look(set()) == {"quick/1"}
    assert ended.look({"quick"}) == {"quick/1"}
    assert ended.look(set()) == set()
