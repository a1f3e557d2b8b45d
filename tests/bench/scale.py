"""Load, check, diff and the ranking of failures on models of three sizes, against parsing them alone.

Run by hand: ``python -m tests.bench.scale [--sizes 1000,10000,100000] [--write FILE]``. Each task
runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from math import log
from pathlib import Path
from statistics import fmean, median
from typing import NamedTuple

from tests.bench import estate

SEED = 7
TODAY, TOMORROW = "today.yaml", "tomorrow.yaml"
MIB = 1024 * 1024


class Measured(NamedTuple):
    """What a task took: CPU seconds, the peak of resident memory in bytes."""

    seconds: float
    peak: int


class Line(NamedTuple):
    """One line of the table; `ratio` is to parsing the same files alone."""

    elements: int
    task: str
    measured: Measured
    ratio: float


def parse(folder: Path, name: str = TODAY) -> Callable[[], object]:
    """Return the task of walking the events of a file and keeping its nodes, no more."""
    from engagemodel.language.document import parse
    from engagemodel.language.limits import DEFAULT_LIMITS, Spent
    from engagemodel.language.problems import Report

    text = (folder / name).read_text()

    def task() -> object:
        # As `load` does, which parses with the collection of garbage put off.
        gc.disable()
        try:
            return parse(text, name, Spent(DEFAULT_LIMITS), Report(1))
        finally:
            gc.enable()

    return task


def load(folder: Path) -> Callable[[], object]:
    """Return the task of loading a model."""
    from engagemodel import api

    return lambda: api.load(str(folder / TODAY))


def check(folder: Path) -> Callable[[], object]:
    """Return the task of loading and checking a model, as the command does before it reports."""
    from engagemodel import api

    return lambda: api.check(api.load(str(folder / TODAY)))


def analysis(folder: Path) -> Callable[[], object]:
    """Return the task of checking a model that has been loaded."""
    from engagemodel import api

    model = api.load(str(folder / TODAY))
    return lambda: api.check(model)


def diff(folder: Path) -> Callable[[], object]:
    """Return the task of loading and comparing two models."""
    from engagemodel import api

    return lambda: api.diff(api.load(str(folder / TODAY)), api.load(str(folder / TOMORROW)))


def impact(folder: Path) -> Callable[[], object]:
    """Return the task of ranking every element of a loaded model by what its failure takes."""
    from engagemodel import api
    from engagemodel.analysis.impact import rank
    from engagemodel.graph import Graphs

    model = api.load(str(folder / TODAY))
    return lambda: rank(Graphs(model))


TASKS = {task.__name__: task for task in (parse, load, check, analysis, diff, impact)}
# How many files a task reads: its time is compared with parsing as many.
FILES = {"diff": 2}


def measure(task: str, folder: Path) -> Measured:
    """Return what a task takes in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.scale", "--task", task, str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Measured(**json.loads(done.stdout))


def run(task: str, folder: Path) -> Measured:
    """Return what a task takes in this process."""
    ready = TASKS[task](folder)
    _import()
    start = time.process_time()
    result = ready()
    seconds = time.process_time() - start
    del result
    return Measured(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def _import() -> None:
    """Import what tasks import where they use it: starting up is measured by itself (startup.py)."""
    import engagemodel.analysis.figures
    import engagemodel.change.compare
    import engagemodel.change.effect
    import engagemodel.change.findings
    import engagemodel.rules  # noqa: F401


def measure_all(sizes: Iterable[int], repeats: int) -> Iterator[Line]:
    """Yield one line for each size and task, the fastest of some runs."""
    for elements in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / TODAY).write_text(estate.today(elements, SEED))
            (folder / TOMORROW).write_text(estate.tomorrow(elements, SEED))
            runs = [{task: measure(task, folder) for task in TASKS} for _ in range(repeats)]
        for task in TASKS:
            # Ratios within one round: what else the machine does slows both.
            ratio = median(r[task].seconds / r["parse"].seconds / FILES.get(task, 1) for r in runs)
            best = min(r[task].seconds for r in runs)
            yield Line(elements, task, Measured(best, max(r[task].peak for r in runs)), ratio)


def exponent(points: Iterable[tuple[float, float]]) -> float:
    """Return the power with which y grows with x: the slope of the logarithms."""
    logs = [(log(x), log(y)) for x, y in points]
    x_mean, y_mean = (fmean(values) for values in zip(*logs, strict=True))
    spread = sum((x - x_mean) ** 2 for x, _ in logs)
    return sum((x - x_mean) * (y - y_mean) for x, y in logs) / spread


def table(lines: Iterable[Line]) -> str:
    """Return the lines as a Markdown table, with the growth of each task behind it."""
    found = list(lines)
    rows = [
        "| elements | task | CPU seconds | elements/s | to parsing | peak MiB |",
        "|---:|---|---:|---:|---:|---:|",
    ]
    rows += [
        f"| {line.elements:,} | {line.task} | {line.measured.seconds:.2f} "
        f"| {line.elements / line.measured.seconds:,.0f} | {line.ratio:.2f} "
        f"| {line.measured.peak / MIB:,.0f} |"
        for line in found
    ]
    if len({line.elements for line in found}) > 1:
        rows += ["", "| task | growth: seconds ~ elements to the power of |", "|---|---:|"]
        for task in TASKS:
            points = [(line.elements, line.measured.seconds) for line in found if line.task == task]
            rows.append(f"| {task} | {exponent(points):.2f} |")
    return "\n".join((*rows, ""))


def main() -> None:
    """Print the table, or run one task and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--task", choices=TASKS)
    parser.add_argument("folder", nargs="?", type=Path)
    stated = parser.parse_args()
    if stated.task:
        print(json.dumps(run(stated.task, stated.folder)._asdict()))  # noqa: T201
        return
    sizes = [int(size) for size in stated.sizes.split(",")]
    text = table(measure_all(sizes, stated.repeats))
    print(text)  # noqa: T201
    if stated.write:
        stated.write.write_text(text)


if __name__ == "__main__":
    main()
