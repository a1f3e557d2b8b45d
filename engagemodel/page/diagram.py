"""A check or a difference in; what there is to draw out: cards, lines, remarks, figures, sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engagemodel.model import ElementKind
from engagemodel.page.steps import Step

Mark = Literal["kept", "added", "removed", "changed", "renamed", "merged", "split"]
LineKind = Literal["use", "need", "run_by", "flow", "missing"]
State = Literal["plain", "slow", "unknown", "broken", "mended"]
Status = Literal["open", "introduced", "remaining", "resolved"]

Effect = Literal["better", "worse", "mixed", "neutral", "near", "same", ""]

Stress = Literal["plain", "faded", "subject", "failed", "down", "cut", "hurt", "touched"]

LANES: tuple[ElementKind, ...] = ("customer_type", "channel", "organization", "platform")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One element, or several in one (`members`, their names, and `member_ids`).

    `sort` is what cards of a lane may be grouped by: the kind of a platform or channel, the
    function of an organization. `was` has the names of what was renamed or merged into it, `parts`
    the looks of its members. A card of one state of two models stands in the `place` of a card of
    their union. A view about one thing says by `stress` what a card is to it: `faded`
    if nothing, the `subject` itself, `failed`, `down` with that, a customer type `cut` off or `hurt`,
    `touched` if a line to it or from it is down and it is not; `note` is what the card then says
    below its name.
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
    parts: tuple[str, ...] = ()
    member_ids: tuple[str, ...] = ()
    place: str = ""
    stress: Stress = "plain"
    note: str = ""

    @property
    def look(self) -> str:
        """What the card's sign and edge tell: that it fails, or else its mark."""
        return self.stress if self.stress in ("failed", "down", "cut", "hurt") else self.mark


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
    stress: Stress = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A finding on the page: its number, and the cards and lines that it concerns.

    `about` names what tells it from others of its rule, `foremost` the first of several names and how
    many more there are, `brief` is the first clause of its text, each maybe empty. `mend` says what would mend it, `fingerprint` tells it from all others.
    """

    number: int
    status: Status
    severity: Literal["high", "medium", "low"]
    title: str
    text: str
    cards: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    about: str = ""
    foremost: str = ""
    brief: str = ""
    mend: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure in words; `before` is None unless two models are compared and both have it.

    It is None as well where that says the same: the figure is the ``same``, or so ``near`` that it
    reads the same.
    """

    name: str
    title: str
    before: str | None
    after: str
    effect: Effect
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
    """Everything to draw, before anyone knows where; `before` is None for a single model.

    A view about one thing says what in its `topic`, and in `aside` what the ledger has to say of
    that. `within` are lines of the model before whose two ends stand in one card, so that they cannot
    be drawn, `steps` those of a journey that it is about. A `caption` stands over the remarks in place of their count by severity, `calm` is what is
    said if there are none.
    """

    after: Source = Source("", "", "", "", "")
    before: Source | None = None
    cards: tuple[Card, ...] = ()
    lines: tuple[Connection, ...] = ()
    within: tuple[Connection, ...] = ()
    steps: tuple[Step, ...] = ()
    remarks: tuple[Remark, ...] = ()
    tiles: tuple[Tile, ...] = ()
    topic: str = ""
    caption: str = ""
    calm: str = ""
    aside: str = ""
