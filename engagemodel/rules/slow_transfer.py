"""The rule slow-transfer."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.journeys import slow_handoffs
from engagemodel.analysis.overlap import seeing
from engagemodel.finding import Amount, Facts, Finding, Witness
from engagemodel.graph import Graphs, latency
from engagemodel.model import Data, Flow
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import data, elements, line, listed, names, span
from engagemodel.settings import Settings


@rule("medium", "flow")
def slow_transfer(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """A flow that is slower than the data it carries may be old.

    What: The latency of a flow into what a channel sees exceeds the `max_latency` of data that it
        carries. A flow that is named as the worst hop of a slow hand-off is not named again.
    Why: Unacceptable latency in moving data between systems is among the disconnects that preclude a
        quality customer experience ("They're Us, But We're Not Them!").
    Mend: Make the flow faster, or say that older data will do.
    Example:
        data:
          offer: {name: Prices, about: offer, max_latency: 1h}
        channels:
          store: {name: Stores, needs: [tills]}
        platforms:
          catalogue: {name: Catalogue, holds: [offer]}
          tills: {name: Tills, holds: {offer: copy}}
        flows:
          - {from: catalogue, to: tills, carries: [offer], latency: 24h}
    Mended:
        data:
          offer: {name: Prices, about: offer, max_latency: 1h}
        channels:
          store: {name: Stores, needs: [tills]}
        platforms:
          catalogue: {name: Catalogue, holds: [offer]}
          tills: {name: Tills, holds: {offer: copy}}
        flows:
          - {from: catalogue, to: tills, carries: [offer], latency: 30m}
    """
    told = {slow[0].delay.worst for slow in slow_handoffs(graphs).values()}
    for flow in graphs.model.flows:
        late = [graphs.model.data[id] for id in sorted(flow.carries) if _late(graphs, flow, id)]
        if not late or flow.id in told:
            continue
        ends = (flow.target, flow.source) if flow.both_ways else (flow.target,)
        channels = {channel for end in ends for channel in seeing(graphs, end)}
        if not channels:
            continue
        facts_late = listed(f"{fact.name} ({_at_most(fact)})" for fact in late)
        yield Finding(
            message=f"At {names(graphs, channels)} a customer may be told what was true "
            f"{span(latency(flow)[0])} ago: the line from {line(graphs, flow.id)} is too slow for "
            f"the {facts_late}.",
            mend=f"Make the line from {line(graphs, flow.id)} faster, or read at the source.",
            at=flow.at,
            flow=flow.id,
            data=tuple(fact.id for fact in late),
            elements=tuple(sorted((flow.source, flow.target))),
            facts={
                "channels": elements(channels),
                "time": Amount(latency(flow)[0], "seconds"),
                "limits": tuple({"data": data([fact.id]), **_limit(fact)} for fact in late),
            },
            witness=Witness(path=(flow.id,), worst=flow.id, seconds=latency(flow)[0]),
        )


def _late(graphs: Graphs, flow: Flow, data: str) -> bool:
    allowed = graphs.model.data[data].max_latency
    return allowed is not None and latency(flow)[0] > allowed.value


def _at_most(fact: Data) -> str:
    limit = fact.max_latency.value if fact.max_latency else 0
    return f"at most {span(limit)} old" if limit else "only what is true now will do"


def _limit(fact: Data) -> Facts:
    limit = fact.max_latency.value if fact.max_latency else 0
    return {"limit": Amount(limit, "seconds")} if limit else {}
