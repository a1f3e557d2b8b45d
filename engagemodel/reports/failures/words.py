"""A failure or a ranking in, sentences on what that does to customers out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from engagemodel.change.customers import by_share
from engagemodel.model import Model, kind_of
from engagemodel.reports.customers import title
from engagemodel.reports.wording import KINDS, counted, few, named_as, percent, quoted, via
from engagemodel.results import Failure
from engagemodel.sentences import ended

if TYPE_CHECKING:
    from engagemodel.analysis.impact import Loss, Ranked


def names(ids: Iterable[str], model: Model, most: int = 8) -> str:
    """Return elements by name, of many the first ones and how many more."""
    return few([named_as(id, model) for id in ids], most)


def headline(failure: Failure) -> str:
    """Return how many customer types are cut off and journeys stop, in one sentence."""
    model, impact = failure.model, failure.impact
    cut = [loss for loss in impact.customers if loss.cut_off]
    parts = []
    if cut:
        of = f", {share(impact.share, model)}" if impact.share else ""
        parts.append(f"{_of(len(cut), len(model.customer_types), 'customer type')} cut off{of}")
    hurt = len(impact.customers) - len(cut)
    if hurt:
        also = "more " if cut else ""
        types = counted(hurt, f"{also}customer type", f"{also}customer types")
        parts.append(f"{types} {'loses' if hurt == 1 else 'lose'} a channel")
    if impact.journeys:
        count, total = len(impact.journeys), len(model.journeys)
        verb = "stops" if count == 1 else "stop"
        parts.append(f"{count:,} of {counted(total, 'journey')} {verb}")
    if parts:
        return "; ".join(parts) + "."
    if impact.channels:
        return "No customer notices: nobody uses the channels that go down."
    left = _without(failure)
    if left:
        return f"No channel goes down; {names(left, model)} can go on without what failed."
    return "No customer notices, as far as the model tells: no channel goes down."


def _without(failure: Failure) -> list[str]:
    """Return the channels that see something that is down, and can do without it, sorted."""
    from engagemodel.graph import Graphs, sight

    graphs = Graphs(failure.model)
    fallen = set(failure.impact.down)
    return [id for id in sorted(failure.model.channels) if fallen & sight(graphs, id)]


def _of(count: int, total: int, what: str) -> str:
    return f"{count:,} of {counted(total, what)} {'is' if count == 1 else 'are'}"


def share(value: float, model: Model) -> str:
    """Return ``38% of revenue``."""
    return percent(value) + (f" of {model.share_of}" if model.share_of else "")


def losses(failure: Failure) -> Iterator[tuple[Loss, str, str]]:
    """Yield each customer type that loses something, worst first: its loss, title and a sentence."""
    model = failure.model
    found = {loss.customer: loss for loss in failure.impact.customers}
    hit = [customer for customer in by_share(model) if customer.id in found]
    for customer in sorted(hit, key=lambda customer: not found[customer.id].cut_off):
        loss = found[customer.id]
        lost = names(loss.lost, model)
        told = (
            f"cut off, with {lost} down"
            if loss.cut_off
            else f"will lose {lost}, and can still use {names(loss.left, model)}"
        )
        yield loss, title(customer, model), told


def stops(failure: Failure) -> Iterator[tuple[str, str]]:
    """Yield each journey that stops and a sentence that says where."""
    for stop in failure.impact.journeys:
        journey = failure.model.journeys[stop.journey]
        step = journey.steps[stop.step - 1]
        yield (
            quoted(journey.name),
            f"stops at step {stop.step}: {step.do}, {via(step.via, failure.model)}",
        )


def unharmed(failure: Failure) -> list[str]:
    """Return sentences on what is not touched: customer types, journeys."""
    model, impact = failure.model, failure.impact
    hit = {loss.customer for loss in impact.customers}
    stopped = {stop.journey for stop in impact.journeys}
    well = [customer.name for customer in by_share(model) if customer.id not in hit]
    going = [
        quoted(j.name) for id, j in sorted(model.journeys.items()) if j.steps and id not in stopped
    ]
    told = []
    if well and impact.channels:
        told.append(ended(f"Every channel stays open to {few(well)}."))
    if going and stopped:
        told.append(f"{few(going)} {'goes' if len(going) == 1 else 'go'} on.")
    return told


def also_down(failure: Failure) -> str:
    """Return what else goes down with it: channels apart, which are told of by themselves."""
    impact = failure.impact
    told = {*impact.failed, *impact.channels}
    return names([id for id in impact.down if id not in told], failure.model)


def kind(id: str, model: Model) -> str:
    """Return which kind of element it is, in words."""
    return KINDS[kind_of(model.elements[id])]


def takes(entry: Ranked) -> bool:
    """Whether the failure of an element takes anything along."""
    return bool(entry.toll.channels or entry.toll.customers or entry.toll.journeys)


def shares(entry: Ranked) -> str:
    """Return the share of customers that is cut off."""
    return "-" if entry.share is None else percent(entry.share)
