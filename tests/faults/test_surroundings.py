"""Full disks, closed and odd streams, locales, folders that cannot be written or are gone: never 0 in vain."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell, devices and signals of POSIX")

ROOT = Path(__file__).parents[2]
PROGRAM = f'"{sys.executable}" -m engagemodel'
MODEL = "engagemodel: 1\nname: Größe 漢字\ncustomer_types:\n  doctors: {name: Ärzte}\nchannels:\n  web: {kind: web}\n"
OLD = b"what was there before"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "model.yaml").write_text(MODEL, encoding="utf-8")
    return tmp_path


def shell(line: str, folder: Path, code: int | None = None, **env: str | None) -> tuple[str, str]:
    """Return what a line of bash prints, in which `E` is the program; nothing is ever a traceback."""
    around = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'E() {{ {PROGRAM} "$@"; }}\n{line}'],
        cwd=folder,
        env={name: value for name, value in around.items() if value is not None},
        capture_output=True,
        timeout=60,
        check=False,
    )
    out, err = ended.stdout.decode("latin-1"), ended.stderr.decode("latin-1")
    assert "Traceback" not in err
    assert "Exception ignored" not in err
    assert "this is a bug" not in err
    assert code is None or ended.returncode == code, (ended.returncode, out, err)
    return out, err


def one_error(told: str) -> None:
    assert told.startswith(("error: ", "model.yaml", "error: ")), told
    assert told.count("error: ") == 1, told


@pytest.fixture
def small(here: Path) -> Iterator[Path]:
    """Return a disk of 64 KiB, where root may mount one."""
    folder = here / "small"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)],
        capture_output=True,
        check=False,
    )
    if not mounted or mounted.returncode:
        pytest.skip("only root can mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_small_disk(here: Path, small: Path) -> None:
    (small / "p.html").write_bytes(OLD)
    (small / "p.md").write_bytes(OLD)
    _, err = shell("E render model.yaml -o small/p.md -o small/p.html", here, 2)
    assert err == "error: cannot write 'small/p.html': No space left on device\n"
    assert {path.name: path.read_bytes() for path in small.iterdir()} == dict.fromkeys(
        ("p.html", "p.md"), OLD
    )
    _, err = shell(
        "head -c 100000 /dev/zero > small/fill 2> /dev/null; E check model.yaml > small/out",
        here,
        2,
    )
    assert err == "error: cannot write to standard output: No space left on device\n"


def test_a_disk_that_is_read_only(here: Path, small: Path) -> None:
    (small / "a.json").write_bytes(OLD)
    if subprocess.run(["mount", "-o", "remount,ro", str(small)], check=False).returncode:
        pytest.skip("it cannot be mounted anew")
    for line in ("check model.yaml -o small/a.json", "init small/new", "schema -o small/b.json"):
        _, err = shell(f"E {line}", here, 2)
        one_error(err)
        assert "Read-only file system" in err
    assert [path.read_bytes() for path in small.iterdir()] == [OLD]


def test_a_limit_on_the_size_of_files(here: Path) -> None:
    """The same as a full disk, for those who are not root."""
    (here / "p.html").write_bytes(OLD)
    before = sorted(here.iterdir())
    _, err = shell("ulimit -f 8; E render model.yaml -o p.html -o p.svg", here, 2)
    assert err == "error: cannot write 'p.html': File too large\n"
    assert (sorted(here.iterdir()), (here / "p.html").read_bytes()) == (before, OLD)


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("E schema | true", 141, ""),
        ("E check - <&-", 2, "error: standard input was not given"),
        ("E check - 0>/dev/null", 2, "error: cannot read standard input: bad file descriptor"),
        ("E fmt - 0>/dev/null", 2, "error: cannot read standard input: bad file descriptor"),
        ("E fmt - <&-", 2, "error: standard input was not given"),
        ("E check model.yaml <&- >&- 2>&-", 2, ""),
        ("E check model.yaml -o a.md <&- >&- 2>&-", 1, ""),
        ("E check model.yaml -o /dev/stdout >&-", 2, "error: cannot write '/dev/stdout': Bad file"),
        ("E check model.yaml -o /dev/full", 2, "error: cannot write '/dev/full': No space left"),
        ("E schema > /dev/full", 2, "error: cannot write to standard output: No space left"),
        ("E check nothing.yaml 2> /dev/full", 2, ""),
        (
            "E check model.yaml -o gone/a.md",
            2,
            "error: cannot write 'gone/a.md': there is no folder",
        ),
        ("mkdir d; E check model.yaml -o d", 2, "error: 'd' is a folder, a file is expected"),
        ("ln -s loop loop; E check model.yaml -o loop", 2, "error: cannot write 'loop'"),
    ],
)
def test_streams_and_places(here: Path, line: str, code: int, told: str) -> None:
    _, err = shell(line, here, code)
    assert err.startswith(told)
    assert err.count("\n") == (1 if told else 0)
    assert not list(here.glob(".engagemodel-*"))


@pytest.mark.parametrize(
    "line",
    [
        "check ../model.yaml",
        "check model.yaml",
        "check -",
        "check .",
        "render - -o p.svg",
        "init",
        "init new",
        "check - --baseline known.json --write-baseline",
        "fmt .",
        "check main:model.yaml",
        "schema -o s.json",
    ],
)
def test_the_current_folder_is_gone(here: Path, line: str) -> None:
    _, err = shell(f"exec <model.yaml; mkdir d; cd d; rmdir ../d; E {line}", here, 2)
    assert err.count("error: ") == 1
    assert sorted(path.name for path in here.iterdir()) == ["model.yaml"]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_poor_locale(here: Path, encoding: str) -> None:
    name = "größe-漢字.yaml"
    (here / name).write_text(MODEL, encoding="utf-8")
    (here / "broken-ü.yaml").write_text(MODEL + "ä: 1\n", encoding="utf-8")
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    shell(f"E check {name} --fail-on never", here, 0, **env)
    shell(f"E check {name} --fail-on never -o 漢.json -o 漢.md", here, 0, **env)
    assert "漢字" in (here / "漢.json").read_text(encoding="utf-8")
    _, err = shell("E check broken-ü.yaml", here, 2, **env)
    assert err.count("error: ") == 1
    _, err = shell(f"E render {name} -o 漢/p.svg", here, 2, **env)
    assert err.count("error: ") == 1
    shell(f"E render {name} -o 漢.svg -o 漢.pdf", here, 0, **env)
    assert (here / "漢.svg").stat().st_size > 1000


def test_a_name_that_is_no_text(here: Path) -> None:
    name = os.fsencode(here) + b"/\xff\xfe.yaml"
    with open(name, "wb") as file:
        file.write(MODEL.encode())
    shell("E check $'\\xff\\xfe.yaml' --fail-on never", here, 0)
    shell("E check $'\\xff\\xfe.yaml' --fail-on never --format json", here, 0)
    shell(
        "E check $'\\xff\\xfe.yaml' --fail-on never -o $'\\xff.json' -o x.html -o x.sarif", here, 0
    )
    shell("E render $'\\xff\\xfe.yaml' -o $'\\xff.svg'", here, 0)
    assert os.path.exists(os.fsencode(here) + b"/\xff.svg")


def test_without_home_and_terminal(here: Path) -> None:
    for line in (
        "check model.yaml --fail-on never",
        "render model.yaml -o p.svg -o p.png",
        "explain",
    ):
        shell(f"E {line}", here, 0, HOME=None, TERM=None, PATH=None, USER=None, TMPDIR="/nowhere")


def test_a_pipe_that_does_not_wait(here: Path) -> None:
    """Another program can have made standard output so; what it does not take at once comes later."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    taken = bytearray()

    def slowly() -> None:
        with open(reader, "rb", buffering=0) as pipe:
            while piece := pipe.read(3000):
                taken.extend(piece)

    reading = threading.Thread(target=slowly)
    reading.start()
    words = [sys.executable, "-m", "engagemodel", "schema"]
    ended = subprocess.run(words, cwd=here, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    reading.join(30)
    assert (ended.returncode, ended.stderr) == (0, b"")
    plain = subprocess.run(words, cwd=here, capture_output=True, check=True)
    assert bytes(taken) == plain.stdout


def test_a_pipe_as_an_output(here: Path) -> None:
    os.mkfifo(here / "pipe.md")
    out, _ = shell("cat pipe.md & E check model.yaml --fail-on never -o pipe.md; wait", here, 0)
    assert "unreached-customer" in out
    assert stat.S_ISFIFO(os.stat(here / "pipe.md").st_mode)
    _, err = shell("head -c 1 pipe.md >x & E schema -o pipe.md; code=$?; wait; exit $code", here)
    assert err in ("", "error: cannot write 'pipe.md': Broken pipe\n", "wrote pipe.md\n")


def test_a_link_to_what_is_not_there_yet(here: Path) -> None:
    (here / "link.md").symlink_to("later/report.md")
    _, err = shell("E check model.yaml -o link.md", here, 2)
    one_error(err)
    (here / "later").mkdir()
    shell("E check model.yaml --fail-on never -o link.md", here, 0)
    assert (here / "link.md").is_symlink()
    assert (here / "later" / "report.md").stat().st_size > 100


def test_eight_at_once(here: Path) -> None:
    wanted = {}
    running = []
    for number in range(8):
        model = here / f"{number}.yaml"
        model.write_text(MODEL.replace("Größe", f"Number {number} " * 50), encoding="utf-8")
        words = [sys.executable, "-m", "engagemodel", "check", model.name, "--fail-on", "never"]
        running.append(subprocess.Popen([*words, "-o", "same.json", "-o", "same.md"], cwd=here))
    assert [process.wait(60) for process in running] == [0] * 8
    for number in range(8):
        shell(f"E check {number}.yaml --fail-on never -o own.json -o own.md", here, 0)
        for suffix in ("json", "md"):
            wanted.setdefault(suffix, set()).add((here / f"own.{suffix}").read_bytes())
    for suffix, possible in wanted.items():
        assert len(possible) == 8
        assert (here / f"same.{suffix}").read_bytes() in possible
    assert not list(here.glob(".engagemodel-*"))


def test_no_file_gets_the_number_of_a_closed_stream(here: Path) -> None:
    program = (
        "import os\nfrom engagemodel import cli\n"
        "cli.run = lambda words: 20 + os.open('own', os.O_CREAT | os.O_WRONLY)\ncli.main()"
    )
    (here / "program.py").write_text(program)
    line = f'PYTHONPATH="{ROOT}" exec "{sys.executable}" program.py <&- >&- 2>&-'
    assert subprocess.run(["bash", "-c", line], cwd=here, check=False).returncode > 22
