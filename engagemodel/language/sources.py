"""A model argument in, its parsed files out: the main file and all that it includes, within limits."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field

from engagemodel.errors import ModelError, Problem
from engagemodel.language import document, json_document
from engagemodel.language.files import Files, NoFileError, TooLongError
from engagemodel.language.globs import TooManyNamesError, expand, has_magic
from engagemodel.language.limits import Limits, Spent, remedy, size
from engagemodel.language.nearby import alike, meant
from engagemodel.language.nodes import Broken, Mapping, Node, Scalar, Sequence
from engagemodel.language.problems import Report, quoted
from engagemodel.language.text import decode
from engagemodel.place import Place

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its path as given, its root, and the values of keys that stood twice."""

    path: str
    root: Node | None
    dropped: list[Node]


@dataclass(slots=True)
class Gathered:
    """All files of one model in reading order, the main one first.

    `incomplete` where a file is missing or cannot be read, `digest` is over the bytes of all.
    """

    documents: list[Document] = field(default_factory=list)
    incomplete: bool = False
    digest: str = ""


def gather(files: Files, stdin: bytes | None, limits: Limits, report: Report) -> Gathered:
    """Return the files of a model; what is wrong with them is in the report.

    Raises:
        ModelError: the main file cannot be opened.
    """
    reading = _Reading(files, Spent(limits), report)
    data = stdin if files.shown(files.main) == "-" else reading.main()
    if data is None:
        raise ModelError(Problem("standard input was not given", hint="pipe a model into '-'"))
    reading.add(data, files.shown(files.main), files.main, ())
    reading.gathered.digest = reading.digest.hexdigest()
    return reading.gathered


class _Reading:
    """One pass over the files of a model."""

    def __init__(self, files: Files, spent: Spent, report: Report) -> None:
        self.gathered = Gathered()
        self.digest = hashlib.sha256()
        self._files = files
        self._spent = spent
        self._report = report
        self._read = {files.real(files.main)}

    def main(self) -> bytes:
        path = self._files.shown(self._files.main)
        try:
            data = self._bytes(self._files.main)
        except NoFileError as error:
            message = f"{quoted(path)} is {error.kind}, not a file"
            raise ModelError(Problem(message, hint=error.hint, path=path)) from None
        except (OSError, ValueError) as error:
            hint = self._meant(path) if isinstance(error, FileNotFoundError) else None
            raise ModelError(Problem(_unreadable(path, error), hint=hint, path=path)) from None
        if data is None:
            self._report.stop()
            raise AssertionError("a file that was refused is in the report")
        return data

    def add(self, data: bytes, path: str, name: str, chain: tuple[str, ...]) -> None:
        """Parse one file and all that it includes; `name` is relative to the main folder."""
        self.digest.update(data)
        if len(data) > self._spent.limits.file_bytes:
            self._too_large(path)
            return
        text = decode(data, path, self._report)
        if text is None:
            self.gathered.incomplete = True
            return
        json = path.lower().endswith(".json")
        parser = json_document.parse if json else document.parse
        errors = len(self._report)
        root, dropped = parser(text, path, self._spent, self._report)
        if root is None and len(self._report) > errors:
            self.gathered.incomplete = True
            return
        self.gathered.documents.append(Document(path, root, dropped))
        if isinstance(root, Mapping) and "include" in root.pairs:
            self._includes(root.pairs["include"][1], path, name, (*chain, name))

    def _includes(self, node: Node, path: str, name: str, chain: tuple[str, ...]) -> None:
        items = node.items if isinstance(node, Sequence) else [node]
        found: dict[str, Place] = {}
        for item in items:
            if isinstance(item, Broken) or (isinstance(item, Scalar) and item.nothing):
                continue
            at = Place(path, item.line, item.column)
            if not isinstance(item, Scalar):
                self._refuse(at, "the name of a file is expected in 'include'", "write one name")
                continue
            for match in self._resolve(item.text, name, at):
                found.setdefault(match, at)
        for match, at in sorted(found.items()):
            self._include(match, at, chain)

    def _resolve(self, text: str, name: str, at: Place) -> list[str]:
        """Return the files that one item names, relative to the main folder."""
        if _ADDRESS.match(text):
            self._refuse(
                at, f"{quoted(text)} is an address, not a file", "include a file beside it"
            )
            return []
        if not text or any(ord(character) < 32 for character in text):
            self._refuse(at, f"{quoted(text)} is not the name of a file", None)
            return []
        relative = os.path.normpath(os.path.join(os.path.dirname(name), text))
        if os.path.isabs(text) or self._outside(relative):
            self._refuse(at, f"{quoted(text)} lies outside the folder of the model", _INSIDE)
            return []
        if not has_magic(text):
            return [relative]
        try:
            matches = expand(self._files, relative, self._spent)
        except TooManyNamesError:
            self._refuse(at, f"{quoted(text)} looks at too many names", remedy("names"))
            return []
        inside = [match for match in matches if self._files.real(match) != self._files.real(name)]
        if not inside:
            self._refuse(at, f"{quoted(text)} matches no file", "check the folder and the pattern")
        return inside

    def _include(self, name: str, at: Place, chain: tuple[str, ...]) -> None:
        path = self._files.shown(name)
        if self._files.real(name) in [self._files.real(each) for each in chain]:
            # Every file of the circle is read, so that nothing is missing.
            message = f"include cycle {quoted(' -> '.join((*chain, name)), 200)}"
            self._report.add(at, message, "remove one of the includes")
        elif not self._files.inside(name):
            self._refuse(at, f"{quoted(name)} lies outside the folder of the model", _INSIDE)
        elif self._files.real(name) not in self._read:
            self._read.add(self._files.real(name))
            if len(chain) > self._spent.limits.include_depth:
                levels = self._spent.limits.include_depth
                self._refuse(at, f"includes nest deeper than {levels}", remedy("include_depth"))
                return
            data = self._open(name, at)
            if data is not None:
                self._report.trails[path] = (at, *self._report.trails.get(at.path, ()))
                self.add(data, path, name, chain)

    def _meant(self, path: str) -> str | None:
        """Return which file beside it was probably meant by a main file that is not there."""
        return meant(os.path.dirname(path), alike(self._files.main, self._files.names("")))

    def _open(self, name: str, at: Place) -> bytes | None:
        try:
            return self._bytes(name, at)
        except NoFileError as error:
            hint = error.hint or "name a file, or a glob like 'parts/*.yaml'"
            self._refuse(at, f"{quoted(name)} is {error.kind}", hint)
        except (OSError, ValueError) as error:
            hint = "the name is relative to the file it stands in"
            self._refuse(at, _unreadable(name, error), hint)
        return None

    def _bytes(self, name: str, at: Place | None = None) -> bytes | None:
        spent, limits = self._spent, self._spent.limits
        spent.files += 1
        if spent.files > limits.files:
            self._refuse(at, f"the model has more than {limits.files:,} files", remedy("files"))
            return None
        try:
            data = self._files.read(name, limits.file_bytes)
        except TooLongError:
            self._too_large(self._files.shown(name))
            return None
        spent.bytes += len(data)
        if spent.bytes > limits.total_bytes:
            most = size(limits.total_bytes)
            self._refuse(at, f"the files are larger than {most} in all", remedy("total_bytes"))
            return None
        return data

    def _too_large(self, path: str) -> None:
        most = size(self._spent.limits.file_bytes)
        self._refuse(Place(path, 1, 1), f"the file is larger than {most}", remedy("file_bytes"))

    def _refuse(self, at: Place | None, message: str, hint: str | None) -> None:
        self._report.add(at, message, hint)
        self.gathered.incomplete = True

    def _outside(self, relative: str) -> bool:
        return relative == ".." or relative.startswith(".." + os.sep)


_INSIDE = "a model is made of files in its own folder and below"


def _unreadable(path: str, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return f"no such file {quoted(path)}"
    reason = error.strerror if isinstance(error, OSError) else None
    return f"cannot read {quoted(path)}: {(reason or 'the name is no file name').lower()}"
