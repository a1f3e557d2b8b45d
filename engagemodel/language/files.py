"""Where the files of one model are read from: the disk, or whatever else shows them in the same way."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from typing import Protocol


class NoFileError(Exception):
    """A name is not that of a file; `kind` says what it is (``a folder``), `hint` what to do."""

    def __init__(self, kind: str, hint: str | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.hint = hint


class TooLongError(Exception):
    """A file is larger than it may be."""


class Folders(Protocol):
    """Folders and what is in them; a path is relative to the folder of the main file."""

    def is_folder(self, path: str) -> bool | None:
        """Return whether a path is a folder, None where there is nothing."""

    def names(self, path: str) -> Iterator[tuple[str, bool | None]]:
        """Yield each name in a folder and whether it is a folder (a link is none).

        None for what is neither a folder nor a file. A folder that cannot be read is empty.
        """


class Files(Folders, Protocol):
    """The files that one model may be made of; a name is relative to the folder of the main file.

    `main` is the name of the main file.
    """

    main: str

    def shown(self, name: str) -> str:
        """Return the path of a file as people are told it."""

    def real(self, name: str) -> str:
        """Return what is equal for two names of one file."""

    def inside(self, name: str) -> bool:
        """Return whether a file lies in the folder of the main file or below."""

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file.

        Raises:
            NoFileError: it is a folder or something else that is no file.
            TooLongError: it has more than `most` bytes.
            OSError: it cannot be read.
            ValueError: the name is no file name.
        """


class Disk:
    """The folder of a main file on this machine's disk; of standard input, the current folder."""

    def __init__(self, path: str) -> None:
        self.main = os.path.basename(path)
        self._path = path
        self._folder = "" if path == "-" else os.path.dirname(path)
        self._reals = {"-": "-"} if path == "-" else {}

    def shown(self, name: str) -> str:
        return self._place(name)

    def real(self, name: str) -> str:
        if name not in self._reals:
            path = os.path.join(self._folder, name)
            try:
                self._reals[name] = os.path.realpath(path)
            except ValueError:  # no name of a file, as opening it will tell
                self._reals[name] = path
        return self._reals[name]

    def inside(self, name: str) -> bool:
        root = self.real("")
        return os.path.commonpath([root, self.real(name)]) == root

    def read(self, name: str, most: int) -> bytes:
        path = self._place(name)
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise NoFileError("a folder")
        if not stat.S_ISREG(mode) and name != self.main:  # a main file may be a pipe
            raise NoFileError("not a file")
        with open(path, "rb") as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise TooLongError
        return data

    def is_folder(self, path: str) -> bool | None:
        full = os.path.join(self._folder, path)
        return os.path.isdir(full) if os.path.lexists(full) else None

    def names(self, path: str) -> Iterator[tuple[str, bool | None]]:
        try:
            with os.scandir(os.path.join(self._folder or ".", path)) as entries:
                for entry in entries:
                    folder = entry.is_dir(follow_symlinks=False)
                    yield entry.name, folder if folder or entry.is_file() else None
        except OSError:
            return

    def _place(self, name: str) -> str:
        """Return where a file is opened, whatever people are told; a main file may be a pipe."""
        return self._path if name == self.main else os.path.join(self._folder, name)
