"""A check or difference and the id that a view is about in; the element or journey meant out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engagemodel.errors import ArgumentError, Problem, unknown
from engagemodel.model import Entry, Journey, Model
from engagemodel.page.sketch import successors
from engagemodel.page.words import say
from engagemodel.results import Check, Difference


def card_of(result: Check | Difference, id: str) -> str | None:
    """Return the card of an element, also of one that only the model before has; None without."""
    if id in models(result)[-1].elements:
        return id
    return successors(result).get(id) if isinstance(result, Difference) else None


def told_in(result: Check | Difference, id: str) -> Model | None:
    """Return the model that tells a journey, the one after if both do; None if none does."""
    return next((model for model in reversed(models(result)) if id in model.journeys), None)


def places(result: Check | Difference, model: Model) -> Mapping[str, str]:
    """Return the card of each element of one of the models of a result."""
    if isinstance(result, Difference) and model is result.before.model:
        return successors(result)
    return {id: id for id in model.elements}


def models(result: Check | Difference) -> tuple[Model, ...]:
    """Return the model of a check, or the two of a difference, before and after."""
    if isinstance(result, Difference):
        return (result.before.model, result.after.model)
    return (result.model,)


def journey(result: Check | Difference, id: str) -> tuple[Model, Journey]:
    """Return a journey, and the model that tells it.

    Raises:
        ArgumentError: there is none of that id; names the nearest.
    """
    model = told_in(result, id)
    if model is None:
        known = {j: entry for each in models(result) for j, entry in each.journeys.items()}
        raise ArgumentError(unknown("journey", id, known))
    return model, model.journeys[id]


def meant(result: Difference, id: str) -> tuple[Journey | None, Journey | None]:
    """Return the journey that an id means, as it is before and after; None where there is none.

    That of the model after is meant if both have one of that id.

    Raises:
        ArgumentError: there is none of that id; names the nearest.
    """
    before, after = result.before.model.journeys, result.after.model.journeys
    if id in after:
        was = result.lineage.origins.get("journey", {}).get(id, ())
        return (before[was[0]] if was else None), after[id]
    _, told = journey(result, id)
    heirs = result.lineage.heirs.get("journey", {}).get(id, ())
    return told, (after[heirs[0]] if heirs else None)


def nothing(result: Check | Difference, id: str) -> ArgumentError:
    """Return that neither an element nor a journey has that id."""
    known: dict[str, Entry] = {}
    for model in models(result):
        known.update({**model.journeys, **model.elements})
    return ArgumentError(unknown("element or journey", id, known))


def fallible(model: Model, ids: Iterable[str]) -> None:
    """Check that what is to fail can.

    Raises:
        ArgumentError: an id is unknown, or a customer type's.
    """
    known = {**model.platforms, **model.organizations, **model.channels}
    hint = "name a platform, an organization or a channel"
    problems = [
        Problem(f"'{id}' is a customer type, and customers do not fail", hint=hint)
        if id in model.customer_types
        else unknown("element", id, known)
        for id in ids
        if id not in known
    ]
    if problems:
        raise ArgumentError(*problems)


def listed(names: Iterable[str], *, join: str = "and") -> str:
    """Return ``a``, ``a and b`` or ``a, b and c``; `join` is the text that joins the last."""
    *most, last = names
    return say(join, most=", ".join(most), last=last) if most else last
