"""A journey that stands somewhere in; samples of what is drawn of it, for the legend, out."""

from __future__ import annotations

from functools import partial

from engagemodel.page import palette
from engagemodel.page.diagram import Connection, Mark, State
from engagemodel.page.drawing.marks import sign
from engagemodel.page.frame import legend
from engagemodel.page.scene import Item, Path, Rect, polyline
from engagemodel.page.sheet import Sheet
from engagemodel.page.tables import Cell
from engagemodel.page.views.journey.chips import sign_of
from engagemodel.page.views.journey.heads import cap
from engagemodel.page.views.journey.numbering import node, ring
from engagemodel.page.views.journey.tracking import Track
from engagemodel.page.words import WORDS

_STATES: tuple[State, ...] = ("slow", "unknown")  # told by a sign on a chip, maybe on no line


def samples(track: Track, sheet: Sheet) -> list[tuple[legend.Sample, str]]:
    """Return a sample of the way, of each sort of hand-off and of each sign on a chip that is drawn."""
    hands = [line for line, _ in track.hands()]
    said = {line.state for line in hands}
    signs = {sign_of(chip) for chip in track.spots}
    alone = [
        Cell("", "", (Connection(id="", kind="flow", source="", target="", state=state),))
        for state in _STATES
        if state in signs - said
    ]
    own = []
    if track.way.count(column.at for column in track.columns if column.at is not None) > 1:
        own.append((partial(_way, sheet=sheet), WORDS["journey.way"]))
    if track.idle:
        own.append((partial(_part, sheet=sheet), WORDS["journey.part"]))
    if track.past:
        own.append((partial(_past, sheet=sheet), WORDS["journey.past"]))
    if "mended" in signs | said:
        own.append((partial(_mended, sheet=sheet), WORDS["journey.mended"]))
    marks = {track.way.marks.get(column.at) for column in track.columns if column.at is not None}
    own += [
        (partial(_step, sheet=sheet, mark=mark), WORDS[f"journey.{mark}"])
        for mark in ("added", "removed")
        if mark in marks
    ]
    return [*own, *legend.samples((), hands, (), sheet), *legend.cell_samples(alone, sheet)]


def _way(x: float, y: float, *, sheet: Sheet) -> list[Item]:
    size = sheet.smallest
    end = (x + size * 3.2, y)
    return [Path(polyline((x + size, y), end), palette.TITLE, 2.0), *node(x + size, y, 0, size)]


def _part(x: float, y: float, *, sheet: Sheet) -> list[Item]:
    half = sheet.smallest * 0.3
    middle = x + sheet.smallest * 1.6
    return [Rect(middle - half, y - half, 2 * half, 2 * half, half, palette.MUTED)]


def _past(x: float, y: float, *, sheet: Sheet) -> list[Item]:
    return [ring(x + sheet.smallest * 1.6, y, sheet.smallest)]


def _mended(x: float, y: float, *, sheet: Sheet) -> list[Item]:
    return sign(x + sheet.smallest * 1.6, y, 3.7 * sheet.smallest / 8.5, "mended")


def _step(x: float, y: float, *, sheet: Sheet, mark: Mark) -> list[Item]:
    size = sheet.smallest
    return cap(x, y - size * 0.55, size * 3.2, size * 1.1, size * 1.1, mark)
