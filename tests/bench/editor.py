"""How long the language server takes from a change to what it shows of it, against parsing the file.

Run by hand: ``python -m tests.bench.editor [ROUNDS]``. Each change types a letter into the name of a
platform; the time by the clock until the diagnostics of the document are shown includes the moment of
quiet that the server waits for. A completion is asked for right behind each change.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from editing import Editor

from tests.bench.company import company

SIZES = (50, 200, 600)


def parse(text: str, rounds: int) -> float:
    """Return the median seconds in which libyaml goes through the events of a text."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
            pass
        taken.append(time.perf_counter() - start)
    return median(taken)


def measure(elements: int, rounds: int) -> tuple[float, float, float]:
    """Return the median seconds to parse a model, to show what a change does, and to complete an id."""
    text = company(elements, 1)
    lines = text.split("\n")
    line = next(n for n, one in enumerate(lines) if one.startswith("platforms:")) + 2
    column = len(lines[line])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.yaml"
        path.write_text(text)
        editor = Editor(Path(folder))
        uri = editor.open(path)
        editor.shown(uri)
        shown, completed = [], []
        for _ in range(rounds):
            start = time.perf_counter()
            editor.type(uri, line, column, "x")
            editor.ask("completion", uri, line, 4)
            completed.append(time.perf_counter() - start)
            editor.shown(uri)
            shown.append(time.perf_counter() - start)
        editor.close()
    return parse(text, rounds), median(shown), median(completed)


def table(rounds: int) -> str:
    """Return what was measured as a Markdown table."""
    rows = ["| elements | parse ms | change shown ms | completion ms |", "|---:|---:|---:|---:|"]
    for size in SIZES:
        times = (f"{seconds * 1000:.0f}" for seconds in measure(size, rounds))
        rows.append(f"| {size:,} | {' | '.join(times)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table(int(sys.argv[1]) if len(sys.argv) > 1 else 15))  # noqa: T201
