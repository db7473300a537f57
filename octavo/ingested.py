"""PDFs as they were published: what the `ingest` topic itself still holds."""

import logging
import uuid
from collections.abc import Set

from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition

from agents.submissions import document_submitted, submission_of
from octavo.reader import answering, ends
from octavo.submission import INGEST
from schemas.blobs import BlobRef, BlobStore, blob_key
from schemas.records import Submission
from streams.connection import Connection
from streams.consumer import record_of

log = logging.getLogger(__name__)


def restore(connection: Connection, blobs: BlobStore, requests: Set[str]) -> dict[str, BlobRef]:
    """Puts the PDFs of these requests back into the store, as far as `ingest` still has their bytes, under
    the run that they were published for. Reads the whole topic. Raises NoKafka, OSError."""
    found: dict[str, BlobRef] = {}
    left = dict(ends(connection, [INGEST]))
    with answering(connection):
        consumer = Consumer(connection.consumer(f"octavo-reader-{uuid.uuid4().hex}"), logger=log)
        try:
            for (topic, number), end in left.items():
                consumer.assign([TopicPartition(topic, number, OFFSET_BEGINNING)])
                while end and consumer.position([TopicPartition(topic, number)])[0].offset < end:
                    for message in consumer.consume(100, 0.5):
                        if message.error() is None:
                            record = record_of(message, connection.prefix)
                            submission = submission_of(record)
                            if submission.request_id in requests and document_submitted(record) is None:
                                found.setdefault(submission.request_id, _put(blobs, submission))
        finally:
            consumer.close()
    return found


def _put(blobs: BlobStore, submission: Submission) -> BlobRef:
    key = blob_key(submission.request_id, submission.run_id, "source.pdf")
    blobs.put(key, submission.data)
    return BlobRef(key=key, size_bytes=len(submission.data), encoding="pdf")
