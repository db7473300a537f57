"""Whether Kafka can be worked with, in a sentence now and then: for workers, which wait until it can."""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace

from confluent_kafka import KafkaError

from streams.admin import Cluster, ClusterError
from streams.clock import now_ms
from streams.connection import Connection
from streams.surroundings import Outage
from streams.topics import Topic, TopicsError, TopicsMissing, check_topics

log = logging.getLogger(__name__)

_ASK_EVERY_S = 1.0
_ANSWER_S = 5.0


class Reach:
    """Of one process. `watched` clients report their errors here; then Kafka is asked, and where it does not
    answer that is said once, once a minute, and when it is over."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outage = Outage()
        self._noticed = threading.Event()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def watched(self) -> Connection:
        """The connection for clients whose errors are to be noticed."""
        return replace(self._connection, on_error=self._notice)

    def await_topics(
        self, topics: Iterable[Topic], stopping: threading.Event, look: Callable[[], None] = lambda: None
    ) -> bool:
        """Waits until Kafka answers and has the topics; False where it was told to stop. `look` is called
        between two questions, and may raise. Raises TopicsError for topics that waiting cannot mend."""
        wanted = tuple(topics)
        while not stopping.is_set():
            look()
            try:
                check_topics(self._connection, wanted, _ANSWER_S)
            except TopicsError as error:
                if not isinstance(error, TopicsMissing):
                    raise
                self._say(error)
            except ClusterError as error:
                self._say(error)
            else:
                self._over()
                return True
            stopping.wait(_ASK_EVERY_S)
        return False

    def start(self) -> None:
        self._thread = threading.Thread(target=self._watch, name="reach", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closed.set()
        self._noticed.set()

    def _notice(self, error: KafkaError) -> None:
        """Called in whichever thread serves a client, so it only passes on that there is something."""
        self._noticed.set()

    def _watch(self) -> None:
        while self._noticed.wait() and not self._closed.is_set():
            self._noticed.clear()
            self._ask_until_it_answers()
            self._closed.wait(_ASK_EVERY_S)

    def _ask_until_it_answers(self) -> None:
        while not self._closed.is_set():
            try:
                Cluster(self._connection).metadata(_ANSWER_S)
            except ClusterError as error:
                self._say(error)
            else:
                self._over()
                return
            self._closed.wait(_ASK_EVERY_S)

    def _say(self, error: ClusterError) -> None:
        if self._outage.lasts(now_ms()):
            log.warning("The worker waits, and goes on by itself when this is mended. %s", error)

    def _over(self) -> None:
        lasted_s = self._outage.over(now_ms())
        if lasted_s is not None:
            log.warning("Kafka is there; the worker waited for %.0f s.", lasted_s)
