"""Paths with their bytes in, files written out: each whole or not at all, all of them or none."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from engagemodel.delivery.aside import Aside, pour
from engagemodel.delivery.links import leads_astray
from engagemodel.ending import Calm
from engagemodel.errors import ArgumentError, Problem

_OPEN = re.compile(r"/dev/(?:stdout|stderr|fd/[0-9]{1,4})|/proc/self/fd/[0-9]{1,4}")
_NAMED = {"stdout": 1, "stderr": 2}


def write(files: Mapping[str, bytes], inputs: Iterable[str] = ()) -> None:
    """Write every file, or none where one cannot be written to the end.

    Each is written beside its place and brought to the disk; only when all are complete they are put
    in the old ones' places, whose owner and mode they keep, and when one cannot be, those before it
    are put back. A link is followed inside its repository alone. What is no regular file (a pipe, a device, ``/dev/stdout``) is
    written to directly, when all others are complete. Who asks the program to end meanwhile finds
    all files old, or all new.

    Raises:
        ArgumentError: a file is one of the inputs, its folder is missing, it is a folder or a link
            that leads astray, two of them are the same, or the disk refuses it.
    """
    targets = {path: _target(path) for path in files}
    _refuse_inputs(targets, inputs)
    if len(set(targets.values())) < len(targets):
        raise ArgumentError(Problem("two outputs are the same file"))
    with Calm() as calm:
        aside = Aside(calm.heed)
        moves: list[_Move] = []
        try:
            for path, target in targets.items():
                with _Refusal(path):
                    if isinstance(target, Path) and not _is_stream(target):
                        moves.append(_Move(path, aside.new(target, files[path]), target))
            for path, target in targets.items():
                with _Refusal(path):
                    if isinstance(target, int) or _is_stream(target):
                        with calm.impatient():
                            _pour(target, files[path])
            _replace(moves, aside)
        finally:
            aside.clear()


def create(files: Mapping[str, bytes]) -> None:
    """Write new files and the folders they need; nothing that exists is touched.

    Raises:
        ArgumentError: one of the files is there already, or cannot be written; then none is there,
            and no new folder.
    """
    for path in files:
        if os.path.lexists(path):
            hint = "move it away, or name another folder"
            raise ArgumentError(Problem(f"'{path}' exists and is not overwritten", hint=hint))
    with Calm() as calm:
        aside = Aside(calm.heed)
        made: list[Path] = []
        try:
            moves = []
            for path, content in files.items():
                with _Refusal(path):
                    _make(Path(path).parent, made)
                    moves.append(_Move(path, aside.new(Path(path), content), Path(path)))
            _each(moves, _place)
            made.clear()
        finally:
            aside.clear()
            for folder in reversed(made):
                with suppress(OSError):
                    folder.rmdir()


class _Move:
    """A complete file that waits to be put in its place, which is `path` in the user's words."""

    def __init__(self, path: str, ready: Path, target: Path) -> None:
        self.path, self.ready, self.target = path, ready, target
        self.old: Path | None = None

    def undo(self) -> bool:
        """Return whether what was there before is there again."""
        try:
            if self.old is None:
                self.target.unlink()
            else:
                os.replace(self.old, self.target)
        except OSError:
            return False
        return True


def _replace(moves: list[_Move], aside: Aside) -> None:
    for move in moves[:-1]:  # after the last one nothing can fail
        with _Refusal(move.path):
            move.old = aside.old(move.target)
    _each(moves, os.replace)


def _each(moves: list[_Move], put: Callable[[Path, Path], None]) -> None:
    """Put every file in its place; where one cannot be, take back those before it."""
    for done, move in enumerate(moves):
        try:
            put(move.ready, move.target)
        except BaseException as error:
            stay = [one.path for one in reversed(moves[:done]) if not one.undo()]
            if not isinstance(error, OSError):
                raise
            raise _refusal(move.path, error, stay) from None


def _place(ready: Path, path: Path) -> None:
    """Put a complete file at a path where nothing is, without a moment in which it could replace."""
    try:
        os.link(ready, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links here (FAT, some shares)
        if os.path.lexists(path):
            raise
        os.rename(ready, path)


def _make(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it; `made` is told each before it is there."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        made.append(each)
        each.mkdir()


class _Refusal:
    """Turns the system's refusal into an error that names the file as it was given."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise _refusal(self.path, error) from None


def _refusal(path: str, error: OSError, stay: Iterable[str] = ()) -> ArgumentError:
    """Return that a file cannot be written; `stay` are new ones that could not be taken back."""
    kept = ", ".join(f"'{one}'" for one in stay)
    hint = f"written before, and not to be undone: {kept}" if kept else None
    reason = error.strerror or str(error)
    return ArgumentError(Problem(f"cannot write '{path}': {reason}", hint=hint))


def _target(path: str) -> Path | int:
    """Return where the bytes go: the file itself, or what a link at its place points to.

    That is a number where the path is a name for what this process has open already: to put a new
    file in the place of what stands behind it would not be to write to it.
    """
    target = Path(path)
    with _Refusal(path):
        if _OPEN.fullmatch(path):
            handle = _NAMED[last] if (last := target.name) in _NAMED else int(last)
            os.fstat(
                handle
            )  # before we open anything, which would get the number of what is closed
            return handle
        if not path or path.endswith(("/", os.sep)) or target.is_dir():
            raise ArgumentError(Problem(f"'{path}' is a folder, a file is expected"))
        if target.is_symlink() and (astray := leads_astray(target)):
            hint = "write to that place itself, or name another file"
            raise ArgumentError(Problem(f"'{path}' is a link {astray}", hint=hint))
        if target.exists() and not target.is_file():
            return target
        if target.is_symlink():
            target = Path(os.path.realpath(target))
        if not target.parent.is_dir():
            raise ArgumentError(
                Problem(f"cannot write '{path}': there is no folder '{Path(path).parent}'")
            )
    return target


def _is_stream(target: Path) -> bool:
    return target.exists() and not target.is_file()


def _refuse_inputs(targets: Mapping[str, Path | int], inputs: Iterable[str]) -> None:
    read = {_identity(path) for path in inputs} - {None}
    for path, target in targets.items():
        if isinstance(target, Path) and _identity(target) in read:
            hint = "name another file"
            raise ArgumentError(Problem(f"the output '{path}' is one of the inputs", hint=hint))


def _identity(path: str | Path) -> tuple[int, int] | None:
    """Return what is equal for two names of one file, None where there is none (any more)."""
    try:
        state = os.stat(path)
    except (OSError, ValueError):  # an editor may be putting another in its place right now
        return None
    return state.st_dev, state.st_ino


def _pour(target: Path | int, content: bytes) -> None:
    """Write to what is no file of its own."""
    if isinstance(target, int):
        pour(target, content, lambda: None)
        return
    handle = os.open(target, os.O_WRONLY | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0))
    try:
        pour(handle, content, lambda: None)
    finally:
        os.close(handle)
