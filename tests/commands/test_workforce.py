"""Many models in one run make the same bytes, however many processes check them and wherever these are."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bench.company import company
from clusters import Cluster, needs_dask, seconds
from repository import Repository, needs_git

from engagemodel.commands import workforce
from engagemodel.commands.check import check
from engagemodel.commands.examining import Examined, Given, Manner
from engagemodel.errors import ArgumentError
from engagemodel.fleet import Lost, processes
from engagemodel.reports import FORMATS
from engagemodel.reports.screen import PAPER

ROOT = Path(__file__).parents[2]
START = "from engagemodel.__main__ import main; main()"
HEAD = "engagemodel: 1\nname: Shop\n"
BAD = HEAD + "channels:\n  web: {run_by: nobody}\n"
QUIET = {
    name: value
    for name, value in os.environ.items()
    if name not in ("COLUMNS", "NO_COLOR", "TERM", "CI")
}
MODELS = 200


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred models, of which one cannot be read, one is made of two files and one is stdin's."""
    folder = tmp_path_factory.mktemp("estate")
    for number in range(MODELS - 2):
        text = company(14, number)
        (folder / f"m{number:03}.yaml").write_text(text, encoding="utf-8")
    (folder / "m050.yaml").write_text(BAD)
    (folder / "m100.yaml").write_text(HEAD + "include: parts/*.yaml\ncustomer_types: {a: }\n")
    (folder / "m150.yaml").write_text(HEAD + "state: asis\n")
    (folder / "parts").mkdir()
    (folder / "parts" / "one.yaml").write_text("channels: {web: }\n")
    (folder / "input").write_text(HEAD + "channels: {shop: }\n")
    return folder


def begun(folder: Path, *words: str, stdin: str = os.devnull) -> subprocess.Popen[bytes]:
    environment = {**QUIET, "PYTHONPATH": str(ROOT)}
    with open(folder / stdin, "rb") as source:
        return subprocess.Popen(
            [sys.executable, "-c", START, "check", *words],
            cwd=folder,
            env=environment,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )


class Everything:
    """What a run says in every format at once, and how it ends."""

    def __init__(self, estate: Path, made: Path, *words: str) -> None:
        made.mkdir()
        self._made = made
        formats = [
            word
            for name, form in FORMATS.items()
            if form.SUFFIXES
            for word in ("--format", name, "-o", str(made / name))
        ]
        every = (".", "-", "gone.yaml", *formats, "--format", "github", "--today", "2026-06-01")
        self.process = begun(estate, *every, *words, stdin="input")

    def bytes(self) -> dict[str, Any]:
        out, err = self.process.communicate(timeout=120)
        files = {path.name: path.read_bytes() for path in sorted(self._made.iterdir())}
        return {**files, "stdout": out, "stderr": err, "code": self.process.returncode}


@pytest.fixture(scope="module")
def alone(estate: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found = Everything(estate, tmp_path_factory.mktemp("alone") / "made", "--jobs", "1").bytes()
    assert found["code"] == 2
    assert b"m050.yaml:4:17: error: " in found["stderr"]
    assert b"no such file 'gone.yaml'" in found["stderr"]
    assert b"198 models checked, " in found["text"]
    assert all(len(content) > 1000 for name, content in found.items() if name in FORMATS)
    return found


def test_two_processes_make_the_same_bytes(
    estate: Path, alone: dict[str, Any], tmp_path: Path
) -> None:
    assert Everything(estate, tmp_path / "made", "--jobs", "2").bytes() == alone


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("dask") / "cluster", workers=2)
    yield made
    made.end()


@needs_dask
def test_a_cluster_makes_the_same_bytes_when_a_worker_is_lost(
    estate: Path, alone: dict[str, Any], tmp_path: Path
) -> None:
    cluster = Cluster(tmp_path / "cluster", workers=2)
    try:
        run = Everything(estate, tmp_path / "made", "--cluster", cluster.address)
        lost = cluster.workers[0]
        before = seconds(lost)
        while seconds(lost) < before + 0.5 and run.process.poll() is None:
            time.sleep(0.005)
        assert run.process.poll() is None, "it was to be lost midway"
        lost.kill()
        assert run.bytes() == alone
        assert cluster.workers[1].poll() is None
    finally:
        cluster.end()


@needs_dask
@needs_git
def test_a_cluster_needs_none_of_the_files(cluster: Cluster, tmp_path: Path) -> None:
    """Neither of a revision, nor settings, nor a baseline; the workers run in another folder."""
    repository = Repository(tmp_path / "repository")
    repository.commit({"m/a.yaml": HEAD + "customer_types: {a: }\n", "m/b.yaml": BAD}, tag="one")
    repository.commit(
        {
            "m/a.yaml": HEAD + "customer_types: {a: , b: }\ninclude: p.yaml\n",
            "m/p.yaml": "customer_types: {c: }\n",
            "m/b.yaml": HEAD + "customer_types: {d: }\n",
            "m/engagemodel.toml": 'ignore = ["unowned"]\n[severity]\nunreached-customer = "low"\n',
        },
        tag="two",
    )
    folder = repository.folder
    known = folder / "known.json"
    listed = b""
    for words in (
        ("m", "--since", "one"),
        ("one:m", "two:m", "gone:m", "one:gone.yaml"),
        ("m/a.yaml", "--baseline", "known.json", "--write-baseline"),
        ("m", "--baseline", "known.json"),
        ("m", "--baseline", "known.json", "--since", "one"),
        ("m", "--since", "gone"),
    ):
        told = []
        for way in (("--jobs", "1"), ("--jobs", "2"), ("--cluster", cluster.address)):
            if "--write-baseline" in words:
                known.unlink(missing_ok=True)
            run = begun(folder, *words, *way, "--format", "json")
            out, err = run.communicate(timeout=60)
            told.append((run.returncode, out, err))
            if "--write-baseline" in words:
                assert listed in (b"", known.read_bytes())
                listed = known.read_bytes()
        assert told[0] == told[1] == told[2]
        assert b'"models"' in told[0][1]
    assert b"unreached-customer" in listed


@needs_dask
def test_ctrl_c_leaves_the_cluster_to_others(cluster: Cluster, estate: Path) -> None:
    run = begun(estate, *["."], "--cluster", cluster.address, "--format", "json")
    worker = cluster.workers[0]
    before = seconds(worker)
    while seconds(worker) < before + 0.1 and run.poll() is None:
        time.sleep(0.005)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=30)
    if run.returncode != 2:  # it was done before
        assert (run.returncode, out, err) == (130, b"", b"")
    after = begun(estate, "m000.yaml", "--cluster", cluster.address)
    assert after.communicate(timeout=30)[1] == b""
    assert after.returncode == 0


@needs_dask
def test_workers_of_another_version_are_told(
    cluster: Cluster, estate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engagemodel.fleet import cluster as elsewhere

    monkeypatch.setattr(elsewhere, "__version__", "99.0")
    with pytest.raises(
        ArgumentError,
        match=r"(127\.0\.0\.1:\d+|\(and 1 more\)) has engagemodel \S+, here it is 99.0",
    ):
        check([str(estate / "m000.yaml")], cluster=cluster.address)


@needs_dask
def test_a_scheduler_that_is_not_there_is_told(
    estate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engagemodel.fleet import cluster as elsewhere

    monkeypatch.setattr(elsewhere, "CONNECT", 0.5)
    with pytest.raises(ArgumentError, match="no scheduler of dask answers at "):
        check([str(estate / "m000.yaml")], cluster="tcp://127.0.0.1:1")


@needs_dask
def test_a_scheduler_without_workers_is_told(
    estate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engagemodel.fleet import cluster as elsewhere

    monkeypatch.setattr(elsewhere, "WORKERS", 0.5)
    monkeypatch.setattr(elsewhere, "LOOK", 0.1)
    waited: list[str] = []
    monkeypatch.setattr(elsewhere.progress, "wait", waited.append)
    cluster = Cluster(tmp_path / "cluster", workers=0)
    try:
        with pytest.raises(
            ArgumentError, match=r"no worker of the cluster has come in 0\.5 seconds"
        ) as raised:
            check([str(estate / "m000.yaml")], cluster=cluster.address)
    finally:
        cluster.end()
    assert raised.value.problems[0].hint == f"start some: dask worker {cluster.address}"
    assert set(waited) == {"a worker of the cluster"}


@needs_dask
def test_when_the_last_worker_is_lost_the_run_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engagemodel.fleet import cluster as elsewhere

    monkeypatch.setattr(elsewhere, "LOOK", 0.1)
    cluster = Cluster(tmp_path / "cluster", workers=1)
    try:
        monkeypatch.setattr(elsewhere, "WORKERS", 30)  # until the first has begun
        results = elsewhere.run(time.sleep, [0, 0, 600], cluster.address, 1)
        assert [next(results), next(results)] == [None, None]
        monkeypatch.setattr(elsewhere, "WORKERS", 0.5)
        cluster.workers[0].kill()
        with pytest.raises(ArgumentError, match="no worker of the cluster has come in"):
            next(results)
    finally:
        cluster.end()


def test_without_dask_the_extra_is_named(estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ArgumentError, match=r"--cluster needs dask\.distributed") as raised:
        check([str(estate / "m000.yaml")], cluster="tcp://127.0.0.1:8786")
    assert raised.value.problems[0].hint == "pip install 'engagemodel[cluster]'"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"jobs": 0}, "--jobs needs a whole number of 1 or more"),
        ({"jobs": -1}, "--jobs needs a whole number of 1 or more"),
        ({"jobs": 2, "cluster": "tcp://h:1"}, "exclude each other"),
        ({"cluster": "h"}, "'h' is no address of a scheduler"),
        ({"cluster": "inproc://h:1"}, "no address"),
        ({"cluster": ""}, "no address"),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        check([str(ROOT / "examples" / "lamp-retailer" / "as-is.yaml")], **options)


def deadly(doomed: str, manner: Manner, given: Given) -> Examined:
    if given.path.endswith(doomed):
        os.kill(os.getpid(), signal.SIGKILL)
    from engagemodel.commands.examining import examine

    return examine(manner, given)


@pytest.mark.skipif(os.name != "posix", reason="signals kill processes on POSIX only")
def test_a_model_that_kills_its_process_is_an_error_of_that_model(
    estate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workforce, "examine", partial(deadly, "m003.yaml"))
    paths = [str(estate / f"m00{number}.yaml") for number in range(6)]
    outcome = check(paths, jobs=2)
    (problem,) = outcome.problems
    assert problem.path == paths[3]
    assert "m003.yaml' was lost twice: killed by SIGKILL" in problem.message
    assert outcome.code == 2
    assert callable(outcome.text)
    assert "5 models checked, " in outcome.text(PAPER)


def test_as_many_processes_as_pay(estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workforce, "_processors", lambda: 4)
    monkeypatch.setattr(processes, "method", lambda: "fork")
    begun: list[int] = []

    def counted(work: Any, given: Any, jobs: int, size: int) -> Iterator[Lost]:
        begun.append(jobs)
        return (Lost("not done") for _ in given)

    monkeypatch.setattr(processes, "run", lambda *words: (one for one in counted(*words)))
    every = [str(path) for path in sorted(estate.glob("m*.yaml"))]
    check(every[:3])
    assert begun == []
    check(every)
    check(every, jobs=3)
    check(every[:2], jobs=100)
    monkeypatch.setattr(workforce, "_processors", lambda: 1)
    check(every[:3])
    assert begun == [4, 3, 2]


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")
@pytest.mark.parametrize("way", [(), ("--format", "json"), ("| cat",), ("CI",), ("TERM",)])
def test_how_far_it_is_stands_on_a_terminal_alone(estate: Path, way: tuple[str, ...]) -> None:
    """And neither beside a document for machines, nor beside a pager, nor in a build."""
    seen, shown = pty.openpty()
    environment = {**QUIET, **({way[0]: "dumb"} if way in (("CI",), ("TERM",)) else {})}
    words = [".", *(word for word in way if way[0] == "--format"), "--jobs", "1"]
    with open(os.devnull, "wb") as nothing:
        run = subprocess.Popen(
            [sys.executable, "-c", START, "check", *words],
            cwd=estate,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if way == ("| cat",) else nothing,
            stderr=shown,
        )
    os.close(shown)
    text: list[bytes] = []
    reader = threading.Thread(target=read, args=(seen, text))
    reader.start()
    out, _ = run.communicate(timeout=60)
    reader.join()
    os.close(seen)
    assert bool(out) == (way == ("| cat",))
    assert (b" of 198 models [#" in text[0]) == (way == ())
    # Whatever was drawn is wiped away before anything else is said.
    lines = text[0].split(b"\r\n")[0].split(b"\r")
    assert way or not lines[-2].strip()
    assert lines[-1].startswith(b"./m150.yaml: note: ")


def read(seen: int, text: list[bytes]) -> None:
    """Read a terminal until nobody writes to it any more."""
    found = b""
    with suppress(OSError):  # so Linux says that its other end is closed
        while piece := os.read(seen, 65536):
            found += piece
    text.append(found)
