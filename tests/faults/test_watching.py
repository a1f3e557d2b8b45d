"""Every system call of `watch` fails once after its start: it goes on, and the next save is followed.

An editor replaces files while they are read, and a disk may be full for a moment. The clock is ours, so
that nobody waits; the n-th call fails, for n = 1, 2, … until a run has no n-th one and gets by.
"""

from __future__ import annotations

import builtins
import fcntl
import io
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
from faults.injected import CALLS, arm
from watching import TODAY

from engagemodel import cli
from engagemodel.preview import following
from engagemodel.preview.following import Time
from engagemodel.shipped import shipped

MODEL = TODAY + "include: parts/*.yaml\n"
AT_REST, STEP = 5.0, 1.0  # seconds after a save, and between two polls, of our clock
NEVER = 1000  # no run has so many calls of a kind


@contextmanager
def unarmed_again() -> Iterator[None]:
    """Put back in the end all that `arm` may replace."""
    with pytest.MonkeyPatch.context() as patch:
        for name in {name for names in CALLS.values() for name in names}:
            patch.setattr(os, name, getattr(os, name))
        patch.setattr(fcntl, "flock", fcntl.flock)
        patch.setattr(builtins, "open", builtins.open)
        patch.setattr(io, "open", io.open)
        yield


def watched(folder: Path, kind: str, at: int, error: str, *words: str) -> bool:
    """Watch a model that is saved twice, and return whether the call that is to fail was made.

    All is well until the first save, and from the second on, which must come to a page.
    """
    (folder / "parts").mkdir(parents=True)
    (folder / "parts" / "a.yaml").write_text("customer_types: {b2b: {name: Business}}\n")
    (folder / "engagemodel.toml").write_text('ignore = ["unreached-customer"]\n')
    model, mark, save = folder / "m.yaml", folder.parent / f"{folder.name} failed", open
    now, saves, failing = 0.0, ["Second shop", "Third shop"], ExitStack()

    def wrote(name: str) -> None:
        with save(model, "w") as file:
            file.write(MODEL.replace("Web shop", name))

    def sleep(seconds: float) -> None:
        nonlocal now
        begun, now = now, now + max(seconds, STEP)
        if begun > AT_REST * (2 - len(saves)):
            if not saves:
                raise KeyboardInterrupt
            if len(saves) == 2:
                failing.enter_context(unarmed_again())
                arm(kind, at, error, [str(folder), str(shipped(""))], str(mark))
            else:
                failing.close()
            wrote(saves.pop(0))

    wrote("First shop")
    with pytest.MonkeyPatch.context() as patch, failing:
        patch.chdir(folder)
        clock = Time(lambda: now, sleep)
        patch.setattr(following, "follow", partial(following.follow, time=clock))
        code: int | None = None
        with suppress(KeyboardInterrupt):
            code = cli.run(["watch", "m.yaml", "-o", "page.md", *words])
        assert code is None, f"it ended when call {at} failed"
    assert "Third shop" in (folder / "page.md").read_text(), at
    assert {path.name for path in folder.iterdir()} == {
        "engagemodel.toml",
        "m.yaml",
        "page.md",
        "parts",
    }
    return mark.exists()


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("stat", "ENOENT"),
        ("open", "EMFILE"),
        ("open", "MemoryError"),
        ("read", "EIO"),
        ("list", "EACCES"),
        ("write", "ENOSPC"),
        ("fsync", "EIO"),
        ("rename", "ENOENT"),
        ("lock", "ENOLCK"),
    ],
)
def test_it_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, error: str
) -> None:
    words = () if error == "EMFILE" else ("--no-serve",)  # which shows pages of the disk
    for at in range(1, NEVER):
        came = watched(tmp_path / str(at), kind, at, error, *words)
        told = capsys.readouterr()
        assert "this is a bug" not in told.err
        if not came:
            assert at > 1, "there is no such call"
            return
    raise AssertionError("it calls without end")
