"""What a step writes in, sentences on where it ends up out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from engagemodel.model import Model
from engagemodel.reports.journeys.told import Told, Tone
from engagemodel.reports.wording import few, listed, named_as
from engagemodel.sentences import ended

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Stage, Writing

    _End = tuple[tuple[str, ...], Writing]


def writings(stage: Stage, model: Model) -> Iterator[Told]:
    """Yield a sentence for each place in which a step leaves what it writes."""
    by_channel: dict[tuple[str, _End], list[str]] = {}
    for write in stage.writes:
        by_channel.setdefault((write.channel, (write.landing, write.verdict)), []).append(
            write.data
        )
    together: dict[tuple[tuple[str, ...], _End], list[str]] = {}
    for (channel, end), data in by_channel.items():
        together.setdefault((tuple(data), end), []).append(channel)
    for (data_ids, end), channels in together.items():
        tone: Tone = "good" if end[1] == "kept" else "bad"
        yield Told(_written(stage, channels, data_ids, end, model), tone, data_ids)


def _written(
    stage: Stage, channels: Sequence[str], data: Sequence[str], end: _End, model: Model
) -> str:
    landing, verdict = end
    where = few([named_as(id, model) for id in channels])
    start = "The" if len(channels) == len(stage.channels) else f"On {where}, the"
    what = f"{start} {listed(model.data[id].name for id in data)}"
    places = few([named_as(id, model) for id in landing])
    if verdict == "lost":
        there = f"at {where} there is nowhere" if start == "The" else "there is nowhere there"
        return f"{what} will be lost: {there} to keep that."
    if verdict == "overwritten":
        return f"{what} will be kept in {places}, as a copy that the next feed overwrites."
    if not {*landing} & model.platforms.keys():
        return ended(f"{what} will be passed on from {places}.")
    return ended(f"{what} will be kept in {places}.")
