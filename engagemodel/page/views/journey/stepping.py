"""The states of a journey and the room for it in; which of their steps stand where out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engagemodel.page.sheet import Sheet
from engagemodel.page.views.journey.walking import Way

_NARROW = 10.5  # times the smallest text: the narrowest step
_GAP = 3.4  # times the smallest text: steps left out


@dataclass(frozen=True, slots=True)
class Column:
    """A step (from 0), or steps that are left out (`at` is None): `over` has them; points."""

    x: float
    width: float
    at: int | None = None
    over: range = range(0)


def columns(ways: Sequence[Way], left: float, room: float, sheet: Sheet) -> tuple[Column, ...]:
    """Return the steps that fit into the room: all, or those with trouble before any others."""
    total = len(ways[0].stages)
    shown = _chosen(ways, total, room, sheet)
    runs = _runs(shown, total)
    gap = sheet.smallest * _GAP
    gaps = sum(at is None for at, _ in runs)
    width = (room - gaps * gap) / max(1, len(runs) - gaps)
    found, x = [], left
    for at, over in runs:
        taken = gap if at is None else width
        found.append(Column(x, taken, at, over))
        x += taken
    return tuple(found)


def _chosen(ways: Sequence[Way], total: int, room: float, sheet: Sheet) -> set[int]:
    """Return the steps to show: in trouble, their sources, added or gone, the ends, the rest."""
    least, gap = sheet.smallest * _NARROW, sheet.smallest * _GAP
    trouble = frozenset[int]().union(*(way.troubled for way in ways))
    troubled = sorted(trouble)
    sources = [h.start[0] for way in ways for h in way.hands if h.end[0] in trouble]
    marked = sorted(at for way in ways for at in way.marks)
    order = dict.fromkeys([*troubled[:1], *sources[:1], *troubled, *sources, *marked, 0, total - 1])
    shown: set[int] = set()
    for at in [*order, *(at for at in range(min(total, 50)) if at not in order)]:
        if at >= total or at < 0:
            continue
        runs = _runs(shown | {at}, total)
        gaps = sum(one is None for one, _ in runs)
        if (len(runs) - gaps) * least + gaps * gap <= room:
            shown.add(at)
        if (len(shown) + 1) * least > room:
            break
    return shown


def _runs(shown: set[int], total: int) -> list[tuple[int | None, range]]:
    """Return the steps shown, and between them those that are left out."""
    found: list[tuple[int | None, range]] = []
    last = -1
    for at in sorted(shown):
        if at - last > 1:
            found.append((None, range(last + 1, at)))
        found.append((at, range(at, at + 1)))
        last = at
    if total - last > 1:
        found.append((None, range(last + 1, total)))
    return found
