"""Files are written whole or not at all, whatever fails and when; nothing else is touched."""

from __future__ import annotations

import os
import stat
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
    """Makes the n-th call of a function of `os` (or `tempfile.mkstemp`) fail."""

    def __init__(self, patch: pytest.MonkeyPatch, name: str, at: int, error: BaseException) -> None:
        import tempfile

        owner = tempfile if name == "mkstemp" else os
        self.real: Callable[..., object] = getattr(owner, name, lambda *_: None)
        self.calls, self.at, self.error = 0, at, error
        patch.setattr(owner, name, self)

    def __call__(self, *arguments: object, **options: object) -> object:
        self.calls += 1
        if self.calls == self.at:
            raise self.error
        return self.real(*arguments, **options)


@pytest.mark.parametrize("name", ["fsync", "replace", "chmod", "mkstemp"])
@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_old_or_new_and_no_debris(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, at: int, error: BaseException
) -> None:
    names = ["a.svg", "b.svg", "c.svg"]
    for file in names:
        (tmp_path / file).write_bytes(b"old")
    failing = Failing(monkeypatch, name, at, error)
    expected = ArgumentError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        write({str(tmp_path / file): b"new, and longer" for file in names})
    assert failing.calls == at
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    contents = {(tmp_path / file).read_bytes() for file in names}
    assert contents <= {b"old", b"new, and longer"}
    if name != "replace":  # until everything is ready nothing is put in place
        assert contents == {b"old"}


def test_a_full_disk_in_the_middle_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.svg"
    page.write_bytes(b"old")
    real = os.fdopen

    def full(handle: int, mode: str) -> object:
        file = real(handle, mode)

        class Full:
            def __enter__(self) -> Full:
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

            def write(self, content: bytes) -> None:
                file.write(content[: len(content) // 2])
                raise OSError(28, "No space left on device")

        return Full()

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(ArgumentError, match="No space left on device"):
        write({str(page): b"new" * 1000})
    assert page.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.svg"]


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
