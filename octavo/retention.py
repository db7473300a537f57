"""How long what is kept: the settings, as topics and decisions need them."""

from dataclasses import replace

from octavo.config import MIB, Settings
from octavo.expiry import Limits
from streams.finished import TOPIC as FINISHED
from streams.topics import RETENTION, Topic

DAY_MS = 86_400_000
_YOUNG_MS = 15 * 60_000
_LEAST_SEGMENT_BYTES = 32 * MIB


def kept_topics(settings: Settings, topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """The topics with how long and in what portions the broker keeps them. Kafka deletes whole segments, so
    that small ones bound what is kept beyond its time."""
    return tuple(replace(topic, config={**_config(settings, topic), **topic.config}) for topic in topics)


def finished_kept_ms(settings: Settings) -> float:
    """How long a run that is over is remembered: until no part of it can be in `outputs` any more, where a
    record stays for `keep_s`, a segment longer at most, and the time of its request."""
    return 1.5 * settings.keep_s * 1000 + settings.request_deadline_s * 1000 + DAY_MS


def blob_limits(settings: Settings) -> Limits:
    keep_ms = settings.keep_s * 1000
    return Limits(
        keep_ms=keep_ms,
        young_ms=min(_YOUNG_MS, keep_ms),
        pin_ms=settings.request_deadline_s * 1000,
        cap_bytes=settings.blob_cap_bytes,
    )


def _config(settings: Settings, topic: Topic) -> dict[str, str]:
    keep_ms = int(settings.keep_s * 1000)
    kept_ms = int(finished_kept_ms(settings)) + keep_ms if topic.name == FINISHED else keep_ms
    share = settings.topic_cap_bytes // (4 * topic.count(settings.partitions))
    return {
        RETENTION: str(kept_ms),
        "segment.ms": str(max(10_000, kept_ms // 4)),
        "segment.bytes": str(min(1024 * MIB, max(_LEAST_SEGMENT_BYTES, share))),
    }
