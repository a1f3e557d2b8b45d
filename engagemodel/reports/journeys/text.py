"""Journeys in, a story that a clerk can follow out: step by step, what is there and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from engagemodel.finding import Finding
from engagemodel.reports.journeys.reading import readings
from engagemodel.reports.journeys.told import Told, Tone
from engagemodel.reports.journeys.words import (
    TOLD,
    as_a_whole,
    at_step,
    expected,
    outcome,
    systems,
    where,
    whose,
)
from engagemodel.reports.journeys.writing import writings
from engagemodel.reports.screen import Block, Screen, Style, gap, heading, lay
from engagemodel.reports.wording import described, place
from engagemodel.results import Journeys
from engagemodel.sentences import ended

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Stage, Walk

_INDENT = 5
_SIGNS: dict[Tone, tuple[str, Style]] = {
    "good": ("+ ", "better"),
    "stale": ("~ ", "medium"),
    "bad": ("- ", "worse"),
    "unknown": ("? ", "medium"),
}


def journeys(told: Journeys, screen: Screen) -> str:
    """Return every journey: who takes it, how it goes, then step by step."""
    return lay(_journeys(told), screen)


def _journeys(told: Journeys) -> Iterator[Block]:
    yield heading(told.model.name)
    yield Block(described(told.model), "faint")
    if not told.walks:
        yield from (gap(), Block("There are no journeys in this model yet."))
    for walk in told.walks:
        findings = [finding for finding in told.findings if walk.journey.id in finding.journeys]
        yield from (gap(), heading(walk.journey.name))
        yield Block(whose(walk, told.model), indent=2)
        yield Block(outcome(walk, findings), "strong", indent=2)
        for stage in walk.stages:
            yield from _stage(stage, walk, told, at_step(walk, stage, findings))
        whole = as_a_whole(walk, findings)
        if whole:
            yield from (gap(), Block("The journey as a whole", "strong", indent=2))
            yield from _findings(whole, 2)


def _stage(
    stage: Stage, walk: Walk, told: Journeys, findings: Sequence[Finding]
) -> Iterator[Block]:
    model = told.model
    what = stage.step.do + (f" ({stage.step.name})" if stage.step.name else "")
    yield gap()
    yield Block(f"{what}: {where(stage, model)}", "strong", lead=f"{stage.number:3}. ")
    behind = systems(stage, model)
    if behind:
        yield Block(ended(f"Behind it: {behind}."), "faint", indent=_INDENT)
    promise = expected(stage, walk, model)
    if promise:
        yield Block(f'The customer expects: "{promise}".', indent=_INDENT)
    sentences = [*readings(stage, model), *writings(stage, model)]
    at = [_place_of(finding, sentences) for finding in findings]
    for number, sentence in enumerate(sentences):
        sign, style = _SIGNS[sentence.tone]
        yield Block(sentence.sentence, indent=_INDENT, lead=sign, lead_style=style)
        here = (f for f, place in zip(findings, at, strict=True) if place == number)
        yield from _findings(here, _INDENT)
    rest = (f for f, place in zip(findings, at, strict=True) if place is None)
    yield from _findings(rest, _INDENT)


def _place_of(finding: Finding, sentences: Sequence[Told]) -> int | None:
    """Return the last sentence that says the same as a finding, None where there is none."""
    if finding.rule not in TOLD:
        return None
    alike = (
        number
        for number, told in enumerate(sentences)
        if told.tone == "bad" and {*finding.data} <= {*told.data}
    )
    return max(alike, default=None)


def _findings(findings: Iterable[Finding], indent: int) -> Iterator[Block]:
    """Yield what is wrong, unless the step has said so, and what would mend it."""
    for finding in findings:
        if finding.rule not in TOLD:
            yield Block(finding.message, indent=indent, lead="- ", lead_style=finding.severity)
        if finding.accepted:
            reason = f"Accepted for now: {finding.accepted.reason}"
            yield Block(reason, indent=indent + 2)
        elif finding.mend:
            yield Block(f"To mend: {finding.mend}", indent=indent + 2)
        yield Block(f"{finding.rule}, {place(finding.at)}", "faint", indent=indent + 2)
