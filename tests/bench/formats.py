"""How long each format of the page takes, how much memory, and how large it is, for 40 elements.

Run by hand: ``python -m tests.bench.formats [ROUNDS]``. Each run is the whole program, from the two
files to the page; what it takes to draw the page without writing it is in the first row. Times are
of CPU, so that what else the machine does counts less.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from engagemodel.page import FORMATS

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "tests" / "page" / "models"
FILES = tuple(str(MODELS / f"40-{state}.yaml") for state in ("as-is", "future"))
RENDER = "from engagemodel.cli import main; main()"
DRAW = """
import sys
from engagemodel import api
api.draw(api.diff(*map(api.load, sys.argv[1:])), view="lanes", size="16:9")
"""


def once(arguments: tuple[str, ...]) -> tuple[float, float]:
    """Return the seconds of CPU and the peak in MB of one start of Python."""
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status and process.stderr:
        raise RuntimeError(process.stderr.read().decode())
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def table(rounds: int) -> str:
    """Return a Markdown table of medians, a row a format."""
    rows = ["| format | CPU ms | beyond drawing | peak MB | kB |", "|---|---:|---:|---:|---:|"]
    with tempfile.TemporaryDirectory() as folder:
        drawn = [once(("-c", DRAW, *FILES)) for _ in range(rounds)]
        base, peak = (median(column) for column in zip(*drawn, strict=True))
        rows.append(f"| (drawn only) | {base * 1000:.0f} | | {peak:.0f} | |")
        for format in FORMATS:
            path = Path(folder) / f"page.{format}"
            options = ("render", *FILES, "--view", "lanes", "--size", "16:9", "-o", str(path))
            runs = [once(("-c", RENDER, *options)) for _ in range(rounds)]
            taken, most = (median(column) for column in zip(*runs, strict=True))
            size = path.stat().st_size / 1000
            beyond = (taken - base) * 1000
            rows.append(
                f"| {format} | {taken * 1000:.0f} | {beyond:.0f} | {most:.0f} | {size:.0f} |"
            )
    return "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(table(int(sys.argv[1]) if len(sys.argv) > 1 else 5) + "\n")
