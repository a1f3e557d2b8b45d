"""The pipeline in the order in which it runs: load, check, diff, draw, render; also for a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engagemodel.errors import ArgumentError, Problem
from engagemodel.language import Limits, models_in
from engagemodel.language import load as load
from engagemodel.model import Model
from engagemodel.results import Check, Difference
from engagemodel.settings import DEFAULTS, Settings, find

if TYPE_CHECKING:
    from engagemodel.page.scene import Scene


def models(arguments: Iterable[str]) -> Iterator[str]:
    """Return the path of every model that the arguments name; a folder names all models below it.

    Raises:
        ArgumentError: a folder holds no model, or standard input is named twice.
    """
    seen: list[str] = []
    for argument in arguments:
        if argument != "-" and Path(argument).is_dir():
            found = models_in(argument)
            if not found:
                hint = "a model is a .yaml, .yml or .json file with the key 'engagemodel'"
                raise ArgumentError(Problem(f"there is no model in '{argument}'", hint=hint))
            seen += found
        else:
            seen.append(argument)
    if seen.count("-") > 1:
        raise ArgumentError(Problem("standard input holds one model only"))
    yield from dict.fromkeys(seen)


def files(model: Model) -> frozenset[str]:
    """Return the paths of the files that a model's entries stand in, as they are shown to people."""
    entries = (
        *model.elements.values(),
        *model.data.values(),
        *model.journeys.values(),
        *model.capabilities.values(),
        *model.initiatives.values(),
        *model.flows,
        *model.positions,
        *model.accept,
    )
    return frozenset({model.at.path, *(entry.at.path for entry in entries)})


def settings(path: str) -> Settings:
    """Return the settings that hold for a model argument.

    Raises:
        SettingsError: they cannot be read.
    """
    from engagemodel.rules import RULES

    return find(path, [rule.name for rule in RULES])


def check(model: Model, settings: Settings = DEFAULTS, today: date | None = None) -> Check:
    """Return a model's findings and figures; `today` judges acceptances with a date."""
    from engagemodel.analysis.figures import measure_all
    from engagemodel.graph import Graphs
    from engagemodel.rules import run

    graphs = Graphs(model)
    findings = run(graphs, settings, today or date.today())
    return Check(model, findings, measure_all(graphs, settings))


def diff(
    before: Model, after: Model, settings: Settings = DEFAULTS, today: date | None = None
) -> Difference:
    """Return what lies between two models, and what that does to findings and figures."""
    from engagemodel.change.judge import difference

    day = today or date.today()
    return difference(check(before, settings, day), check(after, settings, day))
