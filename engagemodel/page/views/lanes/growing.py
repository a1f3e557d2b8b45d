"""Cards as they are set in; those that need more room as high as their columns have it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engagemodel.page.density import Density
from engagemodel.page.diagram import Card
from engagemodel.page.drawing.cards import Face, face
from engagemodel.page.drawing.listing import cut
from engagemodel.page.layout import Column
from engagemodel.page.views.lanes.columns import Lanes

MOST_LINES = 3  # of a name
_TRACK = 6.0  # points that a line passing through a column takes, at least
_PITCHES = (0.62, 0.52, 0.42, 0.34)  # between two lines at a card, in sizes of the smallest text
_CORNERS = 1.1  # above the first line and below the last one, in the same
_GIVEN = 0.5  # of the height that is left in a column goes into higher cards


def grown(
    lanes: Lanes, faces: Mapping[str, Face], density: Density, height: float
) -> dict[str, Face]:
    """Return the faces, so high that the lines at a card can be told apart, if there is room.

    Each column of that height gives half of what is left in it, and where that is not enough
    shares it out. A group names more of its own where it has become higher.
    """
    found = dict(faces)
    columns = zip(lanes.columns(density), lanes.members, strict=True)
    for at, (column, cards) in enumerate(columns):
        spare = max(0.0, height - excess(lanes, faces, density, 0.0).get(at, 0.0)) * _GIVEN
        for pitch in _PITCHES:
            wanted = _wanted(lanes, faces, cards, pitch * lanes.sheet.smallest)
            more = sum(high - faces[id].height for id, high in wanted.items())
            if more <= spare:
                break
        share = min(1.0, spare / more) if more else 0.0
        for card in cards:
            if card.id in wanted:
                low = faces[card.id].height
                high = low + share * (wanted[card.id] - low)
                badged = card.id in lanes.badged
                found[card.id] = heightened(faces[card.id], column, high, density, badged=badged)
    return found


def _wanted(
    lanes: Lanes, faces: Mapping[str, Face], cards: Sequence[Card], pitch: float
) -> dict[str, float]:
    """Return how high cards have to be for lines `pitch` apart, those that are not."""
    corners = _CORNERS * lanes.sheet.smallest
    high = {card.id: pitch * (lanes.ends[card.id] - 1) + corners for card in cards}
    return {id: height for id, height in high.items() if height > faces[id].height}


def heightened(
    shown: Face, column: Column, height: float, density: Density, *, badged: bool
) -> Face:
    """Return the face that high, that of a group with as many of its names as have room then."""
    for lines in range(1 + int(height / density.smallest), density.lines, -1):
        if not shown.card.members:
            break
        way = replace(density, lines=lines)
        fuller = face(shown.card, column.width, way, badged=badged)
        if fuller.height <= height + density.pad / 2:
            return replace(fuller, height=height)
    return replace(shown, height=height)


def unfolded(
    lanes: Lanes,
    faces: Mapping[str, Face],
    density: Density,
    height: float,
    reserve: float,
) -> dict[str, Face]:
    """Return the faces, names that are cut in one line more where their column has room for that.

    A column that has a card's `reserve` to spare keeps it.
    """
    found = dict(faces)
    if density.lines >= MOST_LINES:
        return found
    left = height - reserve - density.gap
    full = excess(lanes, faces, density, left)
    columns = zip(lanes.columns(density), lanes.members, strict=True)
    for at, (column, cards) in enumerate(columns):
        room = height if at in full else left
        for card in cards:
            if not card.members and cut(list(faces[card.id].name), card.name):
                whole = open_face(card, column.width, density, badged=card.id in lanes.badged)
                if at not in excess(lanes, {**found, card.id: whole}, density, room):
                    found[card.id] = whole
    return found


def open_face(card: Card, width: float, density: Density, *, badged: bool) -> Face:
    """Return the text of a card whose name may take one line more than others on its page."""
    shown = replace(density, lines=density.lines + 1)
    return replace(face(card, width, shown, badged=badged), density=shown)


def excess(
    lanes: Lanes, faces: Mapping[str, Face], density: Density, height: float
) -> dict[int, float]:
    """Return the columns that are surely too high, cards and passing lines, and by how much."""
    found = {}
    for at, cards in enumerate(lanes.members):
        needed = sum(faces[card.id].height + density.gap for card in cards) - density.gap
        needed += lanes.passing[at] * _TRACK
        if needed > height:
            found[at] = needed - height
    return found
