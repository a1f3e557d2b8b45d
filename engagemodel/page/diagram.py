"""A check or a difference in; what there is to draw out: cards, lines, remarks, figures, sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engagemodel.model import ElementKind

Mark = Literal["kept", "added", "removed", "changed", "renamed", "merged", "split"]
LineKind = Literal["use", "need", "run_by", "flow", "missing"]
State = Literal["plain", "slow", "unknown", "broken"]
Status = Literal["open", "introduced", "remaining", "resolved"]

LANES: tuple[ElementKind, ...] = ("customer_type", "channel", "organization", "platform")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One element, or several in one (`members`, their names).

    `sort` is what cards of a lane may be grouped by: the kind of a platform or channel, the
    function of an organization. `was` has the names of what was renamed or merged into it, `parts`
    the marks of its members.
    """

    id: str
    lane: ElementKind
    name: str
    sort: str = ""
    mark: Mark = "kept"
    was: tuple[str, ...] = ()
    url: str | None = None
    part_of: str | None = None
    members: tuple[str, ...] = ()
    parts: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One line from card to card; `label` is the latency of a flow, `count` the lines drawn as it.

    A line of kind `missing` is not in the model: a remark says that it should be.
    """

    id: str
    kind: LineKind
    source: str
    target: str
    mark: Mark = "kept"
    state: State = "plain"
    label: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A finding on the page: its number, and the cards and lines that it concerns."""

    number: int
    status: Status
    severity: Literal["high", "medium", "low"]
    title: str
    text: str
    cards: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure in words; `before` is None unless two models are compared and both have it."""

    name: str
    title: str
    before: str | None
    after: str
    effect: Literal["better", "worse", "mixed", "neutral", "same", ""]
    rises: bool | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A model as the page names it: name, state, date, file name and start of its digest."""

    name: str
    state: str
    date: str
    file: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """Everything to draw, before anyone knows where; `before` is None for a single model."""

    after: Source = Source("", "", "", "", "")
    before: Source | None = None
    cards: tuple[Card, ...] = ()
    lines: tuple[Connection, ...] = ()
    remarks: tuple[Remark, ...] = ()
    tiles: tuple[Tile, ...] = ()
