"""Findings in; out comes which of them name a given entry or line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from engagemodel.change.naming import Names, space_of
from engagemodel.change.record import LINE_KINDS, Change
from engagemodel.finding import Finding

_Thing = tuple[str, str]
"""A namespace and a common name."""
READERS: Mapping[str, frozenset[str]] = {
    "name": frozenset(),
    "description": frozenset(),
    "url": frozenset(),
    "tags": frozenset(),
    "owner": frozenset({"unowned"}),
    # The others that tell a price would say the same at any other.
    "cost": frozenset({"unknown-fact"}),
}
"""By field that hardly any rule reads: the rules that do, so that it can begin or end a finding."""


class Blame:
    """The findings of one model, by what they name in their facets and their witness.

    A finding names an entry whose id stands there. It names a line where both its ends stand there,
    and a flow where it is the finding's `flow`; of two parallel flows only that one. It does not
    name a flow that carries none of its data, neither before nor after, and where all that changed
    of a thing, but for its id, are fields in `READERS`, only findings of rules that read one of
    them name the change: what cannot have begun or ended a finding answers for none.
    """

    def __init__(self, findings: Sequence[Finding], names: Names) -> None:
        self._findings = findings
        self._names = names
        self._naming: defaultdict[_Thing, set[int]] = defaultdict(set)
        for number, finding in enumerate(findings):
            for space, id in _things(finding):
                self._naming[space, names.of(space, id)].add(number)

    def of(
        self, change: Change, names: Names, ids: Iterable[str], carried: Collection[str] = ()
    ) -> list[Finding]:
        """Return the findings that name what changed, in their own order.

        `names` are those of the model in which ``change.id`` stands, `ids` the ids that the change
        has in the model of these findings, `carried` the common names of the data that a flow
        carries in either model.
        """
        if change.kind in LINE_KINDS:
            numbers = self._line(change, names, tuple(ids))
        else:
            space = space_of(change.kind)
            numbers = self._naming.get((space, names.of(space, change.id)), set())
        if change.kind == "flow":
            numbers = {number for number in numbers if self._concerns(number, carried)}
        found = [self._findings[number] for number in sorted(numbers)]
        readers = _readers(change)
        return [one for one in found if readers is None or one.rule in readers]

    def _concerns(self, number: int, carried: Collection[str]) -> bool:
        """Whether the finding is about something that is carried, or about no data."""
        data = self._findings[number].data
        return not data or any(self._names.of("data", id) in carried for id in data)

    def _line(self, change: Change, names: Names, ids: Sequence[str]) -> Iterable[int]:
        source, target = ends(change.id)
        space = "data" if change.kind == "holding" else "element"
        one, other = ("element", names.element(source)), (space, names.of(space, target))
        numbers = self._naming.get(one, set()) & self._naming.get(other, set())
        if one == other:
            # The ends became one thing: only who names both of them as they were means the line.
            numbers = {number for number in numbers if self._names_both(number, ids)}
        if change.kind == "flow":
            numbers = {number for number in numbers if self._means(number, (one, other), ids)}
        return numbers

    def _names_both(self, number: int, ids: Sequence[str]) -> bool:
        named = {id for _, id in _things(self._findings[number])}
        return any(named.issuperset(ends(id)) for id in ids)

    def _means(self, number: int, both: tuple[_Thing, _Thing], ids: Sequence[str]) -> bool:
        """Whether the finding is about no flow between these ends, or about this very one."""
        flow = self._findings[number].flow
        if flow is None:
            return True
        found = tuple(("element", self._names.element(end)) for end in ends(flow))
        return found != both or f"flow:{flow}" in ids


def _readers(change: Change) -> frozenset[str] | None:
    """The rules that can tell the change of a thing that stayed; None where any rule may."""
    if change.change not in ("changed", "renamed"):
        return None
    read = [READERS.get(field.field) for field in change.fields]
    known = [rules for rules in read if rules is not None]
    return frozenset().union(*known) if len(known) == len(read) else None


def ends(id: str) -> tuple[str, str]:
    """Return the ids at the ends of a line, from ``a->b``, ``a->b#2`` or ``kind:a->b``."""
    source, _, target = id.rpartition(":")[2].partition("#")[0].partition("->")
    return source, target


def _things(finding: Finding) -> Iterator[tuple[str, str]]:
    """Every namespace and id that stands in a finding's facets or witness."""
    yield from (("element", id) for id in (*finding.elements, *finding.customer_types))
    yield from (("data", id) for id in finding.data)
    yield from (("journey", id) for id in finding.journeys)
    if finding.capability is not None:
        yield "capability", finding.capability
    witness = finding.witness
    said = [finding.flow]
    if witness is not None:
        said += [*witness.written, *witness.looked_for, *witness.path]
        said += [witness.missing, witness.worst]
    for text in said:
        if text is not None:
            yield from (("element", id) for id in (ends(text) if "->" in text else (text,)))
