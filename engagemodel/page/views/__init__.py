"""The views of a page, by name; a new view is one file here and one line in `VIEWS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engagemodel.errors import ArgumentError, Problem
from engagemodel.page.diagram import Diagram
from engagemodel.page.manner import OWN, Manner
from engagemodel.page.plates import plates
from engagemodel.page.scene import Scene
from engagemodel.page.sheet import Sheet
from engagemodel.page.sketch import sketch
from engagemodel.page.views import focus, journey, lanes, matrix
from engagemodel.page.views.impact import impact
from engagemodel.results import Check, Difference
from engagemodel.spelling import did_you_mean

Drawing = Callable[[Check | Difference, tuple[str, ...], Sheet, Manner], Scene]
States = Callable[[Difference, tuple[str, ...], Sheet, Manner], tuple[Scene, ...]]


@dataclass(frozen=True, slots=True)
class View:
    """One view: what it shows, in a few words; what its ids name; how it is drawn.

    `of` is empty for a view of everything. `several` ids may be given, parted by commas. Not every
    view can show what lies between two models (`two`), and only those `laid` out as cards in lanes,
    or as tables in their order, can keep that of an earlier page or have it from another engine.
    `states` are today, difference and tomorrow, if it can show each of these.
    """

    about: str
    draw: Drawing
    of: str = ""
    several: bool = False
    two: bool = True
    laid: bool = True
    states: States | None = None


def _lanes(result: Check | Difference, _: tuple[str, ...], sheet: Sheet, manner: Manner) -> Scene:
    return lanes.lanes(sketch(result), sheet, manner)


def _placed(
    pages: Callable[[Diagram, Sequence[Diagram], Sheet, Manner], tuple[Scene, ...]],
) -> States:
    """Return what draws each state of two models in the places of their union."""

    def drawn(
        result: Difference, _: tuple[str, ...], sheet: Sheet, manner: Manner
    ) -> tuple[Scene, ...]:
        union = sketch(result)
        return pages(union, [plate.diagram for plate in plates(result, union)], sheet, manner)

    return drawn


def _impact(
    result: Check | Difference, ids: tuple[str, ...], sheet: Sheet, manner: Manner
) -> Scene:
    return impact(_one("impact", result), ids, sheet, manner)


def _one(name: str, result: Check | Difference) -> Check:
    if isinstance(result, Difference):
        raise ArgumentError(single(name))
    return result


def single(name: str) -> Problem:
    """Return that a view can draw one model alone."""
    return Problem(
        f"the view '{name}' draws one model", hint="draw each model on a page of its own"
    )


VIEWS: Mapping[str, View] = {
    "lanes": View("everything", _lanes, states=_placed(lanes.plates)),
    "matrix": View(
        "everything, as four linked tables",
        lambda result, ids, sheet, manner: matrix.matrix(sketch(result), sheet, manner),
        states=_placed(matrix.plates),
    ),
    "focus": View(
        "what an element or journey touches",
        focus.focus,
        of="element or journey",
        states=focus.states,
    ),
    "journey": View(
        "a journey, step by step",
        lambda result, ids, sheet, manner: journey.journey(result, ids, sheet),
        of="journey",
        laid=False,
        states=lambda result, ids, sheet, manner: journey.states(result, ids, sheet),
    ),
    "impact": View("what fails with an element", _impact, of="element", several=True, two=False),
}


MOST = 66  # elements; more lanes than that are a thicket


def usual(result: Check | Difference, manner: Manner = OWN) -> str:
    """Return the view that serves a model of this size best, or that of the earlier page."""
    if manner.keep and manner.keep.laned:
        return "lanes"
    return "lanes" if len(sketch(result).cards) <= MOST else "matrix"


def asked(words: str) -> tuple[str, tuple[str, ...]]:
    """Return the view that ``lanes`` or ``focus:web`` asks for, and the ids that it is about.

    Raises:
        ArgumentError: there is no such view, or it is about something else than it is told.
    """
    name, _, rest = words.partition(":")
    ids = tuple(dict.fromkeys(id.strip() for id in rest.split(",") if id.strip()))
    if name not in VIEWS:
        hint = did_you_mean(name, VIEWS) or f"possible are {', '.join(map(written, VIEWS))}"
        raise ArgumentError(Problem(f"unknown view '{name}'", hint=hint))
    view = VIEWS[name]
    if not view.of and rest:
        hint = f"write {name} alone"
        raise ArgumentError(Problem(f"the view '{name}' shows everything, not '{rest}'", hint=hint))
    if view.of and not ids:
        hint = f"write {written(name)}, the id of an {view.of}"
        raise ArgumentError(Problem(f"the view '{name}' does not say of what", hint=hint))
    if len(ids) > 1 and not view.several:
        hint = f"write {written(name)}"
        raise ArgumentError(Problem(f"the view '{name}' is about one {view.of}", hint=hint))
    return name, ids


def written(name: str) -> str:
    """Return how a view is asked for: ``focus:ID``."""
    return f"{name}:ID" if VIEWS[name].of else name
