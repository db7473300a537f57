"""Dead letters: events nobody could process, as the `dead-letters` topic holds them.

A letter is settled by a marker in its own partition that names it: it was dropped, or replayed. The bytes go
when the topic's retention takes them, the marker after them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from confluent_kafka import Consumer, KafkaException, Message, Producer, TopicPartition

from octavo.errors import NoKafka, UsageError
from octavo.reader import EventReader, answering
from schemas.codes import ADVICE, ErrorCode
from schemas.records import REQUEST, RUN
from streams.codec import Headers
from streams.connection import Connection

TOPIC = "dead-letters"
WHY = "dead-letter-"
SETTLES, HOW = "settles-letter", "settled-how"
_FETCH_S = 15.0


@dataclass(frozen=True)
class Letter:
    """One letter. `headers` are those of the original, without what says why; header values that are not
    UTF-8 were replaced when the letter was written, keys and values are exact. `settled` says what became of
    it, empty where nothing did."""

    partition: int
    offset: int
    at_ms: int
    key: bytes | None
    value: bytes
    headers: tuple[tuple[str, bytes | None], ...]
    why: Mapping[str, str]
    settled: str = ""

    @property
    def id(self) -> str:
        return f"{self.partition}-{self.offset}"

    @cached_property
    def said(self) -> dict[str, str]:
        """The original's headers as text."""
        return {name: (content or b"").decode(errors="replace") for name, content in self.headers}

    @property
    def request_id(self) -> str:
        return self.said.get(REQUEST, "")

    @property
    def run_id(self) -> str:
        return self.said.get(RUN, "") or "1"

    @property
    def cause(self) -> str:
        return self.why.get("cause", "")

    @property
    def stage(self) -> str:
        return self.why.get("stage", "")

    @property
    def attempts(self) -> int:
        return int(self.why.get("attempts", "1"))

    @property
    def topic(self) -> str:
        """Where it came from, without prefix."""
        return self.why.get("topic", "")

    @property
    def truncated(self) -> bool:
        """True where the value was too large to be copied."""
        return "truncated" in self.why

    @property
    def redoes_request(self) -> bool:
        """Whether a replay redoes what failed in its request; else the event itself is published again."""
        return bool(self.request_id) and self.cause != ErrorCode.UNDECODABLE

    @property
    def advice(self) -> str:
        known = ADVICE.get(ErrorCode(self.cause)) if self.cause in tuple(ErrorCode) else None
        if self.settled:
            return f"Nothing: it was {self.settled}."
        does = (
            "redoes what failed in its request" if self.redoes_request else f"sends it to {self.topic} again"
        )
        return f"{known or ''} 'octavo dead-letters replay {self.id}' {does}, 'drop' hides it.".strip()


class DeadLetters:
    """Reads and settles letters. Raises NoKafka and SystemFailed as octavo.reader does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self) -> list[Letter]:
        """All that the topic holds, settled ones included, oldest first in each partition."""
        letters: dict[str, Letter] = {}
        settled: dict[str, str] = {}
        reader = EventReader(self._connection, [TOPIC])
        try:
            while not reader.at_end:
                for message in reader.messages(0.5):
                    headers = _headers(message)
                    named = dict(headers)
                    if SETTLES in named:
                        how = (named.get(HOW) or b"").decode(errors="replace")
                        settled[(named[SETTLES] or b"").decode(errors="replace")] = how
                    else:
                        letter = _letter(message, headers)
                        letters[letter.id] = letter
        finally:
            reader.close()
        return [
            replace(letter, settled=settled.get(key, "")) for key, letter in sorted(letters.items(), key=_at)
        ]

    def open(self) -> list[Letter]:
        """Those that are not settled."""
        return [letter for letter in self.read() if not letter.settled]

    def get(self, letter_id: str) -> Letter:
        """Raises UsageError where there is none of this id."""
        for letter in self.read():
            if letter.id == letter_id:
                return letter
        raise UsageError(f"There is no dead letter {letter_id!r}; 'octavo dead-letters list' shows them.")

    def get_open(self, letter_id: str) -> Letter:
        """The same, but raises UsageError for one that is settled, too."""
        letter = self.get(letter_id)
        if letter.settled:
            raise UsageError(f"The dead letter {letter.id} is settled: it was {letter.settled}.")
        return letter

    def settle(self, letters: Iterable[Letter], how: str) -> None:
        """Marks letters as done with; returns when Kafka has the markers."""
        publish(self._connection, [(TOPIC, _marker(letter, how)) for letter in letters])

    def original(self, letter: Letter) -> bytes:
        """The value exactly as it was published. One too large to be copied is fetched from its own topic;
        raises UsageError where that does not have it any more."""
        if not letter.truncated:
            return letter.value
        place = (self._connection.name(letter.topic), int(letter.why["partition"]), int(letter.why["offset"]))
        with answering(self._connection):
            consumer = Consumer(self._connection.consumer("octavo-dead-letters"))
            try:
                if (
                    place[2]
                    >= consumer.get_watermark_offsets(TopicPartition(*place[:2]), timeout=_FETCH_S)[0]
                ):
                    consumer.assign([TopicPartition(*place)])
                    for message in consumer.consume(1, _FETCH_S):
                        if message.error():
                            raise KafkaException(message.error())
                        if message.offset() == place[2]:
                            return _bytes(message.value()) or b""
            finally:
                consumer.close()
        raise UsageError(
            f"The bytes of {letter.id} were too large to keep, and {letter.topic} does not have them "
            "any more; submit the document again."
        )


@dataclass(frozen=True, slots=True)
class Raw:
    """A record to publish as it is. Without a partition the key decides."""

    key: bytes | None
    value: bytes
    headers: Headers
    partition: int = -1


def publish(connection: Connection, records: Iterable[tuple[str, Raw]]) -> None:
    """Publishes (topic, record) pairs and waits until Kafka has them. Raises NoKafka."""
    with answering(connection):
        producer = Producer(connection.producer(delivery_timeout_ms=30_000))
        for topic, raw in records:
            producer.produce(
                connection.name(topic),
                value=raw.value,
                key=raw.key,
                headers=raw.headers,
                partition=raw.partition,
            )
            producer.poll(0)
        if producer.flush(40.0):
            raise NoKafka(f"Kafka at {connection.bootstrap_servers} did not take all of it; try again.")


def _marker(letter: Letter, how: str) -> Raw:
    return Raw(letter.key, b"", [(SETTLES, letter.id), (HOW, how)], letter.partition)


def _letter(message: Message, headers: list[tuple[str, bytes | None]]) -> Letter:
    why = {name.removeprefix(WHY): content for name, content in headers if name.startswith(WHY)}
    key = why.pop("key") if "key" in why else _bytes(message.key())
    return Letter(
        partition=message.partition() or 0,
        offset=message.offset() or 0,
        at_ms=max(0, message.timestamp()[1]),
        key=key,
        value=_bytes(message.value()) or b"",
        headers=tuple((name, content) for name, content in headers if not name.startswith(WHY)),
        why={name: (content or b"").decode(errors="replace") for name, content in why.items()},
    )


def _headers(message: Message) -> list[tuple[str, bytes | None]]:
    found = message.headers() or []
    pairs = found.items() if isinstance(found, dict) else found
    return [(name, _bytes(content)) for name, content in pairs]


def _bytes(content: str | bytes | None) -> bytes | None:
    return content.encode() if isinstance(content, str) else content


def _at(pair: tuple[str, Letter]) -> tuple[int, int]:
    return pair[1].partition, pair[1].offset
