"""A folder in, the models in it out; of this disk, or as of a git revision."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator

from engagemodel.errors import ArgumentError, EngagemodelError, Problem
from engagemodel.language.files import NoFileError, TooLongError
from engagemodel.language.limits import DEFAULT_LIMITS, Limits
from engagemodel.language.problems import quoted
from engagemodel.language.revision import AtRevision, named

SUFFIXES = (".yaml", ".yml", ".json")
_START = 1 << 20  # how much of a file is looked at
_LEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:[#%][^\r\n]*)?[\r\n]+|---(?=[ \t\r\n]))*(?P<indent>[ \t]*)"
)
_KEY = rb"""(?<![\w-])["']?engagemodel["']?[ \t]*:"""
_FLOW = re.compile(rb"(?P<key>" + _KEY + rb""")|[{}\[\]]|"(?:[^"\\]|\\.)*"|'[^']*'""")


def models_in(folder: str) -> list[str]:
    """Return every model below a folder, sorted, each path beginning with the folder as given.

    A model is a ``.yaml``, ``.yml`` or ``.json`` file with the key `engagemodel`; the others are
    parts. Hidden folders, links to folders and links that lead out of the folder are passed over.

    Raises:
        ArgumentError: a folder cannot be read, so that nobody knows which models are in it.
    """
    root = os.path.realpath(folder)
    found = []
    for here, folders, files in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            path = os.path.join(here, name)
            if _named_as_model(name) and _inside(path, root) and _is_model(path):
                found.append(path)
    return sorted(found)


def models_at(argument: str, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    """Return every model below a folder as of a git revision, ``REV:DIR``, as `models_in` does.

    Each is ``REV:PATH``, where PATH begins with the folder as given. Anything else is one model: the
    argument itself, also where it cannot be read, as loading it will tell.

    Raises:
        ArgumentError: there are more names below the folder than the limit allows, or git fails.
    """
    name = named(argument)
    if name is None:
        return [argument]
    try:
        files = AtRevision(name, limits)
    except EngagemodelError:
        return [argument]
    with files:
        if not files.lists():
            return [argument]
        # What stands below the current folder is told from what the root has under the same name.
        path = posixpath.join(name.path, "")
        given = f"./{path}" if files.here and not path.startswith(".") else path
        prefix = f"{name.revision}:{'' if given == '/' else given}"
        return sorted(prefix + found for found in _below(files, limits.names))


def _below(files: AtRevision, most: int) -> Iterator[str]:
    """Yield the models below the folder; in git's objects few folders can stand for endlessly many."""
    folders = [""]
    seen = 0
    for folder in folders:
        for name, is_folder in files.names(folder):
            seen += 1
            if seen > most:
                hint = "name a folder further down, or the models"
                raise ArgumentError(
                    Problem(f"there are more than {most:,} names to look at", hint=hint)
                )
            path = posixpath.join(folder, name)
            if is_folder and not name.startswith("."):
                folders.append(path)
            elif not is_folder and _named_as_model(name) and _starts_as_model(files, path):
                yield path


def _named_as_model(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def _starts_as_model(files: AtRevision, path: str) -> bool:
    try:
        return _has_key(files.read(path, files.most)[:_START])
    except NoFileError:  # a link or a submodule, passed over as links out of a folder are
        return False
    except TooLongError:  # reading it will tell
        return True


def _inside(path: str, root: str) -> bool:
    return os.path.isfile(path) and os.path.commonpath([root, os.path.realpath(path)]) == root


def _unreadable(error: OSError) -> None:
    if isinstance(error, FileNotFoundError):  # it went meanwhile
        return
    reason = (error.strerror or str(error)).lower()
    raise ArgumentError(Problem(f"cannot read the folder {quoted(error.filename)}: {reason}"))


def is_other(path: str) -> bool:
    """Return whether a path is a file of this disk that lacks the key `engagemodel`."""
    return os.path.isfile(path) and not _is_model(path)


def _is_model(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return _has_key(file.read(_START))
    except OSError:  # reading it will tell
        return True


def _has_key(start: bytes) -> bool:
    lead = _LEAD.match(start)
    assert lead is not None, "the pattern matches the empty text"
    if start[lead.end() : lead.end() + 1] == b"{":
        return _in_flow(start[lead.end() :])
    return re.search(rb"(?:^|[\r\n])(?:\xef\xbb\xbf)?" + lead["indent"] + _KEY, start) is not None


def _in_flow(text: bytes) -> bool:
    """Return whether the outermost braces have the key; a schema has it further in."""
    depth = 0
    for token in _FLOW.finditer(text):
        if token["key"] and depth == 1:
            return True
        depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(token[0], 0)
    return False
