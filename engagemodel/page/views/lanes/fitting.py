"""A diagram and the heights between which it must stand in; how closely it is set, and where, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engagemodel.page import layout
from engagemodel.page.density import Density
from engagemodel.page.diagram import Card, Diagram
from engagemodel.page.drawing.cards import Face, face
from engagemodel.page.grouping import group
from engagemodel.page.manner import OWN, Manner
from engagemodel.page.sheet import Sheet
from engagemodel.page.views.lanes.columns import Lanes
from engagemodel.page.views.lanes.growing import excess, grown, unfolded

_AIR = 1.7  # times the height of cards one below the other: they stand well in that
_TRIES = 60
_BUSY = 90  # lines between two columns; more than that nobody can follow


@dataclass(frozen=True, slots=True)
class Plan:
    """A diagram that fits: how closely it is set, and where everything is."""

    lanes: Lanes
    columns: tuple[layout.Column, ...]
    faces: Mapping[str, Face]
    density: Density
    arrangement: layout.Arrangement
    bottom: float


def settings(
    diagram: Diagram, sheet: Sheet, top: float, bottoms: tuple[float, ...], manner: Manner = OWN
) -> Iterator[Plan]:
    """Yield the settings of the whole diagram, the best first; none where it has no room.

    The cards stand between `top` and one of four `bottoms`. The first, with most room below, is
    taken if the cards are roomy all the same, the next two if names are whole, the last in any case.
    """
    lanes = Lanes(diagram, sheet, manner=manner)
    if lanes.busiest[0] > _BUSY:
        return
    ways = list(densities(sheet))
    roomy = [way for way in ways if way.lines > 2]
    whole = [way for way in ways if way.lines > 1]
    for bottom, allowed in zip(bottoms, (roomy, whole, whole, ways), strict=True):
        for density in allowed:
            plan = _arrange(lanes, density, top, bottom)
            if isinstance(plan, Plan):
                yield plan


def roomy(diagram: Diagram, sheet: Sheet, manner: Manner = OWN) -> float:
    """Return the height that the fullest column fills well with cards in the largest text."""
    lanes = Lanes(diagram, sheet, manner=manner)
    density = next(densities(sheet))
    faces = lanes.faces(density)
    over = excess(lanes, faces, density, 0.0)
    return _AIR * max(over.values(), default=0.0)


def fit_grouped(
    diagram: Diagram, sheet: Sheet, top: float, bottom: float, manner: Manner = OWN
) -> Plan:
    """Return a setting with as many cards of their own as fit, the others grouped.

    Raises:
        ValueError: the page has no room for one card in each column.
    """
    *_, density, _, _ = densities(sheet)
    pitch = face(Card(id="", lane="channel", name=""), 999, density).height + density.gap
    whole = Lanes(diagram, sheet, manner=manner)
    columns = whole.members
    capacity = [min(len(column), int((bottom - top) / pitch)) for column in columns]
    for _ in range(_TRIES):
        lanes = whole.of(group(diagram, columns, capacity))
        crowd, gutter = lanes.busiest
        if crowd > _BUSY:
            _tighten(capacity, max(gutter, gutter + 1, key=lambda c: (capacity[c], c)), 0.2)
            continue
        plan = _arrange(lanes, density, top, bottom)
        if isinstance(plan, Plan):
            return plan
        for at, over in plan.items():
            if lanes.passing[at] > len(lanes.members[at]):
                # lines crowd this column, and they come from where there are most cards
                _tighten(capacity, max(range(len(capacity)), key=lambda c: (capacity[c], c)), 0.2)
            else:
                _tighten(capacity, at, over / pitch / capacity[at])
    coarse = group(diagram, columns, [1] * len(columns), coarse=True)
    least = whole.of(coarse)
    plan = _arrange(least, density, top, bottom)
    if not isinstance(plan, Plan):
        raise ValueError(f"a page of {sheet.width:.0f} x {sheet.height:.0f} points is too small")
    return plan


def _tighten(capacity: list[int], column: int, share: float) -> None:
    """Take that share from the capacity of a column, one card at least; one card always remains."""
    fewer = max(1, int(capacity[column] * share))
    capacity[column] = max(1, capacity[column] - fewer)


def densities(sheet: Sheet) -> Iterator[Density]:
    """Yield the settings from roomy to tight; no text in them is smaller than the sheet allows."""
    full, least = sheet.text, sheet.smallest
    middle = (full + least) / 2
    large = full * 1.15
    yield Density(large, least, 3, large * 0.55, large * 1.5)
    yield Density(full, least, 3, full * 0.46, full * 1.2)
    yield Density(full, least, 3, full * 0.36, full * 0.85)
    yield Density(middle, least, 2, middle * 0.3, middle * 0.75)
    yield Density(least, least, 2, least * 0.24, least * 0.72)
    yield Density(least, least, 1, least * 0.22, least * 0.68)
    yield Density(least, least, 1, least * 0.14, least * 0.5, badges=1)
    yield Density(least, least, 1, least * 0.13, least * 0.34, badges=1)


def _arrange(lanes: Lanes, density: Density, top: float, bottom: float) -> Plan | dict[int, float]:
    """Return the plan, or for each column that is too high by how much."""
    faces = lanes.faces(density)
    over = excess(lanes, faces, density, bottom - top)
    if over:
        return over
    columns = lanes.columns(density)
    reserve = _reserve(density)
    whole = unfolded(lanes, faces, density, bottom - top, reserve)
    for shown in (grown(lanes, whole, density, bottom - top - reserve), whole, faces):
        cards = [
            layout.Card(card.id, lanes.column_of(card), shown[card.id].height)
            for card in lanes.diagram.cards
        ]
        try:
            arrangement = layout.arrange(
                cards,
                lanes.lines,
                columns,
                *(top, bottom, density.gap),
                ordering=lanes.ordering,
                reserve=reserve,
            )
        except layout.TooTall as error:
            over = {error.column: error.needed - (bottom - top)}
        else:
            return Plan(lanes, columns, shown, density, arrangement, bottom)
    return over


def _reserve(density: Density) -> float:
    """Return how high a gap each column needs for an element to come, so that no card has to move.

    Names of several lines can be pressed then; where all have one, there is nothing to press.
    """
    if density.lines > 1:
        return 0.0
    return face(Card(id="", lane="channel", name=""), 999, density).height
