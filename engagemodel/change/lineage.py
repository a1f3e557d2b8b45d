"""Two models in; out comes which entry of the one is which entry of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from engagemodel.change.record import ENTRY_KINDS, Lineage
from engagemodel.errors import Problem
from engagemodel.model import Entry, Model
from engagemodel.spelling import Suggestions

SECTIONS: Mapping[str, str] = {
    "customer_type": "customer_types",
    "channel": "channels",
    "organization": "organizations",
    "platform": "platforms",
    "data": "data",
    "capability": "capabilities",
    "journey": "journeys",
    "initiative": "initiatives",
}
Link = tuple[str, str]
"""An id before and an id after."""
FOLLOWED = 32
"""How many entries of its own model a claim is followed through: keeps a long chain linear."""


def entries(model: Model, kind: str) -> Mapping[str, Entry]:
    """Return the entries of one kind by id."""
    section: Mapping[str, Entry] = getattr(model, SECTIONS[kind])
    return section


def trace(before: Model, after: Model) -> Lineage:
    """Return what became of each entry.

    Entries of one kind with the same id are the same. `was` and `replaces` of the model after add
    links where they tell news: the old id is there before, and the new one is not there before or
    the old one not there after. Those of the model before are read backwards by the mirror image
    of that rule, so that ``trace(b, a)`` is ``trace(a, b)`` turned round. A claim to an id that
    stands beside its claimant instead of in the other model is followed on to what that one claims.
    Where names moved up by `was` alone (b became a, and c became b), the two b are not the same.
    """
    heirs: dict[str, dict[str, tuple[str, ...]]] = {}
    origins: dict[str, dict[str, tuple[str, ...]]] = {}
    for kind in ENTRY_KINDS:
        links = _links(entries(before, kind), entries(after, kind))
        heirs[kind] = _grouped(links)
        origins[kind] = _grouped({(new, old) for old, new in links})
    return Lineage(heirs, origins)


def unmet(before: Model, after: Model) -> tuple[Problem, ...]:
    """Return the claims of the model after whose old id stands in neither model, in order of place.

    Each with the nearest id of its kind before. A claim that the model before makes as well, and
    one that only the model before makes, is about a state that was earlier than both.
    """
    known = {id for model in (before, after) for kind in ENTRY_KINDS for id in entries(model, kind)}
    suggestions = Suggestions()
    found = []
    for kind in ENTRY_KINDS:
        old = entries(before, kind)
        earlier = {id for entry in old.values() for id in (entry.was, *entry.replaces)}
        for entry in entries(after, kind).values():
            for key, ids in (("was", (entry.was,)), ("replaces", entry.replaces)):
                for id in ids:
                    if id is not None and id not in known and id not in earlier:
                        at = entry.places.get(key, entry.at)
                        hint = suggestions.hint(id, old)
                        found.append(Problem(f"'{id}' is in neither model", at, hint))
    return tuple(sorted(found, key=lambda problem: (problem.at or after.at, problem.message)))


def renames(lineage: Lineage, kind: str) -> Mapping[str, str]:
    """Return the id before of each entry after that is one entry before, and the only heir of it."""
    heirs = lineage.heirs.get(kind, {})
    return {
        new: old[0]
        for new, old in lineage.origins.get(kind, {}).items()
        if len(old) == 1 and heirs[old[0]] == (new,)
    }


def _grouped(links: set[Link]) -> dict[str, tuple[str, ...]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in sorted(links):
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _links(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> set[Link]:
    """Every link between the entries of one kind."""
    forward = set(_claims(before, after))
    backward = {(old, new) for new, old in _claims(after, before)}
    renamed = {link for link in forward if after[link[1]].was == link[0]}
    renamed |= {link for link in backward if before[link[0]].was == link[1]}
    moved_away = {old for old, _ in renamed}
    moved_in = {new for _, new in renamed}
    same = before.keys() & after.keys() - (moved_away & moved_in)
    return {(id, id) for id in same} | forward | backward


def _claims(theirs: Mapping[str, Entry], ours: Mapping[str, Entry]) -> Iterator[Link]:
    """The links (id of theirs, id of ours) that our entries declare and that are news."""
    for id, entry in ours.items():
        for claimed in _claimed(entry, theirs, ours):
            if claimed != id and (id not in theirs or claimed not in ours):
                yield claimed, id


def _claimed(entry: Entry, theirs: Mapping[str, Entry], ours: Mapping[str, Entry]) -> Iterator[str]:
    """The ids of theirs that an entry claims, directly or through entries of ours; never loops."""
    seen = {entry.id}
    claimants = [entry]
    for claimant in claimants:
        for id in (claimant.was, *claimant.replaces):
            if id is None or id in seen:
                continue
            seen.add(id)
            if id in theirs:
                yield id
            elif id in ours and len(claimants) <= FOLLOWED:
                claimants.append(ours[id])
