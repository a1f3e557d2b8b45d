"""The facts of one engagement model, frozen, each with the place where it was stated.

Ids are plain strings; `Model.elements` joins the four kinds that share one namespace. Nothing here
knows YAML, graphs or text for people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from engagemodel.display import Displayed
from engagemodel.place import Place

Control = Literal["own", "partner", "external"]
PlatformKind = Literal["application", "database", "middleware", "service", "infrastructure"]
ElementKind = Literal["customer_type", "channel", "organization", "platform"]


class Quantity(NamedTuple):
    """A number in its base unit (seconds, a share of 1, money a year) and the text as typed."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of the items is enough."""

    items: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every item is required; without items, nothing is."""

    items: tuple[Requirement, ...] = ()


Requirement = str | AnyOf | AllOf
NOTHING = AllOf()


def named(requirement: Requirement) -> Iterator[str]:
    """Return every id that a requirement names, in order, repeats included."""
    if isinstance(requirement, str):
        yield requirement
    else:
        for item in requirement.items:
            yield from named(item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an entry of any section may state; `places` has where the value of each key stands."""

    id: str
    at: Place
    name: str
    description: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    was: str | None = None
    replaces: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Entry):
    """What the four kinds of element have in common."""

    part_of: str | None = None
    owner: str | None = None
    cost: Quantity | None = None
    control: Control | None = None
    availability: Quantity | None = None
    lifecycle: Literal["planned", "live", "legacy", "retire"] | None = None
    end_of_life: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerType(Element):
    """A kind of customer, the channels open to it, and what it prefers and expects by occasion."""

    share: Quantity | None = None
    uses: tuple[str, ...] = ()
    prefers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    expects: Mapping[str, str] = field(default_factory=dict)
    promise: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel(Element):
    """A touch point; `serves` is None where every occasion is served."""

    kind: str | None = None
    serves: tuple[str, ...] | None = None
    run_by: AllOf = NOTHING
    needs: AllOf = NOTHING
    uses: tuple[str, ...] = ()
    listens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Element):
    """A department, partner or company."""

    function: Literal["business", "it"] | None = None
    head: str | None = None
    needs: AllOf = NOTHING
    uses: tuple[str, ...] = ()
    acts_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """That a platform keeps some data, as master or copy, and by what a record is found."""

    data: str
    at: Place
    role: Literal["master", "copy"] = "master"
    key: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform(Element):
    """A system; `holds` by data id."""

    kind: PlatformKind = "application"
    needs: AllOf = NOTHING
    uses: tuple[str, ...] = ()
    holds: Mapping[str, Holding] = field(default_factory=dict)
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A line along which data moves by itself, between one pair of elements.

    `id` is ``from->to``; parallel flows get ``#2``, ``#3`` in the order of what they carry.
    """

    id: str
    at: Place
    source: str
    target: str
    carries: tuple[str, ...] = ()
    latency: Quantity | None = None
    means: Literal["real-time", "batch", "file", "manual", "workflow", "conversation"] | None = None
    owner: str | None = None
    matched_by: str | None = None
    both_ways: bool = False
    cost: Quantity | None = None
    control: Control | None = None
    name: str | None = None
    description: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Data(Entry):
    """Something to know; `needed_by` (``for``) is None where every organization needs it."""

    about: Literal["customer", "offer", "feedback", "knowledge", "other"] | None = None
    max_latency: Quantity | None = None
    needed_by: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a journey: an occasion on a channel, with what it reads and writes."""

    at: Place
    do: str
    via: Requirement
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    within: Quantity | None = None
    name: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey(Entry):
    """The steps a customer type takes, in order."""

    customer: str
    steps: tuple[Step, ...] = ()
    promise: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability(Entry):
    """What the business must be able to do, at which level (0 to 5) today and aimed at."""

    level: float | None = None
    target: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Entry):
    """A project on the way from today to tomorrow (the roadmap)."""

    kind: Literal["strategy", "transform", "manage"] | None = None
    touches: tuple[str, ...] = ()
    delivers: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    owners: Mapping[str, str] = field(default_factory=dict)
    start: date | None = None
    months: float | None = None
    cost: Quantity | None = None
    objective: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Who says what about a disputed fact, and the decision once there is one."""

    at: Place
    about: str
    says: Mapping[str, str] = field(default_factory=dict)
    decision: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A finding that the owner lives with for a stated reason; `facets` as stated, by facet name.

    List facets (elements, data, customer_types, journeys) are sorted tuples, step is an int, the
    others are text.
    """

    at: Place
    rule: str
    reason: str
    facets: Mapping[str, tuple[str, ...] | str | int] = field(default_factory=dict)
    owner: str | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Model(Displayed):
    """One picture of how a company engages its customers, as it is or as it should be.

    `path` is the model argument as given (``-`` for standard input), `files` the paths of all its
    files, `digest` the hex SHA-256 of their bytes. Mappings keep the order of the files; nothing
    may depend on it.
    """

    path: str
    at: Place
    name: str
    state: str | None = None
    as_of: date | None = None
    currency: str | None = None
    share_of: str | None = None
    description: str | None = None
    files: tuple[str, ...] = ()
    digest: str = ""
    data: Mapping[str, Data] = field(default_factory=dict)
    customer_types: Mapping[str, CustomerType] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    organizations: Mapping[str, Organization] = field(default_factory=dict)
    platforms: Mapping[str, Platform] = field(default_factory=dict)
    flows: tuple[Flow, ...] = ()
    journeys: Mapping[str, Journey] = field(default_factory=dict)
    capabilities: Mapping[str, Capability] = field(default_factory=dict)
    initiatives: Mapping[str, Initiative] = field(default_factory=dict)
    positions: tuple[Position, ...] = ()
    accept: tuple[Acceptance, ...] = ()
    readiness: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    benchmark: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        """Every customer type, channel, organization and platform by id."""
        return {
            **self.customer_types,
            **self.channels,
            **self.organizations,
            **self.platforms,
        }

    @property
    def line(self) -> str:
        """What it is, in one line."""
        return f"{self.name!r}, elements: {len(self.elements)}"

    @cached_property
    def flow(self) -> Mapping[str, Flow]:
        """Every flow by id."""
        return {flow.id: flow for flow in self.flows}


def kind_of(element: Element) -> ElementKind:
    """Return which of the four kinds an element is."""
    return KINDS[type(element)]


KINDS: Mapping[type[Element], ElementKind] = {
    CustomerType: "customer_type",
    Channel: "channel",
    Organization: "organization",
    Platform: "platform",
}
