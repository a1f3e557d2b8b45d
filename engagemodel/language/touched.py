"""A model argument in, beside its files what each of them was when it was read out, and what was sought."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator

from engagemodel.language.files import Disk, NoFileError, TooLongError

ABSENT = "absent"
_PIECE = 1 << 20  # bytes that are read at once


class Touched(Disk):
    """The disk, which remembers all that a model is made of, or would be if it were there.

    `marks` has, by path, what `mark` says of each file that was read, each folder in which a pattern
    was sought and each name that was missing. Nothing but files is read, so that nobody waits for a pipe.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.marks: dict[str, str] = {}

    def read(self, name: str, most: int) -> bytes:
        path = self._place(name)
        try:
            if not stat.S_ISREG(os.stat(path).st_mode) and not os.path.isdir(path):
                raise NoFileError("not a file")
            data = super().read(name, most)
        except (NoFileError, TooLongError):
            self._note(path)
            raise
        except (OSError, ValueError):
            self.marks[path] = ABSENT  # if it can be read a moment later, it has changed
            raise
        self.marks.setdefault(path, marked(data))
        return data

    def is_folder(self, path: str) -> bool | None:
        self._note(os.path.join(self._folder, path))
        return super().is_folder(path)

    def names(self, path: str) -> Iterator[tuple[str, bool | None]]:
        self._note(os.path.join(self._folder or ".", path))
        return super().names(path)

    def _note(self, path: str) -> None:
        if path not in self.marks:
            self.marks[path] = mark(path)


def marked(data: bytes) -> str:
    """Return the mark of a file that holds these bytes."""
    return hashlib.sha256(data).hexdigest()


def mark(path: str) -> str:
    """Return what tells a file or folder from any other: its bytes, or the names in it.

    What is neither has its sort for a mark, `ABSENT` if there is nothing or it cannot be read.
    """
    try:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            names = sorted(f"{entry.name}/{entry.is_dir()}" for entry in os.scandir(path))
            return marked("\0".join(names).encode("utf-8", "surrogateescape"))
        if not stat.S_ISREG(found.st_mode):
            return f"sort {stat.S_IFMT(found.st_mode)}"
        hashed = hashlib.sha256()
        with open(path, "rb") as file:
            while piece := file.read(_PIECE):
                hashed.update(piece)
        return hashed.hexdigest()
    except (OSError, ValueError, MemoryError):
        return ABSENT
