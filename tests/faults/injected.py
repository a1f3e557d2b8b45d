"""A kind of system call and a number in: from now on the n-th call of that kind in some folders fails.

Made for a process that ends soon after; nothing is ever put back.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import os
from collections.abc import Callable
from typing import Any

# What each kind is made of. `replace` and its like name two files, the others one.
CALLS = {
    "open": ("open",),
    "write": ("write",),
    "short": ("write",),
    "fsync": ("fsync",),
    "rename": ("replace", "rename", "link"),
    "mode": ("chmod", "chown"),
    "mkdir": ("mkdir",),
    "unlink": ("unlink", "remove"),
    "stat": ("stat", "lstat", "readlink"),
    "list": ("scandir", "listdir"),
    "read": (),
    "lock": (),
}
_real_open, _fstat, _mark = builtins.open, os.fstat, os.open


class Fault:
    """Counts the calls of a kind and lets the `at`-th fail with an error of `number`."""

    def __init__(self, kind: str, at: int, number: str, folders: list[str], mark: str) -> None:
        self.kind, self.at, self.number = kind, at, number
        self.folders = tuple(os.path.realpath(folder) + os.sep for folder in folders)
        self.mark = mark
        self.files: dict[int, str] = {}
        self.calls = 0

    def due(self, about: object) -> bool:
        """Return whether it is this call that fails; that it came is marked by a file."""
        if not self.concerns(about):
            return False
        self.calls += 1
        if self.calls != self.at:
            return False
        os.close(_mark(self.mark, os.O_CREAT | os.O_WRONLY))
        return True

    def concerns(self, about: object) -> bool:
        if isinstance(about, int):
            about = self.files.get(about, "")
        if not isinstance(about, str | os.PathLike):
            return False
        path = os.path.join(_CURRENT, os.fspath(about))
        return (os.path.normpath(path) + os.sep).startswith(self.folders)

    def error(self, about: object) -> Exception:
        if self.number == "MemoryError":
            return MemoryError()
        code = getattr(errno, self.number)
        return OSError(code, os.strerror(code), *([] if isinstance(about, int) else [about]))


_CURRENT = ""


def arm(kind: str, at: int, number: str, folders: list[str], mark: str) -> None:
    """Let the `at`-th call of a kind fail that is about a path in one of the folders.

    `number` is the name of the error, such as ``ENOSPC``, or ``MemoryError``; a file `mark` is made when it fails.
    """
    global _CURRENT  # noqa: PLW0603 - the current folder may be gone later
    _CURRENT = os.getcwd()
    fault = Fault(kind, at, number, folders, mark)
    real_open = os.open

    def opened(path: Any, *arguments: Any, **options: Any) -> int:
        if kind == "open" and fault.due(path):
            raise fault.error(path)
        handle = real_open(path, *arguments, **options)
        if fault.concerns(path):
            fault.files[handle] = os.path.join(_CURRENT, os.fspath(path))
        return handle

    os.open = opened
    for name in CALLS[kind]:
        if name != "open":
            setattr(os, name, _failing(getattr(os, name), fault))
    if kind == "lock":
        fcntl.flock = _failing(fcntl.flock, fault)
    if kind in ("open", "read"):
        builtins.open = io.open = _opening(fault)  # type: ignore[assignment]


def _failing(real: Callable[..., Any], fault: Fault) -> Callable[..., Any]:
    def called(*arguments: Any, **options: Any) -> Any:
        about = arguments[0] if arguments else "."
        if fault.due(about):
            if fault.kind != "short":
                raise fault.error(about)
            arguments = (arguments[0], arguments[1][: max(1, len(arguments[1]) // 3)])
        return real(*arguments, **options)

    return called


def _opening(fault: Fault) -> Callable[..., Any]:
    def opened(path: Any, *arguments: Any, **options: Any) -> Any:
        if fault.kind == "open" and fault.due(path):
            raise fault.error(path)
        file = _real_open(path, *arguments, **options)
        return _Read(file, path, fault) if fault.kind == "read" else file

    return opened


class _Read:
    """An open file of which one read fails."""

    def __init__(self, file: Any, path: object, fault: Fault) -> None:
        self._file, self._path, self._fault = file, path, fault

    def read(self, *size: int) -> Any:
        if self._fault.due(self._path):
            raise self._fault.error(self._path)
        return self._file.read(*size)

    def __enter__(self) -> _Read:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __iter__(self) -> Any:
        return iter(self._file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
