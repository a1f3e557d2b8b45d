"""The states of a journey and how many rows fit in; they with as many, the rest as one a lane, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from engagemodel.page.diagram import LANES, Card
from engagemodel.page.steps import Look, Tone
from engagemodel.page.subjects import listed
from engagemodel.page.views.journey.walking import Chip, Past, Way
from engagemodel.page.words import WORDS, say

_WEIGHTS = (0.4, 0.8, 1.0)  # of a row of each lane: where the customer goes is grouped last


def shelf_of(card: Card) -> str:
    """Return the card of the union in whose place a row stands."""
    return card.place or card.id


def shelves(ways: Sequence[Way]) -> Sequence[Card]:
    """Return the cards of the union, each once: the rows of the state that has them all."""
    return max(
        (way.rows for way in ways), key=lambda rows: (len({*map(shelf_of, rows)}), -len(rows))
    )


def thinned(ways: Sequence[Way], most: int) -> Sequence[Way]:
    """Return the ways on no more than so many shelves: of each lane the last ones become one."""
    if len(shelves(ways)) <= most:
        return ways
    lanes = [[card for card in shelves(ways) if card.lane == lane] for lane in LANES[1:]]
    room = [len(cards) for cards in lanes]
    while sum(room) > max(most, 3):
        widest = max(range(3), key=lambda lane: room[lane] * _WEIGHTS[lane])
        room[widest] -= 1
    home = {
        shelf_of(card): f"group.{card.lane}"
        for cards, count in zip(lanes, room, strict=True)
        if count < len(cards)
        for card in cards[count - 1 :]
    }
    return [_grouped(way, home) for way in ways]


def _grouped(way: Way, home: Mapping[str, str]) -> Way:
    """Return a way in which what stands on some shelves is one row; `home` has its id."""
    rows: list[Card] = []
    inside: dict[str, list[Card]] = {}
    moved: dict[str, str] = {}
    for card in way.rows:
        group = home.get(shelf_of(card))
        moved[card.id] = group or card.id
        if group is None:
            rows.append(card)
        else:
            inside.setdefault(group, []).append(card)
    rows += [_together(id, cards) for id, cards in inside.items()]
    rows.sort(key=lambda card: LANES.index(card.lane))
    touched = frozenset((at, moved[row]) for at, row in way.touched)
    return replace(
        way,
        rows=tuple(rows),
        touched=touched,
        left=frozenset((at, moved[row]) for at, row in way.left) - touched,
        chips=_merged(replace(chip, row=moved[chip.row]) for chip in way.chips),
        hands=tuple(
            replace(
                hand,
                start=(hand.start[0], moved.get(hand.start[1], hand.start[1])),
                end=(hand.end[0], moved.get(hand.end[1], hand.end[1])),
            )
            for hand in way.hands
        ),
    )


def without_past(way: Way) -> Way:
    """Return the way without rows of what took part before only: that is told at the steps instead."""
    now = {row for _, row in way.touched}
    names = {card.id: card.name for card in way.rows if card.id not in now}
    past = dict(way.past)
    for step in sorted({at for at, row in way.left if row in names}):
        gone = [names[row] for at, row in sorted(way.left) if at == step and row in names]
        over = listed(gone) if step in way.ended else say("journey.also", names=listed(gone))
        done = [chip.text for chip in way.chips if chip.at == step and chip.row in names]
        told = (Past(f"{WORDS['column.before']}: {said}") for said in (over, *done))
        past[step] = (*past.get(step, ()), *told)
    return replace(
        way,
        rows=tuple(card for card in way.rows if card.id in now),
        chips=tuple(chip for chip in way.chips if chip.row in now),
        left=frozenset((at, row) for at, row in way.left if row in now),
        past=past,
    )


def _together(id: str, cards: Sequence[Card]) -> Card:
    """Return the card of a group: that of its member, if it has but one in this state."""
    lane = cards[0].lane
    if len(cards) == 1:
        return replace(cards[0], id=id, place="", member_ids=(cards[0].id,))
    return Card(
        id=id,
        lane=lane,
        name=f"{len(cards)} {WORDS[f'many.{lane}']}",
        members=tuple(sorted(card.name for card in cards)),
        member_ids=tuple(sorted(card.id for card in cards)),
    )


def _merged(chips: Iterable[Chip]) -> tuple[Chip, ...]:
    together: dict[tuple[int, str, Tone, Look], Chip] = {}
    for chip in chips:
        key = (chip.at, chip.row, chip.tone, chip.look)
        old = together.get(key)
        data = tuple(dict.fromkeys((*old.data, *chip.data))) if old else chip.data
        together[key] = replace(chip, data=data)
    return tuple(together.values())
