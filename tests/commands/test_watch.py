"""`engagemodel watch` as somebody starts it, saves under it and ends it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from repository import Repository, needs_git
from watching import FUTURE, QUIET, START, TODAY, WAIT, Watch, get, save

from engagemodel import cli


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "m.yaml").write_text(TODAY)
    (tmp_path / "f.yaml").write_text(FUTURE)
    return tmp_path


@pytest.fixture
def watching(folder: Path) -> Iterator[type[Watch]]:
    started: list[Watch] = []

    def start(*words: str) -> Watch:
        started.append(Watch(folder, *words))
        return started[-1]

    yield start  # type: ignore[misc]
    for one in started:
        one.close()
        assert not [line for line in one.said if "Traceback" in line]


def test_each_save_is_told_shown_and_written(watching: type[Watch], folder: Path) -> None:
    at_work = watching("m.yaml", "-o", "page.svg")
    url = at_work.begun()
    assert at_work.said[:2] == ["wrote page.svg", "Shop"]
    assert get(url)[0] == 200
    assert "Web shop" in (folder / "page.svg").read_text()
    save(folder / "m.yaml", TODAY.replace("Web shop", "Website").replace("uses: [web]", "uses: []"))
    at_work.until(r"^  \+ \(high\) .*Shopper")
    at_work.until("unreached-customer, m.yaml:5:3")
    assert "Website" in get(url)[1]
    assert "Website" in (folder / "page.svg").read_text()
    save(folder / "m.yaml", TODAY)
    at_work.until(r"^  - \(high\) .*Shopper")


def test_while_a_model_is_broken_the_last_page_stays(watching: type[Watch], folder: Path) -> None:
    at_work = watching("m.yaml", "-o", "page.svg")
    url = at_work.begun()
    good = (folder / "page.svg").read_bytes()
    save(folder / "m.yaml", TODAY.replace("run_by: sales", "run_by: <b>sells</b>"))
    at_work.until("m.yaml:7:44: error: ")
    at_work.until("What is shown is the save before.")
    status, page = get(url)
    assert status == 200
    assert "Web shop" in page
    assert "<b>m.yaml:7:44</b>" in page
    assert "&lt;b&gt;sells&lt;/b&gt;" in page
    assert "<b>sells" not in page
    assert (folder / "page.svg").read_bytes() == good
    save(folder / "m.yaml", TODAY.replace("Web shop", "Website"))
    at_work.until("No finding is new, none is gone.")
    assert "m.yaml:7:44" not in get(url)[1]


def test_what_is_broken_from_the_start_is_waited_for(watching: type[Watch], folder: Path) -> None:
    (folder / "m.yaml").write_text(TODAY + "platform: {}\n")
    at_work = watching("m.yaml")
    url = at_work.begun()
    assert "No page yet" in get(url)[1]
    save(folder / "m.yaml", TODAY)
    at_work.until("findings?:|No findings")
    assert "Web shop" in get(url)[1]


def test_a_difference_with_settings_and_includes_is_watched(
    watching: type[Watch], folder: Path
) -> None:
    at_work = watching("m.yaml", "f.yaml", "--no-serve", "--select", "unreached-customer")
    assert at_work.begun() == ""
    assert "From Shop to Shop" in at_work.said
    (folder / "parts").mkdir()
    (folder / "parts" / "a.yaml").write_text("customer_types: {b2b: {name: Business}}\n")
    save(folder / "f.yaml", FUTURE + "include: parts/*.yaml\n")
    at_work.until(r"\+ \(high\) .*Business")
    (folder / "parts" / "b.yaml").write_text("customer_types: {club: {name: Club}}\n")
    at_work.until(r"\+ \(high\) .*Club")
    (folder / "engagemodel.toml").write_text('[severity]\nunreached-customer = "low"\nx = 1\n')
    at_work.until("engagemodel.toml:3:")
    (folder / "engagemodel.toml").write_text('[severity]\nunreached-customer = "low"\n')
    at_work.until("No finding is new, none is gone.")


@needs_git
def test_today_may_be_a_revision(watching: type[Watch], folder: Path) -> None:
    Repository(folder).commit({"m.yaml": TODAY})
    at_work = watching("HEAD:m.yaml", "m.yaml", "--no-serve")
    at_work.begun()
    assert "Nothing changes." in " ".join(at_work.said)
    save(folder / "m.yaml", TODAY.replace("Shop system", "Shop"))
    at_work.until("^1 change")


def test_it_ends_at_once_and_leaves_nothing(watching: type[Watch], folder: Path) -> None:
    at_work = watching("m.yaml")
    parts = urlsplit(at_work.begun())
    with socket.create_connection(("127.0.0.1", parts.port or 0)) as listening:
        request = f"GET {parts.path}events HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n"
        listening.sendall(request.encode())
        assert listening.recv(100).startswith(b"HTTP/1.1 200")
        begun = time.monotonic()
        assert at_work.end(signal.SIGINT) == 130
        assert time.monotonic() - begun < 3
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", parts.port or 0), timeout=1)


def test_a_reader_who_has_gone_ends_it(watching: type[Watch], folder: Path) -> None:
    at_work = subprocess.Popen(
        [sys.executable, "-c", START, "watch", "m.yaml", "--no-serve"],
        cwd=folder,
        env=QUIET,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert at_work.stdout is not None
    assert at_work.stdout.readline() == b"Shop\n"
    at_work.stdout.close()
    save(folder / "m.yaml", TODAY.replace("Web shop", "Website"))
    assert at_work.wait(WAIT) == 141
    assert at_work.stderr is not None
    assert at_work.stderr.read() == b""
    at_work.stderr.close()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-"], "standard input cannot be watched"),
        (["m.yaml", "-"], "standard input cannot be watched"),
        (["-", "f.yaml"], "standard input cannot be watched"),
        (["HEAD:m.yaml"], "'HEAD:m.yaml' never changes"),
        (["m.yaml", "HEAD:m.yaml"], "'HEAD:m.yaml' never changes"),
        (["none.yaml"], "no such file 'none.yaml'"),
        (["."], "is a folder, not a file"),
        (["m.yaml", "-o", "page.doc"], "names no format of a page"),
        (["m.yaml", "-o", "m.md/x.md"], "cannot write"),
        (["m.yaml", "-o", "link.md"], "one of the inputs"),
        (["m.yaml", "--view", "lane"], "did you mean 'lanes'"),
        (["m.yaml", "--view", "focus:wep"], "did you mean 'web'"),
        (["m.yaml", "f.yaml", "--view", "impact:web"], "one model"),
        (["m.yaml", "--size", "a9"], "unknown size 'a9'"),
        (["m.yaml", "--lang", "xx"], "xx"),
        (["m.yaml", "--select", "no-rule"], "unknown rule 'no-rule'"),
        (["m.yaml", "--port", "70000"], "70000"),
        (["m.yaml", "--open", "--no-serve"], "exclude each other"),
    ],
)
def test_what_cannot_be_watched_is_refused_at_the_start(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(folder)
    (folder / "link.md").symlink_to("m.yaml")
    assert cli.run(["watch", *words]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert told in shown.err
    assert "Traceback" not in shown.err


def test_a_port_in_use_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert cli.run(["watch", "m.yaml", "--port", str(port)]) == 2
    told = f"error: cannot listen on port {port}: address already in use (--port 0 takes one"
    assert told in capsys.readouterr().err


def test_other_commands_load_no_server(folder: Path) -> None:
    look = (
        "import sys; from engagemodel.cli import run; run(['check', 'm.yaml', '-o', 'x.txt'])\n"
        "unwanted = ('asyncio', 'http', 'http.server', 'webbrowser', 'engagemodel.preview')\n"
        "print([name for name in unwanted if name in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", look], cwd=folder, capture_output=True, text=True, check=True
    )
    assert ended.stdout == "[]\n"
