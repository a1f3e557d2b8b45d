"""The rule slow-handoff."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.journeys import Handoff, slow_handoffs
from engagemodel.finding import Amount, Fact, Facts, Finding, Related, Witness
from engagemodel.graph import Graphs
from engagemodel.model import Step
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import between, elements, expectation, line, name, span
from engagemodel.settings import Settings


@rule("high", "journeys", "step", "data")
def slow_handoff(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A step that looks for what an earlier step left elsewhere, before it can have arrived.

    What: A step reads data that an earlier step wrote on another channel, and the fastest path takes at
        least longer than the step's `within` (or else the `max_latency` of the data) allows.
    Why: Unacceptable latency in moving data between systems is among the disconnects that preclude a
        quality customer experience ("They're Us, But We're Not Them!").
    Mend: Make the worst hop faster, or let the later channel use the platform that has the data.
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
        flows:
          - {from: web-db, to: pos-db, carries: [order], latency: 24h}
        journeys:
          lamp:
            name: Bought online, returned in a store
            customer: shopper
            steps:
              - {do: buy, via: web, writes: [order]}
              - {do: return, via: store, reads: [order], within: 1h}
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
          - {from: web-db, to: pos-db, carries: [order], means: real-time}
        journeys:
          lamp:
            name: Bought online, returned in a store
            customer: shopper
            steps:
              - {do: buy, via: web, writes: [order]}
              - {do: return, via: store, reads: [order], within: 1h}
    """
    for (journey_id, position, data), pairs in slow_handoffs(graphs).items():
        journey = graphs.model.journeys[journey_id]
        worst = pairs[0]
        hop, step = worst.delay.worst, journey.steps[position]
        channels = {c for pair in pairs for c in (pair.writer, pair.reader)}
        yield Finding(
            message=_sentence(graphs, worst),
            mend=f"Make the line from {line(graphs, hop or '')} faster, or let "
            f"{name(graphs, worst.reader)} and {name(graphs, worst.writer)} use one platform"
            f"{_later(step)}.",
            at=step.at,
            journeys=(journey_id,),
            step=position + 1,
            data=(data,),
            elements=tuple(sorted(channels)),
            witness=Witness(path=worst.delay.path, worst=hop, seconds=worst.delay.at_least),
            facts=_facts(graphs, worst, step, channels),
            related=(Related(graphs.model.flow[hop or ""].at, "the slowest line on the way"),),
        )


def _facts(graphs: Graphs, worst: Handoff, step: Step, channels: set[str]) -> Facts:
    found: dict[str, Fact] = {
        "reader": elements([worst.reader]),
        "writer": elements([worst.writer]),
        "also": elements(channels - {worst.writer, worst.reader}),
        "time": Amount(worst.delay.at_least, "seconds"),
        "undated": step.do if step.within is None else "",
    }
    if len(worst.delay.path) > 1 and worst.delay.worst:
        found["slowest"] = between(graphs, worst.delay.worst)
    if worst.limit:
        found["limit"] = Amount(worst.limit, "seconds")
    return found


def _later(step: Step) -> str:
    """Return, for a step that does not say how soon it comes, that it may: the end of a sentence."""
    return (
        "" if step.within is not None else "; where customers come later than that, say so (within)"
    )


def _sentence(graphs: Graphs, worst: Handoff) -> str:
    journey = graphs.model.journeys[worst.journey]
    step = journey.steps[worst.step]
    what = graphs.model.data[worst.data].name
    limit = f"at most {span(worst.limit)}" if worst.limit else "only at once"
    by = "by" if len(worst.delay.path) == 1 else "slowest on"
    return (
        f"{name(graphs, journey.customer)} will come too early to {name(graphs, worst.reader)} to "
        f"{step.do}: the {what} from {name(graphs, worst.writer)} will take {span(worst.delay.at_least)} "
        f"to get there, {by} the line from {line(graphs, worst.delay.worst or '')}, and {limit} "
        f"will do{expectation(graphs, journey, step)}."
    )
