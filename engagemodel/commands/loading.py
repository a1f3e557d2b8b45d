"""Model arguments in, the models out; every mistake of all of them is told in one run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from engagemodel.errors import ArgumentError, EngagemodelError, ModelError, Problem, SettingsError
from engagemodel.place import Place
from engagemodel.reports.diagnostics import notes
from engagemodel.settings import DEFAULTS, Settings
from engagemodel.spelling import Suggestions

if TYPE_CHECKING:
    from engagemodel.language import Limits
    from engagemodel.model import Model

T = TypeVar("T")

_STATES = {"asis": "as-is", "future": "future"}


def load(path: str, limits: Limits) -> Model:
    """Return the model of an argument; ``-`` is read from standard input.

    Raises:
        ModelError: it cannot be read.
    """
    from engagemodel import api

    return api.load(path, limits=limits, stdin=piped(limits) if path == "-" else None)


def piped(limits: Limits) -> bytes | None:
    """Return what comes by standard input, None where there is none.

    Raises:
        ModelError: it cannot be read.
    """
    if sys.stdin is None:
        return None
    try:
        # One byte past the limit is enough to say that there are too many.
        return sys.stdin.buffer.read(limits.file_bytes + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ModelError(Problem(f"cannot read standard input: {reason}", path="-")) from None


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is legal in a model, but was probably meant to be something else.

    `absent` is a file that a git revision does not have, `state` tells of a state that is a label
    but looks like one with a meaning, `hints` of free words that look like others.
    """

    absent: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    hints: tuple[Problem, ...] = ()


def remarked(model: Model) -> Remarks:
    """Return what is to be remarked of a model."""
    from engagemodel.language import named
    from engagemodel.language.words import mistyped

    meant = _meant(model.state or "")
    state = (
        f"{model.path}: note: the state '{model.state}' is a label like any other; "
        f"did you mean '{meant}'?"
    )
    return Remarks(
        (model.path,) if not model.files and named(model.path) else (),
        (state,) if meant else (),
        tuple(mistyped(model)),
    )


def told(remarks: Sequence[Remarks]) -> tuple[str, ...]:
    """Return the remarks on several models as notes, each hint once."""
    hints = dict.fromkeys(hint for one in remarks for hint in one.hints)
    return (
        *(_absent(path) for one in remarks for path in one.absent),
        *(note for one in remarks for note in one.state),
        *notes(list(hints)),
    )


def _absent(path: str) -> str:
    """Return a note on a file that a revision does not have; here git can tell what it has."""
    from engagemodel.language import meant_at

    near = meant_at(path)
    return (
        f"{path}: note: this revision has no such file, neither from the root of the repository "
        f"nor from here; an empty model stands in its place{f'; {near}' if near else ''}"
    )


def remarks(*models: Model) -> tuple[str, ...]:
    """Return notes on what is legal in each model, but was probably meant to be something else."""
    return told([remarked(model) for model in models])


def _meant(state: str) -> str | None:
    """Return the state that was probably meant; a label with a number in it is one on the way."""
    letters = "".join(filter(str.isalpha, state.casefold()[:100]))
    if state in _STATES.values() or any(map(str.isdigit, state)):
        return None
    like = letters if letters in _STATES else Suggestions().near(letters, _STATES)
    return None if like is None else _STATES[like]


def load_all(paths: Sequence[str], limits: Limits) -> tuple[tuple[Model, ...], Settings]:
    """Return the models, and the settings that hold beside the last.

    Raises:
        EngagemodelError: a model or the settings cannot be read; carries the problems of all.
    """
    models, settings, _ = load_worn(paths, limits, lambda settings: None)
    return models, settings


def load_worn(
    paths: Sequence[str], limits: Limits, wear: Callable[[Settings], T]
) -> tuple[tuple[Model, ...], Settings, T]:
    """Return the models, the settings that hold beside the last, and what is made of those.

    Raises:
        EngagemodelError: a model or the settings cannot be read, or nothing can be made of them;
            carries the problems of all.
    """
    from engagemodel import api

    if list(paths).count("-") > 1:
        raise ArgumentError(Problem("standard input holds one model only"))
    models: list[Model] = []
    errors: list[EngagemodelError] = []
    met: list[Problem] = []
    settings = DEFAULTS
    try:
        settings = api.settings(paths[-1], met)
        made = wear(settings)
    except SettingsError as error:
        met += error.problems
    except EngagemodelError as error:
        errors.append(error)
    if met:
        errors.insert(0, SettingsError(*sorted(met, key=lambda one: one.at or Place("", 0, 0))))
    for path in paths:
        try:
            models.append(load(path, limits))
        except EngagemodelError as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ModelError(*dict.fromkeys(chain.from_iterable(each.problems for each in errors)))
    return tuple(models), settings, made


def read_in_vain(error: EngagemodelError, *paths: str) -> set[str]:
    """Return the files of models that could not be read, as far as their mistakes name them."""
    places = [place for problem in error.problems for place in (problem.at, *problem.trail)]
    return {*paths, *(place.path for place in places if place)}
