"""A random model in, what its owner accepts of it out: much fits a finding, much fits none."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from draws import some

from engagemodel.finding import LIST_FACETS
from engagemodel.model import Acceptance, Entry, Model
from engagemodel.place import Place

TODAY = date(2026, 1, 1)
# Findings of these name few things, so that a guess fits now and then; the last three are no rules.
RULES = (
    "unused-channel",
    "only-one-channel",
    "unowned",
    "preferred-channel-missing",
    "data-without-home",
    "data-not-kept",
    "outside-control",
    "broken-handoff",
    "unknown-fact",
    "re-keyed-by-hand",
    "more-than-one-page",
    "separate-applications",
    "stale-acceptance",
    "unused-chanel",
    "unused",
    "",
)
NEVER = date(2030, 1, 1)
UNTIL = (None, None, TODAY - timedelta(days=1), TODAY, NEVER)


def acceptances(rng: random.Random, model: Model, occasions: Sequence[str]) -> list[Acceptance]:
    """Return a few acceptances of findings of the model; some stand there twice."""
    found: list[Acceptance] = []
    for _ in range(rng.choice((0, 0, 1, 2, 4))):
        one = Acceptance(
            at=Place(model.path, 100 + len(found), 1),
            rule=rng.choice(RULES),
            reason=rng.choice(("funded", "small", "later")),
            until=rng.choice(UNTIL),
            facets=_facets(rng, model, occasions),
        )
        found += [one] * rng.choice((1, 1, 1, 1, 2))
    return found


def _facets(
    rng: random.Random, model: Model, occasions: Sequence[str]
) -> dict[str, tuple[str, ...] | str | int]:
    """Name up to two things, mostly such as there are."""
    names: dict[str, list[str]] = {
        "elements": [
            *_ids(model.channels, model.platforms, model.organizations),
            _id(rng, "cop"),
        ],
        "customer_types": [*_ids(model.customer_types), _id(rng, "t")],
        "data": [*_ids(model.data), _id(rng, "d")],
        "journeys": [*_ids(model.journeys), _id(rng, "j")],
        "occasion": list(occasions),
        "capability": [*_ids(model.capabilities), _id(rng, "k")],
        "flow": [*(flow.id for flow in model.flows), "p2->p1"],
        "step": ["1", "2", "3"],
    }
    facets: dict[str, tuple[str, ...] | str | int] = {}
    for facet in some(rng, ["elements", "elements", "customer_types", *names], 2):
        if facet in LIST_FACETS:
            several = rng.sample(names[facet], min(rng.choice((1, 1, 1, 2)), len(names[facet])))
            facets[facet] = tuple(sorted({*several}))
        else:
            value = rng.choice(names[facet])
            facets[facet] = int(value) if facet == "step" else value
    return facets


def _ids(*sections: Mapping[str, Entry]) -> list[str]:
    """Return the ids of entries, those that were renamed under their old one."""
    return [entry.was or id for entries in sections for id, entry in entries.items()]


def _id(rng: random.Random, letters: str) -> str:
    """Return an id that an entry may have, may have had, or neither."""
    return f"{rng.choice(letters)}{rng.randint(1, 5)}"
