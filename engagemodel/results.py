"""What a run found, before anyone makes text or a page of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engagemodel.change.record import Change, Effect, Lineage
from engagemodel.finding import SEVERITIES, Finding
from engagemodel.model import Model


@dataclass(frozen=True)
class Check:
    """One model with its findings (most severe first) and its figures by name (None: unknown)."""

    model: Model
    findings: tuple[Finding, ...]
    figures: Mapping[str, object]

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody accepted."""
        return tuple(finding for finding in self.findings if finding.accepted is None)

    @property
    def summary(self) -> dict[str, int]:
        """The number of open findings of each severity, and of accepted ones."""
        counts: dict[str, int] = {}
        for level in SEVERITIES:
            counts[level] = sum(finding.severity == level for finding in self.open)
        counts["accepted"] = len(self.findings) - len(self.open)
        return counts


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure before and after, and whether that is better or worse."""

    figure: str
    before: object
    after: object
    effect: Effect


@dataclass(frozen=True)
class Difference:
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
