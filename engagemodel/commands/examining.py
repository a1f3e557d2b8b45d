"""One model of a run in, what its check found out: plain values, whichever process it is done in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from engagemodel.commands.loading import Remarks, read_in_vain, remarked
from engagemodel.commands.narrowing import Since, newer
from engagemodel.errors import EngagemodelError, Problem
from engagemodel.results import Check
from engagemodel.settings import Settings

if TYPE_CHECKING:
    from engagemodel.language import Base, Limits, Snapshot
    from engagemodel.model import Model


@dataclass(frozen=True, slots=True)
class Manner:
    """How every model of a run is checked: what the command line states, and the day."""

    limits: Limits
    day: date
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What is read here of a model that is checked where its files are not: all that it needs."""

    settings: Settings
    files: Snapshot
    before: Snapshot | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A model argument, with what came by standard input if that is it, and what was taken of it.

    `base` is the revision that it is compared with; `problems` are why nothing could be taken.
    """

    path: str
    stdin: bytes | None = None
    base: Base | None = None
    taken: Taken | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of a model: its whole check, and what of it is new since the revision asked for.

    Where it could not be read, or there is no such revision, there are `problems` in their place.
    `inputs` are the files that were read, as far as they are known.
    """

    path: str
    settings: Settings
    check: Check | None = None
    since: Since | None = None
    remarks: Remarks = field(default_factory=Remarks)
    problems: tuple[Problem, ...] = ()
    inputs: tuple[str, ...] = ()


def taken(given: Given, manner: Manner) -> Given:
    """Return a model argument with all that is needed to check it elsewhere."""
    from engagemodel import api

    path, limits = given.path, manner.limits
    try:
        settings = _settings(path, manner)
    except EngagemodelError as error:
        return replace(given, problems=error.problems)
    base = given.base
    before = None
    if base is not None:
        before = api.take(path, limits=limits, revision=base.revision, was=base.was)
    files = api.take(path, limits=limits, stdin=given.stdin)
    return Given(path, base=base, taken=Taken(settings, files, before))


def examine(manner: Manner, given: Given) -> Examined:
    """Return what the check of one model finds."""
    from engagemodel import api

    inputs: set[str] = set()
    settings = Settings()
    try:
        if given.problems:
            raise EngagemodelError(*given.problems)
        settings = given.taken.settings if given.taken else _settings(given.path, manner)
        inputs.update(api.inputs(settings))
        model = _load(given, manner)
        inputs.update(api.inputs(model))
        check = api.check(model, settings, manner.day)
        since = None
        if (base := given.base) is not None:
            since = newer(check, lambda: _before(given, base, manner), base, settings, manner.day)
    except EngagemodelError as error:
        inputs |= read_in_vain(error, given.path)
        return Examined(given.path, settings, problems=error.problems, inputs=tuple(sorted(inputs)))
    found = remarked(model)
    return Examined(given.path, settings, check, since, found, inputs=tuple(sorted(inputs)))


def _settings(path: str, manner: Manner) -> Settings:
    from engagemodel import api

    return overridden(api.settings(path), manner.select, manner.ignore)


def overridden(
    settings: Settings, select: tuple[str, ...] | None, ignore: tuple[str, ...] | None
) -> Settings:
    """Return the settings with what the command line states in place of what the file does."""
    if select is not None:
        settings = replace(settings, select=select)
    return settings if ignore is None else replace(settings, ignore=ignore)


def _load(given: Given, manner: Manner) -> Model:
    from engagemodel import api

    files = given.taken.files if given.taken else None
    return api.load(given.path, limits=manner.limits, stdin=given.stdin, files=files)


def _before(given: Given, base: Base, manner: Manner) -> Model:
    from engagemodel import api

    files = given.taken.before if given.taken else None
    revision, was = base.revision, base.was
    return api.load(given.path, limits=manner.limits, revision=revision, was=was, files=files)
