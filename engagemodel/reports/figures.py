"""Figures in, rows of a table in words out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from engagemodel.change.effect import judge_figure
from engagemodel.change.record import Effect
from engagemodel.model import Entry, Model
from engagemodel.reports.wording import amount, sure
from engagemodel.results import Check, Difference

if TYPE_CHECKING:
    from engagemodel.analysis.figures import Figure

AVAILABILITY = "availability_at_most"
SLOWEST = "worst_latency"


def measured(check: Check) -> list[tuple[str, ...]]:
    """Return title and value of every figure of the whole model that has something to measure."""
    return [
        (_title(figure, check.model.currency), _amount(check, figure, check.figures[name]))
        for name, figure in _figures().items()
        if isinstance(check.figures.get(name), int | float)
    ]


def available(check: Check) -> list[tuple[str, ...]]:
    """Return each customer type and journey whose availability is known, and what it is at most."""
    figure = check.figures.get(AVAILABILITY)
    return [
        (name, sure(value))
        for name, value, _ in _each(figure, figure, check.model)
        if value is not None
    ]


def after_change(difference: Difference) -> list[tuple[str, ...]]:
    """Return a heading, then title, value before, value after and effect of every figure.

    Figures that neither side can measure are left out; without any there is no heading either.
    """
    figures = _figures()
    currencies = {check.model.currency for check in (difference.before, difference.after)}
    currency = " or ".join(sorted(filter(None, currencies))) or None
    rows = [
        (
            _title(figures[change.figure], currency),
            _amount(difference.before, figures[change.figure], change.before),
            _amount(difference.after, figures[change.figure], change.after),
            _said(change.effect),
        )
        for change in difference.figures
        if any(isinstance(value, int | float) for value in (change.before, change.after))
    ]
    return [("", "before", "after", ""), *rows] if rows else []


def available_after_change(difference: Difference) -> list[tuple[str, ...]]:
    """Return a heading, then who, at most before, at most after and effect, as `after_change`."""
    rows = [
        (
            name,
            "-" if before is None else sure(before),
            "-" if after is None else sure(after),
            _said(judge_figure(before, after, "higher")),
        )
        for change in difference.figures
        if change.figure == AVAILABILITY
        for name, before, after in _each(change.before, change.after, difference.after.model)
        if before is not None or after is not None
    ]
    return [("", "before", "after", ""), *rows] if rows else []


def _amount(check: Check, figure: Figure, value: object) -> str:
    """Return a figure in words; a slowest hand-off that nothing bounds is no more than a least."""
    told = amount(value, figure.unit)
    if figure.name != SLOWEST or value is None or _bounded(check.model):
        return told
    return f"at least {told}" if value else "unknown"


def _bounded(model: Model) -> bool:
    from engagemodel.analysis.figures import slowest_known
    from engagemodel.graph import Graphs

    return slowest_known(Graphs(model))


def _said(effect: Effect) -> str:
    return "" if effect == "neutral" else effect


def _each(
    before: object, after: object, model: Model
) -> Iterator[tuple[str, float | None, float | None]]:
    """Yield name, value before and after of each customer type and journey that either side has."""
    sections: dict[str, Mapping[str, Entry]] = {
        "customer_types": model.customer_types,
        "journeys": model.journeys,
    }
    for kind, section in sections.items():
        one, other = (_values(side, kind) for side in (before, after))
        for id in dict.fromkeys((*other, *one)):
            name = section[id].name if id in section else id
            yield name, one.get(id), other.get(id)


def _values(side: object, kind: str) -> dict[str, float | None]:
    """Return the value of each entry of a kind in a figure that has one for each."""
    entries = side.get(kind, {}) if isinstance(side, Mapping) else {}
    return {id: entry["value"] for id, entry in entries.items()}


def _figures() -> Mapping[str, Figure]:
    from engagemodel.analysis.figures import FIGURES

    return {figure.name: figure for figure in FIGURES}


def _title(figure: Figure, currency: str | None) -> str:
    if figure.unit != "money a year":
        return figure.title
    return f"{figure.title}, {currency} a year" if currency else f"{figure.title} a year"
