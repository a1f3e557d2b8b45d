"""The model language: files in, a model or every mistake in them out."""

from __future__ import annotations

from engagemodel import garbage
from engagemodel.language.folders import models_in
from engagemodel.language.limits import DEFAULT_LIMITS, Limits
from engagemodel.language.problems import Report, TooManyProblemsError
from engagemodel.language.reader import read
from engagemodel.language.schema import schema
from engagemodel.language.sources import gather
from engagemodel.model import Model

__all__ = ["DEFAULT_LIMITS", "Limits", "load", "models_in", "schema"]


def load(path: str, *, limits: Limits = DEFAULT_LIMITS, stdin: bytes | None = None) -> Model:
    """Return the model of a YAML or JSON file and all that it includes.

    `path` stays in every place as it is given; ``-`` reads the bytes of `stdin` (as YAML, of which
    JSON is nearly a part), with includes relative to the current folder.

    Raises:
        ModelError: the model cannot be read; carries every problem of every file, in order.
    """
    with garbage.kept():
        report = Report(limits.mistakes)
        try:
            return read(gather(path, stdin, limits, report), path, report)
        except TooManyProblemsError:
            report.stop()
            raise
