"""The rule unknown-fact."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.availability import availability
from engagemodel.analysis.data import Delay
from engagemodel.analysis.journeys import customer_needs, handoffs
from engagemodel.analysis.overlap import duplicated_capabilities, redundancy
from engagemodel.finding import Amount, Facts, Finding, Related
from engagemodel.graph import Graphs, closure, latency
from engagemodel.model import CustomerType, Journey, named
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import data, elements, facts, line, listed, name, names
from engagemodel.settings import Settings

# The fact that is not stated, what is open without it, of which platforms, and what that is made of.
_Question = tuple[str, str, tuple[str, ...], Facts]


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
    open_questions: dict[tuple[str, ...], dict[str, tuple[str, Facts]]] = {}
    for fact, question, ids, said in (*_availabilities(graphs), *_costs(graphs)):
        open_questions.setdefault(ids, {})[question] = (fact, said)
    for ids, asked in open_questions.items():
        unstated = sorted({fact for fact, _ in asked.values()})
        missing = listed(unstated)
        yield Finding(
            message=f"Nobody states the {missing} of {names(graphs, ids)}, so it is open "
            f"{listed(sorted(asked))}.",
            mend=f"Find out and state the {missing} of {names(graphs, ids)}.",
            at=graphs.model.elements[ids[0]].at,
            elements=ids,
            facts={
                "_and_".join(unstated): elements(ids),
                "questions": tuple(asked[question][1] for question in sorted(asked)),
            },
            related=tuple(
                Related(graphs.model.elements[id].at, f"{name(graphs, id)} neither")
                for id in ids[1:]
            ),
        )


def _latencies(graphs: Graphs) -> Iterator[Finding]:
    """Yield a finding for each flow of unknown latency on a way that leaves a delay unknown."""
    undecided: dict[str, dict[str, Facts]] = {}

    def ask(delay: Delay, what: str, reader: str) -> None:
        question = f"the {facts(graphs, [what])} will reach {name(graphs, reader)} in time"
        for id in delay.path if delay.verdict == "unknown" else ():
            low, high = latency(graphs.model.flow[id])
            if low != high:
                said: Facts = {"data": data([what]), "reader": elements([reader])}
                undecided.setdefault(id, {})[question] = said

    for handoff in handoffs(graphs):
        ask(handoff.delay, handoff.data, handoff.reader)
    for need in customer_needs(graphs):
        ask(need.delay, need.data, need.organization)
    for id, questions in undecided.items():
        flow = graphs.model.flow[id]
        yield Finding(
            message=f"Nobody states how long the line from {line(graphs, id)} takes, so it is open "
            f"whether {listed(sorted(questions))}.",
            mend=f"Find out and state the latency of the line from {line(graphs, id)}.",
            at=flow.at,
            flow=id,
            facts={"questions": tuple(questions[question] for question in sorted(questions))},
        )


def _availabilities(graphs: Graphs) -> Iterator[_Question]:
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
            customer = isinstance(top, CustomerType)
            who = top.name if customer else f'"{top.name}"'
            question = f"whether {who} will get the {top.promise.text} that was promised"
            promise = Amount(top.promise.value, "share")
            whose: Facts = {"customer" if customer else "journey": top.name, "promise": promise}
            yield "availability", question, tuple(silent), whose


def _channels(journey: Journey) -> tuple[str, ...]:
    return tuple(sorted({id for step in journey.steps for id in named(step.via)}))


def _costs(graphs: Graphs) -> Iterator[_Question]:
    """Yield fact, question and platforms for each group of doubles in which some state no cost."""
    if not any(element.cost for element in graphs.model.elements.values()):
        return
    groups = [
        (f"the {fact.name}", fact.name, redundancy(graphs, fact.id).masters)
        for fact in graphs.model.data.values()
    ]
    for id, applications in duplicated_capabilities(graphs).items():
        called = graphs.model.capabilities[id].name
        groups.append((called, called, applications))
    for what, called, platforms in groups:
        silent = tuple(id for id in platforms if graphs.model.platforms[id].cost is None)
        if silent:
            question = f"what having {what} more than once costs"
            yield "cost", question, silent, {"what": called}
