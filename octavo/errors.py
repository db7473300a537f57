"""What Octavo itself can fail with, each with the exit status it means. Messages are for the user."""


class OctavoError(Exception):
    """A foreseeable failure: the message is one sentence that says what is wrong and what to do next."""

    exit_status = 3


class UsageError(OctavoError):
    """What was asked for makes no sense: a path that is not there, an unknown stage, a bad setting."""

    exit_status = 2


class NoKafka(OctavoError):
    """No Kafka is named and none is running here, or the one that is named does not answer."""


class SystemFailed(OctavoError):
    """Broker or agents cannot be kept running; no further result will come."""


class NoRoom(OctavoError):
    """Disk, blobs or waiting work are at their limit; nothing more is taken until some of it is gone."""


class NotDone(OctavoError, TimeoutError):
    """The request has not ended in the time given. It goes on; its result can still be read later."""
