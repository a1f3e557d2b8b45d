"""The records of flows, positions and acceptances in, those of the model out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from engagemodel.finding import FACETS, LIST_FACETS
from engagemodel.language.context import Context
from engagemodel.language.nodes import Node
from engagemodel.language.problems import quoted
from engagemodel.language.records import Record
from engagemodel.model import Acceptance, Flow, Position

Records = Iterable[tuple[Node, Record]]


def flows(records: Records, context: Context) -> Iterator[Flow]:
    """Yield one flow for each pair of ends, not numbered yet."""
    for node, record in records:
        values = dict(record.values)
        sources, targets = values.pop("source"), values.pop("target")
        for word, ends in (("from", sources), ("to", targets)):
            if not ends:
                context.problem(node, f"'{word}' of a flow names nothing", "name an element")
        for source in sources:
            for target in targets:
                if source == target:
                    message = f"a flow from {quoted(source)} to itself"
                    context.report.add(record.places["to"], message, "name two different elements")
                    continue
                yield Flow(
                    id=f"{source}->{target}",
                    at=context.place(node),
                    source=source,
                    target=target,
                    extra=record.extra,
                    places=record.places,
                    **values,
                )


def numbered(flows: list[Flow]) -> tuple[Flow, ...]:
    """Return the flows in their order, parallel ones told apart.

    The second of a pair is ``a->b#2``, in the order of what they carry, then of latency, means and
    the rest of what they state, so that an id does not depend on the order of the files.
    """
    parallel: dict[str, list[int]] = defaultdict(list)
    for index, flow in enumerate(flows):
        parallel[flow.id].append(index)
    named = list(flows)
    for id, indexes in parallel.items():
        for number, index in enumerate(sorted(indexes, key=lambda i: _stated(flows[i]))):
            if number:
                named[index] = replace(flows[index], id=f"{id}#{number + 1}")
    return tuple(named)


def _stated(flow: Flow) -> tuple[object, ...]:
    texts = (
        flow.latency and flow.latency.text,
        flow.means,
        flow.matched_by,
        flow.owner,
        flow.cost and flow.cost.text,
        flow.control,
        flow.name,
        flow.description,
        flow.url,
    )
    return (sorted(flow.carries), *(text or "" for text in texts), flow.both_ways, flow.tags)


def positions(records: Records, context: Context) -> Iterator[Position]:
    """Yield the positions."""
    for node, record in records:
        yield Position(at=context.place(node), **record.values)


def acceptances(records: Records, context: Context) -> Iterator[Acceptance]:
    """Yield the acceptances, list facets sorted."""
    for node, record in records:
        values = record.values
        facets = {
            facet: tuple(sorted(values[facet])) if facet in LIST_FACETS else values[facet]
            for facet in FACETS
            if facet in values
        }
        rest = {word: value for word, value in values.items() if word not in FACETS}
        yield Acceptance(at=context.place(node), facets=facets, **rest)
