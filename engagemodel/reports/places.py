"""Paths of models as they were given in, paths that a site finds in its repository out."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import NamedTuple

from engagemodel.printable import printable

STDIN = "stdin"
_KEPT = ".git"


class Located(NamedTuple):
    """A file as a site knows it: its printable path, parted by ``/`` and never absolute.

    `rooted` where that begins at the root of a git repository; `revision` of which it is, None of
    what is on this disk.
    """

    path: str
    rooted: bool = False
    revision: str | None = None


def relative(path: str) -> str:
    """Return a path from the current folder, parted by ``/``, never absolute; `STDIN` for ``-``.

    A path that leads out of the folder keeps its leading ``..``.
    """
    if path == "-":
        return STDIN
    try:
        shown = os.path.relpath(path)
    except ValueError:  # another drive
        shown = PurePath(path).name
    return PurePath(shown).as_posix()


def located(path: str) -> Located:
    """Return where a site finds a file: from the root of its repository, whatever the folder here.

    Of ``REV:PATH`` it is the PATH. Outside of a repository a path is `relative`. Git is not asked:
    that a folder has ``.git`` tells.
    """
    try:
        return _at_revision(path) or _on_disk(path) or Located(relative(printable(path)))
    except ValueError:  # no name of a file
        return Located(relative(printable(path)))


def _on_disk(path: str) -> Located | None:
    if path == "-":
        return None
    folder, name = os.path.split(os.path.abspath(path))
    folder = os.path.realpath(folder)
    root = _root(folder)
    return None if root is None else _below(root, os.path.join(folder, name), None)


def _at_revision(path: str) -> Located | None:
    """Return where a file of a revision is, as its reader found it: below the root, or else here.

    What the root had then is taken to be what it has now.
    """
    from engagemodel.language import named

    name = named(path)
    here = os.path.realpath(os.curdir)
    root = _root(here)
    if name is None or root is None:
        return None
    at_root, near = (os.path.normpath(os.path.join(at, name.path)) for at in (root, here))
    dotted = name.path.startswith(("./", "../"))
    found = near if dotted or (os.path.exists(near) and not os.path.exists(at_root)) else at_root
    return _below(root, found, name.revision)


def _below(root: str, path: str, revision: str | None) -> Located | None:
    shown = PurePath(os.path.relpath(path, root))
    if ".." in shown.parts:
        return None
    return Located(printable(shown.as_posix()), True, revision and printable(revision))


def _root(folder: str) -> str | None:
    """Return the folder of a repository that a real folder lies in, None where it lies in none."""
    while not os.path.lexists(os.path.join(folder, _KEPT)):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder
