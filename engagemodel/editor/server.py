"""The bytes of an editor in, the answers of the language server out; the only place that knows pygls."""

from __future__ import annotations

import asyncio
import functools
import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, BinaryIO, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.io_ import StdoutWriter, run_async
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter

from engagemodel import __version__, ending
from engagemodel.editor import answers
from engagemodel.editor.desk import Desk
from engagemodel.editor.project import Known, examine
from engagemodel.errors import ArgumentError
from engagemodel.printable import printable

QUIET = 0.01
"""Seconds without a change after which a model is read again; more where reading takes longer."""
_LONG, _LONGEST = 0.2, 2.0
_CHUNK = 1 << 16
_INVALID = -32602
_REFUSED = -32803  # RequestFailed: an error to be shown as it is
_Answer = TypeVar("_Answer")


class _Protocol(LanguageServerProtocol):
    """The protocol, whose errors are one line."""

    def _send_response(self, msg_id: Any, result: Any = None, error: Any = None) -> None:
        if error is not None:
            error.data = None
        super()._send_response(msg_id, result, error)

    def structure_message(self, data: Any) -> Any:
        """Return a message; a request that makes no sense is answered so, and goes no further."""
        try:
            return super().structure_message(data)
        except Exception:
            if "id" in data and "method" in data:
                error = lsp.ResponseError(_INVALID, "the parameters make no sense")
                self._send_response(data["id"], error=error)
            raise

    @property
    def ended(self) -> bool:
        """Whether the editor asked to shut down before it went."""
        return bool(self._shutdown)


class Server(LanguageServer):
    """A language server for models; `desk` has what the editor has open."""

    def __init__(self) -> None:
        super().__init__(
            "engagemodel",
            __version__,
            text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental,
            protocol_cls=_Protocol,
            converter_factory=default_converter,
        )
        self.desk = Desk()
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._stale: set[str] = set()
        self._took: dict[str, float] = {}

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Keep errors of the protocol to ourselves: the editor has its answer, or needs none."""

    def look_again(self, main: str) -> None:
        """Read a model again as soon as nothing changed for a moment."""
        self._stale.add(main)
        waiting = self._waiting.get(main)
        if waiting is None or waiting.done():
            self._waiting[main] = asyncio.ensure_future(self._look(main))

    def _show(self, main: str, known: Known) -> None:
        """Keep what is known of a model and show what is wrong, unless all of it was closed meanwhile."""
        project = self.desk.project
        if project.texts.keys().isdisjoint(map(known.path, known.texts)):
            return
        project.known[main] = known
        for shown in self.desk.diagnosed(known):
            self.text_document_publish_diagnostics(shown)

    def _pause(self, main: str) -> float:
        took = self._took.get(main, 0.0)
        return QUIET if took < _LONG else min(took / 2, _LONGEST)

    async def _look(self, main: str) -> None:
        while main in self._stale:
            while main in self._stale:
                self._stale.discard(main)
                await asyncio.sleep(self._pause(main))
            project = self.desk.project
            texts = dict(project.texts)
            began = time.perf_counter()
            try:
                known = await asyncio.to_thread(
                    examine, main, texts, project.known.get(main), date.today()
                )
                self._show(main, known)
            except Exception as error:  # noqa: BLE001 - a bug must not end what somebody is typing
                words = f"engagemodel itself failed ({printable(str(error))[:300]}); this is a bug"
                self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, words))
            self._took[main] = time.perf_counter() - began


def serve(fd: int, output: BinaryIO) -> int:
    """Answer an editor until it asks to exit; return 0 where it asked to shut down before, else 1.

    `fd` is where its bytes come from, `output` where ours go.
    """
    ending.at_once()  # nothing is half done ever, and a loop may swallow what is raised in it
    logging.disable(logging.CRITICAL)
    server = Server()
    _register(server)
    with suppress(SystemExit, BrokenPipeError, asyncio.IncompleteReadError):
        asyncio.run(_run(server, fd, output))
    protocol = server.protocol
    assert isinstance(protocol, _Protocol)
    return 0 if protocol.ended else 1


async def _run(server: Server, fd: int, output: BinaryIO) -> None:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()

    def feed() -> None:
        # A thread that nobody waits for, so that a signal ends the program while it reads.
        with suppress(RuntimeError, OSError):
            while data := os.read(fd, _CHUNK):
                loop.call_soon_threadsafe(reader.feed_data, data)
            loop.call_soon_threadsafe(reader.feed_eof)

    threading.Thread(target=feed, daemon=True).start()
    server.protocol.set_writer(StdoutWriter(output))
    await run_async(threading.Event(), reader, server.protocol)


def _safely(answer: Callable[..., _Answer]) -> Callable[..., _Answer | None]:
    """Return an answer that is none where something went wrong: who types goes on typing."""

    @functools.wraps(answer)
    def answered(server: Server, params: Any) -> _Answer | None:
        try:
            return answer(server, params)
        except ArgumentError as error:
            problem = error.problems[0]
            words = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
            raise JsonRpcException(words, _REFUSED) from None
        except Exception:  # noqa: BLE001 - a bug here must not disturb who types
            return None

    return answered


def _register(server: Server) -> None:
    """Tell the server what it can answer."""
    for method, notified in _NOTIFIED.items():
        server.feature(method)(functools.wraps(notified)(_safely(notified)))
    for method, (answer, options) in answers.ANSWERS.items():
        server.feature(method, options)(_on_desk(answer))


def _on_desk(answer: Callable[[Desk, Any], Any]) -> Callable[[Server, Any], Any]:
    def answered(server: Server, params: Any) -> Any:
        return answer(server.desk, params)

    return _safely(answered)


def _initialized(server: Server, _: lsp.InitializedParams) -> None:
    folders = [folder.uri for folder in server.workspace.folders.values()]
    server.desk.settle(folders or [server.workspace.root_uri or ""], server.workspace)


def _changed(server: Server, params: Any) -> None:
    main = server.desk.take(params.text_document.uri)
    if main:
        server.look_again(main)


def _opened(server: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    server.desk.project.reconsider()
    _changed(server, params)


def _saved(server: Server, _: Any) -> None:
    """Look at every model again: files that are not open may have changed with this one."""
    server.desk.project.reconsider()
    for main in list(server.desk.project.known):
        server.look_again(main)


def _closed(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    main, gone = server.desk.forget(params.text_document.uri)
    if main:
        server.look_again(main)
    for uri in gone:
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


_NOTIFIED: dict[str, Callable[[Server, Any], None]] = {
    lsp.INITIALIZED: _initialized,
    lsp.TEXT_DOCUMENT_DID_OPEN: _opened,
    lsp.TEXT_DOCUMENT_DID_CHANGE: _changed,
    lsp.TEXT_DOCUMENT_DID_SAVE: _saved,
    lsp.TEXT_DOCUMENT_DID_CLOSE: _closed,
    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: _saved,
}
