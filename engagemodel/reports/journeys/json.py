"""Journeys in, the JSON document that programs build on out, held by ``schemas/journey.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engagemodel.model import AnyOf, Requirement
from engagemodel.reports.document import dumped, finding_of, head, side
from engagemodel.reports.journeys.words import as_a_whole, at_step
from engagemodel.reports.screen import Screen
from engagemodel.results import Journeys

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Read, Reading, Stage, Walk, Write

_HANDOFFS: tuple[Reading, ...] = ("kept", "slow", "broken", "unknown")


def journeys(told: Journeys, screen: Screen) -> str:
    """Return one document on the journeys, each with its steps."""
    return dumped(
        {
            **head(),
            "model": side(told.model),
            "journeys": [_journey(walk, told) for walk in told.walks],
        }
    )


def _journey(walk: Walk, told: Journeys) -> dict[str, Any]:
    return {
        "journey": walk.journey.id,
        "name": walk.journey.name,
        "customer_type": walk.journey.customer,
        "breaks_at": [stage.number for stage in walk.stages if stage.breaks],
        "handoffs": {verdict: walk.handoffs(verdict) for verdict in _HANDOFFS},
        "steps": [_step(stage, walk, told) for stage in walk.stages],
        "findings": [finding_of(finding) for finding in as_a_whole(walk, told.findings)],
    }


def _step(stage: Stage, walk: Walk, told: Journeys) -> dict[str, Any]:
    customer = told.model.customer_types[walk.journey.customer]
    return {
        "step": stage.number,
        "do": stage.step.do,
        "name": stage.step.name,
        "expects": customer.expects.get(stage.step.do),
        "via": _via(stage.step.via),
        "channels": list(stage.channels),
        "organizations": list(stage.organizations),
        "platforms": list(stage.platforms),
        "breaks": stage.breaks,
        "reads": [_read(read) for read in stage.reads],
        "writes": [_write(write) for write in stage.writes],
        "findings": [finding_of(f) for f in at_step(walk, stage, told.findings)],
    }


def _via(requirement: Requirement) -> str | dict[str, Any]:
    """Return which channels it takes, as the language writes it."""
    if isinstance(requirement, str):
        return requirement
    key = "any_of" if isinstance(requirement, AnyOf) else "all_of"
    return {key: [_via(item) for item in requirement.items]}


def _read(read: Read) -> dict[str, Any]:
    return {
        "data": read.data,
        "channel": read.channel,
        "verdict": read.verdict.replace(" ", "-"),
        "from_step": read.from_step,
        "from_channel": read.writer,
        "kept_in": list(read.kept_in),
        "found_in": list(read.found_in),
        "at_least": read.at_least,
        "at_most": read.at_most,
        "limit": read.limit,
        "path": list(read.path),
        "worst": read.worst,
        "unstated": list(read.unstated),
        "missing": read.missing,
        "unmatched": read.unmatched,
    }


def _write(write: Write) -> dict[str, Any]:
    return {
        "data": write.data,
        "channel": write.channel,
        "verdict": write.verdict,
        "landing": list(write.landing),
    }
