"""Folders and a pattern in, the files that match out; never follows a link to a folder, never endless."""

from __future__ import annotations

import os
import re
from fnmatch import translate

from engagemodel.language.files import Folders
from engagemodel.language.limits import Spent

_MAGIC = re.compile(r"[*?\[]")


class TooManyNamesError(Exception):
    """The pattern looks at more names than the limit allows."""


def has_magic(text: str) -> bool:
    """Return whether a text is a pattern and not a name."""
    return _MAGIC.search(text) is not None


def expand(folders: Folders, pattern: str, spent: Spent) -> list[str]:
    """Return the files that match, sorted; pattern and files are relative to where `folders` begin.

    ``*`` and ``?`` stay within one folder, ``**`` goes through any number of them. Names that begin
    with a dot match only a pattern that does, as in a shell.

    Raises:
        TooManyNamesError: the limit on names is spent.
    """
    found: set[str] = set()
    todo = [("", tuple(pattern.split(os.sep)))]
    seen = set(todo)
    while todo:
        here, (part, *rest) = todo.pop()
        for name, is_folder in _names(folders, here, part, spent):
            path = os.path.join(here, name)
            steps = [tuple(rest)]
            if part == "**":
                steps = [(part, *rest), tuple(rest)] if name else [tuple(rest)]
            for step in steps:
                if not step and not is_folder:
                    found.add(path)
                elif step and is_folder and (path, step) not in seen:
                    seen.add((path, step))
                    todo.append((path, step))
    return sorted(found)


def _names(folders: Folders, here: str, part: str, spent: Spent) -> list[tuple[str, bool]]:
    """Return the names in a folder that match one part of a pattern, and whether each is a folder."""
    if not has_magic(part):
        is_folder = folders.is_folder(os.path.join(here, part))
        return [] if is_folder is None else [(part, is_folder)]
    matches = re.compile(translate("*" if part == "**" else part)).match
    names = [("", True)] if part == "**" else []
    for name, is_folder in folders.names(here):
        spent.names += 1
        if spent.names > spent.limits.names:
            raise TooManyNamesError
        if name.startswith(".") and not part.startswith("."):
            continue
        if is_folder is not None and matches(name):
            names.append((name, is_folder))
    return names
