"""A page in, the answers to whoever on this machine asks for it out, and word of each new one.

Everything is answered from memory, there is no file system behind a path. A connection is good for one
answer, has to say what it wants within seconds, and there are never more than some.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType

from engagemodel.errors import ArgumentError, Problem
from engagemodel.preview.requests import LARGEST, Refused, Request, hosts, read

HERE = "127.0.0.1"
MOST = 64  # connections at a time
ASKING, ANSWERING, LINGERING = 5.0, 20.0, 0.5  # seconds
BEAT = 15.0  # seconds after which a stream repeats itself
_END = b"\r\n"
_STEPS = 10  # of the loop: more than asyncio takes to greet who was accepted, or to close a socket
_FIELDS = {
    "Cache-Control": "no-store",
    "Connection": "close",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_NOTHING = "default-src 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be seen: a document, the `policy` of what a browser may do with it, and its `news`.

    The news are what pages that are open already are told, on one line.
    """

    document: bytes
    policy: str
    news: str


class Server:
    """A preview on a port of this machine, 0 for a free one; to be used as a context.

    Whoever is to see it needs the whole `url`, in which nobody can guess a part: others who work on the
    same machine reach the port, too.

    Raises:
        ArgumentError: the port is taken, or not for everybody.
    """

    def __init__(self, port: int, shown: Shown) -> None:
        try:
            self._socket = socket.create_server((HERE, port))
        except OSError as error:
            # What Python says besides is the address once more.
            reason = (os.strerror(error.errno) if error.errno else str(error)).lower()
            hint = "--port 0 takes one that is free"
            message = f"cannot listen on port {port}: {reason}"
            raise ArgumentError(Problem(message, hint=hint)) from None
        self.port: int = self._socket.getsockname()[1]
        self._root = f"/{secrets.token_urlsafe(18)}/"
        self._hosts = hosts(self.port)
        self._shown = shown
        self._open = 0
        self._bells: set[asyncio.Event] = set()
        self._loop = asyncio.new_event_loop()
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="preview", daemon=True)

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{HERE}:{self.port}{self._root}"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._thread.is_alive():
            with suppress(RuntimeError):  # the loop may have ended meanwhile
                self._loop.call_soon_threadsafe(self._end.set)
            self._thread.join()
        self._socket.close()
        self._loop.close()

    def show(self, shown: Shown) -> None:
        """Show something else from now on, on pages that are open, too."""
        self._loop.call_soon_threadsafe(self._take, shown)

    def _take(self, shown: Shown) -> None:
        self._shown = shown
        for bell in self._bells:
            bell.set()

    def _run(self) -> None:
        # A client that goes away in the middle of something is nothing to tell the user about.
        self._loop.set_exception_handler(lambda loop, context: None)
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        """Answer until the end is wished for, and leave no connection then."""
        server = await asyncio.start_server(self._greet, sock=self._socket, limit=LARGEST)
        await self._end.wait()
        with suppress(NotImplementedError):  # on Windows, whose loop accepts by itself
            self._loop.remove_reader(self._socket)
        await _settle()  # who was accepted a moment ago is greeted; a closed server drops them open
        server.close()
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in others:
                task.cancel()
            await asyncio.wait(others)
        await _settle()  # the sockets are closed, also of those whose task ended by itself just now

    def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Begin to answer a connection, which is closed even if that is ended before its first step."""
        task = asyncio.ensure_future(self._meet(reader, writer))
        task.add_done_callback(lambda _: writer.transport.abort())

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection, whatever it does."""
        if self._open >= MOST:
            return
        self._open += 1
        writer.transport.set_write_buffer_limits(0)  # waiting for one means that all was taken
        try:
            await self._talk(reader, writer)
        except (OSError, TimeoutError, EOFError):
            pass
        finally:
            self._open -= 1

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = read(await _head(reader), self._hosts)
            if secrets.compare_digest(request.path, f"{self._root}events"):
                await self._stream(request, reader, writer)
                return
            if not secrets.compare_digest(request.path, self._root):
                raise Refused(HTTPStatus.NOT_FOUND)
        except Refused as refused:
            await _refuse(refused.status, writer)
            # What was sent and not read would make the system take the answer back.
            await _until_gone(reader, LINGERING)
            return
        shown = self._shown
        head = _answer(HTTPStatus.OK, "text/html; charset=utf-8", shown.policy, len(shown.document))
        await _send(writer, head + (shown.document if request.body else b""))
        writer.write_eof()
        await _until_gone(reader, LINGERING)

    async def _stream(
        self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Send the news, and after each change those of then, until the reader has gone away.

        Whoever reads slowly misses what was in between, and nothing waits for them in memory. The same
        news once more, every now and then, tell whether there still is a reader.
        """
        bell = asyncio.Event()
        self._bells.add(bell)
        gone = asyncio.ensure_future(_until_gone(reader, None))
        gone.add_done_callback(lambda _: bell.set())
        try:
            head = _answer(HTTPStatus.OK, "text/event-stream", _NOTHING, None)
            await _send(writer, head + (b"retry: 1000\n\n" if request.body else b""))
            while request.body and not gone.done():
                bell.clear()
                await _send(writer, f"data: {self._shown.news}\n\n".encode())
                with suppress(TimeoutError):
                    async with asyncio.timeout(BEAT):
                        await bell.wait()
        finally:
            self._bells.discard(bell)
            gone.cancel()


async def _settle() -> None:
    for _ in range(_STEPS):
        await asyncio.sleep(0)


async def _head(reader: asyncio.StreamReader) -> bytes:
    """Return the head of a request, its empty line included.

    Raises:
        EOFError: nobody asks for anything.
        Refused: it is too long, or takes too long.
    """
    try:
        async with asyncio.timeout(ASKING):
            return await reader.readuntil(_END + _END)
    except asyncio.LimitOverrunError:
        raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) from None
    except TimeoutError:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT) from None


async def _refuse(status: HTTPStatus, writer: asyncio.StreamWriter) -> None:
    told = f"{status} {status.phrase}\n".encode()
    head = _answer(status, "text/plain; charset=utf-8", _NOTHING, len(told))
    await _send(writer, head + told)
    writer.write_eof()


async def _send(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    async with asyncio.timeout(ANSWERING):
        await writer.drain()


async def _until_gone(reader: asyncio.StreamReader, seconds: float | None) -> None:
    """Wait until the other side has nothing more to send, and forget what it sends."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while await reader.read(LARGEST):
                pass


def _answer(status: HTTPStatus, kind: str, policy: str, length: int | None) -> bytes:
    fields = {**_FIELDS, "Content-Type": kind, "Content-Security-Policy": policy}
    if length is not None:
        fields["Content-Length"] = str(length)
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        fields["Allow"] = "GET, HEAD"
    lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
