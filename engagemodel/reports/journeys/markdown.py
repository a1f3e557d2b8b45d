"""Journeys in, a Markdown table for each out, in which no name of a model is markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engagemodel.finding import Finding
from engagemodel.markup import cell, escaped, table
from engagemodel.reports.journeys.reading import readings
from engagemodel.reports.journeys.words import (
    TOLD,
    as_a_whole,
    at_step,
    expected,
    outcome,
    systems,
    whose,
)
from engagemodel.reports.journeys.writing import writings
from engagemodel.reports.screen import Screen
from engagemodel.reports.wording import described, listed, named_as, via
from engagemodel.results import Journeys

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Stage, Walk

_HEAD = ("", "Step", "Channel", "Run by", "Systems", "What is read", "What is written", "Findings")


def journeys(told: Journeys, screen: Screen) -> str:
    """Return a section for each journey: who takes it, how it goes, and its steps as a table."""
    return "\n".join(_journeys(told))


def _journeys(told: Journeys) -> Iterator[str]:
    model = told.model
    yield from (f"## {escaped(model.name)}", "", escaped(described(model)), "")
    if not told.walks:
        yield from ("There are no journeys in this model yet.", "")
    for walk in told.walks:
        findings = [finding for finding in told.findings if walk.journey.id in finding.journeys]
        yield from (f"### {escaped(walk.journey.name)}", "", escaped(whose(walk, model)), "")
        yield from (f"**{escaped(outcome(walk, findings))}**", "")
        if walk.stages:
            rows = (_row(stage, walk, told, findings) for stage in walk.stages)
            yield from table(_HEAD, rows)
        whole = as_a_whole(walk, findings)
        if whole:
            yield from (f"- {escaped(_told(finding))}" for finding in whole)
            yield ""


def _row(stage: Stage, walk: Walk, told: Journeys, findings: Sequence[Finding]) -> tuple[str, ...]:
    model = told.model
    promise = expected(stage, walk, model)
    what = stage.step.do + (f" ({stage.step.name})" if stage.step.name else "")
    return (
        str(stage.number),
        cell(what + (f', expected: "{promise}"' if promise else "")),
        cell(via(stage.step.via, model)),
        cell(listed(named_as(id, model) for id in stage.organizations)),
        cell(systems(stage, model)),
        cell(" ".join(told.sentence for told in readings(stage, model))),
        cell(" ".join(told.sentence for told in writings(stage, model))),
        cell(" ".join(_told(finding) for finding in at_step(walk, stage, findings))),
    )


def _told(finding: Finding) -> str:
    """Return a finding as a sentence, short where the step has told it already."""
    message = "" if finding.rule in TOLD else f" {finding.message}"
    if finding.accepted:
        return f"{finding.rule} ({finding.severity}, accepted for now):{message} {finding.accepted.reason}"
    return f"{finding.rule} ({finding.severity}):{message} To mend: {finding.mend}"
