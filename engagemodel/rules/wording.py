"""Facts in, phrases out: how rules name things and put times and sets into a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from engagemodel.duration import units
from engagemodel.finding import Amount, Names
from engagemodel.graph import Graphs
from engagemodel.model import Journey, Step

_SHOWN = 4


def name(graphs: Graphs, id: str) -> str:
    """Return the name of an element, or the id where it is none."""
    element = graphs.model.elements.get(id)
    return element.name if element else id


def names(graphs: Graphs, ids: Iterable[str]) -> str:
    """Return the names of elements as a phrase: `A, B and C`, sorted by id."""
    found = sorted(ids)
    # Of thousands only the first few are shown, so only they are looked up.
    return _phrase([name(graphs, id) for id in found[: _SHOWN + 1]], len(found), "and")


def elements(ids: Iterable[str]) -> Names:
    """Return what `names` says, for other words."""
    return Names("elements", tuple(sorted(ids)))


def data(ids: Iterable[str]) -> Names:
    """Return what `facts` says, for other words."""
    return Names("data", tuple(sorted(ids)))


def count(number: int) -> Amount:
    """Return a count, for other words."""
    return Amount(number, "count")


def facts(graphs: Graphs, ids: Iterable[str]) -> str:
    """Return the names of data as a phrase, sorted by id."""
    return listed(graphs.model.data[id].name for id in sorted(ids))


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Return words as a phrase; of more than a few, the first ones and how many more."""
    found = list(words)
    return _phrase(found, len(found), joint)


def _phrase(words: list[str], count: int, joint: str) -> str:
    """Return a phrase of `count` words, of which those that are shown are given."""
    if count > _SHOWN + 1:
        words = [*words[:_SHOWN], f"{count - _SHOWN} more"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def line(graphs: Graphs, flow_id: str) -> str:
    """Return a flow as a phrase: `Web database to Tills database`."""
    flow = graphs.model.flow[flow_id]
    return f"{name(graphs, flow.source)} to {name(graphs, flow.target)}"


def between(graphs: Graphs, flow_id: str) -> Names:
    """Return what `line` says, for other words: the element before and the one behind."""
    flow = graphs.model.flow[flow_id]
    return Names("line", (flow.source, flow.target))


def span(seconds: float) -> str:
    """Return a time as people say it: `28 hours`; `no time` for 0."""
    if seconds == inf:
        return "an unknown time"
    told = (
        f"{number:,.1f}".removesuffix(".0") + (f" {unit}" if number == 1 else f" {unit}s")
        for number, unit in units(seconds)
    )
    return " ".join(told) or "no time"


def at_step(journey: Journey, position: int) -> str:
    """Return a step as a phrase, counted from 1: `step 2 of Lamp return (return)`."""
    return f"step {position + 1} of {journey.name} ({journey.steps[position].do})"


def expectation(graphs: Graphs, journey: Journey, step: Step) -> str:
    """Return what the customer of a journey expects at a step, as the end of a sentence."""
    expected = graphs.model.customer_types[journey.customer].expects.get(step.do, "").rstrip(".")
    return f', though the customer expects "{expected}"' if expected else ""


def money(graphs: Graphs, amount: float) -> str:
    """Return an amount with the model's currency: `240,000 EUR`."""
    number = f"{amount:,.0f}" if float(amount).is_integer() else f"{amount:,.2f}"
    return f"{number} {graphs.model.currency}" if graphs.model.currency else number


def percent(share: float) -> str:
    """Return a share of 1 with up to three digits behind the point, never rounded up: `99.95%`."""
    return f"{floored(share) * 100:.3f}".rstrip("0").rstrip(".") + "%"


def floored(share: float) -> float:
    """Return a share of 1 with up to five digits behind the point, never rounded up."""
    return int(share * 100_000 + 1e-6) / 100_000
