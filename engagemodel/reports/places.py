"""Paths of models as they were given in, paths that a site finds in its repository out."""

from __future__ import annotations

import os
from pathlib import PurePath

STDIN = "stdin"


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
