"""`fmt` rewrites what is not canonical, tells what it cannot read, and leaves everything else alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import program
import pytest

from engagemodel import cli
from engagemodel.commands.fmt import fmt
from engagemodel.commands.outcome import Outcome
from engagemodel.language import style
from engagemodel.language.nodes import Node

UNKEMPT = "name:   Test\nengagemodel: 1\n"
CANONICAL = "engagemodel: 1\nname: Test\n"


def run(folder: Path, *words: str, piped: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", program.START, "fmt", *words],
        cwd=folder,
        input=piped,
        capture_output=True,
        check=False,
        timeout=60,
    )


def messages(outcome: Outcome) -> list[str]:
    return [problem.message for problem in outcome.problems]


def test_an_unkempt_file_is_rewritten_and_a_canonical_one_is_not_touched(tmp_path: Path) -> None:
    for name, text in (("a.yaml", UNKEMPT), ("b.yaml", CANONICAL)):
        (tmp_path / name).write_text(text)
    (tmp_path / "a.yaml").chmod(0o640)
    before = (tmp_path / "b.yaml").stat()
    ended = run(tmp_path, "a.yaml", "b.yaml")
    assert (ended.returncode, ended.stdout) == (0, b"")
    assert ended.stderr == b"formatted a.yaml\n"
    assert (tmp_path / "a.yaml").read_text() == CANONICAL
    assert (tmp_path / "a.yaml").stat().st_mode & 0o777 == 0o640
    after = (tmp_path / "b.yaml").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "b.yaml"]
    assert run(tmp_path, "a.yaml").stderr == b""


def test_check_names_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(UNKEMPT)
    (tmp_path / "b.yaml").write_text(CANONICAL)
    ended = run(tmp_path, "--check", "b.yaml", "a.yaml")
    assert (ended.returncode, ended.stdout) == (1, b"a.yaml\n")
    assert (tmp_path / "a.yaml").read_text() == UNKEMPT
    assert run(tmp_path, "--check", "b.yaml").returncode == 0


def test_diff_shows_what_would_change(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(UNKEMPT.replace("Test", "::error::x"))
    ended = run(tmp_path, "--diff", "a.yaml")
    assert ended.returncode == 1
    assert ended.stdout.decode().splitlines() == [
        "--- a.yaml", "+++ a.yaml", "@@ -1,3 +1,3 @@",
        "-name:   ::error::x", " engagemodel: 1", "+name: ::error::x", " ",
    ]  # fmt: skip
    assert (tmp_path / "a.yaml").read_text() == UNKEMPT.replace("Test", "::error::x")


def test_standard_input_goes_to_standard_output_byte_for_byte(tmp_path: Path) -> None:
    ended = run(tmp_path, "-", piped=b"\xef\xbb\xbfname:  Gr\xc3\xb6\xc3\x9fe\r\nengagemodel: 1")
    assert ended.returncode == 0
    assert ended.stdout == b"\xef\xbb\xbfengagemodel: 1\r\nname: Gr\xc3\xb6\xc3\x9fe\r\n"
    assert run(tmp_path, "-", "--check", piped=CANONICAL.encode()).returncode == 0
    assert run(tmp_path, "-", "--check", piped=UNKEMPT.encode()).stdout == b"-\n"
    assert run(tmp_path, "-", "-", piped=b"").returncode == 2


def test_a_folder_names_its_models_and_what_they_include_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    main = "engagemodel: 1\nname: Test\ninclude:   [parts/*.yaml]\n"
    files = {
        "model.yaml": main,
        "parts/p.yaml": "platforms:\n    p: {}\n",
        "compose.yaml": "services:\n    web: {}\n",
        "loose.yaml": "platforms:\n    q: {}\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    outcome = fmt([str(tmp_path)])
    assert {os.path.relpath(path, tmp_path) for path in outcome.files} == {
        "model.yaml",
        os.path.join("parts", "p.yaml"),
    }
    alone = fmt([str(tmp_path / "model.yaml")])
    assert list(alone.files) == [str(tmp_path / "model.yaml")]


def test_what_cannot_be_read_is_told_and_left_and_the_others_are_formatted(tmp_path: Path) -> None:
    files = {"bad.yaml": "name: [x\n", "good.yaml": UNKEMPT, "other.yaml": "services: {}\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    ended = run(tmp_path, "bad.yaml", "missing.yaml", "good.yaml", "other.yaml", ".git")
    assert ended.returncode == 2
    told = ended.stderr.decode()
    assert "bad.yaml:1:7: error: this '[' is not closed" in told
    assert "other.yaml:1:1: error: this is no part of a model" in told
    assert "no such file 'missing.yaml'" in told
    assert (tmp_path / "bad.yaml").read_text() == "name: [x\n"
    assert (tmp_path / "good.yaml").read_text() == CANONICAL


def test_others_are_passed_over_where_asked_but_parts_are_formatted(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("services: {}\n")
    (tmp_path / "part.yaml").write_text("channels:\n    web: {}\n")
    ended = run(tmp_path, "--skip-others", "other.yaml", "part.yaml")
    assert (ended.returncode, ended.stderr) == (0, b"formatted part.yaml\n")
    assert run(tmp_path, "--skip-others", "missing.yaml").returncode == 2


def test_a_folder_without_models_is_told(tmp_path: Path) -> None:
    assert messages(fmt([str(tmp_path)])) == [f"there is no model in '{tmp_path}'"]


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "a.yaml").write_text(UNKEMPT)
    ended = run(tmp_path, "pipe.yaml", "a.yaml")
    assert ended.returncode == 2
    assert "'pipe.yaml' is neither a file nor a folder" in ended.stderr.decode()
    assert (tmp_path / "a.yaml").read_text() == CANONICAL


def test_an_unknown_id_is_no_reason_not_to_format(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(UNKEMPT + "platforms: {p: {needs: q}}\n")
    outcome = fmt([str(tmp_path / "a.yaml")])
    assert outcome.problems == ()
    assert list(outcome.files.values()) == [CANONICAL.encode() + b"platforms:\n  p: {needs: q}\n"]


def test_what_is_left_as_it_is_says_why_and_passes(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: &n Test\nx-a: {*n : 1}\n")
    told = "a.yaml: note: left as it is: a key that is not one plain word (line 2)\n"
    for options in ([], ["--check"]):
        ended = run(tmp_path, "a.yaml", *options)
        assert (ended.returncode, ended.stdout, ended.stderr.decode()) == (0, b"", told)


def test_what_cannot_be_in_order_is_told_once_with_its_line_as_it_is_now(tmp_path: Path) -> None:
    text = "platforms: {p: {needs: &h [q]}, q: }\nchannels: {w: {needs: *h}}\nname: Test\n"
    (tmp_path / "a.yaml").write_text(text)
    left = "'channels' stays behind 'platforms', which has the anchor '&h' that it uses"
    checked = run(tmp_path, "a.yaml", "--check")
    assert (checked.returncode, checked.stdout) == (1, b"a.yaml\n")
    assert checked.stderr.decode() == f"a.yaml:2: note: not in order: {left}\n"
    told = f"a.yaml:5: note: not in order: {left}\n"
    ended = run(tmp_path, "a.yaml")
    assert (ended.returncode, ended.stderr.decode()) == (0, f"{told}formatted a.yaml\n")
    assert (tmp_path / "a.yaml").read_text().splitlines()[4].startswith("channels:")
    again = run(tmp_path, "a.yaml", "--check")
    assert (again.returncode, again.stderr.decode()) == (0, told)


def test_a_result_that_says_something_else_is_a_bug_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(UNKEMPT)

    def wrong(_: Node) -> str:
        return CANONICAL.replace("Test", "Toast")

    monkeypatch.setattr(style, "lay_out", wrong)
    assert cli.run(["fmt", str(path)]) == 3
    assert "would change what it says" in capsys.readouterr().err
    assert path.read_text() == UNKEMPT


def test_a_file_that_is_named_twice_is_formatted_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(UNKEMPT)
    ended = run(tmp_path, "a.yaml", "./a.yaml", ".")
    assert (ended.returncode, ended.stderr) == (0, b"formatted a.yaml\n")


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(UNKEMPT)
    (tmp_path / "link.yaml").symlink_to("a.yaml")
    assert run(tmp_path, "link.yaml").returncode == 0
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "a.yaml").read_text() == CANONICAL
