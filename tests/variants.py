"""Models that say the same as a given one: entries in another order, or under other ids."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from engagemodel.model import AllOf, AnyOf, CustomerType, Flow, Journey, Model, Platform

SECTIONS = (
    "data",
    "customer_types",
    "channels",
    "organizations",
    "platforms",
    "journeys",
    "capabilities",
    "initiatives",
)


def numbered(flows: Iterable[Flow]) -> tuple[Flow, ...]:
    """Return the flows in the order given, parallel ones numbered by what they carry."""
    flows = list(flows)
    ids: dict[int, str] = {}
    pairs: dict[str, list[int]] = {}
    for position, flow in enumerate(flows):
        pairs.setdefault(f"{flow.source}->{flow.target}", []).append(position)
    for pair, positions in pairs.items():
        positions.sort(key=lambda position: _flow_order(flows[position]))
        for number, position in enumerate(positions, start=1):
            ids[position] = pair if number == 1 else f"{pair}#{number}"
    return tuple(replace(flow, id=ids[position]) for position, flow in enumerate(flows))


def _flow_order(flow: Flow) -> tuple[object, ...]:
    stated = replace(flow, id="", carries=tuple(sorted(flow.carries)))
    return stated.carries, repr(stated)


def reordered(model: Model, seed: int) -> Model:
    """Return the same model with sections' entries, flows and lists without rank in another order."""
    rng = random.Random(seed)

    def shuffle(value: Any, field: str = "") -> Any:
        if isinstance(value, AnyOf | AllOf):
            items = [shuffle(item) for item in value.items]
            return type(value)(tuple(rng.sample(items, len(items))))
        if is_dataclass(value) and not isinstance(value, type):
            parts = {part.name: getattr(value, part.name) for part in fields(value)}
            return replace(value, **{name: shuffle(part, name) for name, part in parts.items()})
        if isinstance(value, Mapping) and field not in ("extra", "places", "facets"):
            keys = rng.sample(sorted(value), len(value))
            # The order of what is preferred is its rank.
            return {key: value[key] if field == "prefers" else shuffle(value[key]) for key in keys}
        if isinstance(value, tuple) and type(value) is tuple:
            items = [shuffle(item) for item in value]
            # Steps follow each other, and people read a key as it was typed.
            return tuple(items if field in ("steps", "key") else rng.sample(items, len(items)))
        return value

    shuffled: Model = shuffle(model)
    return replace(shuffled, flows=numbered(shuffled.flows))


def relabelled(model: Model, names: Mapping[str, Mapping[str, str]], *, was: bool = True) -> Model:
    """Return the model with ids replaced everywhere: ``names[section][old id]`` is the new id.

    The four sections of elements are one namespace. With `was`, each renamed entry names its old id.
    """
    elements = {
        old: new
        for section in ("customer_types", "channels", "organizations", "platforms")
        for old, new in names.get(section, {}).items()
    }
    data, capabilities = names.get("data", {}), names.get("capabilities", {})
    spaces: dict[str, Mapping[str, str]] = {
        **dict.fromkeys(
            ("part_of", "owner", "uses", "needs", "run_by", "via", "customer"), elements
        ),
        **dict.fromkeys(("source", "target", "needed_by"), elements),
        **dict.fromkeys(("listens", "acts_on", "carries", "reads", "writes"), data),
        "supports": capabilities,
    }
    changed: dict[str, Any] = {}
    for section in SECTIONS:
        own = names.get(section, {})
        changed[section] = {
            own.get(id, id): _relabel(entry, own, spaces, elements, data, was)
            for id, entry in getattr(model, section).items()
        }
    moved = [_swap(flow, spaces) for flow in model.flows]
    return replace(model, **changed, flows=numbered(moved))


def _relabel(
    entry: Any,
    own: Mapping[str, str],
    spaces: Mapping[str, Mapping[str, str]],
    elements: Mapping[str, str],
    data: Mapping[str, str],
    was: bool,
) -> Any:
    entry = _swap(entry, spaces)
    if isinstance(entry, Platform):
        holds = {
            data.get(id, id): replace(holding, data=data.get(id, id))
            for id, holding in entry.holds.items()
        }
        entry = replace(entry, holds=holds)
    if isinstance(entry, CustomerType):
        prefers = {
            do: tuple(elements.get(word, word) for word in words)
            for do, words in entry.prefers.items()
        }
        entry = replace(entry, prefers=prefers)
    if isinstance(entry, Journey):
        entry = replace(entry, steps=tuple(_swap(step, spaces) for step in entry.steps))
    if entry.id in own:
        claim = {"was": entry.id} if was else {}
        # The name falls back to the id.
        name = own[entry.id] if entry.name == entry.id else entry.name
        entry = replace(entry, id=own[entry.id], name=name, **claim)
    return entry


def _swap(value: Any, spaces: Mapping[str, Mapping[str, str]]) -> Any:
    """The dataclass with the ids in its reference fields replaced."""
    parts = {part.name: getattr(value, part.name) for part in fields(value)}
    return replace(
        value,
        **{name: _names(part, spaces[name]) for name, part in parts.items() if name in spaces},
    )


def _names(part: Any, names: Mapping[str, str]) -> Any:
    if isinstance(part, str):
        return names.get(part, part)
    if isinstance(part, AnyOf | AllOf):
        return type(part)(tuple(_names(item, names) for item in part.items))
    if isinstance(part, tuple):
        return tuple(_names(item, names) for item in part)
    return part
