"""The rule broken-handoff."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.gap import Gap, gap
from engagemodel.analysis.journeys import Handoff, handoffs
from engagemodel.finding import Fact, Facts, Finding, Related, Witness
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import between, elements, expectation, line, name, names
from engagemodel.settings import Settings


@rule("high", "journeys", "step", "data")
def broken_handoff(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A step that looks for what an earlier step left elsewhere, and will never find it.

    What: A step reads data that an earlier step wrote on another channel, and no path of flows leads from
        where it was kept to anything that the later channel sees.
    Why: The lamp bought online that the store cannot take back: "they're us, but we're not them"
        ("They're Us, But We're Not Them!"); 40 % of firms surveyed cannot, or do not know whether they
        can, engage with customers as they move between channels (CIO survey).
    Mend: Let the data flow to what the later channel sees, or let that channel use the platform that has
        it. Where keys differ, the flow must say how records are matched.
    Example:
        data:
          order: {name: Order, about: customer}
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, needs: [web-db]}
          store: {name: Stores, needs: [pos-db]}
        platforms:
          web-db: {name: Web database, kind: database, holds: [order]}
          pos-db: {name: Tills database, kind: database, holds: {order: copy}}
        journeys:
          lamp:
            name: Bought online, returned in a store
            customer: shopper
            steps:
              - {do: buy, via: web, writes: [order]}
              - {do: return, via: store, reads: [order]}
    Mended:
        data:
          order: {name: Order, about: customer}
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
    broken: dict[tuple[str, int, str], list[Handoff]] = {}
    for handoff in handoffs(graphs):
        if handoff.delay.verdict == "never":
            broken.setdefault((handoff.journey, handoff.step, handoff.data), []).append(handoff)
    for (journey_id, position, data), pairs in broken.items():
        journey = graphs.model.journeys[journey_id]
        step, earlier = journey.steps[position], journey.steps[pairs[0].earlier]
        missing = gap(graphs, pairs[0])
        channels = {c for pair in pairs for c in (pair.writer, pair.reader)}
        yield Finding(
            message=_sentence(graphs, pairs[0], missing),
            mend=_mend(graphs, pairs[0], missing),
            at=step.at,
            journeys=(journey_id,),
            step=position + 1,
            data=(data,),
            elements=tuple(sorted(channels)),
            witness=Witness(
                written=missing.written, looked_for=missing.looked_for, missing=missing.line
            ),
            facts=_facts(graphs, pairs[0], missing, channels),
            related=(Related(earlier.at, f"here the {graphs.model.data[data].name} came in"),),
        )


def _sentence(graphs: Graphs, handoff: Handoff, missing: Gap) -> str:
    journey = graphs.model.journeys[handoff.journey]
    step = journey.steps[handoff.step]
    what = graphs.model.data[handoff.data].name
    writer, reader = name(graphs, handoff.writer), name(graphs, handoff.reader)
    flow = missing.unmatched
    place = f"but looked for in {names(graphs, missing.looked_for)}, and no line joins the two"
    if missing.looked_for == (handoff.reader,):
        place = f"with no line from there to {reader}"
    elif flow:
        place = (
            f"but looked for in {names(graphs, missing.looked_for)}, and the line from "
            f"{line(graphs, flow)} cannot match the records"
        )
    left = "kept in" if _holds(graphs, handoff, missing) else "passed on from"
    return (
        f"{name(graphs, journey.customer)} will have to start over at {reader} when they come to "
        f"{step.do}: nobody there can see the {what} from {writer}, {left} "
        f"{names(graphs, missing.written)} {place}{expectation(graphs, journey, step)}."
    )


def _facts(graphs: Graphs, handoff: Handoff, missing: Gap, channels: set[str]) -> Facts:
    left = "kept" if _holds(graphs, handoff, missing) else "passed"
    found: dict[str, Fact] = {
        "reader": elements([handoff.reader]),
        "writer": elements([handoff.writer]),
        "also": elements(channels - {handoff.writer, handoff.reader}),
        left: elements(missing.written),
    }
    if missing.looked_for != (handoff.reader,):
        found["looked_for"] = elements(missing.looked_for)
        if missing.unmatched:
            found["unmatched"] = between(graphs, missing.unmatched)
    return found


def _mend(graphs: Graphs, handoff: Handoff, missing: Gap) -> str:
    what = graphs.model.data[handoff.data].name
    kept, looked = names(graphs, missing.written), names(graphs, missing.looked_for)
    flow = missing.unmatched
    if flow:
        return f"State in the line from {line(graphs, flow)} how records are matched (matched_by)."
    reader = name(graphs, handoff.reader)
    if not _holds(graphs, handoff, missing):
        return f"Let the {what} flow on to {looked}, or let {reader} use a platform that holds the {what}."
    return f"Let the {what} flow from {kept} to {looked}, or let {reader} use {kept}."


def _holds(graphs: Graphs, handoff: Handoff, missing: Gap) -> bool:
    """Whether the data stays where it was written, rather than leaves from there by a flow."""
    return not graphs.holders.get(handoff.data, frozenset()).isdisjoint(missing.written)
