"""A dask cluster on this machine, as a user runs one: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None,
    reason="dask.distributed is not installed: it comes with the extra 'cluster'",
)
_QUIET = ("--no-dashboard", "--host", "127.0.0.1")


class Cluster:
    """A scheduler and some workers of one thread each; `address` is where the scheduler listens."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder = folder
        folder.mkdir()
        self._found = folder / "scheduler.json"
        self._scheduler = self._start("dask_scheduler", "--port", "0")
        self.workers: list[subprocess.Popen[bytes]] = []
        try:
            self.address = self._address()
            self.workers = [
                self._start("dask_worker", "--nthreads", "1", "--no-nanny") for _ in range(workers)
            ]
        except BaseException:
            self.end()
            raise

    def _start(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-W", "ignore", "-m", f"distributed.cli.{program}", *words]
        with open(self._folder / "log", "ab") as log:
            return subprocess.Popen(
                [*command, *_QUIET, "--scheduler-file", str(self._found)],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _address(self) -> str:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                return str(json.loads(self._found.read_text())["address"])
            except (OSError, ValueError):
                time.sleep(0.05)
        raise TimeoutError((self._folder / "log").read_text())

    def end(self) -> None:
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()


def seconds(process: subprocess.Popen[bytes]) -> float:
    """Return the seconds of CPU that a process has taken."""
    import psutil  # dask stands on it

    return float(psutil.Process(process.pid).cpu_times().user)
