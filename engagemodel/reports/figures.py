"""Figures in, rows of a table in words out."""

from __future__ import annotations

from engagemodel.reports.wording import amount
from engagemodel.results import Check, Difference


def measured(check: Check) -> list[tuple[str, ...]]:
    """Return title and value of every figure that has something to measure."""
    from engagemodel.analysis.figures import FIGURES

    currency = check.model.currency
    return [
        (figure.title, amount(check.figures[figure.name], figure.unit, currency))
        for figure in FIGURES
        if check.figures.get(figure.name) is not None
    ]


def after_change(difference: Difference) -> list[tuple[str, ...]]:
    """Return title, value before, value after and effect of every figure known on either side."""
    from engagemodel.analysis.figures import FIGURES

    units = {figure.name: figure for figure in FIGURES}
    before, after = difference.before.model.currency, difference.after.model.currency
    rows = [
        (
            units[change.figure].title,
            amount(change.before, units[change.figure].unit, before),
            amount(change.after, units[change.figure].unit, after),
            "" if change.effect == "neutral" else change.effect,
        )
        for change in difference.figures
        if change.figure in units and (change.before is not None or change.after is not None)
    ]
    return [("", "before", "after", ""), *rows] if rows else []
