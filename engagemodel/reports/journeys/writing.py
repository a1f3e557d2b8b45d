"""What a step writes in, sentences on where it ends up out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engagemodel.model import Model
from engagemodel.reports.journeys.told import Told, Tone
from engagemodel.reports.wording import few, listed, named_as

if TYPE_CHECKING:
    from engagemodel.analysis.walk import Stage, Write


def writings(stage: Stage, model: Model) -> Iterator[Told]:
    """Yield a sentence for each place in which a step leaves what it writes."""
    groups: dict[tuple[str, tuple[str, ...], str], list[str]] = {}
    for write in stage.writes:
        groups.setdefault((write.channel, write.landing, write.verdict), []).append(write.data)
    for write in stage.writes:
        data = groups.pop((write.channel, write.landing, write.verdict), None)
        if data:
            tone: Tone = "good" if write.verdict == "kept" else "bad"
            yield Told(_written(stage, write, data, model), tone, tuple(data))


def _written(stage: Stage, write: Write, data: Sequence[str], model: Model) -> str:
    what = f"the {listed(model.data[id].name for id in data)}"
    verb = "is" if len(data) == 1 else "are"
    told = f"On {named_as(write.channel, model)}, " if len(stage.channels) > 1 else ""
    start = f"{told}{what}" if told else f"The {what.removeprefix('the ')}"
    places = few([named_as(id, model) for id in write.landing])
    if write.verdict == "lost":
        where = named_as(write.channel, model)
        return (
            f"{start} {verb} lost: {where} has nowhere to keep {'it' if verb == 'is' else 'them'}."
        )
    if write.verdict == "overwritten":
        return f"{start} {verb} kept in {places}, a copy that the next feed overwrites."
    if not set(write.landing) & model.platforms.keys():
        return f"{start} {verb} passed on from {places}."
    return f"{start} {verb} kept in {places}."
