"""Figures in, rows of a table in words out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engagemodel.reports.wording import amount
from engagemodel.results import Check, Difference

if TYPE_CHECKING:
    from engagemodel.analysis.figures import Figure


def measured(check: Check) -> list[tuple[str, ...]]:
    """Return title and value of every figure that has something to measure."""
    return [
        (_title(figure, check.model.currency), amount(check.figures[name], figure.unit))
        for name, figure in _figures().items()
        if check.figures.get(name) is not None
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
            amount(change.before, figures[change.figure].unit),
            amount(change.after, figures[change.figure].unit),
            "" if change.effect == "neutral" else change.effect,
        )
        for change in difference.figures
        if change.figure in figures and (change.before is not None or change.after is not None)
    ]
    return [("", "before", "after", ""), *rows] if rows else []


def _figures() -> Mapping[str, Figure]:
    from engagemodel.analysis.figures import FIGURES

    return {figure.name: figure for figure in FIGURES}


def _title(figure: Figure, currency: str | None) -> str:
    if figure.unit != "money a year":
        return figure.title
    return f"{figure.title}, {currency} a year" if currency else f"{figure.title} a year"
