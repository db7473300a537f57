"""Octavo from asyncio: the same client, its waits in threads."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Self

from octavo.client import Client
from octavo.config import Settings
from octavo.document import Document
from octavo.errors import NotDone
from octavo.page import Page


class AsyncClient:
    """`Client` for asyncio. Cancelling a call ends it within a fraction of a second; what was submitted
    goes on."""

    def __init__(
        self,
        bootstrap_servers: str | None = None,
        *,
        blob_url: str | None = None,
        settings: Settings | None = None,
    ) -> None:
        self._client = Client(bootstrap_servers, blob_url=blob_url, settings=settings)

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._client.__enter__)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def submit(
        self,
        pdf: str | Path | bytes,
        *,
        tenant: str = "default",
        priority: str = "normal",
        deadline_s: float | None = None,
        name: str | None = None,
        request_id: str | None = None,
    ) -> str:
        """As `Client.submit`."""
        return await asyncio.to_thread(
            self._client.submit,
            pdf,
            tenant=tenant,
            priority=priority,
            deadline_s=deadline_s,
            name=name,
            request_id=request_id,
        )

    async def results(
        self, request_id: str | None = None, *, follow: bool = False, timeout_s: float | None = None
    ) -> AsyncIterator[Document]:
        """As `Client.results`."""
        deadline_s = None if timeout_s is None else time.monotonic() + timeout_s
        watch = await asyncio.to_thread(self._client.watch, request_id, follow=follow)
        try:
            while not watch.done and (deadline_s is None or time.monotonic() < deadline_s):
                for document in await asyncio.to_thread(watch.step):
                    yield document
        finally:
            await asyncio.shield(asyncio.to_thread(watch.close))

    async def pages(
        self, request_id: str | None = None, *, follow: bool = False, timeout_s: float | None = None
    ) -> AsyncIterator[Page]:
        """As `Client.pages`."""
        deadline_s = None if timeout_s is None else time.monotonic() + timeout_s
        watch = await asyncio.to_thread(self._client.watch_pages, request_id, follow=follow)
        try:
            while not watch.done and (deadline_s is None or time.monotonic() < deadline_s):
                for page in await asyncio.to_thread(lambda: list(watch.step())):
                    yield page
        finally:
            await asyncio.shield(asyncio.to_thread(watch.close))

    async def convert(
        self, pdf: str | Path | bytes, *, timeout_s: float | None = None, name: str | None = None
    ) -> Document:
        """As `Client.convert`; many may run at once, and share batches."""
        since = await asyncio.to_thread(self._client.now)
        request_id = await self.submit(pdf, name=name)
        deadline_s = None if timeout_s is None else time.monotonic() + timeout_s
        watch = await asyncio.to_thread(self._client.watch, request_id, follow=True, since=since)
        try:
            while deadline_s is None or time.monotonic() < deadline_s:
                for document in await asyncio.to_thread(watch.step):
                    return document
        finally:
            await asyncio.shield(asyncio.to_thread(watch.close))
        raise NotDone(f"{request_id} was not done within {timeout_s:g} s; read its result later.")

    async def close(self) -> None:
        """As `Client.close`."""
        await asyncio.shield(asyncio.to_thread(self._client.close))
