"""The files of a model in, all that could be read of them out, mistakes beside what is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engagemodel import garbage
from engagemodel.errors import ModelError, Problem
from engagemodel.language.files import Files
from engagemodel.language.limits import DEFAULT_LIMITS, Limits
from engagemodel.language.problems import Report, TooManyProblemsError
from engagemodel.language.reader import read
from engagemodel.language.sources import Document, Gathered, gather
from engagemodel.model import Model


@dataclass(frozen=True, slots=True)
class Survey:
    """What was read: `model` is None where something is wrong, `problems` says what.

    `documents` are the files that could be parsed, `texts` the text of every file by path.
    """

    model: Model | None
    problems: tuple[Problem, ...]
    documents: tuple[Document, ...]
    texts: Mapping[str, str]


def survey(files: Files, *, limits: Limits = DEFAULT_LIMITS) -> Survey:
    """Return what can be read of a model and what is wrong with it."""
    report, gathered = Report(limits.mistakes), Gathered()
    model: Model | None = None
    problems: tuple[Problem, ...] = ()
    with garbage.kept():
        try:
            try:
                gathered = gather(files, None, limits, report)
                model = read(gathered, files.shown(files.main), report)
            except TooManyProblemsError:
                report.stop()
        except ModelError as error:
            problems = error.problems
    return Survey(model, problems, tuple(gathered.documents), dict(report.texts))
