"""Steps of a journey in, what people call them out: who, where, how it goes, what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from engagemodel.finding import Finding
from engagemodel.model import Model
from engagemodel.reports.customers import title
from engagemodel.reports.wording import counted, few, listed, named_as, via

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Stage, Walk

# What the sentences on reading and writing say already.
TOLD = ("broken-handoff", "slow-handoff", "data-not-kept", "write-to-copy", "data-out-of-reach")


def whose(walk: Walk, model: Model) -> str:
    """Return ``Online shopper, 38% of revenue; 2 steps``."""
    customer = model.customer_types[walk.journey.customer]
    return f"{title(customer, model)}; {counted(len(walk.stages), 'step')}"


def outcome(walk: Walk, findings: Sequence[Finding]) -> str:
    """Return one sentence or two on how the journey goes, and how many handoffs are kept."""
    broken = [stage.number for stage in walk.stages if stage.breaks]
    doubtful = [stage.number for stage in walk.stages if stage.doubtful]
    hit = {finding.step for finding in findings if finding.step and finding.accepted is None}
    stale = {stage.number for stage in walk.stages if stage.stale}
    rough = sorted((hit | stale) - {*broken, *doubtful})
    if not walk.stages:
        return "It has no steps yet."
    if broken:
        told = f"It breaks at {_steps(broken)}."
    elif doubtful:
        told = f"Nobody can tell whether it works: look at {_steps(doubtful)}."
    elif rough:
        told = f"It goes through, but not smoothly: look at {_steps(rough)}."
    else:
        told = "It goes through from end to end."
    return " ".join(filter(None, (told, _handoffs(walk))))


def _steps(numbers: Sequence[int]) -> str:
    return f"step{'s' if len(numbers) > 1 else ''} {few([str(number) for number in numbers])}"


def _handoffs(walk: Walk) -> str:
    counts = [
        (verdict, walk.handoffs(verdict)) for verdict in ("kept", "slow", "broken", "unknown")
    ]
    total = sum(count for _, count in counts)
    if not total:
        return ""
    if total == 1:
        return f"Its one hand-off is {next(verdict for verdict, count in counts if count)}."
    parts = listed(f"{count:,} {verdict}" for verdict, count in counts if count)
    return f"Of {total:,} hand-offs: {parts}."


def where(stage: Stage, model: Model) -> str:
    """Return ``Stores, run by Store operations``, several channels with ``or`` or ``and``."""
    runners = few([named_as(id, model) for id in stage.organizations])
    return via(stage.step.via, model) + (f", run by {runners}" if runners else "")


def systems(stage: Stage, model: Model) -> str:
    """Return the platforms of a step by name, of many the first ones and how many more."""
    return few([named_as(id, model) for id in stage.platforms], 6)


def expected(stage: Stage, walk: Walk, model: Model) -> str:
    """Return what the customer expects at a step, empty where nothing is stated."""
    return model.customer_types[walk.journey.customer].expects.get(stage.step.do, "")


def at_step(walk: Walk, stage: Stage, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that a step has, accepted ones included."""
    return [f for f in findings if f.step == stage.number and walk.journey.id in f.journeys]


def as_a_whole(walk: Walk, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that name the journey and none of its steps."""
    return [f for f in findings if f.step is None and walk.journey.id in f.journeys]
