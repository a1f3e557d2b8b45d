"""A defect of the engagement: what is wrong, for whom, where, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from engagemodel.model import Acceptance
    from engagemodel.place import Place

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
LIST_FACETS = ("elements", "data", "customer_types", "journeys")
FACETS = (*LIST_FACETS, "step", "occasion", "capability", "flow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """The proof of a finding.

    `written` and `looked_for` are where data is and where somebody looks for it, `missing` the line
    (``from->to``) that would join them, `path` the flows taken (ids, in order) or the cycle
    (element ids), `worst` the slowest flow of the path, `seconds` how long the path takes at least.
    """

    written: tuple[str, ...] = ()
    looked_for: tuple[str, ...] = ()
    missing: str | None = None
    path: tuple[str, ...] = ()
    worst: str | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What a message names: ids of `elements` or `data`, in its order, or `kinds` of channels.

    Of a `line` they are the elements before and behind it.
    """

    of: Literal["elements", "data", "kinds", "line"]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a message: a count, a share of 1, a time in seconds, or money a year."""

    value: float
    unit: Literal["count", "share", "seconds", "money a year"]


# What a message is made of, for whoever tells it in other words: words of the model as they are,
# names, numbers, and several things that each consist of such.
Fact = str | date | Names | Amount | tuple[str, ...] | tuple["Facts", ...]
Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding, and why."""

    at: Place
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that breaks or endangers a customer's experience.

    The list facets are sorted ids, `step` counts from 1, `fingerprint` identifies the finding by its
    rule and the things it is about, whatever the order, layout and wording of the file. `about` is
    what tells it from others of its rule where no facet does (of an acceptance, whose it is). `facts`
    are what the message says beyond the facets, by names that the rule gives. A rule yields findings
    without `rule`, `severity`, `fingerprint` and `accepted`; the run adds them.
    """

    message: str
    mend: str
    at: Place
    rule: str = ""
    severity: Severity = "low"
    elements: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    customer_types: tuple[str, ...] = ()
    journeys: tuple[str, ...] = ()
    step: int | None = None
    occasion: str | None = None
    capability: str | None = None
    flow: str | None = None
    about: str = ""
    witness: Witness | None = None
    related: tuple[Related, ...] = ()
    facts: Facts = field(default_factory=dict, compare=False, repr=False)
    fingerprint: str = ""
    accepted: Acceptance | None = None
