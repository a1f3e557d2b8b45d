"""How a journey goes, maybe with how it went before, in; its strip of figures out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from engagemodel.page.diagram import Effect, Tile
from engagemodel.page.words import WORDS, duration, say

if TYPE_CHECKING:
    from engagemodel.analysis.stages import Walk


def tiles(walk: Walk, before: Walk | None = None) -> tuple[Tile, ...]:
    """Return the journey in figures, with those of how it went `before` and what is better now."""
    was = _figures(before) if before else {}
    found = []
    for name, (value, text) in _figures(walk).items():
        old, said = was.get(name, (value, text))
        tile = Tile(name, WORDS[f"tile.{name}"], None, text, "")
        if said != text:
            better = (value > old) == (name == "kept")
            effect: Effect = "better" if better else "worse"
            if value == old or name == "steps":  # more steps are not better, nor are less
                effect = "neutral"
            tile = replace(tile, before=said, effect=effect, rises=value > old)
        found.append(tile)
    return tuple(found)


def _figures(walk: Walk) -> Mapping[str, tuple[float, str]]:
    """Return each figure of a journey as a number and in words."""
    kept = walk.handoffs("kept")
    total = sum(walk.handoffs(verdict) for verdict in ("kept", "slow", "broken", "unknown"))
    breaks, steps = sum(stage.breaks for stage in walk.stages), len(walk.stages)
    found: dict[str, tuple[float, str]] = {}
    if total:
        found["kept"] = (kept / total, say("of", part=kept, whole=total))
    found["breaks"] = (float(breaks), say("of", part=breaks, whole=steps))
    times = [
        read.at_least or 0.0
        for stage in walk.stages
        for read in stage.reads
        if read.verdict in ("kept", "slow")
    ]
    if times:
        found["slowest"] = (max(times), duration(max(times)))
    found["steps"] = (float(steps), str(steps))
    return found
