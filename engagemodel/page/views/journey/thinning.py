"""A journey's rows and how many of them fit in; the journey with as many, the rest as one a lane, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engagemodel.page.diagram import LANES, Card
from engagemodel.page.subjects import listed
from engagemodel.page.views.journey.walking import Chip, Tone, Way
from engagemodel.page.words import WORDS, say

_WEIGHTS = (0.4, 0.8, 1.0)  # of a row of each lane: where the customer goes is grouped last


def thinned(way: Way, most: int) -> Way:
    """Return the way with no more than so many rows: of each lane the last ones become one card."""
    if len(way.rows) <= most:
        return way
    lanes = [[card for card in way.rows if card.lane == lane] for lane in LANES[1:]]
    room = [len(cards) for cards in lanes]
    while sum(room) > max(most, 3):
        widest = max(range(3), key=lambda lane: room[lane] * _WEIGHTS[lane])
        room[widest] -= 1
    home: dict[str, str] = {}
    rows: list[Card] = []
    for cards, count in zip(lanes, room, strict=True):
        if count >= len(cards):
            rows += cards
            continue
        rows += cards[: count - 1]
        rows.append(_together(cards[count - 1 :]))
        home.update({card.id: rows[-1].id for card in cards[count - 1 :]})
    moved = {row: home.get(row, row) for _, row in (*way.touched, *way.left)}
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
        said = say("journey.also", names=listed(gone))
        past[step] = (*past.get(step, ()), f"{WORDS['column.before']}: {said}")
    rows = tuple(card for card in way.rows if card.id in now)
    left = frozenset((at, row) for at, row in way.left if row in now)
    return replace(way, rows=rows, left=left, past=past)


def _together(cards: Sequence[Card]) -> Card:
    lane = cards[0].lane
    return Card(
        id=f"group.{lane}",
        lane=lane,
        name=f"{len(cards)} {WORDS[f'many.{lane}']}",
        members=tuple(sorted(card.name for card in cards)),
        member_ids=tuple(sorted(card.id for card in cards)),
    )


def _merged(chips: Iterable[Chip]) -> tuple[Chip, ...]:
    together: dict[tuple[int, str, Tone], Chip] = {}
    for chip in chips:
        key = (chip.at, chip.row, chip.tone)
        old = together.get(key)
        data = tuple(dict.fromkeys((*old.data, *chip.data))) if old else chip.data
        together[key] = replace(chip, data=data)
    return tuple(together.values())
