"""A finding in, the short text that identifies it out: by its rule and the things that it is about."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

from engagemodel.finding import FACETS, Finding
from engagemodel.model import Entry, Model, Step
from engagemodel.requirement import Canonical, canonical

Origin = Mapping[str, Mapping[str, str]]
"""Ids to put in place of others: by ``element``, ``data``, ``capability``, ``journey``, ``flow``."""
_SPACES = {
    "elements": "element",
    "customer_types": "element",
    "data": "data",
    "journeys": "journey",
    "capability": "capability",
}
_NONE: Mapping[str, str] = {}


def fingerprint(finding: Finding, identity: Iterable[str], model: Model, origin: Origin) -> str:
    """Return 16 hexadecimal digits, the same for the same defect of the same things.

    `identity` are the facets that tell two findings of the rule apart; these and `about` count,
    neither text nor order nor place. Ids in `origin` are replaced by what it has for them. A step is known
    by its occasion, its `via` and its number among the steps of the journey that have both in
    common and, where the finding is about data, read or write the same of it.
    """
    facts = [[facet, _value(facet, finding, model, origin)] for facet in sorted(identity)]
    rule = f"{finding.rule} {finding.about}".rstrip()
    text = json.dumps([rule, facts], ensure_ascii=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()[:16]


def origins(model: Model) -> Origin:
    """Return the old id of each entry that is a declared rename, so that what is known of it holds.

    Renamed is what states `was` and no `replaces`, where no entry has the old id and no other
    claims it.
    """
    spaces: dict[str, Mapping[str, Entry]] = {
        "element": model.elements,
        "data": model.data,
        "capability": model.capabilities,
        "journey": model.journeys,
    }
    return {space: _renamed(entries) for space, entries in spaces.items()}


def _renamed(entries: Mapping[str, Entry]) -> dict[str, str]:
    claims = Counter(
        claimed
        for entry in entries.values()
        for claimed in {entry.was, *entry.replaces}
        if claimed is not None
    )
    return {
        id: entry.was
        for id, entry in entries.items()
        if entry.was and not entry.replaces and entry.was not in entries and claims[entry.was] == 1
    }


def _value(facet: str, finding: Finding, model: Model, origin: Origin) -> object:
    """What a facet contributes, as JSON."""
    if facet not in FACETS:
        raise ValueError(f"{finding.rule} is identified by '{facet}', which is no facet")
    if facet == "step":
        return _step(finding, model, origin)
    return original(facet, getattr(finding, facet), origin)


def original(facet: str, value: object, origin: Origin) -> object:
    """Return the value of a facet with ids in `origin` replaced; of a list, a sorted tuple."""
    if facet == "flow" and isinstance(value, str):
        return _flow(value, origin)
    old = origin.get(_SPACES.get(facet, ""), _NONE)
    if isinstance(value, tuple):
        return tuple(sorted({old.get(id, id) for id in value}))
    return old.get(value, value) if isinstance(value, str) else value


def _flow(id: str, origin: Origin) -> str:
    """A flow by its ends, unless `origin` says outright which flow it is."""
    if id in (known := origin.get("flow", _NONE)):
        return known[id]
    old = origin.get("element", _NONE)
    ends, mark, number = id.partition("#")
    source, _, target = ends.partition("->")
    return f"{old.get(source, source)}->{old.get(target, target)}{mark}{number}"


def _step(finding: Finding, model: Model, origin: Origin) -> object:
    """A step by what is done where with the finding's data, and which of several such it is."""
    if finding.step is None:
        return None
    steps = model.journeys[finding.journeys[0]].steps
    about = frozenset(finding.data)
    step = steps[finding.step - 1]
    known = _known(step, about, origin)
    # Cheap tests first: a long journey of equal steps is compared once for each finding.
    before = sum(
        earlier.do == step.do and _known(earlier, about, origin) == known
        for earlier in steps[: finding.step - 1]
    )
    return [*known, before]


def _known(
    step: Step, about: frozenset[str], origin: Origin
) -> tuple[str, Canonical, list[str], list[str]]:
    old, data = origin.get("element", _NONE), origin.get("data", _NONE)
    return (
        step.do,
        canonical(step.via, lambda id: old.get(id, id)),
        sorted(data.get(id, id) for id in about.intersection(step.reads)),
        sorted(data.get(id, id) for id in about.intersection(step.writes)),
    )
