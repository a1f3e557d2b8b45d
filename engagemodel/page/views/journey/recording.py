"""The way of a journey in, its steps as plain values out, which say what its page says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from engagemodel.page.steps import Deed, Step
from engagemodel.page.typeset import clean
from engagemodel.page.views.journey.walking import Chip, Course, Way, found_at, tone_of
from engagemodel.page.words import WORDS, duration, say

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Read, Stage, Write


def recorded(
    way: Way, course: Course, expects: Mapping[str, str], before: Course | None = None
) -> tuple[Step, ...]:
    """Return the steps of a way through a course; those that have ended are of the one `before`."""
    return tuple(
        _step(way, at, stage, before if before and at in way.ended else course, expects)
        for at, stage in enumerate(way.stages)
        if stage is not None
    )


def _step(way: Way, at: int, stage: Stage, course: Course, expects: Mapping[str, str]) -> Step:
    standing = course.standing

    def cards(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(standing[id] for id in ids))

    mark = way.marks.get(at)
    return Step(
        column=at,
        number=stage.number,
        occasion=clean(stage.step.do),
        name=clean(stage.step.name or ""),
        mark=mark if mark in ("added", "removed") else "kept",
        promise=clean(expects.get(stage.step.do, "")),
        channels=cards(stage.channels),
        organizations=cards(stage.organizations),
        platforms=cards(stage.platforms),
        deeds=tuple(dict.fromkeys(_deeds(way, at, stage, course))),
        past=tuple(past.text for past in way.past.get(at, ())),
        findings=tuple(sorted({remark.number for remark in way.steps.get(at, ())})),
    )


def _deeds(way: Way, at: int, stage: Stage, course: Course) -> Iterator[Deed]:
    shown = {
        (chip.row, chip.tone, data): chip
        for chip in way.chips
        if chip.at == at
        for data in chip.data
    }
    for deed in (
        *(_written(write, course) for write in stage.writes),
        *(_read(read, course) for read in stage.reads),
    ):
        said = replace(deed, text=Chip(at, deed.card, deed.tone, (deed.data,)).text)
        chip = shown.get((deed.card, deed.tone, deed.data))
        yield replace(said, chip=chip.text, look=chip.look) if chip else said


def _written(write: Write, course: Course) -> Deed:
    row = write.landing[0] if write.landing else write.channel
    return Deed(
        data=clean(course.model.data[write.data].name),
        tone="write" if write.verdict == "kept" else write.verdict,
        card=course.standing[row],
        text="",
        chip="",
    )


def _read(read: Read, course: Course) -> Deed:
    standing = course.standing
    source, _, target = (read.missing or "").partition("->")
    known = source in standing and target in standing
    names = [clean(course.model.elements[id].name) for id in (source, target) if known]
    return Deed(
        data=clean(course.model.data[read.data].name),
        tone=tone_of(read),
        card=standing[found_at(read)],
        text="",
        chip="",
        age=_age(read),
        since=course.at.get(read.from_step) if read.from_step is not None else None,
        kept=standing[read.kept_in[0]] if read.kept_in else None,
        missing=(standing[source], standing[target]) if known else None,
        line=say("line", source=names[0], target=names[1]) if known else "",
    )


def _age(read: Read) -> str:
    """Return how old what is read is, nothing where nobody knows or it never comes."""
    time = read.at_most if read.at_most is not None else read.at_least
    if time is None or read.verdict in ("broken", "out of reach", "lost", "unknown", "here"):
        return ""
    return duration(time) if time else WORDS["at once"]
