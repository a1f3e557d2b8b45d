"""The model language: files in, a model or every mistake in them out."""

from __future__ import annotations

from engagemodel import garbage
from engagemodel.language.files import Disk
from engagemodel.language.folders import models_at, models_in
from engagemodel.language.limits import DEFAULT_LIMITS, Limits
from engagemodel.language.problems import Report, TooManyProblemsError
from engagemodel.language.reader import read
from engagemodel.language.revision import at_revision, named
from engagemodel.language.schema import schema
from engagemodel.language.sources import gather
from engagemodel.model import Model, Place

__all__ = [
    "DEFAULT_LIMITS",
    "Limits",
    "load",
    "models_at",
    "models_in",
    "named",
    "nothing",
    "schema",
]


def nothing(path: str) -> Model:
    """Return the model of a file that is not there yet: empty, and made of no files."""
    return Model(path=path, at=Place(path, 1, 1), name="Nothing yet")


def load(
    path: str,
    *,
    limits: Limits = DEFAULT_LIMITS,
    stdin: bytes | None = None,
    revision: str | None = None,
) -> Model:
    """Return the model of a YAML or JSON file and all that it includes.

    `path` stays in every place as it is given; ``-`` reads the bytes of `stdin` (as YAML, of which
    JSON is nearly a part), with includes relative to the current folder. ``REV:PATH``, where there
    is no file of that name, and a path with a `revision` are the file as of that git revision,
    includes too: an empty model, without files, where the revision does not have it.

    Raises:
        ModelError: the model cannot be read; carries every problem of every file, in order.
        ArgumentError: there is no such revision, no repository, or no git.
    """
    with garbage.kept():
        report = Report(limits.mistakes)
        try:
            if revision is None and named(path) is None:
                return read(gather(Disk(path), stdin, limits, report), path, report)
            with at_revision(path, limits, revision) as files:
                shown = files.shown(files.main)
                if files.path is None:
                    return nothing(shown)
                return read(gather(files, None, limits, report), shown, report)
        except TooManyProblemsError:
            report.stop()
            raise
