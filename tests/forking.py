"""Many runs of the command line, each in a process of its own, without paying for its imports each time.

A server process does some runs once, so that everything is imported, and forks for each that follows:
a crash, a hang or a leak is that run's alone, and time and memory are measured for it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code, or minus the signal that killed it, and what it printed."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


class Server:
    """Runs command lines one after the other."""

    def __init__(self, scratch: Path, warm_up: list[list[str]], **env: str) -> None:
        """Start the server; `scratch` is an empty folder of its own, `warm_up` its first runs."""
        self._scratch = scratch
        self._process = subprocess.Popen(
            [sys.executable, __file__, json.dumps(warm_up)],
            cwd=scratch,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **env},
        )

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def run(
        self,
        words: list[str],
        folder: Path,
        *,
        stdin: Path | None = None,
        seconds: float = 30,
        fault: dict[str, Any] | None = None,
        kill: tuple[int, float] | None = None,
    ) -> Ended:
        """Run `engagemodel` with these words in a folder, killed when it takes too long.

        `fault` is what `faults.injected.arm` takes: a call of the system that fails. `kill` is a
        signal that it is sent, after so many seconds.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        out, err = self._scratch / "stdout", self._scratch / "stderr"
        request = {
            "words": words,
            "folder": str(folder),
            "stdin": str(stdin or os.devnull),
            "out": str(out),
            "err": str(err),
            "seconds": seconds,
            "fault": fault,
            "kill": kill,
        }
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        printed = (path.read_bytes().decode("utf-8") for path in (out, err))
        return Ended(answer["code"], *printed, answer["seconds"], answer["megabytes"])


def serve() -> None:
    from engagemodel.cli import run

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for words in json.loads(sys.argv[1]):
        run(words)
    for line in sys.stdin:
        request = json.loads(line)
        started, starting = os.pipe()
        child = os.fork()
        if child == 0:
            _run(request, starting)
        os.close(starting)
        os.read(started, 1)  # a signal is for the program, not for what comes before it
        os.close(started)
        if request["kill"]:
            number, moment = request["kill"]
            time.sleep(moment)
            os.kill(child, number)
        print(json.dumps(_wait(child, request["seconds"])), file=answers, flush=True)


def _run(request: dict[str, Any], starting: int) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # even if we are in the background
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    os.chdir(request["folder"])
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    os.dup2(os.open(request["stdin"], os.O_RDONLY), 0)
    os.dup2(os.open(request["out"], flags), 1)
    os.dup2(os.open(request["err"], flags), 2)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    from engagemodel import ending
    from engagemodel.cli import main

    code = 70
    try:
        ending.at_once()  # as the program's own first step
        os.write(starting, b".")
        os.close(starting)
        if request["fault"]:
            from faults.injected import arm

            arm(**request["fault"])
        main(request["words"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 70
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _wait(child: int, seconds: float) -> dict[str, Any]:
    begun = time.monotonic()
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    _, status, usage = os.wait4(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": time.monotonic() - begun,
        "megabytes": usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024),
    }


if __name__ == "__main__":
    serve()
