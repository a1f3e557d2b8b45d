"""A difference in, sentences out: is tomorrow less complicated, is it less complex, what did that cost."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.change.complexity import COMPLEX, COMPLICATED, Complexity, Trend
from engagemodel.reports.wording import amount, counted, listed
from engagemodel.results import Difference
from engagemodel.sentences import ended

_WORDS: dict[Trend, str] = {"less": "less", "more": "more", "mixed": "in part less, in part more"}


def weighed(difference: Difference, arrow: str = "->") -> tuple[str, ...]:
    """Return the verdict on complicated and complex, and what consolidation put at risk, if any.

    The arrow stands between values.
    """
    found = difference.complexity
    return () if found is None else tuple(_sentences(found, difference, arrow))


def _sentences(found: Complexity, difference: Difference, arrow: str) -> Iterator[str]:
    names = {id: element.name for id, element in difference.after.model.elements.items()}
    if found.complicated != "equally" or found.complex != "equally":
        joint = "but" if {found.complicated, found.complex} == {"less", "more"} else "and"
        complex = _steps(difference, (*COMPLEX, "propagation_cost"), arrow)
        yield (
            f"Tomorrow is {_verdict(found.complicated, 'complicated')} "
            f"({_steps(difference, COMPLICATED, arrow)}) {joint} {_verdict(found.complex, 'complex')} "
            f"({complex})."
        )
    if found.bought:
        merged = sum(_merged(difference, id) for id in found.bought)
        points = counted(len(found.bought), "single point")
        yield ended(
            f"Simplicity was bought with risk: {counted(merged, 'platform')} gave way to {points} of "
            f"failure, {listed(names[id] for id in found.bought)}."
        )
    if found.narrow:
        one = len(found.narrow) == 1
        yield (
            f"Data now has to pass through {listed(names[id] for id in found.narrow)}: where "
            f"{'that fails' if one else 'one of them fails'}, what lies behind is cut off from the rest."
        )


def _verdict(trend: Trend, word: str) -> str:
    return f"as {word} as today" if trend == "equally" else f"{_WORDS[trend]} {word}"


def _merged(difference: Difference, id: str) -> int:
    return next(len(c.was) for c in difference.changes if c.id == id and c.change == "merged")


def _steps(difference: Difference, names: tuple[str, ...], arrow: str) -> str:
    """Return the figures as `elements 16 -> 12`, joined; what stayed the same is said once."""
    told = {
        "elements": "elements",
        "lines": "lines",
        "change_reach": "elements that a change reaches",
        "cyclic_elements": "elements in cycles",
        "single_points": "single points of failure",
        "propagation_cost": "propagation cost",
    }
    parts = []
    for figure in difference.figures:
        if figure.figure in names and figure.before is not None and figure.after is not None:
            unit = "share" if figure.figure == "propagation_cost" else "mean"
            one, other = amount(figure.before, unit), amount(figure.after, unit)
            if one != other:
                parts.append(f"{told[figure.figure]} {one} {arrow} {other}")
    return ", ".join(parts) or "no figure moved"
