"""A git revision and a path in, the files of a model as they were then out, without the work tree."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from engagemodel.errors import ArgumentError, ModelError, Problem
from engagemodel.language.files import NoFileError
from engagemodel.language.git import Object, Objects
from engagemodel.language.limits import Limits
from engagemodel.language.problems import quoted

# Git's own reading: the first colon that is not in braces (main@{12:30}:model.yaml).
_NAMED = re.compile(r"((?:[^:{]|\{[^}]*\})+):(.*)", re.DOTALL)
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FOLDER, _LINK, _SUBMODULE = "40000", "120000", "160000"


class Named(NamedTuple):
    """A revision and a path: of a git repository's root, or of the current folder after ``./``."""

    revision: str
    path: str


def named(argument: str) -> Named | None:
    """Return what ``REV:PATH`` names; None for a path, which may have a colon where it exists.

    An address (``https://…``), and on Windows a path that begins with a drive, is no revision.
    """
    match = _NAMED.fullmatch(argument)
    if match is None or argument.startswith(("./", "../", "/")) or os.path.lexists(argument):
        return None
    if match[2].startswith("//") or (os.name == "nt" and _DRIVE.match(argument)):
        return None
    return Named(match[1], match[2].replace(os.sep, "/"))


def at_revision(
    path: str, limits: Limits, revision: str | None = None, was: str | None = None
) -> AtRevision:
    """Return the files of ``REV:PATH``, or of a path on this disk as of another `revision`.

    `was` is the path from the root that the file had at that revision, if it was another.

    Raises:
        ArgumentError: there is no such revision or repository, or no git; or the path is ``-``.
        ModelError: a link or submodule stands on the way.
    """
    name = named(path)
    folder, shown = "", ""
    if revision is None:
        assert name is not None, "without a revision of its own the path names one"
    elif name is not None:
        name = Named(revision, was or name.path)
    elif path == "-":
        message = "standard input has no earlier revision"
        raise ArgumentError(Problem(message, hint="name the file"))
    else:
        folder, file = os.path.split(os.path.realpath(path))
        name, shown = Named(revision, was or f"./{file}"), path
    try:
        return AtRevision(name, limits, folder, shown)
    except ArgumentError as error:
        what = f"cannot read {quoted(f'{name.revision}:{shown or name.path}')}"
        (problem,) = error.problems
        raise ArgumentError(
            replace(problem, message=f"{what}: {problem.message}", path=path)
        ) from None


class Entry(NamedTuple):
    """What a folder holds under a name: its mode in octal digits, and the id of the object."""

    mode: str
    id: str


class AtRevision:
    """The files of one model at a revision, as `Files`; a link or submodule on the way is refused.

    Git is asked in `folder`; `shown` is the path of the main file as people are told it, after the
    revision. `path` is that of the main file from the root of the repository, None where the
    revision does not have it, and `here` says that it was found below `folder` rather than below
    the root. To be used as a context, which ends git.

    Raises:
        ArgumentError: there is no such revision or repository, or no git.
        ModelError: a link or submodule stands on the way.
    """

    def __init__(self, name: Named, limits: Limits, folder: str = "", shown: str = "") -> None:
        self._revision, self._shown = name.revision, shown or name.path
        self.most = limits.file_bytes
        self._trees: dict[str, Mapping[str, Entry]] = {}
        refuse_options(name.revision)
        self._objects = Objects(folder, limits.git_seconds)
        try:
            self._root = self._tree_of(name.revision)
            self.here, self.path = self._find(name.path)
        except NoFileError as error:
            self._objects.close()
            message = f"{quoted(self._told(self._shown))} is {error.kind}, not a file"
            raise ModelError(Problem(message, hint=error.hint)) from None
        except BaseException:
            self._objects.close()
            raise
        self._folder, self.main = posixpath.split(self.path or "")

    def lists(self) -> bool:
        """Return whether the path is a folder; names are relative to it from then on."""
        entry = None if self.path is None else self._entry(self.path)
        if self.path is None or entry is None or entry.mode != _FOLDER:
            return False
        self._folder, self.main = self.path, ""
        return True

    def __enter__(self) -> AtRevision:
        return self

    def __exit__(self, *_: object) -> None:
        self._objects.close()

    def shown(self, name: str) -> str:
        if name == self.main:
            return self._told(self._shown)
        return self._told(posixpath.join(posixpath.dirname(self._shown), _slashes(name)))

    def _told(self, path: str) -> str:
        return f"{self._revision}:{path}"

    def real(self, name: str) -> str:
        return posixpath.normpath(_slashes(name))

    def inside(self, name: str) -> bool:
        return True  # a name that goes up was refused before, and links are not followed

    def read(self, name: str, most: int) -> bytes:
        entry = self._entry(self._full(name))
        if entry is None:
            raise FileNotFoundError
        if entry.mode == _FOLDER:
            raise NoFileError("a folder")
        _refuse_links(entry)
        found = self._objects.read(entry.id, most)
        if found is None or found.type != "blob":
            raise self._absent(name)
        return found.data

    def is_folder(self, path: str) -> bool | None:
        try:
            entry = self._entry(self._full(path))
        except NoFileError:
            return None
        return None if entry is None else entry.mode == _FOLDER

    def names(self, path: str) -> Iterator[tuple[str, bool | None]]:
        entry = self._entry(self._full(path))
        if entry is not None and entry.mode == _FOLDER:
            for name, within in self._entries(entry.id).items():
                yield name, within.mode == _FOLDER

    def _full(self, name: str) -> str:
        return posixpath.normpath(posixpath.join(self._folder, _slashes(name)))

    def _find(self, path: str) -> tuple[bool, str | None]:
        """Return whether a path was found below the current folder, and it from the root, or None.

        As git does, a path that begins with a dot is one of the current folder, and any other one
        of the root; but where the root has none, the current folder is looked at too.
        """
        near = posixpath.normpath(self._objects.prefix + path)
        if path in (".", "..") or path.startswith(("./", "../")):
            if near == ".." or near.startswith("../"):
                raise ArgumentError(Problem(f"{quoted(path)} lies outside the git repository"))
            return True, near if self._entry(near) else None
        if path.startswith("/"):
            hint = "name it from the root of the repository, or with './' from the current folder"
            raise ArgumentError(Problem(f"{quoted(path)} is no path at a revision", hint=hint))
        for here, candidate in ((False, posixpath.normpath(path)), (True, near)):
            if not candidate.startswith("..") and self._entry(candidate):
                return here, candidate
        return False, None

    def _entry(self, path: str) -> Entry | None:
        """Return what stands at a path from the root, None where there is nothing.

        Raises:
            NoFileError: a link or submodule stands on the way.
        """
        found = Entry(_FOLDER, self._root)
        for part in path.split("/") if path not in ("", ".") else ():
            _refuse_links(found)
            if found.mode != _FOLDER:
                return None
            within = self._entries(found.id).get(part)
            if within is None:
                return None
            found = within
        return found

    def _entries(self, id: str) -> Mapping[str, Entry]:
        if id not in self._trees:
            found = self._objects.read(id, self.most)
            if found is None or found.type != "tree":
                raise self._absent(id)
            self._trees[id] = _parsed(found)
        return self._trees[id]

    def _tree_of(self, revision: str) -> str:
        found = self._objects.read(f"{revision}^{{tree}}", self.most)
        if found is None or found.type != "tree":
            message = f"git knows no revision {quoted(revision)}"
            hint = fetched(revision, self._objects.shallow)
            raise ArgumentError(Problem(message, hint=hint))
        self._trees[found.id] = _parsed(found)
        return found.id

    def _absent(self, what: str) -> ArgumentError:
        message = f"{quoted(what)} of {quoted(self._revision)} is not in this clone"
        return ArgumentError(
            Problem(message, hint="a partial clone leaves files out: git fetch --refetch")
        )


def fetched(revision: str, shallow: bool) -> str:
    """Return how a revision that is not here may be had."""
    if revision == "HEAD":
        return "the repository has no commit yet"
    remote, slash, branch = revision.partition("/")
    if slash and re.fullmatch(r"[\w.-]+", remote) and re.fullmatch(r"[\w./-]+", branch):
        depth = "--depth=1 " if shallow else ""
        return f"fetch it first: git fetch {depth}{remote} {branch}"
    if shallow:
        return "this clone is shallow; fetch the rest of its history: git fetch --unshallow"
    return "'git branch --all' and 'git tag' list those that have a name"


def _slashes(name: str) -> str:
    return name.replace(os.sep, "/")


def refuse_options(revision: str) -> None:
    """Refuse what git could take for anything but the name of a revision.

    Raises:
        ArgumentError: it is such.
    """
    if not revision or revision.startswith("-") or _CONTROL.search(revision):
        message = f"{quoted(revision)} is no name of a revision"
        raise ArgumentError(Problem(message, hint="name a branch, a tag or a commit"))


def _refuse_links(entry: Entry) -> None:
    hint = "at a revision links are not followed: name the file itself"
    if entry.mode == _LINK:
        raise NoFileError("a symbolic link", hint)
    if entry.mode == _SUBMODULE:
        raise NoFileError("in a submodule", "files of another repository are not read")


def _parsed(tree: Object) -> Mapping[str, Entry]:
    """Return the entries of a tree: mode, space, name, zero byte and the binary id of each."""
    width = len(tree.id) // 2
    entries: dict[str, Entry] = {}
    start = 0
    while start < len(tree.data):
        space = tree.data.index(b" ", start)
        zero = tree.data.index(b"\0", space)
        id = tree.data[zero + 1 : zero + 1 + width].hex()
        name = os.fsdecode(tree.data[space + 1 : zero])
        entries[name] = Entry(tree.data[start:space].decode("ascii"), id)
        start = zero + 1 + width
    return entries
