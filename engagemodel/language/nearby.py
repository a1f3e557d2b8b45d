"""The name of a model that is not there in, models beside it that were probably meant out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from engagemodel.errors import EngagemodelError
from engagemodel.language.files import NoFileError
from engagemodel.language.folders import SUFFIXES
from engagemodel.language.limits import DEFAULT_LIMITS
from engagemodel.language.problems import quoted
from engagemodel.language.revision import AtRevision, Named, named
from engagemodel.spelling import Suggestions

_MOST = 3
_LONGEST = 200  # characters of a path that is told


def alike(name: str, files: Iterable[tuple[str, bool | None]]) -> list[str]:
    """Return at most three names of files that are like a name, the most alike first.

    What they end in does not count; `files` are names as `Folders` has them.
    """
    stems: dict[str, list[str]] = {}
    for other, is_folder in files:
        stem, end = posixpath.splitext(other)
        if end.lower() in SUFFIXES and not is_folder:
            stems.setdefault(stem, []).append(other)
    stem = posixpath.splitext(name)[0]
    found = sorted(stems.pop(stem, ()))
    suggestions = Suggestions()
    alone = bool(found)  # a wrong ending is all that is wrong
    while not alone and len(found) < _MOST and (near := suggestions.near(stem, stems)) is not None:
        found += sorted(stems.pop(near))
    return found[:_MOST]


def meant(folder: str, found: Iterable[str]) -> str | None:
    """Return ``did you mean 'models/as-is.yaml'?`` of names in a folder, None where there are none."""
    paths = [quoted(posixpath.join(folder, name), _LONGEST) for name in found]
    if not paths:
        return None
    *others, last = paths
    return f"did you mean {', '.join(others)} or {last}?" if others else f"did you mean {last}?"


def meant_at(argument: str) -> str | None:
    """Return what was probably meant by a ``REV:PATH`` that is not there, None where nothing is near."""
    name = named(argument)
    if name is None:
        return None
    folder, file = posixpath.split(name.path)
    places = [folder] if folder.startswith(".") else [folder, posixpath.join(".", folder)]
    for place in places:
        try:
            with AtRevision(Named(name.revision, place), DEFAULT_LIMITS) as files:
                found = alike(file, list(files.names("")) if files.lists() else ())
        except (EngagemodelError, NoFileError):
            continue
        if found:
            return meant(f"{name.revision}:{place}", found) if place else _at_root(name, found)
    return None


def _at_root(name: Named, found: Iterable[str]) -> str | None:
    return meant("", [f"{name.revision}:{file}" for file in found])
