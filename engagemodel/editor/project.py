"""The texts that an editor has open in, for each model among them what is known of it out.

A model that cannot be read at the moment keeps what was known of it before, so that ids can still be
completed and found while somebody types.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from engagemodel import api, garbage
from engagemodel.errors import EngagemodelError, Problem
from engagemodel.finding import Finding
from engagemodel.language.files import Disk
from engagemodel.language.keys import LISTS, SECTIONS
from engagemodel.language.mentions import Mention, mentions
from engagemodel.language.sources import Document
from engagemodel.language.survey import survey
from engagemodel.language.words import mistyped
from engagemodel.model import Model
from engagemodel.place import Place
from engagemodel.settings import DEFAULTS, Settings

_MAIN = re.compile(r"""(?:^|[\r\n{,])[ \t]*["']?engagemodel["']?[ \t]*:""")
_OURS = re.compile(
    rf"(?:^|[\r\n])(?:{'|'.join(word for word in (*SECTIONS, *LISTS) if word != 'data')}):"
)
_SUFFIXES = (".yaml", ".yml", ".json")
_LOOKED_AT = 200  # files of one folder in which a part's model is sought
_START = 1 << 16


class _Open(Disk):
    """A model's folder with the texts of an editor in place of the files on the disk.

    Files are called by their names in the folder.
    """

    def __init__(self, path: str, texts: Mapping[str, str]) -> None:
        super().__init__(path)
        self._texts = texts

    def shown(self, name: str) -> str:
        return name

    def read(self, name: str, most: int) -> bytes:
        text = self._texts.get(self.real(name))
        if text is not None:
            return text.encode("utf-8", "replace")[: most + 1]
        return super().read(name, most)


@dataclass(frozen=True)
class Known:
    """What is known of one model.

    `main` is the path of its main file; places name files as they are called in its `folder`.
    `model` is the last that could be read, `documents` the last parse of each file, `texts` are as
    they were read now, `problems` and `findings` what is wrong now.
    """

    main: str
    model: Model | None
    documents: Mapping[str, Document]
    texts: Mapping[str, str]
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    hints: tuple[Problem, ...]
    _paths: dict[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every place where an id is declared or named; sought when somebody asks."""
        return tuple(mentions(self.documents.values()))

    @property
    def folder(self) -> str:
        """The folder of the main file."""
        return os.path.dirname(self.main)

    def path(self, at: Place | str) -> str:
        """Return the path of a file of the model, as `Project` knows it."""
        name = at if isinstance(at, str) else at.path
        if name not in self._paths:
            self._paths[name] = os.path.realpath(os.path.join(self.folder, name))
        return self._paths[name]


def examine(main: str, texts: Mapping[str, str], before: Known | None, today: date) -> Known:
    """Return what can be known of a model; `texts` are those open in the editor, by path."""
    found = survey(_Open(main, texts))
    problems = found.problems
    findings: tuple[Finding, ...] = ()
    hints: tuple[Problem, ...] = ()
    if found.model is not None:
        settings, more = _settings(main)
        problems += more
        findings = _findings(found.model, settings, today)
        hints = mistyped(found.model)
    documents = {document.path: document for document in found.documents}
    if before is not None:
        documents = {**_lost(before, found.texts), **documents}
    model = found.model or (before.model if before is not None else None)
    return Known(main, model, documents, found.texts, problems, findings, hints)


def _findings(model: Model, settings: Settings, today: date) -> tuple[Finding, ...]:
    """Return the findings that nobody accepted; figures, which nobody sees here, are not measured."""
    from engagemodel.graph import Graphs
    from engagemodel.rules import run

    with garbage.kept():
        found = run(Graphs(model), settings, today)
    return tuple(finding for finding in found if finding.accepted is None)


def _settings(main: str) -> tuple[Settings, tuple[Problem, ...]]:
    try:
        return api.settings(main), ()
    except EngagemodelError as error:
        at = Place(os.path.basename(main), 1, 1)
        return DEFAULTS, tuple(Problem(each.message, at, each.hint) for each in error.problems)


def _lost(before: Known, texts: Mapping[str, str]) -> dict[str, Document]:
    """Return the last parse of files that are read, and cannot be parsed at the moment."""
    return {path: one for path, one in before.documents.items() if path in texts}


class Project:
    """The texts that are open, by path, and what is known of their models, by main file."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.known: dict[str, Known] = {}
        self.roots: list[str] = []
        self._strangers: set[str] = set()

    def change(self, path: str, text: str) -> None:
        """Take the text of a file that is opened or changed."""
        self.texts[path] = text

    def close(self, path: str) -> None:
        """Forget the text of a file; what is on the disk counts again."""
        self.texts.pop(path, None)

    def of(self, path: str) -> Known | None:
        """Return what is known of the model that a file belongs to."""
        main = self.main(path)
        return self.known.get(main) if main else None

    def main(self, path: str) -> str | None:
        """Return the main file of the model that a file belongs to, None where there is none."""
        if _MAIN.search(self._text(path)):
            return path
        for main, known in self.known.items():
            if path in map(known.path, known.texts):
                return main
        found = None if path in self._strangers else next(self._including(path), None)
        if found is None:
            self._strangers.add(path)
        return found

    def reconsider(self) -> None:
        """Seek the models of all files anew: what includes what may have changed."""
        self._strangers.clear()

    def text(self, path: str) -> str:
        """Return the text of a file as the editor has it, or as it was read last."""
        if path in self.texts:
            return self.texts[path]
        for known in self.known.values():
            for shown, text in known.texts.items():
                if known.path(shown) == path:
                    return text
        return ""

    def ours(self, path: str) -> bool:
        """Return whether a file looks like a part of a model, or is still empty."""
        text = self._text(path)
        return not text.strip() or bool(_MAIN.search(text) or _OURS.search(text))

    def _text(self, path: str) -> str:
        if path in self.texts:
            return self.texts[path]
        try:
            with open(path, "rb") as file:
                return file.read(_START).decode("utf-8", "replace")
        except (OSError, ValueError):
            return ""

    def _including(self, path: str) -> Iterator[str]:
        """Yield each model in the folders above a file that includes it."""
        if not os.path.isfile(path):
            return
        for folder in self._above(path):
            for main in self._models(folder):
                known = self.known.get(main) or examine(main, self.texts, None, date.today())
                if path in map(known.path, known.texts):
                    self.known[main] = known
                    yield main

    def _above(self, path: str) -> Iterator[str]:
        """Yield a file's folder and those above, as far as the editor's own folders go."""
        folder = os.path.dirname(path)
        yield folder
        while any(folder.startswith(root + os.sep) for root in self.roots):
            folder = os.path.dirname(folder)
            yield folder

    def _models(self, folder: str) -> Iterator[str]:
        try:
            names = sorted(os.listdir(folder))
        except OSError:
            return
        for name in [name for name in names if name.lower().endswith(_SUFFIXES)][:_LOOKED_AT]:
            path = os.path.realpath(os.path.join(folder, name))
            if os.path.isfile(path) and _MAIN.search(self._text(path)):
                yield path
