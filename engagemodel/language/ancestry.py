"""A model's path and a git revision in, the commit where their histories part out."""

from __future__ import annotations

import os
from typing import NamedTuple

from engagemodel.errors import ArgumentError, Problem
from engagemodel.language.git import Objects
from engagemodel.language.limits import Limits
from engagemodel.language.problems import quoted
from engagemodel.language.revision import named, refuse_options


class Base(NamedTuple):
    """The revision with which a branch is compared; `remark` says why it is not where it began."""

    revision: str
    remark: Problem | None = None


class Bases:
    """Where the histories of models and of one revision part; each place is asked for once.

    That of a model on this disk is the history of what is checked out, ``HEAD``.
    """

    def __init__(self, revision: str, limits: Limits) -> None:
        self._revision, self._limits = revision, limits
        self._found: dict[tuple[str, str], Base] = {}

    def of(self, path: str) -> Base:
        """Return the best common ancestor, by its id unless it is the revision itself.

        Where there is none here, or one side is no commit, it is the revision itself; what keeps
        git from reading that is told when the model is loaded.
        """
        name = named(path)
        folder = "" if name or path == "-" else os.path.dirname(os.path.realpath(path))
        place = (folder, name.revision if name else "HEAD")
        if place not in self._found:
            try:
                self._found[place] = self._part(*place)
            except ArgumentError:
                self._found[place] = Base(self._revision)
        return self._found[place]

    def _part(self, folder: str, other: str) -> Base:
        refuse_options(self._revision)
        refuse_options(other)
        objects = Objects(folder, self._limits.git_seconds)
        try:
            ids = [self._commit(objects, revision) for revision in (self._revision, other)]
            if ids[0] is None or ids[1] is None:
                return Base(self._revision)
            base = objects.ancestor(ids[0], ids[1])
        finally:
            objects.close()
        if base is None:
            return Base(self._revision, self._apart(other, objects.shallow))
        return Base(self._revision if base == ids[0] else base)

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
