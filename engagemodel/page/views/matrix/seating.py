"""Tables of a union and one of its states in; the state in the rows and columns of these tables out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from engagemodel.page.diagram import Card, Diagram
from engagemodel.page.grouping import merge, regathered, together
from engagemodel.page.tables import Tables, side
from engagemodel.page.views.matrix.gridding import Grid


def seated(grid: Grid, state: Diagram) -> Grid:
    """Return the grid with what a state has in it: every card where it stands in the union.

    What becomes one card there shares its row or column.
    """
    whole = grid.tables.diagram
    home = _homes(whole, state)
    shown = replace(
        state,
        cards=tuple(_cards(whole, state, home)),
        lines=tuple(merge(state.lines, home, coarse=False)),
        remarks=tuple(
            replace(remark, cards=tuple(dict.fromkeys(home[id] for id in remark.cards)))
            for remark in state.remarks
        ),
    )
    through = Tables(state, above=grid.tables.upper).through()
    joined = dict.fromkeys((home[one], home[other]) for one, other in through)
    tables = Tables(shown, list(joined), grid.tables.upper)
    return replace(grid, tables=tables)


def _homes(whole: Diagram, state: Diagram) -> Mapping[str, str]:
    """Return the card of the union, maybe one for several, in whose place each card stands."""
    groups = {id: card.id for card in whole.cards for id in card.member_ids}
    places = {card.id: card.place or card.id for card in state.cards}
    return {id: groups.get(place, place) for id, place in places.items()}


def _cards(whole: Diagram, state: Diagram, home: Mapping[str, str]) -> Iterator[Card]:
    gathered: dict[str, list[Card]] = defaultdict(list)
    for card in state.cards:
        gathered[home[card.id]].append(card)
    for place in whole.cards:
        if place.id in gathered:
            yield _one(place, gathered[place.id])


def _one(place: Card, members: Sequence[Card]) -> Card:
    """Return what stands in a place: a card, several that become one, or some of a group."""
    if place.members:
        return regathered(place, members)
    found = together(place.id, members)
    # What becomes a database stands among these: no card moves.
    return found if side(found) == side(place) else replace(found, sort=place.sort)
