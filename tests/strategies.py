"""Random small models for properties and brute force: a seed or hypothesis in, a valid `Model` out.

`models()` is the hypothesis strategy (it shrinks), `seeded(n)` the same generator for plain loops,
several times as fast. At most twelve elements; cycles, nested alternatives, copies, keys, parts, parallel
and two-way flows, unknown latencies, journeys, promises and acceptances all occur; costs and
availabilities are stated by none, some or nearly all elements. `variants` makes models that must be
judged like a given one.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from acceptances import acceptances
from draws import (
    availability,
    duration,
    money,
    percent,
    perhaps,
    promise,
    requirement,
    series,
    some,
)
from hypothesis import strategies as st
from variants import SECTIONS, numbered

from engagemodel.model import (
    NOTHING,
    AllOf,
    Capability,
    Channel,
    Control,
    CustomerType,
    Data,
    Flow,
    Holding,
    Journey,
    Model,
    Organization,
    Platform,
    PlatformKind,
    Requirement,
    Step,
)
from engagemodel.place import Place

AT = Place("random.yaml", 1, 1)
OCCASIONS = ("ask", "buy", "return")
CHANNEL_KINDS = ("web", "store", "phone")
About = Literal["customer", "offer", "feedback", "knowledge", "other"]
Means = Literal["real-time", "batch", "file", "manual", "workflow", "conversation"]
ROLES: tuple[Literal["master", "copy"], ...] = ("master", "master", "copy")


@dataclass(frozen=True)
class Shape:
    """How many entries of each section there are to choose from, and how they hang together.

    `costs` and `availabilities` are how likely an element states one.

    In a `layered` model channels and organizations stand on platforms, and platforms on later ones,
    by few lines, so that much is apart, out of reach or too late; otherwise anything may need
    anything, and most of it stands in cycles.
    """

    layered: bool
    counts: Mapping[str, Sequence[int]]
    items: int
    depth: int
    flows: Sequence[int]
    journeys: Sequence[int]
    costs: float = 0.3
    availabilities: float = 0.3


TANGLED = Shape(
    layered=False,
    counts={
        "t": (0, 1, 1, 2),
        "c": (0, 1, 2, 2, 3, 3),
        "o": (0, 1, 2, 3),
        "p": (0, 1, 2, 3, 4, 4),
        "d": (0, 1, 1, 2),
        "k": (0, 0, 1, 2),
    },
    items=2,
    depth=2,
    flows=(0, 1, 2, 3, 4, 5),
    journeys=(0, 1, 1, 2),
)
LAYERED = Shape(
    layered=True,
    counts={
        "t": (1, 1, 2),
        "c": (2, 2, 3, 3),
        "o": (0, 1, 2, 2),
        "p": (3, 4, 4, 5),
        "d": (1, 1, 2),
        "k": (0, 1, 1, 2),
    },
    items=1,
    depth=1,
    flows=(0, 0, 1, 2, 4, 6),
    journeys=(0, 1, 2),
)
SHAPES = (TANGLED, LAYERED, LAYERED)
# How likely an element states a fact: none does, some do, nearly all do.
STATED = (0.0, 0.3, 0.3, 0.95)
PLATFORM_KINDS: tuple[PlatformKind, ...] = (
    "application",
    "application",
    "application",
    "database",
    "database",
    "middleware",
    "service",
    "infrastructure",
)
ABOUT: tuple[About | None, ...] = (
    None,
    "customer",
    "customer",
    "customer",
    "feedback",
    "knowledge",
)
ENDS_OF_LIFE = (date(2026, 3, 30), date(2026, 3, 31), date(2028, 12, 31))
KEYS = ((), (), ("email",), ("number",), ("email", "number"), ("number", "email"))
CONTROLS: tuple[Control, ...] = ("own", "partner", "external")
LIFECYCLES = ("live", "planned", "legacy", "retire")
MEANS: tuple[Means, ...] = ("real-time", "batch", "file", "manual", "workflow", "conversation")


def models(*, lineage: bool = False) -> st.SearchStrategy[Model]:
    """Return random valid models; with `lineage`, entries claim `was` and `replaces` at random."""
    return st.randoms(use_true_random=False).map(lambda rng: build(rng, lineage=lineage))


def seeded(seed: int, *, lineage: bool = False) -> Model:
    """Return the model of a seed: quick, and the same on every run and machine."""
    return build(random.Random(seed), lineage=lineage)


def build(rng: random.Random, *, lineage: bool = False) -> Model:
    """Return one random valid model, small numbers first, so that hypothesis can shrink it."""
    shape = rng.choice(SHAPES)
    shape = replace(shape, costs=rng.choice(STATED), availabilities=rng.choice(STATED))
    types, channels, organizations, platforms, data, capabilities = (
        series(letter, rng.choice(counts)) for letter, counts in shape.counts.items()
    )
    ids = channels + organizations + platforms
    below = platforms if shape.layered else ids
    model = Model(
        path=AT.path,
        at=AT,
        name="Random",
        state=rng.choice([None, "as-is", "future"]),
        as_of=perhaps(rng, lambda: date(2026, 3, 31), 0.7),
        data={id: _data(rng, id, organizations) for id in data},
        customer_types={id: _customer_type(rng, shape, id, types, channels) for id in types},
        channels={
            id: _channel(rng, shape, id, channels, organizations, below, data) for id in channels
        },
        organizations={
            id: _organization(rng, shape, id, organizations, below, data) for id in organizations
        },
        platforms={
            id: _platform(rng, shape, id, platforms, below, data, capabilities) for id in platforms
        },
        flows=_flows(rng, shape, ids if shape.layered else types + ids, data),
        journeys=_journeys(rng, shape, types, channels, data),
        capabilities={id: _capability(rng, id) for id in capabilities},
    )
    model = _claims(rng, model) if lineage else model
    return replace(model, accept=tuple(acceptances(rng, model, OCCASIONS)))


def _needs(
    rng: random.Random, shape: Shape, names: Iterable[str], self: str, least: int = 0
) -> AllOf:
    """A few distinct items, `least` or more, that never name the element itself."""
    others = [name for name in names if name != self]
    if not others:
        return NOTHING
    items: dict[Requirement, None] = {}
    for _ in range(rng.randint(least, shape.items)):
        items[requirement(rng, others, shape.depth)] = None
    return AllOf(tuple(items))


def _element(rng: random.Random, shape: Shape, id: str, same_kind: Sequence[str]) -> dict[str, Any]:
    """The keys that all four kinds share; `part_of` points backwards, so that it has no cycle."""
    earlier = list(same_kind[: same_kind.index(id)])
    return {
        "id": id,
        "at": AT,
        "name": id,
        "part_of": perhaps(rng, lambda: rng.choice(earlier), 0.2) if earlier else None,
        "owner": perhaps(rng, lambda: rng.choice(["CIO", "o1"]), 0.2),
        "cost": perhaps(rng, lambda: money(rng), shape.costs),
        "control": perhaps(rng, lambda: rng.choice(CONTROLS), 0.3),
        "availability": perhaps(rng, lambda: availability(rng), shape.availabilities),
        "end_of_life": perhaps(rng, lambda: rng.choice(ENDS_OF_LIFE), 0.1),
        "lifecycle": perhaps(rng, lambda: rng.choice(LIFECYCLES), 0.2),
    }


def _customer_type(
    rng: random.Random, shape: Shape, id: str, types: Sequence[str], channels: Sequence[str]
) -> CustomerType:
    words = [*channels, *CHANNEL_KINDS]
    return CustomerType(
        **_element(rng, shape, id, types),
        share=perhaps(rng, lambda: percent(rng)),
        uses=some(rng, channels) or tuple(channels if shape.layered else ()),
        prefers={do: some(rng, words, 2) or ("web",) for do in some(rng, OCCASIONS, 2)},
        expects=dict.fromkeys(some(rng, OCCASIONS, 1), "settled at once"),
        promise=perhaps(rng, lambda: promise(rng), 0.4),
    )


def _channel(
    rng: random.Random,
    shape: Shape,
    id: str,
    channels: Sequence[str],
    organizations: Sequence[str],
    below: Sequence[str],
    data: Sequence[str],
) -> Channel:
    return Channel(
        **_element(rng, shape, id, channels),
        kind=perhaps(rng, lambda: rng.choice(CHANNEL_KINDS), 0.7),
        serves=perhaps(rng, lambda: some(rng, OCCASIONS), 0.4),
        run_by=_needs(rng, shape, organizations, id, least=1) if rng.random() < 0.7 else NOTHING,
        needs=_needs(rng, shape, below, id, least=1 if shape.layered else 0),
        uses=_uses(rng, shape, below, id),
        listens=some(rng, data, 1),
    )


def _organization(
    rng: random.Random,
    shape: Shape,
    id: str,
    organizations: Sequence[str],
    below: Sequence[str],
    data: Sequence[str],
) -> Organization:
    return Organization(
        **_element(rng, shape, id, organizations),
        function=perhaps(rng, lambda: rng.choice(["business", "it"])),
        head=perhaps(rng, lambda: rng.choice(["CMO", "COO"])),
        needs=_needs(rng, shape, below, id) if rng.random() < 0.3 else NOTHING,
        uses=_uses(rng, shape, below, id),
        acts_on=some(rng, data, 1),
    )


def _platform(
    rng: random.Random,
    shape: Shape,
    id: str,
    platforms: Sequence[str],
    below: Sequence[str],
    data: Sequence[str],
    capabilities: Sequence[str],
) -> Platform:
    others = platforms[platforms.index(id) + 1 :] if shape.layered else platforms
    return Platform(
        **_element(rng, shape, id, platforms),
        kind=rng.choice(PLATFORM_KINDS),
        needs=_needs(rng, shape, others if rng.random() < 0.9 else below, id),
        uses=_uses(rng, shape, others, id),
        holds={name: _holding(rng, name) for name in some(rng, data)},
        supports=some(rng, capabilities, 2),
    )


def _uses(rng: random.Random, shape: Shape, ids: Iterable[str], self: str) -> tuple[str, ...]:
    if shape.layered and rng.random() < 0.5:
        return ()
    return some(rng, [id for id in ids if id != self], shape.items)


def _holding(rng: random.Random, data: str) -> Holding:
    return Holding(
        data=data,
        at=AT,
        role=rng.choice(ROLES),
        key=rng.choice(KEYS),
        part=perhaps(rng, lambda: rng.choice(["north", "south"]), 0.2),
    )


def _flows(
    rng: random.Random, shape: Shape, ids: Sequence[str], data: Sequence[str]
) -> tuple[Flow, ...]:
    if len(ids) < 2:
        return ()
    flows = []
    for _ in range(rng.choice(shape.flows)):
        source, target = rng.sample(list(ids), 2)
        flow = Flow(
            id="",
            at=AT,
            source=source,
            target=target,
            carries=some(rng, data, 2) or tuple(data[:1]),
            latency=perhaps(rng, lambda: duration(rng), 0.7),
            means=perhaps(rng, lambda: rng.choice(MEANS), 0.6),
            owner=perhaps(rng, lambda: rng.choice(["CIO", "o1"]), 0.2),
            matched_by=perhaps(rng, lambda: "email", 0.3),
            both_ways=rng.random() > 0.8,
            cost=perhaps(rng, lambda: money(rng), 0.2),
            control=perhaps(rng, lambda: rng.choice(CONTROLS), 0.2),
        )
        flows.append(flow)
    return numbered(flows)


def _journeys(
    rng: random.Random,
    shape: Shape,
    types: Sequence[str],
    channels: Sequence[str],
    data: Sequence[str],
) -> dict[str, Journey]:
    if not types or not channels:
        return {}
    return {
        id: Journey(
            id=id,
            at=AT,
            name=id,
            customer=rng.choice(list(types)),
            steps=tuple(_step(rng, channels, data) for _ in range(rng.choice((0, 1, 2, 3, 3, 4)))),
            promise=perhaps(rng, lambda: promise(rng), 0.4),
        )
        for id in series("j", rng.choice(shape.journeys))
    }


def _step(rng: random.Random, channels: Sequence[str], data: Sequence[str]) -> Step:
    return Step(
        at=AT,
        do=rng.choice(OCCASIONS),
        via=requirement(rng, channels, depth=2),
        reads=some(rng, data, 2) or tuple(data[:1]),
        writes=some(rng, data, 2),
        within=perhaps(rng, lambda: duration(rng), 0.3),
    )


def _data(rng: random.Random, id: str, organizations: Sequence[str]) -> Data:
    return Data(
        id=id,
        at=AT,
        name=id,
        about=rng.choice(ABOUT),
        max_latency=perhaps(rng, lambda: duration(rng), 0.7),
        needed_by=perhaps(rng, lambda: some(rng, organizations), 0.2),
    )


def _capability(rng: random.Random, id: str) -> Capability:
    return Capability(id=id, at=AT, name=id, level=perhaps(rng, lambda: 2.0))


def _claims(rng: random.Random, model: Model) -> Model:
    """The model with `was` and `replaces` on some entries, naming ids of their kind, old or new."""
    changed: dict[str, Any] = {}
    for section in SECTIONS:
        entries = getattr(model, section)
        old = sorted({*entries, *(f"{id[0]}{number}" for id in entries for number in range(1, 6))})
        changed[section] = {
            id: replace(
                entry,
                was=rng.choice(old) if rng.random() > 0.7 else None,
                replaces=some(rng, old, 2) if rng.random() > 0.8 else (),
            )
            for id, entry in entries.items()
        }
    return replace(model, **changed)
