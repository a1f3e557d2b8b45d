"""Bytes in, complete files beside the places that they are for out; none is left behind."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_NAME = re.compile(r"\.engagemodel-[0-9a-f]{16}\.(?:new|old)")
_TRIES = 10
_PIECE = 1 << 20  # bytes between two looks at whether the program is asked to end


class Aside:
    """The files that one delivery keeps beside its targets; `clear` removes those still there.

    Each is locked as long as it is needed. What a killed process left behind is locked by nobody,
    and goes when the next delivery into its folder begins.
    """

    def __init__(self, heed: Callable[[], None]) -> None:
        self._heed = heed
        self._held: dict[Path, int | None] = {}
        self._swept: set[Path] = set()

    def new(self, target: Path, content: bytes) -> Path:
        """Return a complete file for a target, with the owner and mode that this has or would get."""
        if target.parent not in self._swept:
            self._swept.add(target.parent)
            sweep(target.parent)
        state = _state(target)
        # Nobody may read for a moment what was not for everybody.
        path, handle = self._opened(target, 0o666 if state is None else 0o600)
        pour(handle, content, self._heed)
        os.fsync(handle)
        if state is not None:
            with suppress(OSError, AttributeError):  # who may not give files away keeps them
                if (state.st_uid, state.st_gid) != _owner(handle):
                    os.chown(path, state.st_uid, state.st_gid)
            os.chmod(path, stat.S_IMODE(state.st_mode))
        if sys.platform == "win32":  # what is open cannot be renamed there
            os.close(handle)
            self._held[path] = None
        return path

    def old(self, target: Path) -> Path | None:
        """Return the target once more, under a name to bring it back from; None where there is none."""
        if _state(target) is None:
            return None
        path = _name(target, "old")
        self._held[path] = None
        try:
            os.link(target, path)
        except OSError:  # no hard links here (FAT, some shares)
            shutil.copy2(target, path)
        with suppress(OSError):
            self._held[path] = handle = os.open(path, os.O_RDONLY | _FLAGS)
            _lock(handle, shared=True)
        return path

    def clear(self) -> None:
        """Remove what was not put in its place, and let go of all."""
        for path, handle in self._held.items():
            with suppress(OSError):
                path.unlink()
            if handle is not None:
                with suppress(OSError):
                    os.close(handle)
        self._held.clear()

    def _opened(self, target: Path, mode: int) -> tuple[Path, int]:
        for _ in range(_TRIES):
            path = _name(target, "new")
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _FLAGS, mode)
            self._held[path] = handle
            _lock(handle)
            if _is(path, handle):
                return path, handle
            # Somebody swept it away before it was locked; if it is there after all, `clear` finds it.
        raise FileNotFoundError(errno.ENOENT, "somebody takes away what is being written")


def sweep(folder: Path) -> None:
    """Remove what killed processes of this user have left in a folder; what is in use stays."""
    if sys.platform == "win32":
        return
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name):
                with suppress(OSError):
                    _sweep(Path(entry.path))


def _sweep(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | _FLAGS)
    try:
        state = os.fstat(handle)
        own = stat.S_ISREG(state.st_mode) and state.st_uid == os.geteuid()
        if own and _lock(handle) and _is(path, handle):
            path.unlink()
    finally:
        os.close(handle)


def pour(handle: int, content: bytes, heed: Callable[[], None]) -> None:
    """Write all bytes to an open file; `heed` is called between the pieces."""
    left = memoryview(content)
    while left:
        heed()
        try:
            left = left[os.write(handle, left[:_PIECE]) :]
        except BlockingIOError:  # a pipe or terminal that another program has made so
            import select

            select.select([], [handle], [])
    heed()


_FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def _name(target: Path, suffix: str) -> Path:
    return target.parent / f".engagemodel-{os.urandom(8).hex()}.{suffix}"


def _state(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _owner(handle: int) -> tuple[int, int]:
    state = os.fstat(handle)
    return state.st_uid, state.st_gid


def _is(path: Path, handle: int) -> bool:
    """Return whether a name still stands for an open file."""
    state = _state(path)
    return state is not None and os.path.samestat(state, os.fstat(handle))


def _lock(handle: int, *, shared: bool = False) -> bool:
    """Return whether the file could be locked; where nothing can be, nothing is swept either."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
