"""How a journey goes and how it went before in; what was wrong and who took part then out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from engagemodel.page.typeset import clean
from engagemodel.page.views.journey.walking import BAD, Chip, Tone, marks
from engagemodel.page.words import WORDS, duration

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Stage, Walk
    from engagemodel.model import Model


def recalled(walk: Walk, before: Walk | None, model: Model) -> Mapping[int, tuple[str, ...]]:
    """Return by step (from 0) what was wrong with it in `model`, where it no longer is.

    A step of the walk before is the same if it stands at the same place and does the same.
    """
    found: dict[int, tuple[str, ...]] = {}
    for stage, old in _same(walk, before):
        still = {(tone, data) for tone, _, data in marks(stage)}
        said = tuple(dict.fromkeys(_wrongs(old, still, model)))
        if said:
            found[stage.number - 1] = said
    return found


def took_part(
    walk: Walk, model: Model, before: Walk | None, standing: Mapping[str, str]
) -> frozenset[tuple[int, str]]:
    """Return the steps (from 0) with the cards of what they went over before.

    What a channel of the step still uses, needed or not, is left out. `model` is the walk's, `standing`
    has the card of each element of the model before.
    """
    return frozenset(
        (stage.number - 1, standing[id])
        for stage, old in _same(walk, before)
        for id in (*old.channels, *old.organizations, *old.platforms)
        if not any(standing[id] in model.channels[channel].uses for channel in stage.channels)
    )


def _same(walk: Walk, before: Walk | None) -> Iterator[tuple[Stage, Stage]]:
    """Yield each step with what it was in the walk before."""
    for stage, old in zip(walk.stages, before.stages if before else (), strict=False):
        if stage.step.do == old.step.do:
            yield stage, old


def _wrongs(stage: Stage, still: set[tuple[Tone, str]], model: Model) -> Iterator[str]:
    times = {read.data: read.at_least for read in stage.reads if read.verdict == "slow"}
    together: dict[tuple[Tone, float | None], list[str]] = {}
    for tone, _, data in marks(stage):
        if tone in BAD and (tone, data) not in still:
            names = together.setdefault((tone, times.get(data) if tone == "slow" else None), [])
            names.append(clean(model.data[data].name))
    for (tone, time), names in together.items():
        text = Chip(stage.number - 1, "", tone, tuple(dict.fromkeys(names))).text
        text = f"{text}, {duration(time)}" if time else text
        yield f"{WORDS['column.before']}: {text}"
