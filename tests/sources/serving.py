"""A web server for tests that does to its clients what real ones do.

A page is a function of the request that writes bytes: it can send half a body, drip, hang, or
close. Every request is kept with its time, so that a test can judge manners.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    at: float
    ended: float = 0.0


Page = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


def answer(
    body: bytes = b"", status: int = 200, *, length: int | None = None, **headers: str
) -> Page:
    """A page that is sent as it stands; `length` lies about it. `_` in names stands for `-`."""

    async def send(_: Request, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status} X"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        lines.append(f"Content-Length: {len(body) if length is None else length}")
        writer.write("\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body)
        if length is not None:
            writer.close()

    return send


def raw(data: bytes, *, close: bool = True, every: float = 0.0) -> Page:
    """Bytes as they are; `every`: seconds between two of them."""

    async def send(_: Request, writer: asyncio.StreamWriter) -> None:
        if every:
            for byte in data:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(every)
        else:
            writer.write(data)
        if close:
            writer.close()

    return send


def hang() -> Page:
    async def wait(_: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    return wait


@dataclass
class Server:
    """`pages`: path -> page; a path that is missing is 404. `base`: its URL."""

    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    base: str = ""
    most_at_once: int = 0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _open: int = 0

    @property
    def host(self) -> str:
        return self.base.removeprefix("http://")

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self.tasks.add(task)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                pairs = (line.partition(":") for line in head[1:] if line)
                headers = {name.lower(): value.strip() for name, _, value in pairs}
                request = Request(head[0].split(" ")[1], headers, time.monotonic())
                self.requests.append(request)
                self._open += 1
                self.most_at_once = max(self.most_at_once, self._open)
                try:
                    await self.pages.get(request.path, answer(b"no", 404))(request, writer)
                    await writer.drain()
                finally:
                    self._open -= 1
                    request.ended = time.monotonic()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.tasks.discard(task)
            writer.close()


@asynccontextmanager
async def served(pages: dict[str, Page] | None = None) -> AsyncIterator[Server]:
    """A server on a free loopback port."""
    server = Server(pages or {})
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0, limit=1 << 20)
    server.base = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listener.close()
        for task in list(server.tasks):
            task.cancel()
        await asyncio.gather(*server.tasks, return_exceptions=True)
