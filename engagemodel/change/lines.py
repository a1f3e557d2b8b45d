"""Two models in; out come the lines added, removed or changed, their ends seen through lineage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engagemodel.change.fields import Stated, combine, compare, stated
from engagemodel.change.flows import pair_flows
from engagemodel.change.naming import Names
from engagemodel.change.record import Change
from engagemodel.model import AllOf, Element, Model, Platform, named


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its fields, which only holdings and flows have; `id` is ``kind:from->to``."""

    kind: str
    id: str
    source: str
    target: str
    fields: Mapping[str, Stated] = field(default_factory=dict)


_Group = tuple[str, str, str]


def compare_lines(before: Model, after: Model, names: tuple[Names, Names]) -> Iterator[Change]:
    """Yield the changes of lines, without effects, in no particular order.

    A line whose ends were renamed, merged or split is the same line. A requirement or use between
    parts that became one is part of the merge and no change; a flow between them had an owner, a
    latency and a cost of its own, and is listed as removed. A changed line that had other ids
    before has them in `was`.
    """
    old, new = _grouped(before, names[0]), _grouped(after, names[1])
    for group in old.keys() | new.keys():
        if group in old and group in new:
            for line in new[group]:
                yield from _changed(line, old[group])
        elif group in old:
            yield from (_moved("removed", line) for line in old[group] if _told(group, names[1]))
        else:
            yield from (_moved("added", line) for line in new[group] if _told(group, names[0]))
    yield from _compare_flows(before, after, names)


def element_lines(model: Model, names: Names) -> Iterator[Line]:
    """Yield every line of a model but its flows, each once."""
    for element in model.elements.values():
        for kind, targets in _named(element):
            for target in dict.fromkeys(targets):
                yield Line(kind, f"{kind}:{element.id}->{target}", element.id, target)
        if isinstance(element, Platform):
            for data, holding in element.holds.items():
                id = f"holding:{element.id}->{data}"
                yield Line("holding", id, element.id, data, stated(holding, names))


def _named(element: Element) -> Iterator[tuple[str, Sequence[str]]]:
    yield "use", getattr(element, "uses", ())
    for kind, requirement in (
        ("need", getattr(element, "needs", AllOf())),
        ("run_by", getattr(element, "run_by", AllOf())),
    ):
        yield kind, tuple(named(requirement))


def _grouped(model: Model, names: Names) -> dict[_Group, list[Line]]:
    """The lines by kind and the common names of their ends."""
    groups: defaultdict[_Group, list[Line]] = defaultdict(list)
    for line in element_lines(model, names):
        space = "data" if line.kind == "holding" else "element"
        ends = names.element(line.source), names.of(space, line.target)
        groups[(line.kind, *ends)].append(line)
    return groups


def _told(group: _Group, other: Names) -> bool:
    """Whether the other model could have the line: not where its two ends are one thing there."""
    _, source, target = group
    return source != target or other.sharers["element"].get(source, 0) > 1


def _changed(line: Line, before: Sequence[Line]) -> Iterator[Change]:
    """The change of a line against what it was, unless one of those already stated the same."""
    if any(not list(compare(one.fields, line.fields)) for one in before):
        return
    was = tuple(sorted(one.id for one in before))
    if len(before) == 1:
        found = before[0].fields
    else:
        found = combine({one.id.partition(":")[2]: one.fields for one in before})
    yield Change(
        change="changed",
        kind=line.kind,
        id=line.id,
        was=() if was == (line.id,) else was,
        fields=tuple(compare(found, line.fields)),
    )


def _moved(change: str, line: Line) -> Change:
    return Change(change="added" if change == "added" else "removed", kind=line.kind, id=line.id)


def _compare_flows(before: Model, after: Model, names: tuple[Names, Names]) -> Iterator[Change]:
    old, new = _flow_lines(before, names[0]), _flow_lines(after, names[1])
    was: defaultdict[str, list[Line]] = defaultdict(list)
    kept = set()
    for one, other in sorted(pair_flows(before, after, names)):
        was[other].append(old[one])
        kept.add(one)
    for id, line in new.items():
        if id in was:
            yield from _changed(line, was[id])
        else:
            yield _moved("added", line)
    yield from (_moved("removed", line) for id, line in old.items() if id not in kept)


def _flow_lines(model: Model, names: Names) -> dict[str, Line]:
    return {
        flow.id: Line("flow", f"flow:{flow.id}", flow.source, flow.target, stated(flow, names))
        for flow in model.flows
    }
