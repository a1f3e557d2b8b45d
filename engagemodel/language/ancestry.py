"""A model's path and a git revision in, the commit where their histories part out."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from engagemodel.errors import ArgumentError, Problem
from engagemodel.language.git import Objects
from engagemodel.language.limits import Limits
from engagemodel.language.problems import quoted
from engagemodel.language.revision import fetched, named, refuse_options


class Base(NamedTuple):
    """The revision with which a branch is compared; `remark` says why it is not where it began.

    `was` is the path that the model had there, from the root, where it has been renamed since.
    """

    revision: str
    remark: Problem | None = None
    was: str | None = None


class _Parting(NamedTuple):
    """Where two histories part, for all models of a folder: `prefix` is that of the folder.

    `renamed` has the earlier paths of files, both from the root of the repository.
    """

    base: Base
    prefix: str = ""
    renamed: Mapping[str, str] = MappingProxyType({})


class Bases:
    """Where the histories of models and of one revision part; each place is asked for once.

    That of a model on this disk is the history of what is checked out, ``HEAD``.
    """

    def __init__(self, revision: str, limits: Limits) -> None:
        self._revision, self._limits = revision, limits
        self._found: dict[tuple[str, str], _Parting] = {}

    def of(self, path: str) -> Base:
        """Return the best common ancestor, by its id unless it is the revision itself.

        Where there is none here, or one side is no commit, it is the revision itself; what keeps
        git from reading that is told when the model is loaded.

        Raises:
            ArgumentError: the repository has no such revision.
        """
        name = named(path)
        folder = "" if name or path == "-" else os.path.dirname(os.path.realpath(path))
        place = (folder, name.revision if name else "HEAD")
        if place not in self._found:
            self._found[place] = self._part(*place)
        base, prefix, renamed = self._found[place]
        file = name.path if name else prefix + os.path.basename(os.path.realpath(path))
        near = posixpath.normpath(prefix + file)
        return base._replace(was=renamed.get(posixpath.normpath(file)) or renamed.get(near))

    def _part(self, folder: str, other: str) -> _Parting:
        refuse_options(self._revision)
        unread = _Parting(Base(self._revision))
        try:
            refuse_options(other)
            objects = Objects(folder, self._limits.git_seconds)
        except ArgumentError:
            return unread
        try:
            ids = [self._commit(objects, revision) for revision in (self._revision, other)]
            if ids[0] is None:
                self._known(objects)
            if ids[0] is None or ids[1] is None:
                return unread
            base = objects.ancestor(ids[0], ids[1])
            if base is None:
                return _Parting(Base(self._revision, self._apart(other, objects.shallow)))
            renamed = objects.renamed(base, None if other == "HEAD" else ids[1])
        finally:
            objects.close()
        return _Parting(Base(self._revision if base == ids[0] else base), objects.prefix, renamed)

    def _known(self, objects: Objects) -> None:
        """Refuse a revision that is not in a repository: a mistake of the argument, not of a model.

        Raises:
            ArgumentError: it is not.
        """
        if objects.read(f"{self._revision}^{{tree}}", self._limits.file_bytes) is None:
            message = f"--since: git knows no revision {quoted(self._revision)}"
            hint = fetched(self._revision, objects.shallow)
            raise ArgumentError(Problem(message, hint=hint))

    def _commit(self, objects: Objects, revision: str) -> str | None:
        found = objects.read(f"{revision}^{{commit}}", self._limits.file_bytes)
        return None if found is None else found.id

    def _apart(self, other: str, shallow: bool) -> Problem:
        message = (
            f"{quoted(self._revision)} and {quoted(other)} have no common ancestor here, so that "
            f"the comparison is with {quoted(self._revision)} itself and what it lacks counts as new"
        )
        fetch = "this clone is shallow; fetch the rest of its history: git fetch --unshallow"
        return Problem(message, hint=fetch if shallow else None)
