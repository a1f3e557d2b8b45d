"""Paths with their bytes in, files written whole or not at all out."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from engagemodel.errors import ArgumentError, Problem


def write(files: Mapping[str, bytes], inputs: Iterable[str] = ()) -> None:
    """Write every file, or none where one cannot be written to the end.

    Each is written beside its place, brought to the disk, and only then put in the old one's
    place, whose mode it keeps; a link is followed. What is no regular file (a pipe, a device) is
    written to directly.

    Raises:
        ArgumentError: a file is one of the inputs, its folder is missing, it is a folder, two of
            them are the same, or the disk refuses it.
    """
    targets = {path: _target(path) for path in files}
    _refuse_inputs(targets, inputs)
    if len(set(targets.values())) < len(targets):
        raise ArgumentError(Problem("two outputs are the same file"))
    waiting: list[tuple[str, Path, Path]] = []
    try:
        for path, target in targets.items():
            with _Refusal(path):
                if target.exists() and not target.is_file():
                    _pour(target, files[path])
                else:
                    waiting.append((path, _beside(target, files[path]), target))
        while waiting:
            path, ready, target = waiting[0]
            with _Refusal(path):
                os.replace(ready, target)
            waiting.pop(0)
    finally:
        for _, ready, _ in waiting:
            ready.unlink(missing_ok=True)


def create(files: Mapping[str, bytes]) -> None:
    """Write new files and the folders they need; nothing that exists is touched.

    Raises:
        ArgumentError: one of the files is there already, or cannot be written.
    """
    for path in files:
        if os.path.lexists(path):
            hint = "move it away, or name another folder"
            raise ArgumentError(Problem(f"'{path}' exists and is not overwritten", hint=hint))
    for path, content in files.items():
        with _Refusal(path):
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            ready = _beside(Path(path), content)
            try:
                _place(ready, path)
            finally:
                ready.unlink(missing_ok=True)


def _place(ready: Path, path: str) -> None:
    """Put a complete file at a path where nothing is, without a moment in which it could replace."""
    try:
        os.link(ready, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links here (FAT, some shares)
        os.rename(ready, path)


class _Refusal:
    """Turns the system's refusal into an error that names the file as it was given."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            raise ArgumentError(Problem(f"cannot write '{self.path}': {reason}")) from None


def _target(path: str) -> Path:
    """Return where the bytes go: the file itself, or what a link at its place points to."""
    target = Path(path)
    if not path or path.endswith(("/", os.sep)) or target.is_dir():
        raise ArgumentError(Problem(f"'{path}' is a folder, a file is expected"))
    if target.exists() and not target.is_file():
        return target
    if target.is_symlink():
        target = Path(os.path.realpath(target))
    if not target.parent.is_dir():
        raise ArgumentError(
            Problem(f"cannot write '{path}': there is no folder '{Path(path).parent}'")
        )
    return target


def _refuse_inputs(targets: Mapping[str, Path], inputs: Iterable[str]) -> None:
    read = {_identity(Path(path)): path for path in inputs if os.path.exists(path)}
    for path, target in targets.items():
        if target.exists() and _identity(target) in read:
            hint = "name another file"
            raise ArgumentError(Problem(f"the output '{path}' is one of the inputs", hint=hint))


def _identity(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_dev, state.st_ino


def _beside(target: Path, content: bytes) -> Path:
    """Return a complete file beside the target, with the mode that the target has or would get."""
    handle, name = tempfile.mkstemp(prefix=".engagemodel-", suffix=".new", dir=target.parent)
    ready = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(ready, _mode(target))
    except BaseException:
        with suppress(OSError):
            ready.unlink(missing_ok=True)
        raise
    return ready


def _mode(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _pour(target: Path, content: bytes) -> None:
    with open(target, "wb", buffering=0) as file:
        left = memoryview(content)
        while left:
            left = left[file.write(left) :]
