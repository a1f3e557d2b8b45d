"""The rule split-customer-view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engagemodel.analysis.data import landing, view
from engagemodel.analysis.journeys import Need, customer_needs
from engagemodel.finding import Facts, Finding, Related, Witness
from engagemodel.graph import Graphs
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import data, elements, facts, listed, name, names
from engagemodel.settings import Settings

_Left = tuple[tuple[str, ...], list[str]]


@rule("high", "elements")
def split_customer_view(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """An organization that does not see what the customer told another one.

    What: Data about customers that is written or listened for on a channel which the organization does
        not run, and which it needs (it runs a channel itself, and `for` does not exclude it), never
        reaches what it sees, or too late for its `max_latency`. Writes that are kept nowhere are a
        finding of their own (data-not-kept).
    Why: Companies that used one central customer database to support their interactions kept customers
        at more than three times the rate (Aberdeen Group, 2012, in the CIO survey on multi-channel
        engagement); an integrated view of the customer is what the move to customer-centric systems is
        about.
    Mend: Let the data flow to a platform that the organization sees, or let it use the one that holds it.
    Example:
        data:
          order: {name: Order, about: customer}
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, run_by: online, needs: [web-db]}
          store: {name: Stores, run_by: retail}
        organizations:
          online: {name: E-commerce}
          retail: {name: Store operations}
        platforms:
          web-db: {name: Web database, kind: database, holds: [order]}
        journeys:
          buying: {name: Buying, customer: shopper, steps: [{do: buy, via: web, writes: [order]}]}
    Mended:
        data:
          order: {name: Order, about: customer}
        customer_types:
          shopper: {name: Shopper, uses: [web, store]}
        channels:
          web: {name: Web shop, run_by: online, needs: [web-db]}
          store: {name: Stores, run_by: retail}
        organizations:
          online: {name: E-commerce}
          retail: {name: Store operations, uses: [web-db]}
        platforms:
          web-db: {name: Web database, kind: database, holds: [order]}
        journeys:
          buying: {name: Buying, customer: shopper, steps: [{do: buy, via: web, writes: [order]}]}
    """
    unseen: dict[str, list[Need]] = {}
    for need in customer_needs(graphs):
        if need.delay.verdict in ("never", "too long"):
            unseen.setdefault(need.organization, []).append(need)
    for id, needs in unseen.items():
        organization = graphs.model.organizations[id]
        missed = sorted({need.data for need in needs})
        left = {
            verdict: _left(need for need in needs if need.delay.verdict == verdict)
            for verdict in ("never", "too long")
        }
        yield Finding(
            message=f"{organization.name} {_blindness(graphs, left)}: a customer who turns to them "
            "has to tell it all again.",
            mend=f"Let the {facts(graphs, missed)} flow in time to what {organization.name} can see, or "
            f"let {organization.name} use the source; where they have no need of that, say who has "
            "(for).",
            at=organization.at,
            elements=(id,),
            data=tuple(missed),
            witness=_proof(graphs, needs[0]),
            facts={"unseen": _facts(left["never"]), "late": _facts(left["too long"])},
            related=tuple(
                Related(
                    graphs.model.channels[channel].at, f"first learned at {name(graphs, channel)}"
                )
                for channel in sorted({need.channel for need in needs})
            ),
        )


def _blindness(graphs: Graphs, left: Mapping[str, list[_Left]]) -> str:
    phrases = []
    for verdict, phrase in (("never", "cannot see {}"), ("too long", "can see {} only too late")):
        told = listed(
            f"the {facts(graphs, ids)} from {names(graphs, channels)}"
            for ids, channels in left[verdict]
        )
        phrases += [phrase.format(told)] if told else []
    return "; they ".join(phrases)


def _left(needs: Iterable[Need]) -> list[_Left]:
    """Return data and the channels where customers left them: together what is left at the same."""
    by_channel: dict[str, set[str]] = {}
    for need in needs:
        by_channel.setdefault(need.channel, set()).add(need.data)
    by_data: dict[tuple[str, ...], list[str]] = {}
    for channel, ids in sorted(by_channel.items()):
        by_data.setdefault(tuple(sorted(ids)), []).append(channel)
    return list(by_data.items())


def _facts(left: Iterable[_Left]) -> tuple[Facts, ...]:
    return tuple({"data": data(those), "channels": elements(at)} for those, at in left)


def _proof(graphs: Graphs, need: Need) -> Witness:
    kept = tuple(sorted(landing(graphs, need.channel, need.data)))
    seen = sorted(
        id for id in view(graphs, need.organization) if id in graphs.holders.get(need.data, ())
    )
    looked = tuple(seen) or (need.organization,)
    if need.delay.verdict == "never":
        return Witness(written=kept, looked_for=looked, missing=f"{kept[0]}->{looked[0]}")
    delay = need.delay
    return Witness(
        written=kept, looked_for=looked, path=delay.path, worst=delay.worst, seconds=delay.at_least
    )
