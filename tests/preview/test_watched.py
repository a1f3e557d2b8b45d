from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engagemodel.language.files import Disk
from engagemodel.language.limits import Limits
from engagemodel.language.survey import survey
from engagemodel.language.touched import ABSENT, Touched, mark
from engagemodel.preview.watched import DOUBT, Watched
from engagemodel.settings import sought

MAIN = "engagemodel: 1\nname: Fine\n"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("m.yaml").write_text(MAIN + "include: [part.yaml, 'more/*.yaml', gone.yaml]\n")
    Path("part.yaml").write_text("platforms: {a: {}}\n")
    Path("more").mkdir()
    Path("more/b.yaml").write_text("platforms: {b: {}}\n")
    return tmp_path


def watched() -> Watched:
    disk = Touched("m.yaml")
    survey(disk)
    return Watched(disk.marks)


@pytest.mark.parametrize(
    "save",
    [
        lambda: Path("m.yaml").write_text(MAIN),
        lambda: Path("part.yaml").write_text("platforms: {c: {}}\n"),
        lambda: Path("more/b.yaml").unlink(),
        lambda: Path("more/c.yaml").write_text("platforms: {c: {}}\n"),
        lambda: Path("gone.yaml").write_text("platforms: {d: {}}\n"),
        lambda: Path("m.yaml").rename("elsewhere.yaml"),
    ],
)
def test_whatever_a_model_is_made_of_is_watched(folder: Path, save: Callable[[], object]) -> None:
    looked = watched()
    assert not looked.changed()
    save()
    assert looked.changed()
    assert not watched().changed()


def test_a_file_that_is_too_large_is_watched(folder: Path) -> None:
    disk = Touched("m.yaml")
    Path("part.yaml").write_text("# long\n" * 1000)
    survey(disk, limits=Limits(file_bytes=1000))
    looked = Watched(disk.marks)
    assert not looked.changed()
    Path("part.yaml").write_text("# short\n")
    assert looked.changed()


def test_a_file_that_was_gone_only_while_it_was_read_has_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Disk.read

    def gone(disk: Disk, name: str, most: int) -> bytes:
        if name == "part.yaml":
            raise FileNotFoundError(name)
        return read(disk, name, most)

    with monkeypatch.context() as patch:
        patch.setattr(Disk, "read", gone)
        looked = watched()
    assert looked.changed()


def test_what_a_model_is_not_made_of_is_not_watched(folder: Path) -> None:
    looked = watched()
    Path("other.yaml").write_text(MAIN)
    Path("m.yaml").touch()
    assert not looked.changed()


def test_a_file_put_in_the_place_of_another_is_seen(folder: Path) -> None:
    looked = watched()
    Path("new").write_text(MAIN)
    os.replace("new", "m.yaml")
    assert looked.changed()


def test_what_was_saved_again_as_it_was_is_no_change(folder: Path) -> None:
    looked = watched()
    Path("part.yaml").write_text("platforms: {c: {}}\n")
    assert looked.changed()
    Path("part.yaml").write_text("platforms: {a: {}}\n")
    assert not looked.changed()


def test_a_save_within_one_tick_of_a_coarse_clock_is_seen(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def coarse(path: object) -> os.stat_result:
        return os.stat_result((0o100644, 1, 1, 1, 0, 0, 30, 0, 0, 0))

    monkeypatch.setattr("engagemodel.preview.watched.os.stat", coarse)
    clock = Clock()
    now = {"m.yaml": "one"}
    monkeypatch.setattr("engagemodel.preview.watched.mark", now.__getitem__)
    looked = Watched({"m.yaml": "one"}, clock=clock)
    assert not looked.changed()
    clock.now += DOUBT / 2
    now["m.yaml"] = "two"
    assert looked.changed()
    clock.now += DOUBT
    now["m.yaml"] = "one"
    assert looked.changed()  # nobody asks what has not moved for so long


def test_what_is_gone_or_empty_is_missing(folder: Path) -> None:
    looked = watched()
    Path("part.yaml").write_text("")
    assert looked.changed()
    assert looked.missing()
    Path("part.yaml").unlink()
    assert looked.changed()
    assert looked.missing()
    Path("part.yaml").write_text("platforms: {c: {}}\n")
    assert looked.changed()
    assert not looked.missing()


def test_marks_tell_files_folders_and_nothing_apart(folder: Path) -> None:
    assert mark("none") == mark("m.yaml/x") == mark("\0") == ABSENT
    os.mkfifo("pipe")
    found = [mark(name) for name in ("m.yaml", "part.yaml", "more", ".", "pipe", "none")]
    assert len(set(found)) == len(found)


def test_nobody_waits_for_a_pipe(folder: Path) -> None:
    os.mkfifo("pipe.yaml")
    (problem,) = survey(Touched("pipe.yaml")).problems
    assert problem.message == "'pipe.yaml' is not a file, not a file"


def test_settings_are_sought_up_to_the_root_of_the_repository(folder: Path) -> None:
    assert [Path(path).name for path in sought("m.yaml")] == ["engagemodel.toml", "pyproject.toml"]
    (folder / ".git").mkdir()
    found = [Path(path).relative_to(folder.resolve()).as_posix() for path in sought("more/b.yaml")]
    assert found == [
        "more/engagemodel.toml",
        "more/pyproject.toml",
        "engagemodel.toml",
        "pyproject.toml",
    ]
