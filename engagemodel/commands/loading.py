"""Model arguments in, the models out; every mistake of all of them is told in one run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engagemodel.errors import ArgumentError, EngagemodelError, ModelError, Problem
from engagemodel.model import Model
from engagemodel.reports.diagnostics import notes
from engagemodel.settings import DEFAULTS, Settings
from engagemodel.spelling import Suggestions

if TYPE_CHECKING:
    from engagemodel.language import Limits

_STATES = {"asis": "as-is", "future": "future"}


def load(path: str, limits: Limits) -> Model:
    """Return the model of an argument; ``-`` is read from standard input.

    Raises:
        ModelError: it cannot be read.
    """
    from engagemodel import api

    if path != "-":
        return api.load(path, limits=limits)
    if sys.stdin is None:
        return api.load("-", limits=limits)
    # One byte past the limit is enough to say that there are too many.
    return api.load("-", limits=limits, stdin=sys.stdin.buffer.read(limits.file_bytes + 1))


def remarks(*models: Model) -> tuple[str, ...]:
    """Return notes on what is legal in each model, but was probably meant to be something else.

    That is a state that is a label, but looks like one with a meaning, a free word that looks like
    another, and a file that a git revision does not have.
    """
    from engagemodel.language import named
    from engagemodel.language.words import mistyped

    absent = tuple(
        f"{model.path}: note: this revision has no such file, neither from the root of the repository "
        "nor from here; an empty model stands in its place"
        for model in models
        if not model.files and named(model.path)
    )
    states = tuple(
        f"{model.path}: note: the state '{model.state}' is a label like any other; "
        f"did you mean '{meant}'?"
        for model in models
        if (meant := _meant(model.state or ""))
    )
    hints = dict.fromkeys(hint for model in models for hint in mistyped(model))
    return (*absent, *states, *notes(list(hints)))


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
    from engagemodel import api

    if list(paths).count("-") > 1:
        raise ArgumentError(Problem("standard input holds one model only"))
    models: list[Model] = []
    problems: list[Problem] = []
    settings = DEFAULTS
    try:
        settings = api.settings(paths[-1])
    except EngagemodelError as error:
        problems += error.problems
    for path in paths:
        try:
            models.append(load(path, limits))
        except EngagemodelError as error:
            problems += error.problems
    if problems:
        raise ModelError(*dict.fromkeys(problems))
    return tuple(models), settings


def read_in_vain(error: EngagemodelError, *paths: str) -> set[str]:
    """Return the files of models that could not be read, as far as their mistakes name them."""
    places = [place for problem in error.problems for place in (problem.at, *problem.trail)]
    return {*paths, *(place.path for place in places if place)}
