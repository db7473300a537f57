"""Octavo from asyncio: the same client, its waits in threads."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Self

from octavo.client import Client
from octavo.config import Settings
from octavo.document import Document
from octavo.errors import NotDone
from octavo.following import followed_in_threads
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
        opened = partial(self._client.watch, request_id, follow=follow)
        async with aclosing(followed_in_threads(opened, timeout_s)) as documents:
            async for document in documents:
                yield document

    async def pages(
        self, request_id: str | None = None, *, follow: bool = False, timeout_s: float | None = None
    ) -> AsyncIterator[Page]:
        """As `Client.pages`."""
        opened = partial(self._client.watch_pages, request_id, follow=follow)
        async with aclosing(followed_in_threads(opened, timeout_s)) as pages:
            async for page in pages:
                yield page

    async def convert(
        self, pdf: str | Path | bytes, *, timeout_s: float | None = None, name: str | None = None
    ) -> Document:
        """As `Client.convert`; many may run at once, and share batches."""
        since = await asyncio.to_thread(self._client.now)
        request_id = await self.submit(pdf, name=name)
        opened = partial(self._client.watch, request_id, follow=True, since=since)
        async with aclosing(followed_in_threads(opened, timeout_s)) as documents:
            async for document in documents:
                return document
        raise NotDone(f"{request_id} was not done within {timeout_s:g} s; read its result later.")

    async def close(self) -> None:
        """As `Client.close`."""
        await asyncio.shield(asyncio.to_thread(self._client.close))
