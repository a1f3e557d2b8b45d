"""The pipeline in the order in which it runs: load, check, diff, follow, fail, draw, render; also for a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from engagemodel import display, garbage
from engagemodel.display import Displayed, Form
from engagemodel.errors import ArgumentError, Problem, unknown
from engagemodel.language import load, models, named, nothing, take
from engagemodel.model import Model
from engagemodel.results import (
    Check,
    CutSets,
    Difference,
    Failure,
    FigureChange,
    Journeys,
    Ranking,
    Weakness,
)
from engagemodel.settings import DEFAULTS, Settings, find

if TYPE_CHECKING:
    from engagemodel.page import Dress, Scene
    from engagemodel.page.manner import Engine

__all__ = [
    "check",
    "cut_sets",
    "diff",
    "draw",
    "failure",
    "inputs",
    "journeys",
    "load",
    "models",
    "nothing",
    "ranking",
    "render",
    "settings",
    "since",
    "take",
]


def inputs(*read: Model | Settings) -> tuple[str, ...]:
    """Return the paths of the files that models and settings were read from, sorted."""
    return tuple(sorted({path for one in read for path in one.files}))


def settings(path: str, met: list[Problem] | None = None) -> Settings:
    """Return the settings that hold for a model argument.

    Of a file as of a git revision they are those of the current folder, as it is now. With `met`,
    mistakes that leave the rest readable are added to that instead of raised.

    Raises:
        SettingsError: they cannot be read.
    """
    from engagemodel.rules import RULES

    return find("-" if named(path) else path, [rule.name for rule in RULES], met)


def check(model: Model, settings: Settings = DEFAULTS, today: date | None = None) -> Check:
    """Return a model's findings and figures; `today` judges acceptances with a date."""
    from engagemodel.analysis.figures import measure_all
    from engagemodel.graph import Graphs
    from engagemodel.rules import run

    with garbage.kept():
        graphs = Graphs(model)
        findings = run(graphs, settings, today or date.today())
        return Check(model, findings, measure_all(graphs, settings))


def since(
    found: Check, before: Model, settings: Settings = DEFAULTS, today: date | None = None
) -> Check:
    """Return of a check what the model before does not have, as `diff` tells findings apart.

    A finding that was accepted and no longer is counts as new.
    """
    from engagemodel.change.findings import introduced
    from engagemodel.change.lineage import trace
    from engagemodel.rules import IDENTITY

    old = check(before, settings, today).findings
    lineage = trace(before, found.model)
    new = introduced(old, found.findings, before, found.model, lineage, IDENTITY)
    older = len(found.open) - sum(finding.accepted is None for finding in new)
    return replace(found, findings=new, older=older)


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


def unmet(difference: Difference) -> tuple[Problem, ...]:
    """Return the claims of the model after (was, replaces) whose old id stands in neither model."""
    from engagemodel.change import lineage

    return lineage.unmet(difference.before.model, difference.after.model)


def journeys(
    model: Model,
    journey: str | None = None,
    settings: Settings = DEFAULTS,
    today: date | None = None,
) -> Journeys:
    """Return one journey step by step, or all, with the findings that name them.

    Raises:
        ArgumentError: there is no such journey; names the nearest.
    """
    from engagemodel.analysis.walk import walk
    from engagemodel.graph import Graphs
    from engagemodel.rules import RULES, run, selected

    if journey is not None and journey not in model.journeys:
        raise ArgumentError(unknown("journey", journey, model.journeys))
    ids = sorted(model.journeys) if journey is None else [journey]
    wanted = tuple(
        rule.name for rule in RULES if "journeys" in rule.identity and selected(rule, settings)
    )
    graphs = Graphs(model)
    found = run(graphs, replace(settings, select=wanted), today or date.today())
    named = tuple(finding for finding in found if {*finding.journeys} & {*ids})
    return Journeys(model, tuple(walk(graphs, model.journeys[id]) for id in ids), named)


def failure(model: Model, elements: Iterable[str]) -> Failure:
    """Return what platforms, organizations and channels take along when they fail together.

    Raises:
        ArgumentError: there is no such element (names the nearest), or it is a customer type.
    """
    from engagemodel.analysis.impact import impact, misnamed
    from engagemodel.graph import Graphs

    ids = list(dict.fromkeys(elements))
    problems = misnamed(model, ids)
    if problems:
        raise ArgumentError(*problems)
    return Failure(model, impact(Graphs(model), ids))


def ranking(model: Model) -> Ranking:
    """Return what the failure of each platform, organization and channel takes along."""
    from engagemodel.analysis.impact import rank
    from engagemodel.graph import Graphs

    return Ranking(model, rank(Graphs(model)))


def cut_sets(model: Model, order: int, limit: int | None = None) -> CutSets:
    """Return what has to fail together, of up to `order` elements, and the availabilities.

    `limit` is the size up to which questions are answered exactly.
    """
    from engagemodel.analysis.availability import LIMIT, availability
    from engagemodel.analysis.cuts import minimal_cuts
    from engagemodel.graph import Graphs

    graphs = Graphs(model)
    size = LIMIT if limit is None else limit
    # No set has more elements than the model.
    most = min(order, len(model.elements))

    def weaknesses() -> Iterator[Weakness]:
        for id, customer in sorted(model.customer_types.items()):
            cuts = minimal_cuts(graphs, customer, most, size)
            yield Weakness("customer_type", id, cuts, availability(graphs, customer, size))
        for id, journey in sorted(model.journeys.items()):
            cuts = minimal_cuts(graphs, journey, most, size)
            yield Weakness("journey", id, cuts, availability(graphs, journey, size))

    return CutSets(model, order, size, tuple(weaknesses()))


def draw(
    result: Check | Difference,
    *,
    view: str | None = None,
    size: str = "a4",
    keep: str | None = None,
    engine: Engine = "own",
    dress: Dress | None = None,
) -> Scene:
    """Return the page of a check or a difference.

    `view` is ``lanes``, ``matrix``, or one about something, with its id: ``focus:web``. `keep` is
    the path of an earlier page (svg) whose cards stay where they are there. `engine` ``dot`` lets an
    installed Graphviz order the cards. `dress` is what the page wears (`page.brand.dress`).

    Raises:
        ArgumentError: there is no such view, nothing of that id, no such page or no Graphviz.
        ValueError: there is no such size.
    """
    from engagemodel import page
    from engagemodel.page.keeping import load

    manner = page.Manner(keep=None if keep is None else load(keep), engine=engine)
    return page.draw(result, view=view, size=size, manner=manner, dress=dress or page.Dress())


def render(
    result: Check | Difference,
    path: str,
    *,
    view: str | None = None,
    size: str = "a4",
    keep: str | None = None,
    engine: Engine = "own",
    dress: Dress | None = None,
) -> None:
    """Write the page of a check or a difference to a file, whose ending says the format.

    `keep`, `engine` and `dress` are as for `draw`; the earlier page may be the file that is written.

    Raises:
        ArgumentError: as `draw` does; or there is no such format, or the file cannot be written.
        ValueError: there is no such size.
    """
    from engagemodel import page
    from engagemodel.delivery import write

    format = page.format_of(path)
    scene = draw(result, view=view, size=size, keep=keep, engine=engine, dress=dress)
    write({path: page.write(scene, format)})


def _displayed(value: Displayed, form: Form) -> str | None:
    """Return what a notebook shows of a model, a check or a difference: its page in a form."""
    from engagemodel.page import notebook

    result = check(value) if isinstance(value, Model) else value
    return notebook.FORMS[form](result) if isinstance(result, Check | Difference) else None


display.drawn_by(_displayed)
