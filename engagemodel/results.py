"""What a run found, before anyone makes text or a page of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engagemodel.display import Displayed
from engagemodel.finding import SEVERITIES

if TYPE_CHECKING:
    from engagemodel.analysis.availability import Availability
    from engagemodel.analysis.cuts import Cuts
    from engagemodel.analysis.impact import Impact, Ranked
    from engagemodel.analysis.stages import Walk
    from engagemodel.change.complexity import Complexity
    from engagemodel.change.customers import Turn
    from engagemodel.change.record import Change, Effect, Lineage
    from engagemodel.finding import Finding
    from engagemodel.model import Model


@dataclass(frozen=True)
class Check(Displayed):
    """One model with its findings (most severe first) and its figures by name (None: unknown).

    `older` and `known` are how many open findings are left out of these: because an earlier
    revision has them, and because a baseline lists them (None: it was not compared with any).
    `stale` is how many entries of that baseline nothing of this model answers to any more.
    """

    model: Model
    findings: tuple[Finding, ...]
    figures: Mapping[str, object]
    older: int | None = None
    known: int | None = None
    stale: int | None = None

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody accepted."""
        return tuple(finding for finding in self.findings if finding.accepted is None)

    @property
    def line(self) -> str:
        """What it is, in one line."""
        counts = ", ".join(f"{count} {level}" for level, count in self.summary.items())
        return f"{self.model.name!r}, findings: {counts}"

    @property
    def summary(self) -> dict[str, int]:
        """The number of open findings of each severity, of accepted ones, and of those left out.

        And of what is stale in the baseline.
        """
        counts: dict[str, int] = {}
        for level in SEVERITIES:
            counts[level] = sum(finding.severity == level for finding in self.open)
        counts["accepted"] = len(self.findings) - len(self.open)
        left_out = {"older": self.older, "baseline": self.known, "stale": self.stale}
        return counts | {name: number for name, number in left_out.items() if number is not None}

    @property
    def partial(self) -> bool:
        """Whether findings may have been left out."""
        return self.older is not None or self.known is not None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure before and after, and whether that is better or worse."""

    figure: str
    before: object
    after: object
    effect: Effect


@dataclass(frozen=True)
class Difference(Displayed):
    """Two models, what lies between them, and what that does to the findings and figures.

    `resolved` are findings of the model before, `introduced` and `remaining` of the model after.
    """

    before: Check
    after: Check
    lineage: Lineage
    changes: tuple[Change, ...]
    resolved: tuple[Finding, ...]
    introduced: tuple[Finding, ...]
    remaining: tuple[Finding, ...]
    figures: tuple[FigureChange, ...]

    @property
    def line(self) -> str:
        """What it is, in one line."""
        counts = (len(self.resolved), len(self.introduced), len(self.remaining))
        told = "findings: {} resolved, {} introduced, {} remaining".format(*counts)
        return f"{self.before.model.name!r} -> {self.after.model.name!r}, {told}"

    @property
    def numbered(self) -> tuple[Finding, ...]:
        """Every finding that nobody accepted, in the order in which pages and reports number them.

        What was introduced and what remains comes first, the most severe at the head, then what was
        resolved: one number means one finding, wherever it is read.
        """

        def severity(finding: Finding) -> int:
            return SEVERITIES.index(finding.severity)

        open = sorted((*self.introduced, *self.remaining), key=severity)
        told = (*open, *sorted(self.resolved, key=severity))
        return tuple(finding for finding in told if finding.accepted is None)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What becomes of each customer type, the biggest share after first, those gone last."""
        from engagemodel.change.customers import turns
        from engagemodel.change.findings import Matched

        models = (self.before.model, self.after.model)
        matched = Matched(self.resolved, self.introduced, self.remaining)
        return turns(models, self.lineage, (self.before.open, self.after.open), matched)

    @property
    def complexity(self) -> Complexity | None:
        """Whether tomorrow is simpler, and at what price.

        None where one side has no elements: that is a beginning or an end, and no comparison.
        """
        from engagemodel.change.complexity import weigh
        from engagemodel.graph import Graphs

        before, after = self.before, self.after
        if not (before.model.elements and after.model.elements):
            return None
        figures = (before.figures, after.figures)
        graphs = (Graphs(before.model), Graphs(after.model))
        return weigh(*graphs, figures, self.changes, self.introduced, self.lineage)


@dataclass(frozen=True)
class Journeys:
    """Journeys of one model, step by step, by id, and the findings that name them and a step.

    And those that name a journey as a whole (`step` is None).
    """

    model: Model
    walks: tuple[Walk, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Failure:
    """What some elements of a model take along when they fail together."""

    model: Model
    impact: Impact


@dataclass(frozen=True)
class Ranking:
    """What the failure of each element of a model takes along, the worst first."""

    model: Model
    ranked: tuple[Ranked, ...]


@dataclass(frozen=True)
class Weakness:
    """What brings a customer type or journey (`kind`) down, and how likely it is served."""

    kind: Literal["customer_type", "journey"]
    id: str
    cuts: Cuts
    availability: Availability


@dataclass(frozen=True)
class CutSets:
    """What has to fail together, of up to `order` elements, for each customer type and journey.

    Customer types first, each by id. `limit` is the size up to which questions are answered exactly.
    """

    model: Model
    order: int
    limit: int
    weaknesses: tuple[Weakness, ...]
