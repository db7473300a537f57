"""What a consumer is told of its group, in either protocol."""

from streams.membership import Membership


def test_a_classic_member_is_static_and_holds_its_own_timeouts() -> None:
    told = Membership(6000).settings("ocr-0")
    assert told["group_instance_id"] == "ocr-0"
    assert (told["session_timeout_ms"], told["heartbeat_interval_ms"]) == (6000, 300)
    assert told["max_poll_interval_ms"] == 60_000


def test_a_member_under_kip_848_is_given_nothing_that_the_group_holds() -> None:
    told = Membership(6000, protocol="consumer").settings("ocr-0")
    refused = {
        "group_instance_id",
        "session_timeout_ms",
        "heartbeat_interval_ms",
        "partition_assignment_strategy",
    }
    assert not refused & set(told)
    assert told["group_protocol"] == "consumer"


def test_polling_may_pause_for_as_long_as_the_session_lasts_at_least() -> None:
    assert Membership(9000, 2000).settings("ocr-0")["max_poll_interval_ms"] == 9000
