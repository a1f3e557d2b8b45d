"""How long the program takes to begin, against Python importing the libraries it stands on.

Run by hand: ``python -m tests.bench.startup [ROUNDS]``. The commands take turns, so that what else
the machine does slows all of them; CPU time (user and system) is what the processes used themselves.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
RUN = ("-c", "from engagemodel.cli import main; main()")
LAMP = "examples/lamp-retailer/as-is.yaml"
COMMANDS = {
    "python": ("-c", ""),
    "import typer": ("-c", "import typer"),
    "import yaml, networkx, typer": ("-c", "import yaml, networkx, typer"),
    "engagemodel --version": (*RUN, "--version"),
    "engagemodel --help": (*RUN, "--help"),
    "engagemodel check": (*RUN, "check", LAMP),
}
# What each is compared with.
YARDSTICKS = {
    "engagemodel --version": "import typer",
    "engagemodel --help": "import typer",
    "engagemodel check": "import yaml, networkx, typer",
}


def once(arguments: tuple[str, ...], cache: str) -> tuple[float, float]:
    """Return the seconds by the clock and of CPU that one start of Python takes.

    Raises:
        RuntimeError: it failed, and what it took says nothing.
    """
    # Whatever this Python is told, compiled modules are kept, as they are where a package is used.
    settings = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": cache}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: the check has found something
        raise RuntimeError(
            f"{sys.executable} {' '.join(arguments)} ended with {process.returncode}"
        )
    return taken, usage.ru_utime + usage.ru_stime


def measure(rounds: int) -> dict[str, tuple[float, float]]:
    """Return the median seconds by the clock and of CPU for each command."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as cache:
        for number in range(rounds + 1):
            for name, arguments in COMMANDS.items():
                run = once(arguments, cache)
                if number:  # the first round compiles
                    taken[name].append(run)
    return {
        name: (median(clock for clock, _ in runs), median(cpu for _, cpu in runs))
        for name, runs in taken.items()
    }


def table(measured: dict[str, tuple[float, float]]) -> str:
    """Return what was measured as a Markdown table."""
    rows = ["| command | ms | CPU ms | CPU against | ratio |", "|---|---:|---:|---|---:|"]
    for name, (clock, cpu) in measured.items():
        other = YARDSTICKS.get(name, "")
        ratio = f"{cpu / measured[other][1]:.2f}" if other else ""
        rows.append(f"| {name} | {clock * 1000:.0f} | {cpu * 1000:.0f} | {other} | {ratio} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 15)))  # noqa: T201
