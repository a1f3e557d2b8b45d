"""How long 1,000 models of 30 elements take in one run, by one process and by two, against a start for each.

Run by hand: ``python -m tests.bench.fleet [MODELS]``; what it finds is kept in ``fleet.md`` beside it. Every way
writes the same report, which is compared. The ways take turns, and the best round counts, because other work on
the machine only ever slows one. Memory is that of all processes together, pages that they share counted once.
"""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.company import company

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).with_suffix(".md")
RUN = ("-c", "from engagemodel.cli import main; main()", "check")
ELEMENTS, STARTS, ROUNDS = 30, 30, 3
WAYS = {"one process": ("--jobs", "1"), "two processes": ("--jobs", "2")}


@dataclass(frozen=True)
class Taken:
    """What a run took: seconds by the clock and of CPU, MB at its peak, and what it printed."""

    clock: float
    cpu: float
    peak: float
    printed: str = ""


def once(words: tuple[str, ...], folder: Path, cache: Path) -> Taken:
    """Return what one run of the program takes in a folder.

    Raises:
        RuntimeError: it failed.
    """
    # Whatever this Python is told, compiled modules are kept, as they are where a package is used.
    settings = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(cache)}
    paths = {"PYTHONPATH": str(ROOT), "CI": "true"}
    begun, peak = time.perf_counter(), 0.0
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            [sys.executable, *RUN, *words],
            cwd=folder,
            env={**os.environ, **settings, **paths},
            stdout=out,
            stderr=subprocess.DEVNULL,
        )
        while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            peak = max(peak, _megabytes(process.pid))
            time.sleep(0.02)
        clock = time.perf_counter() - begun
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        digest = hashlib.file_digest(out, "sha256").hexdigest()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"engagemodel check {' '.join(words)} ended with {process.returncode}")
    return Taken(clock, usage.ru_utime + usage.ru_stime, peak, digest)


def _megabytes(process: int) -> float:
    """Return the memory of a process and its children, each page by how many share it (Linux)."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:  # it has just ended
        return 0.0
    own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return own / 1024 + sum(_megabytes(int(child)) for child in children)


def best(runs: list[Taken]) -> Taken:
    """Return the least seconds of some runs and their highest peak."""
    (printed,) = {run.printed for run in runs}
    clock, cpu = min(run.clock for run in runs), min(run.cpu for run in runs)
    return Taken(clock, cpu, max(run.peak for run in runs), printed)


def measure(models: int, folder: Path, cache: Path) -> dict[str, Taken]:
    """Return what each way takes for all models; starts are measured for some, and scaled."""
    for number in range(models):
        (folder / f"m{number:04}.yaml").write_text(company(ELEMENTS, number), encoding="utf-8")
    some = sorted(path.name for path in folder.iterdir())[:: max(1, models // STARTS)][:STARTS]
    once((some[0],), folder, cache)  # compiles
    runs: dict[str, list[Taken]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way, words in WAYS.items():
            runs[way].append(once((".", *words), folder, cache))
    taken = {way: best(each) for way, each in runs.items()}
    if len({run.printed for run in taken.values()}) > 1:
        raise RuntimeError("the ways do not print the same")
    starts = [once((name,), folder, cache) for name in some]
    scale = models / len(starts)
    clock, cpu = sum(run.clock for run in starts), sum(run.cpu for run in starts)
    taken[f"a start for each (of {len(starts)})"] = Taken(
        clock * scale, cpu * scale, max(run.peak for run in starts)
    )
    return taken


def table(models: int, taken: dict[str, Taken]) -> str:
    """Return a Markdown table, a row a way."""
    rows = [
        "| way | seconds | models a second | against one process | CPU s | cores it got | peak MB |"
    ]
    rows.append("|---|---:|---:|---:|---:|---:|---:|")
    one = next(iter(taken.values())).clock
    for way, run in taken.items():
        rows.append(
            f"| {way} | {run.clock:.1f} | {models / run.clock:.0f} | {one / run.clock:.2f} x "
            f"| {run.cpu:.1f} | {run.cpu / run.clock:.2f} | {run.peak:.0f} |"
        )
    return "\n".join(rows)


def report(models: int) -> str:
    """Return the table with a heading that says where it comes from."""
    with tempfile.TemporaryDirectory() as made:
        folder, cache = Path(made) / "models", Path(made) / "cache"
        folder.mkdir()
        found = table(models, measure(models, folder, cache))
    python, cores = platform.python_version(), os.cpu_count()
    load = os.getloadavg()[1]
    return f"""# {models:,} models in one run

`engagemodel check` of a folder with {models:,} models of {ELEMENTS} elements, its report as text into a file: the best of
{ROUNDS} rounds with Python {python} on {cores} cores, where some {load:.0f} other processes wanted to run at the same time.
Starts of the program for one model each were measured {STARTS} times and scaled. Memory is the highest that all
processes took together. How much of the machine a way got is its CPU time by the clock: two processes are
faster than one only where more than one core is free for them. Written by `python -m tests.bench.fleet {models}`.

{found}
"""


if __name__ == "__main__":
    KEPT.write_text(report(int(sys.argv[1]) if len(sys.argv) > 1 else 1000), encoding="utf-8")
    sys.stdout.write(KEPT.read_text(encoding="utf-8"))
