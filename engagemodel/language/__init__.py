"""The model language: files in, a model or every mistake in them out."""

from __future__ import annotations

from engagemodel import garbage
from engagemodel.errors import EngagemodelError
from engagemodel.language.ancestry import Base, Bases
from engagemodel.language.arguments import models
from engagemodel.language.files import Disk, Files
from engagemodel.language.folders import models_at, models_in
from engagemodel.language.limits import DEFAULT_LIMITS, Limits
from engagemodel.language.nearby import meant_at
from engagemodel.language.problems import Report, TooManyProblemsError
from engagemodel.language.reader import read
from engagemodel.language.revision import at_revision, named
from engagemodel.language.schema import schema
from engagemodel.language.snapshot import Snapshot, recorded
from engagemodel.language.sources import gather
from engagemodel.model import Model
from engagemodel.place import Place

__all__ = [
    "DEFAULT_LIMITS",
    "Base",
    "Bases",
    "Limits",
    "Snapshot",
    "load",
    "meant_at",
    "models",
    "models_at",
    "models_in",
    "named",
    "nothing",
    "schema",
    "take",
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
    was: str | None = None,
    files: Snapshot | None = None,
) -> Model:
    """Return the model of a YAML or JSON file and all that it includes.

    `path` stays in every place as it is given; ``-`` reads the bytes of `stdin` (as YAML, of which
    JSON is nearly a part), with includes relative to the current folder. ``REV:PATH``, where there
    is no file of that name, and a path with a `revision` are the file as of that git revision,
    includes too: an empty model, without files, where the revision does not have it; `was` is its
    path from the root there, if that was another. Where there are `files`, taken of the same path and revision, they are read, and nothing else is.

    Raises:
        ModelError: the model cannot be read; carries every problem of every file, in order.
        ArgumentError: there is no such revision, no repository, or no git.
    """
    with garbage.kept():
        if files is not None:
            return _loaded(files.opened(), files.stdin, files.absent, limits)
        if revision is None and named(path) is None:
            return _loaded(Disk(path), stdin, False, limits)
        with at_revision(path, limits, revision, was) as then:
            return _loaded(then, None, then.path is None, limits)


def _loaded(files: Files, stdin: bytes | None, absent: bool, limits: Limits) -> Model:
    shown = files.shown(files.main)
    if absent:
        return nothing(shown)
    report = Report(limits.mistakes)
    try:
        return read(gather(files, stdin, limits, report), shown, report)
    except TooManyProblemsError:
        report.stop()
        raise


def take(
    path: str,
    *,
    limits: Limits = DEFAULT_LIMITS,
    stdin: bytes | None = None,
    revision: str | None = None,
    was: str | None = None,
) -> Snapshot:
    """Return all that `load` would read of a model, to be loaded where its files are not.

    What keeps it from being read is in it, and told when it is loaded.
    """
    try:
        if revision is None and named(path) is None:
            return recorded(Disk(path), limits, stdin)
        with at_revision(path, limits, revision, was) as then:
            return recorded(then, limits, absent=then.path is None)
    except EngagemodelError as error:
        return Snapshot(main=path, refusal=error)
