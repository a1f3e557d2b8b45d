"""Every command's output, byte for byte the same whatever hash seed, time zone, locale, folder, CPUs and file order."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REPORTS = ("text", "json", "sarif", "junit", "html", "markdown", "github")
PAGES = ("svg", "html", "pdf", "json", "md", "mmd", "drawio", "dot", "puml", "d2")
LINES = [
    *(f"check lamp --format {form}" for form in REPORTS),
    *(f"diff lamp/as-is.yaml lamp/future.yaml --format {form}" for form in REPORTS),
    "check broken.yaml lamp/as-is.yaml --format json",
    "render lamp/as-is.yaml lamp/future.yaml " + " ".join(f"-o page.{one}" for one in PAGES),
    "render lamp/as-is.yaml -o matrix.svg -o matrix.html --view matrix",
    "brief lamp/as-is.yaml lamp/future.yaml -o brief.md -o brief.html -o brief.pdf",
    "check lamp -o known.txt --baseline known.json --write-baseline",
    "journey lamp/as-is.yaml",
    "impact lamp/as-is.yaml --all",
    "fmt lamp --diff",
    "explain",
    "schema",
]
# What a run says and writes, by its line or file; in a process of its own, as the hash seed asks for.
PROGRAM = """
import contextlib, hashlib, io, json, os, sys
from pathlib import Path
from engagemodel import cli
if "reversed" in sys.argv:
    real, walk = os.scandir, os.listdir
    class Reversed:
        def __init__(self, entries):
            with entries:
                self.entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))
        def __enter__(self): return self
        def __exit__(self, *_): pass
        def __iter__(self): return self
        def __next__(self): return next(self.entries)
        def close(self): pass
    os.scandir = lambda *path: Reversed(real(*path))
    os.listdir = lambda *path: sorted(walk(*path), reverse=True)
    os.cpu_count = lambda: 64
else:
    os.cpu_count = lambda: 1
def digest(data): return hashlib.sha256(data).hexdigest()
told = {}
for line in json.loads(sys.argv[1]):
    said = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace") for _ in "oe"]
    with contextlib.redirect_stdout(said[0]), contextlib.redirect_stderr(said[1]):
        day = ["--today", "2026-04-01"] if line.split()[0] in ("check", "diff", "render", "brief") else []
        code = cli.run([*line.split(), *day])
        for one in said: one.flush()
    told[line] = [code, *(digest(one.buffer.getvalue()) for one in said)]
for path in sorted(Path().glob("*.*")):
    told[path.name] = digest(path.read_bytes())
print(json.dumps(told))
"""


def told(folder: Path, *words: str, **env: str) -> dict[str, object]:
    """Return what all runs say and write in a folder."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "examples" / "lamp-retailer", folder / "lamp")
    (folder / "broken.yaml").write_text("engagemodel: 1\nchannels: {web: {run_by: nobody}, b: 3}\n")
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(LINES), *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    document: dict[str, object] = json.loads(ended.stdout)
    return document


@pytest.mark.parametrize(
    ("words", "env"),
    [
        (["reversed"], {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
        (
            [],
            {
                "PYTHONHASHSEED": "3",
                "TZ": "America/Anchorage",
                "LC_ALL": "tr_TR.UTF-8",
                "PYTHONUTF8": "0",
                "PYTHONCOERCECLOCALE": "0",
                "PYTHONIOENCODING": "ascii",
                "HOME": "/nowhere",
                "COLUMNS": "",
            },
        ),
    ],
)
def test_the_same_everywhere(
    first: dict[str, object], tmp_path: Path, words: list[str], env: dict[str, str]
) -> None:
    other = told(tmp_path / "elsewhere" / "ünder" / "here", *words, **env)
    assert first.keys() == other.keys()
    assert [name for name in first if first[name] != other[name]] == []


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("same") / "a"
    return told(folder, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")


def test_every_run_did_something(first: dict[str, object]) -> None:
    codes = {line: first[line][0] for line in LINES}  # type: ignore[index]
    assert {line for line, code in codes.items() if code == 2} == {LINES[14]}
    assert 3 not in codes.values()
    assert {f"page.{suffix}" for suffix in PAGES} <= first.keys()
