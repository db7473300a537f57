"""Results as they lie on `results`, and a client that reads them: for tests of what a user sees."""

from collections.abc import Generator

import pytest

from octavo.client import Client
from octavo.config import Settings
from schemas.document import DocumentAssembled, Envelope, Source
from schemas.work import Route
from streams.connection import Connection
from tests.kafka import publish


@pytest.fixture
def client(settings: Settings) -> Generator[Client]:
    with Client(settings=settings) as client:
        yield client


def result(request_id: str, run_id: str = "1", text: str = "") -> Envelope:
    return DocumentAssembled(
        request_id=request_id,
        run_id=run_id,
        status="complete",
        source=Source(name=f"{request_id}.pdf"),
        route=Route(name="immediate", reason="small"),
        document={"text": text},
    )


def ended(connection: Connection, *envelopes: Envelope) -> None:
    publish(connection, "results", [(envelope.request_id, envelope) for envelope in envelopes])
