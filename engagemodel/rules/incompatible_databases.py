"""The rule incompatible-databases."""

from __future__ import annotations

from collections.abc import Iterator

from engagemodel.analysis.overlap import mismatches
from engagemodel.finding import Finding, Related, Witness
from engagemodel.graph import Graphs
from engagemodel.model import Holding
from engagemodel.rules.rule import rule
from engagemodel.rules.wording import between, elements, line, listed, name, names
from engagemodel.settings import Settings


@rule("high", "data")
def incompatible_databases(graphs: Graphs, settings: Settings) -> Iterator[Finding]:
    """The same data is kept under keys that do not match.

    What: Two platforms, not both copies, hold the same data under different keys, and either a flow
        carries it between them without saying how records are matched, or nothing joins them at all.
    Why: Incompatible databases are among the disconnects that preclude a quality customer experience; a
        third of firms surveyed cannot interpret what they know of a customer across channels ("They're
        Us, But We're Not Them!"; CIO survey on multi-channel engagement: 63 % can).
    Mend: Keep it under one key, or state in the flow how records are matched (`matched_by`).
    Example:
        data:
          customer: {name: Customer profile, about: customer}
        platforms:
          web-db: {name: Web database, kind: database, holds: {customer: {key: email}}}
          pos-db: {name: Tills database, kind: database, holds: {customer: {key: loyalty number}}}
        flows:
          - {from: web-db, to: pos-db, carries: [customer]}
    Mended:
        data:
          customer: {name: Customer profile, about: customer}
        platforms:
          web-db: {name: Web database, kind: database, holds: {customer: {key: email}}}
          pos-db: {name: Tills database, kind: database, holds: {customer: {key: loyalty number}}}
        flows:
          - {from: web-db, to: pos-db, carries: [customer], matched_by: identity service}
    """
    for fact in graphs.model.data.values():
        found = mismatches(graphs, fact.id)
        ids = found.platforms
        if not ids:
            continue
        holdings = {id: graphs.model.platforms[id].holds[fact.id] for id in ids}
        by_key = _by_key(holdings)
        told = "; ".join(f"{listed(key)} in {names(graphs, at)}" for key, at in by_key.items())
        crossing = next(iter(found.unmatched.values()), None)
        how, mend = "no line matches the records", "let a flow join them that says"
        if len(ids) > 2:
            how = "no lines that match the records join them all"
        if crossing:
            how = f"the line from {line(graphs, crossing)} does not say how records are matched"
            mend = "state in the flow between them"
        yield Finding(
            message=f"The keys of the {fact.name} do not match "
            f"({told}), and {how}: what one "
            f"{'knows of' if fact.about == 'customer' else 'can tell'} a customer cannot be found "
            f"from {'the other' if len(ids) == 2 else 'another'}.",
            mend=f"Keep the {fact.name} under one key, or {mend} how records are matched (matched_by).",
            at=holdings[ids[0]].at,
            data=(fact.id,),
            elements=ids,
            witness=Witness(path=(crossing,)) if crossing else None,
            facts={
                "keys": tuple({"key": key, "places": elements(at)} for key, at in by_key.items()),
                **({"crossing": between(graphs, crossing)} if crossing else {}),
            },
            related=tuple(
                Related(
                    holdings[id].at, f"in {name(graphs, id)} the key is {listed(holdings[id].key)}"
                )
                for id in ids[1:]
            ),
        )


def _by_key(holdings: dict[str, Holding]) -> dict[tuple[str, ...], list[str]]:
    """Return which platforms know records by which key."""
    places: dict[tuple[str, ...], list[str]] = {}
    for id, holding in holdings.items():
        places.setdefault(tuple(sorted(holding.key)), []).append(id)
    return dict(sorted(places.items(), key=lambda place: listed(place[0])))
