"""The status page: a faust-streaming app over `progress` and `results`.

It may lag, and be rebuilt from its topics, so it can afford what the pipeline cannot: Faust's consumer
reads uncommitted records, so a row may for a moment show pages of a transaction that was aborted. What a
user relies on, results, is read from `results` by clients that read committed records only.

Requests are spread over the workers of a Faust app by partition and each answers for its own, so run one.
"""

import asyncio
import logging
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import faust
import faust.types.auth
from faust.web import Request, Response, View

from octavo.config import MIB, Settings
from octavo.errors import SystemFailed
from octavo.reader import answering
from octavo.status_offsets import OrderedApp
from octavo.status_page import page
from octavo.status_rows import StatusRow, merged, newest_first, overflow
from octavo.topology import TOPOLOGY
from schemas.records import SCHEMA, Record
from streams.admin import Cluster
from streams.codec import Undecodable, decode
from streams.connection import Connection
from streams.reach import Reach

log = logging.getLogger(__name__)

TOPICS = ("progress", "results")
GROUP = "octavo-status"
CHANGELOG = f"{GROUP}-requests-changelog"
"""The topic that Faust keeps the table in."""
KEPT_REQUESTS, SURPLUS = 2_000, 200
"""So many are shown at least; the oldest that have ended are forgotten once there are more by the surplus, as
finding them takes a look at all."""
_CHANGELOG_CONFIG = {"segment.bytes": str(MIB), "min.cleanable.dirty.ratio": "0.1"}
"""Kafka compacts closed segments only; with its own of 1 GiB, the changelog grew for weeks before that. It
holds little, so that to compact it for a tenth costs nothing."""
_PORT = 6066
_MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")


class StatusApp:
    """The Faust app and its table of requests. Made inside the event loop that it runs in."""

    def __init__(self, settings: Settings, connection: Connection, partitions: int) -> None:
        self.app: Any = OrderedApp(connection.name(GROUP), **_options(settings, connection))
        # A row is written with one event and deleted with another one, often of another partition: only by
        # its own key do both go to one partition of the changelog. Else no deletion deleted anything there.
        self.rows: Any = self.app.Table(
            "requests",
            partitions=partitions,
            use_partitioner=True,
            extra_topic_configs=_CHANGELOG_CONFIG,
        )
        topics = [connection.name(topic) for topic in TOPICS]
        channel = self.app.topic(*topics, value_serializer="raw", key_serializer="raw", allow_empty=True)
        self.app.agent(channel, name="requests")(self.follow)
        self._add_pages()

    async def follow(self, stream: Any) -> None:
        """Keeps the table up to date, event by event."""
        async for event in stream.events():
            row = self._merge(event)
            if row is not None and row != self.rows.get(row["request_id"]):
                self.rows[row["request_id"]] = row
            if len(self.rows) > KEPT_REQUESTS + SURPLUS:
                self._forget()

    def _forget(self) -> None:
        for request_id in overflow(self._held(), KEPT_REQUESTS):
            self.rows.pop(request_id, None)

    def _add_pages(self) -> None:
        async def whole(view: View, _: Request) -> Response:
            return view.html(page(newest_first(self._held())))

        async def every(view: View, _: Request) -> Response:
            return view.json(newest_first(self._held()))

        async def one(view: View, _: Request, request_id: str) -> Response:
            row = self._held().get(request_id)
            return view.json(row) if row else view.json({"error": "no such request"}, status=404)

        for path, view in (("/", whole), ("/requests", every), ("/requests/{request_id}", one)):
            self.app.page(path, name=view.__name__)(view)

    def _merge(self, event: Any) -> StatusRow | None:
        message = event.message
        headers = {name: (content or b"").decode(errors="replace") for name, content in message.headers or ()}
        record = Record(message.topic, message.partition, message.offset, None, event.value, headers)
        try:
            known = decode(record)
        except Undecodable as error:
            log.warning("skipped an event of %s with schema %s: %s", record.topic, headers.get(SCHEMA), error)
            return None
        return merged(self.rows.get(known.request_id), known)

    def _held(self) -> dict[str, StatusRow]:
        return dict(self.rows)


def _options(settings: Settings, connection: Connection) -> dict[str, Any]:
    """Settings of the app: its own pages only, a table in memory that its changelog brings back."""
    url = urlsplit(settings.status_url)
    brokers = ";".join(f"kafka://{address.strip()}" for address in connection.bootstrap_servers.split(","))
    return {
        "broker": brokers,
        "broker_credentials": credentials(connection.options),
        "store": "memory://",
        "datadir": str(settings.data_dir / "status"),
        "consumer_auto_offset_reset": "earliest",
        "topic_replication_factor": settings.replication_factor,
        "topic_disable_leader": True,
        "web_host": url.hostname or "127.0.0.1",
        "web_bind": url.hostname or "127.0.0.1",
        "web_port": url.port or _PORT,
        "web_cors_options": None,
        "web_stats_enabled": False,
        "web_tables_enabled": False,
        "web_graph_enabled": False,
        "web_router_enabled": False,
        "web_metrics_enabled": False,
        "loghandlers": [],
    }


def credentials(options: Mapping[str, str]) -> faust.types.auth.CredentialsT | None:
    """What of librdkafka's options Faust's own Kafka client understands: TLS, and SASL PLAIN or SCRAM.

    Raises SystemFailed for others, rather than connecting in some other way than was asked for.
    """
    protocol = options.get("security.protocol", "plaintext").upper()
    context = _tls(options) if protocol in ("SSL", "SASL_SSL") else None
    if protocol == "SSL":
        return faust.SSLCredentials(context)
    if not protocol.startswith("SASL"):
        return None
    mechanism = options.get("sasl.mechanism") or options.get("sasl.mechanisms", "PLAIN")
    if mechanism not in _MECHANISMS:
        raise SystemFailed(f"The status page cannot use SASL {mechanism}; it knows {', '.join(_MECHANISMS)}.")
    return faust.SASLCredentials(
        username=options.get("sasl.username"),
        password=options.get("sasl.password"),
        ssl_context=context,
        mechanism=mechanism,
    )


def _tls(options: Mapping[str, str]) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=options.get("ssl.ca.location"))
    certificate = options.get("ssl.certificate.location")
    if certificate:
        key, password = options.get("ssl.key.location"), options.get("ssl.key.password")
        context.load_cert_chain(certificate, key, password)
    return context


def run_status(settings: Settings, connect: Callable[[], Connection]) -> int:
    """Serves the page until SIGTERM or SIGINT; 0. Waits for Kafka. Raises NoKafka and SystemFailed."""
    _check_port(settings.status_url)
    connection = connect()
    wanted = [topic for topic in TOPOLOGY.topics if topic.name in TOPICS]
    Reach(connection).await_topics(wanted, threading.Event())
    with answering(connection):
        counts = Cluster(connection).partition_counts()
    partitions = {counts.get(connection.name(topic), 0) for topic in TOPICS}
    if len(partitions) != 1 or 0 in partitions:
        raise SystemFailed(f"The topics {' and '.join(TOPICS)} are missing or differ: octavo topics create.")
    settings.data_dir.mkdir(parents=True, exist_ok=True)  # Faust makes only the last folder of its own
    asyncio.run(_serve(settings, connection, partitions.pop()))
    return 0


def _check_port(url: str) -> None:
    """Raises SystemFailed where another program listens there."""
    parts = urlsplit(url)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((parts.hostname or "127.0.0.1", parts.port or _PORT))
        except OSError as error:
            raise SystemFailed(
                f"The status page cannot listen at {url} ({error.strerror}): stop what listens there, or set "
                "another status_url (OCTAVO_STATUS_URL)."
            ) from error


async def _serve(settings: Settings, connection: Connection, partitions: int) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    status = StatusApp(settings, connection, partitions)
    status.app.finalize()
    await status.app.start()
    try:
        ended = (await status.app.wait(stopping)).stopped
    finally:
        await status.app.stop()
    if ended:
        raise SystemFailed("The status page cannot go on; its log says why.")
