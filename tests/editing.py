"""An editor in, what the language server answers it out: a small client that speaks over real pipes."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from program import START

SECONDS = 30


class Editor:
    """An editor with a language server of its own, which works in a folder.

    The server is started in `cwd`, in the folder itself where that is not said.
    """

    def __init__(
        self, folder: Path, encodings: tuple[str, ...] = ("utf-16",), cwd: Path | None = None
    ) -> None:
        self.folder = folder
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.versions: dict[str, int] = {}
        self.unsaid: list[bytes] = []
        self._numbers = iter(range(1, 1_000_000))
        self._answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self._shown: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, "lsp"],
            cwd=cwd or folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.capabilities = self.request(
            "initialize",
            processId=None,
            rootUri=folder.as_uri(),
            workspaceFolders=[{"uri": folder.as_uri(), "name": "models"}],
            capabilities={"general": {"positionEncodings": list(encodings)}},
        )["result"]["capabilities"]
        self.notify("initialized")

    def request(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the whole answer to a request."""
        number = next(self._numbers)
        self._answers[number] = queue.Queue()
        self._send(id=number, method=method, params=params)
        answer = self._answers[number].get(timeout=SECONDS)
        assert answer, "the server has ended"
        return answer

    def ask(self, method: str, uri: str, line: int, column: int, **params: Any) -> Any:
        """Return the result of a question about a place, from 0."""
        where = {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
        answer = self.request(f"textDocument/{method}", **where, **params)
        assert "error" not in answer, answer
        return answer["result"]

    def notify(self, method: str, **params: Any) -> None:
        """Tell the server something."""
        self._send(method=method, params=params)

    def open(self, path: Path | str, text: str | None = None) -> str:
        """Open a file (or an address) and return its address; `text` where it is not what is saved."""
        uri = path if isinstance(path, str) else path.as_uri()
        if text is None:
            assert isinstance(path, Path)
            text = path.read_bytes().decode()
        self.versions[uri] = 1
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", textDocument=document)
        return uri

    def change(self, uri: str, text: str) -> None:
        """Replace the text of a document."""
        self.versions[uri] += 1
        document = {"uri": uri, "version": self.versions[uri]}
        self.notify(
            "textDocument/didChange", textDocument=document, contentChanges=[{"text": text}]
        )

    def type(self, uri: str, line: int, column: int, text: str) -> None:
        """Insert a text at a place, from 0."""
        self.versions[uri] += 1
        at = {"line": line, "character": column}
        change = {"range": {"start": at, "end": at}, "text": text}
        document = {"uri": uri, "version": self.versions[uri]}
        self.notify("textDocument/didChange", textDocument=document, contentChanges=[change])

    def shown(self, uri: str) -> list[dict[str, Any]]:
        """Return the next diagnostics that are shown of a document."""
        while self._shown.get(timeout=SECONDS) != uri:
            pass
        return self.diagnostics[uri]

    def close(self) -> int:
        """Shut the server down and return its exit code."""
        assert self.request("shutdown")["result"] is None
        self.notify("exit")
        return self.end()

    def end(self) -> int:
        """Wait for the server's end and return its exit code; it said nothing but the protocol."""
        code = self.process.wait(SECONDS)
        self._reader.join(SECONDS)
        assert self.process.stderr is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        assert self.process.stderr.read() == b""
        assert self.unsaid == []
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()
        return code

    def _send(self, **message: Any) -> None:
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def send_bytes(self, body: bytes) -> None:
        """Send a body as it is."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            name, _, length = header.partition(b": ")
            if name != b"Content-Length":
                self.unsaid.append(header)
                continue
            while stream.readline().strip():
                pass
            self._take(json.loads(stream.read(int(length))))
        for waiting in self._answers.values():
            waiting.put({})

    def _take(self, message: dict[str, Any]) -> None:
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.diagnostics[params["uri"]] = params["diagnostics"]
            self._shown.put(params["uri"])
        elif "method" not in message and message.get("id") in self._answers:
            self._answers[message["id"]].put(message)
        else:
            self.unsaid.append(json.dumps(message).encode())
