"""Files are written whole or not at all, whatever fails and when; nothing else is touched."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engagemodel.delivery import create, write
from engagemodel.errors import ArgumentError


def test_a_new_file_and_an_old_one(tmp_path: Path) -> None:
    old = tmp_path / "old.svg"
    old.write_bytes(b"before")
    old.chmod(0o640)
    write({str(old): b"after", str(tmp_path / "new.svg"): b"new"})
    assert (old.read_bytes(), (tmp_path / "new.svg").read_bytes()) == (b"after", b"new")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.svg", "old.svg"]


def test_a_new_file_has_the_mode_that_the_user_wants(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write({str(tmp_path / "page.svg"): b"x"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "page.svg").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "page.svg"
    target.write_bytes(b"before")
    link = tmp_path / "page.svg"
    link.symlink_to(target)
    write({str(link): b"after"})
    assert link.is_symlink()
    assert target.read_bytes() == b"after"


@pytest.mark.parametrize(
    "to",
    ["../victim", "../new", "../../{name}/../victim", "{tmp}/victim", "../pipe"],
)
@pytest.mark.parametrize("repository", [True, False])
def test_a_link_out_of_its_repository_is_refused(tmp_path: Path, to: str, repository: bool) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    if repository:
        (inside / ".git").mkdir()
    (tmp_path / "victim").write_bytes(b"mine")
    os.mkfifo(tmp_path / "pipe")
    (inside / "x.json").symlink_to(to.format(tmp=tmp_path, name=tmp_path.name))
    (inside / "y.json").symlink_to("x.json")
    for name in ("x.json", "y.json"):
        with pytest.raises(ArgumentError, match="is a link to a place outside of its"):
            write({str(inside / "other.json"): b"x", str(inside / name): b"x"})
    assert (tmp_path / "victim").read_bytes() == b"mine"
    assert not (tmp_path / "new").exists()
    assert not (inside / "other.json").exists()


@pytest.mark.parametrize("to", [".git/config", "sub/../.GIT/hooks/pre-commit", ".git"])
def test_a_link_to_what_git_keeps_is_refused(tmp_path: Path, to: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git" / "config").write_bytes(b"mine")
    (tmp_path / "x.json").symlink_to(to)
    with pytest.raises(ArgumentError, match=r"git keeps|is a folder"):
        write({str(tmp_path / "x.json"): b"x"})
    assert (tmp_path / ".git" / "config").read_bytes() == b"mine"


def test_a_link_within_its_repository_is_followed(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in ("docs", "site"):
        (tmp_path / name).mkdir()
    (tmp_path / "docs" / "page.svg").symlink_to("../site/page.svg")
    write({str(tmp_path / "docs" / "page.svg"): b"new"})
    assert (tmp_path / "site" / "page.svg").read_bytes() == b"new"


@pytest.mark.parametrize("name", ["", "no-such-folder/page.svg", "folder", "folder/"])
def test_what_is_no_place_for_a_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ArgumentError):
        write({str(tmp_path / name) + ("/" if name.endswith("/") else ""): b"x"})
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_an_output_that_is_an_input_is_refused_under_any_name(tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_bytes(b"engagemodel: 1")
    (tmp_path / "link.svg").symlink_to(model)
    os.link(model, tmp_path / "hard.svg")
    for name in ("model.yaml", "../" + tmp_path.name + "/model.yaml", "link.svg", "hard.svg"):
        with pytest.raises(ArgumentError, match="one of the inputs"):
            write({f"{tmp_path}/{name}": b"x"}, [str(model)])
    assert model.read_bytes() == b"engagemodel: 1"


def test_an_input_that_an_editor_replaces_right_now_is_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, page = tmp_path / "model.yaml", tmp_path / "page.svg"
    stat, asked = os.stat, 0

    def moment_later(path: object, *rest: object, **options: object) -> os.stat_result:
        nonlocal asked
        if path in (model, str(model)):
            asked += 1
            if asked == moment:
                model.unlink()
        return stat(path, *rest, **options)  # type: ignore[call-overload, no-any-return]

    for moment in range(1, 9):
        model.write_bytes(b"engagemodel: 1")
        with monkeypatch.context() as patch:
            patch.setattr(os, "stat", moment_later)
            write({str(page): b"%d" % moment}, [str(model)])
        assert page.read_bytes() == b"%d" % moment
        if asked < moment:
            return
        asked = 0
    raise AssertionError("it asks without end")


def test_two_outputs_are_two_files(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="same file"):
        write({str(tmp_path / "a.svg"): b"1", f"{tmp_path}/./a.svg": b"2"})
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_that_refuses_is_an_error_and_stays_a_device() -> None:
    with pytest.raises(ArgumentError, match="No space left"):
        write({"/dev/full": b"x"})
    write({"/dev/null": b"x"})
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


class Failing:
    """Makes the n-th call of a function of `os` fail."""

    def __init__(self, patch: pytest.MonkeyPatch, name: str, at: int, error: BaseException) -> None:
        self.real: Callable[..., object] = getattr(os, name)
        self.calls, self.at, self.error = 0, at, error
        patch.setattr(os, name, self)

    def __call__(self, *arguments: object, **options: object) -> object:
        self.calls += 1
        if self.calls == self.at:
            raise self.error
        return self.real(*arguments, **options)

    def refuse(self, *_: object, **__: object) -> None:
        raise self.error


@pytest.mark.parametrize("name", ["write", "fsync", "replace", "chmod", "open"])
@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_all_old_and_no_debris(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, at: int, error: BaseException
) -> None:
    names = ["a.svg", "b.svg", "c.svg"]
    for file in names:
        (tmp_path / file).write_bytes(b"old")
    failing = Failing(monkeypatch, name, at, error)
    expected = ArgumentError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        write({str(tmp_path / file): b"new, and longer" for file in names})
    assert failing.calls >= at
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert {(tmp_path / file).read_bytes() for file in names} == {b"old"}


def test_what_cannot_be_taken_back_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if source.suffix == ".old" or target.name == "b.svg":
            raise OSError(5, "Input/output error")
        real(source, target)

    (tmp_path / "a.svg").write_bytes(b"old")
    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(ArgumentError, match=r"b\.svg': Input/output error") as caught:
        write({str(tmp_path / name): b"new" for name in ("a.svg", "b.svg")})
    assert f"not to be undone: '{tmp_path / 'a.svg'}'" in (caught.value.problems[0].hint or "")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.svg", b"new")]


@pytest.mark.parametrize("links", [True, False])
def test_without_hard_links_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """A file system such as FAT has none: what was there is kept as a copy."""
    if not links:
        monkeypatch.setattr(os, "link", Failing(monkeypatch, "link", 0, OSError(1, "no")).refuse)
    (tmp_path / "a.svg").write_bytes(b"old")
    (tmp_path / "c.svg").mkdir()
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if target.name == "b.svg":
            raise OSError(5, "Input/output error")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(ArgumentError):
            write({str(tmp_path / name): b"new" for name in ("a.svg", "b.svg")})
    assert (tmp_path / "a.svg").read_bytes() == b"old"
    create({str(tmp_path / "c.svg" / "new.yaml"): b"new"})
    assert (tmp_path / "c.svg" / "new.yaml").read_bytes() == b"new"
    with pytest.raises(ArgumentError, match="not overwritten"):
        create({str(tmp_path / "c.svg" / "new.yaml"): b"newer"})
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.svg", "c.svg", "new.yaml"]


def test_what_a_killed_process_left_goes_and_what_is_in_use_stays(tmp_path: Path) -> None:
    left, used, other = (
        tmp_path / name
        for name in (
            ".engagemodel-0123456789abcdef.new",
            ".engagemodel-fedcba9876543210.old",
            ".engagemodel-notes.new",
        )
    )
    for path in (left, used, other):
        path.write_bytes(b"half")
    (tmp_path / ".engagemodel-00000000000000aa.new").symlink_to(other)
    fcntl = pytest.importorskip("fcntl")
    with open(used) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        write({str(tmp_path / "page.svg"): b"new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".engagemodel-00000000000000aa.new",
        used.name,
        other.name,
        "page.svg",
    ]


def test_a_folder_that_had_to_be_made_goes_with_what_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = Failing(monkeypatch, "fsync", 2, OSError(28, "No space left on device"))
    with pytest.raises(ArgumentError, match="No space left"):
        create({str(tmp_path / "new" / "deep" / name): b"x" for name in ("a.yaml", "b.yaml")})
    assert failing.calls == 2
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="File name too long"):
        write({str(tmp_path / ("a" * 300)): b"x"})


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs /dev/stdout")
def test_what_standard_output_is_sent_to_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "log.txt"
    program = "from engagemodel.delivery import write; write({'/dev/stdout': b'page'})"
    with open(target, "wb", buffering=0) as file:
        file.write(b"before ")
        subprocess.run([sys.executable, "-c", program], stdout=file, check=True)
        file.write(b" after")
    assert target.read_bytes() == b"before page after"
    with pytest.raises(ArgumentError, match="Bad file descriptor"):
        write({"/dev/fd/999": b"x"})


def test_created_files_never_replace_anything(tmp_path: Path) -> None:
    model = tmp_path / "new" / "deep" / "model.yaml"
    create({str(model): b"mine"})
    with pytest.raises(ArgumentError, match="not overwritten"):
        create({str(model): b"yours"})
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ArgumentError, match="not overwritten"):
        create({str(dangling): b"yours"})
    assert model.read_bytes() == b"mine"
    assert not (tmp_path / "elsewhere").exists()
    assert [path.name for path in model.parent.iterdir()] == ["model.yaml"]


def test_a_file_that_appears_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "model.yaml"
    real = os.fsync

    def slow(handle: int) -> None:
        model.write_bytes(b"theirs")
        real(handle)

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(ArgumentError, match="cannot write"):
        create({str(model): b"mine"})
    assert model.read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["model.yaml"]
