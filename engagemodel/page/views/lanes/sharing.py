"""A diagram and an earlier page in; the diagram with cards shared as they were there, or more, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import count

from engagemodel.page.diagram import Card, Diagram
from engagemodel.page.grouping import quietest, regroup
from engagemodel.page.keeping import Places
from engagemodel.page.views.lanes.columns import Lanes


def regrouped(diagram: Diagram, places: Places) -> Iterator[Diagram]:
    """Yield the diagram with its cards grouped as they were: what is new alone, or in a group."""
    if not places.groups:
        yield diagram
        return
    others = [card for card in diagram.cards if card.id not in places.boxes]
    homes = {card.id: places.group_of(card.name, card.lane) for card in others}
    known = {id: home for id, home in homes.items() if home}
    yield regroup(diagram, known)
    largest = Counter(known.values()).most_common()
    like = {card.id: card for card in diagram.cards}
    for card in others:
        for home, _ in largest:
            members = [like[id] for id in known if known[id] == home]
            near = any((m.lane, m.sort) == (card.lane, card.sort) for m in members)
            if homes[card.id] is None and near:
                homes[card.id] = home
    yield regroup(diagram, {id: home for id, home in homes.items() if home})


def joined(lanes: Lanes, columns: AbstractSet[int], places: Places) -> tuple[Diagram, Places]:
    """Return the diagram with what is new in these columns on a card of one that was there.

    It is the card of the one that is missed least, of its own sort if there is one, and stays where
    it stood, as the places say that are returned too. Without anything new the diagram is the same.
    """
    homes: dict[str, str] = {}
    boxes = dict(places.boxes)
    for at in sorted(columns):
        fresh = [card for card in lanes.members[at] if card.id not in places.boxes]
        known = [card for card in lanes.members[at] if card.id in boxes and not card.members]
        if fresh and known:
            host = _host(lanes.diagram, fresh, known)
            home = _free(f"group.{host.lane}.{host.sort}", boxes)
            homes |= dict.fromkeys((host.id, *(card.id for card in fresh)), home)
            boxes[home] = boxes.pop(host.id)
    if not homes:
        return lanes.diagram, places
    return regroup(lanes.diagram, homes), replace(places, boxes=boxes)


def _free(name: str, taken: Container[str]) -> str:
    """Return the name with the first number behind it that makes it one of its own."""
    return next(id for id in (f"{name}.{number}" for number in count()) if id not in taken)


def _host(diagram: Diagram, fresh: list[Card], known: list[Card]) -> Card:
    """Return the card that is to be shared."""
    sorts = {card.sort for card in fresh}
    like = [card for card in known if card.sort in sorts]
    return quietest(diagram, like or known)
