"""A journey that stands somewhere in; samples of the hand-offs and signs on it, for the legend, out."""

from __future__ import annotations

from engagemodel.page.diagram import Connection, State
from engagemodel.page.frame import legend
from engagemodel.page.tables import Cell
from engagemodel.page.views.journey.tracking import SIGNS, Track

_STATES: tuple[State, ...] = ("slow", "unknown")  # told by a sign on a chip, maybe on no line


def samples(track: Track) -> list[tuple[legend.Sample, str]]:
    """Return a sample of each sort of hand-off and of each sign on a chip that is drawn."""
    hands = [line for line, _ in track.hands()]
    said = {line.state for line in hands}
    signs = {SIGNS[chip.tone] for chip in track.spots if chip.tone in SIGNS}
    alone = [
        Cell("", "", (Connection(id="", kind="flow", source="", target="", state=state),))
        for state in _STATES
        if state in signs - said
    ]
    return [
        *legend.samples((), hands, (), track.sheet),
        *legend.cell_samples(alone, track.sheet),
    ]
