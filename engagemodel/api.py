"""The pipeline in the order in which it runs: load, check, diff, draw, render; also for a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engagemodel.errors import ArgumentError, Problem
from engagemodel.language import load, models_in
from engagemodel.model import Model, Place
from engagemodel.results import Check, Difference, FigureChange
from engagemodel.settings import DEFAULTS, Settings, find

if TYPE_CHECKING:
    from engagemodel.page import Scene

__all__ = ["check", "diff", "draw", "inputs", "load", "models", "render", "settings"]


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


def inputs(*models: Model) -> tuple[str, ...]:
    """Return the paths of the files that the models were read from, sorted."""
    return tuple(sorted({at.path for model in models for at in _places(model)}))


def _places(model: Model) -> Iterator[Place]:
    yield model.at
    yield from (entry.at for entry in model.elements.values())
    yield from (data.at for data in model.data.values())
    yield from (journey.at for journey in model.journeys.values())
    yield from (capability.at for capability in model.capabilities.values())
    yield from (initiative.at for initiative in model.initiatives.values())
    yield from (flow.at for flow in model.flows)
    yield from (position.at for position in model.positions)
    yield from (acceptance.at for acceptance in model.accept)


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
    from engagemodel.change.compare import compare_models
    from engagemodel.change.effect import judge
    from engagemodel.change.findings import match
    from engagemodel.change.lineage import trace
    from engagemodel.rules import IDENTITY

    day = today or date.today()
    old, new = check(before, settings, day), check(after, settings, day)
    lineage = trace(before, after)
    matched = match(old.findings, new.findings, before, after, lineage, IDENTITY)
    changes = compare_models(before, after, lineage)
    judged = judge(changes, before, after, lineage, matched.resolved, matched.introduced)
    figures = tuple(_figures(old, new))
    return Difference(old, new, lineage, judged, *matched, figures)


def _figures(before: Check, after: Check) -> Iterator[FigureChange]:
    from engagemodel.analysis.figures import FIGURES
    from engagemodel.change.effect import judge_figure

    for figure in FIGURES:
        old, new = before.figures[figure.name], after.figures[figure.name]
        yield FigureChange(figure.name, old, new, judge_figure(old, new, figure.better))


def lost(difference: Difference) -> bool:
    """Return whether a customer type loses a channel that it prefers."""
    from engagemodel.change.losses import lost_channels

    return bool(lost_channels(difference.before.model, difference.after.model, difference.lineage))


def draw(result: Check | Difference, *, view: str = "lanes", size: str = "a4") -> Scene:
    """Return the page of a check or a difference.

    Raises:
        ValueError: there is no such view or size.
    """
    from engagemodel import page

    return page.draw(result, view=view, size=size)


def render(result: Check | Difference, path: str, *, view: str = "lanes", size: str = "a4") -> None:
    """Write the page of a check or a difference to a file, whose ending says the format.

    Raises:
        ArgumentError: there is no such format, or the file cannot be written.
        ValueError: there is no such view or size.
    """
    from engagemodel import page
    from engagemodel.delivery import write

    format = page_format(path)
    write({path: page.write(draw(result, view=view, size=size), format)})


def page_format(path: str) -> str:
    """Return the format of a page that a file's name ends in.

    Raises:
        ArgumentError: there is no such format.
    """
    from engagemodel.page.writers import FORMATS

    suffix = Path(path).suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        hint = f"possible endings are .{', .'.join(FORMATS)}"
        raise ArgumentError(Problem(f"'{path}' names no format of a page", hint=hint))
    return suffix
