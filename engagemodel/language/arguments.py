"""Model arguments in, the path of each model out: of files, folders and git revisions, each once."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator

from engagemodel.errors import ArgumentError, Problem
from engagemodel.language.folders import models_at, models_in
from engagemodel.language.revision import named


def models(arguments: Iterable[str]) -> Iterator[str]:
    """Return the path of every model that is named; a folder (or ``REV:DIR``) names all below it.

    A file that is named twice, in whatever way, is there once, as it was named first.

    Raises:
        ArgumentError: a folder holds no model, or standard input is named twice.
    """
    seen: list[str] = []
    for argument in arguments:
        if argument != "-" and os.path.isdir(argument):
            found = models_in(argument)
        else:
            found = models_at(argument)
        if not found:
            hint = "a model is a .yaml, .yml or .json file with the key 'engagemodel'"
            raise ArgumentError(Problem(f"there is no model in '{argument}'", hint=hint))
        seen += found
    if seen.count("-") > 1:
        raise ArgumentError(Problem("standard input holds one model only"))
    first: dict[object, str] = {}
    for path in seen:
        first.setdefault(_file(path), path)
    yield from first.values()


def _file(path: str) -> object:
    """Return what is equal for two arguments that name one file.

    Where only git knows whether a path counts from the root or from here, it is one of its own.
    """
    if path == "-":
        return path
    if (name := named(path)) is not None:
        from_here = name.path.startswith(("./", "../")) or os.path.lexists(".git")
        folder = os.getcwd() if from_here else ""
        return name.revision, posixpath.normpath(posixpath.join(folder, name.path))
    try:
        return os.path.realpath(path)
    except ValueError:  # no name of a file, as opening it will tell
        return path
