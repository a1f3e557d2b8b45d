"""The rule unknown-fact."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.availability import availability
from engagemodel.analysis.data import Delay
from engagemodel.analysis.journeys import customer_needs, handoffs
from engagemodel.analysis.overlap import duplicated_capabilities, redundancy
from engagemodel.finding import Finding, Related
from engagemodel.graph import Graphs, closure, latency
from engagemodel.model import CustomerType, Journey, named
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import line, listed, name, names
from engagemodel.settings import Settings


@rule("low", "elements", "flow")
def unknown_fact(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A fact that would decide an answer is not stated.

    What: A latency that leaves open whether data arrives in time; the availability of a platform behind a
        `promise` that what is stated does not break yet; a cost of a platform that does what another one does, where
        some element states a cost.
    Why: Decisions about engagement are to be conscious ones, in a model that everybody has agreed on;
        what nobody knows is decided by accident ("They're Us, But We're Not Them!").
    Mend: Find it out and state it.
    Example:
        data:
          order: {name: Order, about: customer, max_latency: 1h}
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, needs: [web-db]}
          store: {name: Stores, needs: [pos-db]}
        platforms:
          web-db: {name: Web database, kind: database, holds: [order]}
          pos-db: {name: Tills database, kind: database, holds: {order: copy}}
        flows:
          - {from: web-db, to: pos-db, carries: [order]}
        journeys:
          lamp:
            name: Bought online, returned in a store
            customer: shopper
            steps:
              - {do: buy, via: web, writes: [order]}
              - {do: return, via: store, reads: [order]}
    Mended:
        data:
          order: {name: Order, about: customer, max_latency: 1h}
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, needs: [web-db]}
          store: {name: Stores, needs: [pos-db]}
        platforms:
          web-db: {name: Web database, kind: database, holds: [order]}
          pos-db: {name: Tills database, kind: database, holds: {order: copy}}
        flows:
          - {from: web-db, to: pos-db, carries: [order], latency: 5m}
        journeys:
          lamp:
            name: Bought online, returned in a store
            customer: shopper
            steps:
              - {do: buy, via: web, writes: [order]}
              - {do: return, via: store, reads: [order]}
    """
    yield from _latencies(graphs)
    open_questions: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for fact, question, ids in (*_availabilities(graphs), *_costs(graphs)):
        open_questions.setdefault(ids, []).append((fact, question))
    for ids, asked in open_questions.items():
        missing = listed(sorted({fact for fact, _ in asked}))
        yield Finding(
            message=f"Nobody states the {missing} of {names(graphs, ids)}, so it is open "
            f"{listed(sorted({question for _, question in asked}))}.",
            mend=f"Find out and state the {missing} of {names(graphs, ids)}.",
            at=graphs.model.elements[ids[0]].at,
            elements=ids,
            related=tuple(
                Related(graphs.model.elements[id].at, f"{name(graphs, id)} neither")
                for id in ids[1:]
            ),
        )


def _latencies(graphs: Graphs) -> Iterator[Finding]:
    """Yield a finding for each flow of unknown latency on a way that leaves a delay unknown."""
    undecided: dict[str, list[str]] = {}

    def ask(delay: Delay, question: str) -> None:
        for id in delay.path if delay.verdict == "unknown" else ():
            low, high = latency(graphs.model.flow[id])
            if low != high:
                undecided.setdefault(id, []).append(question)

    for handoff in handoffs(graphs):
        what = graphs.model.data[handoff.data].name
        ask(handoff.delay, f"the {what} will reach {name(graphs, handoff.reader)} in time")
    for need in customer_needs(graphs):
        what = graphs.model.data[need.data].name
        ask(need.delay, f"the {what} will reach {name(graphs, need.organization)} in time")
    for id, questions in undecided.items():
        flow = graphs.model.flow[id]
        yield Finding(
            message=f"Nobody states how long the line from {line(graphs, id)} takes, so it is open "
            f"whether {listed(sorted(set(questions)))}.",
            mend=f"Find out and state the latency of the line from {line(graphs, id)}.",
            at=flow.at,
            flow=id,
        )


def _availabilities(graphs: Graphs) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield fact, question and elements for each promise that is neither kept nor broken for sure."""
    model = graphs.model
    tops: tuple[CustomerType | Journey, ...] = (
        *model.customer_types.values(),
        *model.journeys.values(),
    )
    for top in tops:
        if top.promise is None:
            continue
        channels = top.uses if isinstance(top, CustomerType) else _channels(top)
        reached = {id for channel in channels for id in closure(graphs, channel)}
        # How available a department or a channel is by itself, hardly anybody can state.
        known = reached & model.platforms.keys()
        silent = sorted(id for id in known if model.platforms[id].availability is None)
        if not silent:
            continue
        if not availability(graphs, top).breaks(top.promise.value):
            who = top.name if isinstance(top, CustomerType) else f'"{top.name}"'
            question = f"whether {who} will get the {top.promise.text} that was promised"
            yield "availability", question, tuple(silent)


def _channels(journey: Journey) -> tuple[str, ...]:
    return tuple(sorted({id for step in journey.steps for id in named(step.via)}))


def _costs(graphs: Graphs) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield fact, question and platforms for each group of doubles in which some state no cost."""
    if not any(element.cost for element in graphs.model.elements.values()):
        return
    groups = [
        (f"the {fact.name}", redundancy(graphs, fact.id).masters)
        for fact in graphs.model.data.values()
    ]
    for id, applications in duplicated_capabilities(graphs).items():
        groups.append((graphs.model.capabilities[id].name, applications))
    for what, platforms in groups:
        silent = tuple(id for id in platforms if graphs.model.platforms[id].cost is None)
        if silent:
            yield "cost", f"what having {what} more than once costs", silent
