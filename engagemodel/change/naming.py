"""Two models and their lineage in; out come common names, equal for what is the same in both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engagemodel.change.lineage import entries
from engagemodel.change.record import ELEMENT_KINDS, ENTRY_KINDS, LINE_KINDS, Lineage
from engagemodel.model import Model

Space = str
"""A namespace: ``element`` (the four kinds), ``data``, ``capability``, ``journey``, ``initiative``."""


def space_of(kind: str) -> Space:
    """Return the namespace in which the ids of a kind of entry stand."""
    return "element" if kind in ELEMENT_KINDS else kind


@dataclass(frozen=True, slots=True)
class Names:
    """What one model's ids are called in both models, and how many ids share a name.

    Parts that were merged, and parts that one was split into, all have one name.
    """

    names: Mapping[Space, Mapping[str, str]]
    sharers: Mapping[Space, Mapping[str, int]]

    def element(self, id: str) -> str:
        """Return the name of an element, or of free words such as an owner outside the model."""
        return self.of("element", id)

    def of(self, space: Space, id: str) -> str:
        """Return the common name of an id; of an unknown one, what was said."""
        return self.names[space].get(id, f"={id}")

    def shared(self, space: Space, id: str) -> bool:
        """Return whether several ids of this model have the name that `id` has."""
        return self.sharers[space].get(self.of(space, id), 0) > 1

    def line(self, id: str) -> str:
        """Return the common name of a line, from an id such as ``need:a->b`` or ``flow:a->b#2``."""
        kind, _, ends = id.partition(":")
        source, _, target = ends.partition("#")[0].partition("->")
        space = "data" if kind == "holding" else "element"
        return f"{kind}:{self.element(source)}->{self.of(space, target)}"

    def anything(self, text: str) -> str:
        """Return the common name of what an initiative delivers: an entry or a line."""
        if "->" in text and text.partition(":")[0] in LINE_KINDS:
            return self.line(text)
        for space in self.names:
            if text in self.names[space]:
                return f"{space} {self.of(space, text)}"
        return f"={text}"


def common_names(before: Model, after: Model, lineage: Lineage) -> tuple[Names, Names]:
    """Return the names of each model's ids; two ids have one name iff lineage joins them.

    An element id that stands in both models under different kinds keeps its name, so that the
    lines to it are compared and not all listed twice.
    """
    old: dict[Space, dict[str, str]] = {}
    new: dict[Space, dict[str, str]] = {}
    for kind in ENTRY_KINDS:
        groups = _Groups()
        heirs = lineage.heirs.get(kind, {})
        for id in entries(before, kind):
            groups.join(("before", id), *(("after", heir) for heir in heirs.get(id, ())))
        space = space_of(kind)
        old.setdefault(space, {}).update(
            {id: f"{kind} {groups.name(('before', id))}" for id in entries(before, kind)}
        )
        new.setdefault(space, {}).update(
            {id: f"{kind} {groups.name(('after', id))}" for id in entries(after, kind)}
        )
    _join_across_kinds(before, after, lineage, old["element"], new["element"])
    return _counted(old), _counted(new)


def _counted(names: Mapping[Space, Mapping[str, str]]) -> Names:
    sharers: dict[Space, dict[str, int]] = {}
    for space, called in names.items():
        counts = sharers.setdefault(space, {})
        for name in called.values():
            counts[name] = counts.get(name, 0) + 1
    return Names(names, sharers)


def _join_across_kinds(
    before: Model, after: Model, lineage: Lineage, old: dict[str, str], new: dict[str, str]
) -> None:
    """Give an element that is the same id but another kind, and nobody's heir, its old name."""
    gone = {id for kind in ELEMENT_KINDS for id in entries(before, kind)}
    fresh = {id for kind in ELEMENT_KINDS for id in entries(after, kind)}
    for kind in ELEMENT_KINDS:
        gone -= lineage.heirs.get(kind, {}).keys()
        fresh -= lineage.origins.get(kind, {}).keys()
    for id in gone & fresh:
        new[id] = old[id]


class _Groups:
    """Disjoint sets of ids of either side; a set's name is its least member."""

    def __init__(self) -> None:
        self._parent: dict[tuple[str, str], tuple[str, str]] = {}

    def join(self, *members: tuple[str, str]) -> None:
        roots = sorted(self._root(member) for member in members)
        for root in roots[1:]:
            self._parent[root] = roots[0]

    def name(self, member: tuple[str, str]) -> str:
        return " ".join(self._root(member))

    def _root(self, member: tuple[str, str]) -> tuple[str, str]:
        while (parent := self._parent.get(member, member)) != member:
            self._parent[member] = self._parent.get(parent, parent)
            member = parent
        return member
