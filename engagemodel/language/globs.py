"""A folder and a pattern in, the files that match out; never follows a link to a folder, never endless."""

from __future__ import annotations

import os
import re
from fnmatch import translate

from engagemodel.language.limits import Spent

_MAGIC = re.compile(r"[*?\[]")


class TooManyNamesError(Exception):
    """The pattern looks at more names than the limit allows."""


def has_magic(text: str) -> bool:
    """Return whether a text is a pattern and not a name."""
    return _MAGIC.search(text) is not None


def expand(folder: str, pattern: str, spent: Spent) -> list[str]:
    """Return the files below `folder` that match, relative to it and sorted.

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
        for name, is_folder in _names(os.path.join(folder, here), part, spent):
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


def _names(folder: str, part: str, spent: Spent) -> list[tuple[str, bool]]:
    """Return the names in a folder that match one part of a pattern, and whether each is a folder."""
    if not has_magic(part):
        path = os.path.join(folder, part)
        return [(part, os.path.isdir(path))] if os.path.lexists(path) else []
    matches = re.compile(translate("*" if part == "**" else part)).match
    names = [("", True)] if part == "**" else []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                spent.names += 1
                if spent.names > spent.limits.names:
                    raise TooManyNamesError
                if entry.name.startswith(".") and not part.startswith("."):
                    continue
                if matches(entry.name) and (entry.is_dir(follow_symlinks=False) or entry.is_file()):
                    names.append((entry.name, entry.is_dir(follow_symlinks=False)))
    except OSError:
        return names
    return names
