"""How long each format of the page takes, how much memory, and how large it is, for 40 elements.

Run by hand: ``python -m tests.bench.formats [ROUNDS]``; what it finds is kept in ``formats.md`` beside it.
Each run is the whole program, from the two files to the page; what it takes to draw the page
without writing it is in the first row. Times are of CPU, and the formats take turns, so that what
else the machine does counts less.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from engagemodel.page import FORMATS

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).with_suffix(".md")
MODELS = ROOT / "tests" / "page" / "models"
FILES = tuple(str(MODELS / f"40-{state}.yaml") for state in ("as-is", "future"))
RENDER = "from engagemodel.cli import main; main()"
DRAWN = "(drawn only)"
DRAW = """
import sys
from engagemodel import api
api.draw(api.diff(*map(api.load, sys.argv[1:])), view="lanes", size="16:9")
"""
LIMITS = {"html": 200, "pptx": 150}  # kB; tests hold them


def once(arguments: tuple[str, ...], cache: str) -> tuple[float, float]:
    """Return the seconds of CPU and the peak in MB of one start of Python.

    Raises:
        RuntimeError: it failed; the message is what it said.
    """
    # Whatever this Python is told, compiled modules are kept, as they are where a package is used.
    settings = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": cache}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        if status:
            said.seek(0)
            raise RuntimeError(said.read().decode())
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(rounds: int, folder: Path) -> dict[str, list[tuple[float, float]]]:
    """Return the runs of each format; the page that it wrote is left in the folder."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in (DRAWN, *FORMATS)}
    for number in range(rounds + 1):
        for name, runs in taken.items():
            options = ("--view", "lanes", "--size", "16:9", "-o", str(folder / f"page.{name}"))
            render = ("-c", RENDER, "render", *FILES, *options)
            run = once(("-c", DRAW, *FILES) if name == DRAWN else render, str(folder / "cache"))
            if number:  # the first round compiles
                runs.append(run)
    return taken


def table(rounds: int) -> str:
    """Return a Markdown table of medians, a row a format."""
    rows = ["| format | CPU ms | beyond drawing | peak MB | kB | at most |"]
    rows.append("|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, runs in measure(rounds, folder).items():
            taken, most = (median(column) for column in zip(*runs, strict=True))
            if name == DRAWN:
                base = taken
                rows.append(f"| {name} | {taken * 1000:.0f} | | {most:.0f} | | |")
                continue
            size = (folder / f"page.{name}").stat().st_size / 1000
            rows.append(
                f"| {name} | {taken * 1000:.0f} | {(taken - base) * 1000:.0f} | {most:.0f} "
                f"| {size:.0f} |{f' {LIMITS[name]} ' if name in LIMITS else ' '}|"
            )
    return "\n".join(rows)


def report(rounds: int) -> str:
    """Return the table with a heading that says where it comes from."""
    python, cores = platform.python_version(), os.cpu_count()
    return f"""# Formats of the page of 40 elements

What lies between the two models of 40 elements in `tests/page/models`, as lanes at 16:9: medians of
{rounds} runs with Python {python} on {cores} cores. Written by `python -m tests.bench.formats {rounds}`.

{table(rounds)}
"""


if __name__ == "__main__":
    KEPT.write_text(report(int(sys.argv[1]) if len(sys.argv) > 1 else 5), encoding="utf-8")
    sys.stdout.write(KEPT.read_text(encoding="utf-8"))
