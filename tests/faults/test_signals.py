"""Ctrl-C, a kill and a lost terminal at random moments: old files or new ones, the right exit code, no debris."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from forking import Server

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each run is forked")

MODEL = "engagemodel: 1\nname: Today\ncustomer_types:\n  a: {}\nchannels:\n  web: {kind: web}\n"
OUTPUTS = ("a.json", "b.sarif", "c.md", "d.html")
LINE = "check model.yaml -o a.json --format sarif -o b.sarif -o c.md -o d.html"
PAGES = "render model.yaml -o a.svg -o b.pdf"
START = "from engagemodel.__main__ import main; main()"
ENDING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    around = tmp_path_factory.mktemp("signals")
    (around / "model.yaml").write_text(MODEL)
    with Server(around, [LINE.split(), PAGES.split()]) as server:
        yield server


def old(folder: Path, names: list[str]) -> dict[str, bytes]:
    """Make a folder with old outputs; return its content."""
    for path in folder.iterdir():
        path.unlink()
    (folder / "model.yaml").write_text(MODEL)
    for name in names:
        (folder / name).write_bytes(b"what was there before")
    return content(folder)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("line", [LINE, PAGES])
@pytest.mark.parametrize("number", [*ENDING, signal.SIGKILL])
def test_at_random_moments(
    server: Server, tmp_path: Path, line: str, number: signal.Signals
) -> None:
    names = re.findall(r"-o (\S+)", line)
    old(tmp_path, names)
    whole = server.run(line.split(), tmp_path)
    new = content(tmp_path)
    chance = random.Random(f"{line} {number}")
    for _ in range(12):
        before = old(tmp_path, names)
        moment = chance.uniform(0, whole.seconds)
        ended = server.run(line.split(), tmp_path, kill=(number, moment))
        after = content(tmp_path)
        assert "Traceback" not in ended.err
        assert "Exception ignored" not in ended.err
        if number == signal.SIGKILL:
            left = after.keys() - before.keys()
            assert all(re.fullmatch(r"\.engagemodel-[0-9a-f]{16}\.(new|old)", one) for one in left)
            assert all(after[name] in (before[name], new[name]) for name in names)
            assert server.run(line.split(), tmp_path).code == whole.code
            assert content(tmp_path) == new  # what was left is gone
        else:
            assert after in (before, new), (moment, ended)
            assert ended.code in (whole.code, 128 + number, -number), (moment, ended)
            if ended.code == whole.code:
                assert after == new
            if ended.code == -number:  # before the program's own first step
                assert after == before


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        *((moment, signal.SIGINT) for moment in ("replace", "fsync", "write", "unlink")),
        ("replace", signal.SIGTERM),
        ("write", signal.SIGHUP),
    ],
)
def test_in_the_middle_of_writing(tmp_path: Path, number: signal.Signals, moment: str) -> None:
    """The signal comes with a call of the system itself, again and again."""
    before = old(tmp_path, ["a.json", "c.md"])
    program = (
        f"import os, signal\nfrom engagemodel.cli import main\nreal = os.{moment}\n"
        f"signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        f"def sent(*a, **k):\n    signal.raise_signal({int(number)})\n    try: return real(*a, **k)\n"
        f"    finally: signal.raise_signal({int(number)})\n"
        f"os.{moment} = sent\nmain()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, *["check", "model.yaml", "-o", "a.json", "-o", "c.md"]],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (128 + number, b"", b"")
    after = content(tmp_path)
    assert after.keys() == before.keys()
    if moment in ("replace", "unlink"):
        assert not {name for name in ("a.json", "c.md") if after[name] == before[name]}
    else:
        assert after == before


@pytest.mark.parametrize("number", ENDING)
def test_while_it_is_loaded(tmp_path: Path, number: signal.Signals) -> None:
    """Before the command line is there at all."""
    program = (
        f"import signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        f"class Sent:\n    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == 'typer': signal.raise_signal({int(number)})\n"
        f"sys.meta_path.insert(0, Sent())\n{START}"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, "--version"], capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (128 + number, b"", b"")


def test_what_a_destructor_swallows_comes_again() -> None:
    program = (
        "import os, signal, time\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from engagemodel import cli\n"
        "class Last:\n    def __del__(self): signal.raise_signal(signal.SIGINT)\n"
        "def slow(words):\n    last = Last()\n    del last\n    time.sleep(30)\n"
        "cli.run = slow\ncli.main()"
    )
    begun = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", program, "--version"], capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (130, b"")
    assert time.monotonic() - begun < 25


def test_what_is_ignored_stays_ignored(tmp_path: Path) -> None:
    """As nohup asks for."""
    program = (
        "import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from engagemodel import cli\nreal = cli.run\n"
        "def run(words):\n    signal.raise_signal(signal.SIGHUP)\n    return real(words)\n"
        "cli.run = run\ncli.main()"
    )
    words = [sys.executable, "-c", program, "--version"]
    assert subprocess.run(words, capture_output=True, timeout=60, check=False).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_graphviz_ends_with_the_program(tmp_path: Path, number: signal.Signals) -> None:
    pytest.importorskip("graphviz")
    old(tmp_path, [])
    dot = tmp_path / "bin" / "dot"
    dot.parent.mkdir()
    dot.write_text(
        f"#!/bin/sh\nsleep 300 & echo $! $$ > '{tmp_path}/p'; mv '{tmp_path}/p' '{tmp_path}/pids'; wait\n"
    )
    dot.chmod(0o755)
    program = (
        "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"signal.signal(signal.SIGHUP, signal.SIG_DFL)\n{START}"
    )
    words = [
        sys.executable,
        "-c",
        program,
        *["render", "model.yaml", "--engine", "dot", "-o", "a.svg"],
    ]
    path = f"{dot.parent}{os.pathsep}{os.environ['PATH']}"
    with subprocess.Popen(words, cwd=tmp_path, env={**os.environ, "PATH": path}) as running:
        until = time.monotonic() + 50
        while not (tmp_path / "pids").exists() and time.monotonic() < until:
            time.sleep(0.05)
        running.send_signal(number)
        assert running.wait(30) == 128 + number
    for pid in (tmp_path / "pids").read_text().split():
        told = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, check=False)
        assert told.stdout.strip()[:1] in (b"", b"Z")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("number", [*ENDING, signal.SIGKILL])
def test_workers_end_with_the_program(tmp_path: Path, number: signal.Signals) -> None:
    old(tmp_path, ["all.json"])
    for one in range(60):
        elements = "".join(f"  p{at}: {{kind: service, needs: [p{at + 1}]}}\n" for at in range(60))
        model = f"{MODEL}platforms:\n{elements}  p60: {{kind: service}}\n"
        (tmp_path / f"{one}.yaml").write_text(model)
    before = content(tmp_path)
    program = (
        "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"signal.signal(signal.SIGHUP, signal.SIG_DFL)\n{START}"
    )
    words = [sys.executable, "-c", program, "check", ".", "--jobs", "2", "-o", "all.json"]
    with subprocess.Popen(words, cwd=tmp_path, stderr=subprocess.PIPE) as running:
        children: set[int] = set()
        until = time.monotonic() + 30
        while len(children) < 2 and running.poll() is None and time.monotonic() < until:
            children |= descendants(running.pid)
        assert len(children) >= 2
        running.send_signal(number)
        _, told = running.communicate(timeout=30)
    assert running.returncode == (-number if number == signal.SIGKILL else 128 + number)
    assert b"Traceback" not in told
    assert content(tmp_path) == before
    until = time.monotonic() + 20
    while (left := set(filter(runs, children))) and time.monotonic() < until:
        time.sleep(0.05)
    assert not left


def descendants(pid: int) -> set[int]:
    """Return the children of a process."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except FileNotFoundError:
        return set()
    return set(map(int, told.split()))


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_on_the_way_out() -> None:
    program = (
        "import atexit, signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "atexit.register(lambda: signal.raise_signal(signal.SIGINT))\n"
        "from engagemodel.cli import main\nmain()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, "--version"], capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (130, b"")


@pytest.mark.parametrize(
    "swallowing", ["raise ValueError('cannot escape')", "raise OSError", "pass"]
)
@pytest.mark.parametrize("number", ENDING)
def test_what_a_library_swallows_ends_the_program_all_the_same(
    tmp_path: Path, number: signal.Signals, swallowing: str
) -> None:
    """ReportLab, for one, has a bare except around what it escapes."""
    before = old(tmp_path, ["a.svg", "b.pdf"])
    program = (
        "import signal\nfrom engagemodel.cli import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "from reportlab.pdfbase import pdfdoc\nreal = pdfdoc.escapePDF\n"
        "def escape(text):\n"
        f"    try: signal.raise_signal({int(number)})\n"
        f"    except: {swallowing}\n"
        "    return real(text)\n"
        f"pdfdoc.escapePDF = escape\nmain()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, *PAGES.split()],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (128 + number, b"", b"")
    assert content(tmp_path) == before
