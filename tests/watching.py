"""`engagemodel watch` in a process of its own, what it says as it comes, and files saved under it."""

from __future__ import annotations

import http.client
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

START = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
START += "from engagemodel.__main__ import main; main()"
QUIET = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
TODAY = """engagemodel: 1
name: Shop
state: as-is
customer_types:
  shopper: {name: Shopper, uses: [web]}
channels:
  web: {name: Web shop, kind: web, run_by: sales, needs: [shop]}
organizations:
  sales: {name: Sales}
platforms:
  shop: {name: Shop system, kind: application, owner: sales}
"""
FUTURE = TODAY.replace("as-is", "future").replace("Shop system", "New shop system")
WAIT = 30  # seconds, on a machine with other things to do


class Watch:
    """The program at work; what it says is read as it comes."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.program = subprocess.Popen(
            [sys.executable, "-c", START, "watch", *words],
            cwd=folder,
            env=QUIET,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.said: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.program.stdout is not None
        for line in self.program.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def until(self, pattern: str) -> str:
        """Return the next line that a pattern is found in."""
        while True:
            line = self._lines.get(timeout=WAIT)
            assert line is not None, f"it ended without {pattern!r}: {self.said}"
            self.said.append(line)
            if re.search(pattern, line):
                return line

    def begun(self) -> str:
        """Return the address of the live page, empty without one, when all is told of the start."""
        self.until("Ctrl-C ends it")
        found = [line.removeprefix("Live page: ") for line in self.said if "Live page" in line]
        return found[0] if found else ""

    def rest(self) -> list[str]:
        """Return the lines that nobody waited for, when it has ended."""
        return [line for line in iter(self._lines.get_nowait, None) if line is not None]

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, and return the exit code."""
        self.program.send_signal(number)
        return self.program.wait(WAIT)

    def close(self) -> None:
        """Leave nothing of it."""
        self.program.kill()
        self.program.wait()
        self._reader.join()
        assert self.program.stdout is not None
        self.program.stdout.close()


def get(url: str) -> tuple[int, str]:
    parts = urlsplit(url)
    assert parts.hostname is not None
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=WAIT)
    try:
        connection.request("GET", parts.path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def save(path: Path, text: str) -> None:
    """Save as most editors do: another file in the place of the old one."""
    beside = path.with_suffix(".saving")
    beside.write_text(text)
    os.replace(beside, path)


def until(true: Callable[[], bool]) -> None:
    """Wait for something to be so."""
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def save_a_thousand_times(path: Path, text: Callable[[int], str]) -> None:
    """Save a text for each number in five seconds, in three ways."""
    ways = (save, lambda path, text: path.write_text(text), _anew)
    begun = time.monotonic()
    for number in range(1000):
        ways[number % 3](path, text(number))
        time.sleep(max(0.0, begun + number * 0.005 - time.monotonic()))


def _anew(path: Path, text: str) -> None:
    """Delete a file and write it anew, in two pieces."""
    path.unlink()
    with path.open("w") as file:
        file.write(text[:100])
        file.flush()
        file.write(text[100:])
