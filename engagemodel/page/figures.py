"""Figures of a check or difference in; tiles out, the most telling first."""

from __future__ import annotations

from collections.abc import Mapping

from engagemodel.page.diagram import Tile
from engagemodel.page.words import language, quantity, step
from engagemodel.results import Check, Difference

# What a customer feels comes first, then what a failure does, then size and money.
ORDER = (
    "handoffs_kept",
    "single_points",
    "infrastructures",
    "redundant_masters",
    "reached_after_one_failure",
    "share_at_risk",
    "worst_latency",
    "single_view",
    "channel_fit",
    "change_reach",
    "annual_cost",
    "overlap_cost",
    "lines",
    "elements",
    "cyclic_elements",
    "propagation_cost",
)
# What says how large a picture is, and not how customers fare.
SIZES = frozenset({"change_reach", "lines", "elements", "cyclic_elements", "propagation_cost"})


def tiles(result: Check | Difference) -> tuple[Tile, ...]:
    """Return the figures that say something, in order; of a difference the changed ones first.

    Changed are those that read otherwise than before. Figures without a value, and counts of cycles that are 0, are left out, and what journeys put at risk
    where there are none.
    """
    return _changed(result) if isinstance(result, Difference) else _plain(result)


def _plain(check: Check) -> tuple[Tile, ...]:
    found = []
    for name, title, unit in _known():
        value = quantity(check.figures.get(name), unit, check.model.currency)
        idle = name == "cyclic_elements" and value == "0"
        if value is not None and not idle and not _senseless(name, check):
            found.append(Tile(name, title, None, value, ""))
    return tuple(found)


def _changed(result: Difference) -> tuple[Tile, ...]:
    changes = {change.figure: change for change in result.figures}
    currencies = result.before.model.currency, result.after.model.currency
    moved, still = [], []
    for name, title, unit in _known():
        change = changes.get(name)
        if change is None or _senseless(name, result.before, result.after):
            continue
        before, after = step(change.before, change.after, unit, currencies)
        if after is None or (name == "cyclic_elements" and before == after == "0"):
            continue
        if before is None or change.before == change.after:
            still.append(Tile(name, title, None, after, "same" if before else ""))
        elif before == after:
            still.append(Tile(name, title, None, after, "near"))
        else:
            rises = float(str(change.after)) > float(str(change.before))
            moved.append(Tile(name, title, before, after, change.effect, rises))
    return (*moved, *still)


def _senseless(name: str, *checks: Check) -> bool:
    """Return whether a figure is of journeys, and there are none: 0 % at risk would be a comfort."""
    return name == "share_at_risk" and not any(check.model.journeys for check in checks)


def _known() -> list[tuple[str, str, str]]:
    """Return name, title and unit of the figures of a page, in its order."""
    from engagemodel.analysis.figures import FIGURES

    titles = language().figures
    table: Mapping[str, tuple[str, str]] = {
        figure.name: (titles.get(figure.name, figure.title), figure.unit) for figure in FIGURES
    }
    return [(name, *table[name]) for name in ORDER if name in table]
