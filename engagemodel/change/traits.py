"""A model in; out come the traits by which an entry is known without its name: lines and mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from engagemodel.change.lines import element_lines
from engagemodel.change.naming import Names
from engagemodel.model import Model, kind_of
from engagemodel.requirement import canonical

Traits = Mapping[tuple[str, str], frozenset[str]]
"""By kind and id of an entry: what is said of it, other ends by common names."""
_Said = Iterator[tuple[tuple[str, str], str]]


def traits(model: Model, names: Names) -> Traits:
    """Return the traits of every entry.

    Of an element its lines in both directions; of data who holds, carries, reads, writes, listens
    for and acts on it; of a capability what supports it; of a journey its customer and steps; of an
    initiative what it delivers.
    """
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for said in (_lines(model, names), _mentions(model, names), _journeys(model, names)):
        for key, trait in said:
            found[key].add(trait)
    for initiative in model.initiatives.values():
        for part in initiative.delivers:
            found["initiative", initiative.id].add(f"delivers {names.anything(part)}")
    return {key: frozenset(said) for key, said in found.items()}


def _lines(model: Model, names: Names) -> _Said:
    kinds = {id: kind_of(element) for id, element in model.elements.items()}
    for line in element_lines(model, names):
        space = "data" if line.kind == "holding" else "element"
        target = names.of(space, line.target)
        yield (kinds[line.source], line.source), f"{line.kind} -> {target}"
        kind = "data" if space == "data" else kinds.get(line.target, "")
        yield (kind, line.target), f"{line.kind} <- {names.element(line.source)}"
    for flow in model.flows:
        source, target = names.element(flow.source), names.element(flow.target)
        yield (kinds.get(flow.source, ""), flow.source), f"flow -> {target}"
        yield (kinds.get(flow.target, ""), flow.target), f"flow <- {source}"
        for data in flow.carries:
            yield ("data", data), f"carried {source} -> {target}"


def _mentions(model: Model, names: Names) -> _Said:
    for channel in model.channels.values():
        for data in channel.listens:
            yield ("data", data), f"listened for by {names.element(channel.id)}"
            yield ("channel", channel.id), f"listens for {names.of('data', data)}"
    for organization in model.organizations.values():
        for data in organization.acts_on:
            yield ("data", data), f"acted on by {names.element(organization.id)}"
            yield ("organization", organization.id), f"acts on {names.of('data', data)}"
    for platform in model.platforms.values():
        for capability in platform.supports:
            yield ("capability", capability), f"supported by {names.element(platform.id)}"
            yield ("platform", platform.id), f"supports {names.of('capability', capability)}"


def _journeys(model: Model, names: Names) -> _Said:
    for journey in model.journeys.values():
        key = ("journey", journey.id)
        yield key, f"customer {names.element(journey.customer)}"
        called = names.of("journey", journey.id)
        for step in journey.steps:
            yield key, f"{step.do} via {canonical(step.via, names.element)!r}"
            for verb, ids in (("read", step.reads), ("written", step.writes)):
                for data in ids:
                    yield ("data", data), f"{verb} in {called} to {step.do}"
