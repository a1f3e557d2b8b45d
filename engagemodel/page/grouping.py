"""A diagram and how many cards a column holds in; the same with leaves grouped out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from engagemodel.page.diagram import Card, Connection, Diagram
from engagemodel.page.drawing.icons import STORES
from engagemodel.page.drawing.marks import SIGNS
from engagemodel.page.words import WORDS, say, sort

_SIGNED = "\u00a0("  # between what a group is and the signs of what changes in it
_RANKS: Mapping[str, int] = {"high": 3, "medium": 2, "low": 1}
# What a view is about counts more than any finding, its subject most.
_TOUCHED, _TOPIC, _ITSELF = 1, 4, 8


def group(
    diagram: Diagram,
    columns: Sequence[Sequence[Card]],
    capacity: Sequence[int],
    *,
    coarse: bool = False,
) -> Diagram:
    """Return the diagram with no more cards in a column than its capacity (1 at least).

    What has neither mark nor finding and the fewest lines goes first: parts of one element into one
    card, then elements of one kind, then whatever is left. Lines between the same cards become one, if
    `coarse` whatever their kind.
    """
    weigh = _weights(diagram)
    names = {card.id: card.name for card in diagram.cards}
    cards: list[Card] = []
    home: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for column, limit in zip(columns, capacity, strict=True):
        for members, card in _gather(column, limit, weigh, names):
            again = taken[card.id]  # as in another column of the lane
            taken[card.id] += 1
            made = replace(card, id=f"{card.id}.{again}") if again else card
            cards.append(made)
            home.update(dict.fromkeys(members, made.id))
    return _grouped(diagram, cards, home, coarse=coarse)


def regroup(diagram: Diagram, homes: Mapping[str, str]) -> Diagram:
    """Return the diagram with the cards of `homes` in groups of the ids that they have there.

    A group of one stays a card of its own.
    """
    gathered: dict[str, list[Card]] = defaultdict(list)
    for card in diagram.cards:
        gathered[homes.get(card.id, card.id)].append(card)
    names = {card.id: card.name for card in diagram.cards}
    cards: list[Card] = []
    home: dict[str, str] = {}
    for id, members in gathered.items():
        alone = len(members) == 1
        made = (
            members[0] if alone else replace(_together(0, _shared(members, names), members), id=id)
        )
        cards.append(made)
        home.update(dict.fromkeys((card.id for card in members), made.id))
    return _grouped(diagram, cards, home, coarse=False)


def regathered(group: Card, members: Sequence[Card]) -> Card:
    """Return the card of a group with these of its members, as they are in one state."""
    words = group.name.split(_SIGNED)[0].partition(" ")[2]
    return replace(
        group,
        name=f"{len(members)} {words}",
        members=tuple(sorted(card.name for card in members)),
        member_ids=tuple(card.id for card in members),
        parts=(),
    )


def together(id: str, members: Sequence[Card]) -> Card:
    """Return one card, called as all of them, for those that become one; it alone if it is one."""
    name = " + ".join(card.name for card in members)
    more = tuple(card.id for card in members) if len(members) > 1 else ()
    return replace(members[0], id=id, name=name, member_ids=more)


def quietest(diagram: Diagram, cards: Iterable[Card]) -> Card:
    """Return the card that is missed least: no finding, no mark, the fewest lines; or the next to it."""
    weigh = _weights(diagram)
    return min(cards, key=lambda card: (weigh[card.id], card.id))


def _shared(members: Sequence[Card], names: Mapping[str, str]) -> str:
    """Return what the members of a group have in common: their whole, their sort, or their lane."""
    keys = {_parent(set(), names)(card) for card in members}, {_sort(card) for card in members}
    found = next((one for key in keys if len(key) == 1 for one in key if one), "")
    return found or _common(members)


def _grouped(
    diagram: Diagram, cards: Iterable[Card], home: Mapping[str, str], *, coarse: bool
) -> Diagram:
    return replace(
        diagram,
        cards=tuple(cards),
        lines=tuple(merge(diagram.lines, home, coarse=coarse)),
        remarks=tuple(
            replace(r, cards=tuple(dict.fromkeys(home[id] for id in r.cards)))
            for r in diagram.remarks
        ),
    )


def merge(
    lines: Iterable[Connection], home: Mapping[str, str], *, coarse: bool
) -> list[Connection]:
    """Return the lines between the cards that their ends went into, one for each pair and look."""
    first: dict[tuple[str, ...], Connection] = {}
    for line in lines:
        source, target = home[line.source], home[line.target]
        if source == target:
            continue
        moved = replace(line, source=source, target=target)
        key: tuple[str, ...] = (source, target, line.kind, line.mark, line.state, line.stress)
        if coarse:
            key = (source, target)
        elif (source, target) == (line.source, line.target):
            key = (*key, line.id)
        if key in first:
            old = first[key]
            label = old.label if old.label == line.label else ""
            moved = replace(old, count=old.count + line.count, label=label)
        first[key] = moved
    return list(first.values())


def _weights(diagram: Diagram) -> Mapping[str, tuple[int, int, int]]:
    """Return for each card how bad its worst open finding is, whether it changed, its lines.

    What a view is not about counts less than anything that it is about, and its subject, or what
    fails, more than all of that: it is what the reader looks for.
    """
    worst: Counter[str] = Counter()
    for remark in diagram.remarks:
        rank = 0 if remark.status == "resolved" else _RANKS[remark.severity]
        for id in remark.cards:
            worst[id] = max(worst[id], rank)
    degree: Counter[str] = Counter()
    for line in diagram.lines:
        degree.update((line.source, line.target))
    return {
        card.id: (0, 0, degree[card.id])
        if card.stress == "faded"
        else (
            worst[card.id] + _standing(card, diagram),
            int(card.mark != "kept"),
            degree[card.id],
        )
        for card in diagram.cards
    }


def _standing(card: Card, diagram: Diagram) -> int:
    """Return what a card that is not faded counts for besides its findings."""
    if card.stress in ("subject", "failed"):
        return _ITSELF
    if not diagram.topic:
        return 0
    return _TOUCHED if card.stress == "touched" else _TOPIC


def _gather(
    column: Sequence[Card],
    limit: int,
    weights: Mapping[str, tuple[int, int, int]],
    names: Mapping[str, str],
) -> list[tuple[tuple[str, ...], Card]]:
    """Return the cards of one column, each with the ids that went into it."""
    alone = sorted(column, key=lambda card: (weights[card.id], card.id))
    groups: list[tuple[str, list[Card]]] = []
    parents = {card.part_of for card in column}
    for key in (_parent(parents, names), _sort):
        sets: dict[str, list[Card]] = defaultdict(list)
        for card in alone:
            if weights[card.id][:2] == (0, 0) and key(card):
                sets[key(card)].append(card)
        for name, members in sorted(sets.items(), key=lambda kv: (-len(kv[1]), kv[0])):
            excess = len(alone) + len(groups) - limit
            if excess > 0 and len(members) > 1:
                taken = members[: excess + 1]
                groups.append((name, taken))
                gone = {card.id for card in taken}
                alone = [card for card in alone if card.id not in gone]
    excess = len(alone) + len(groups) - limit
    if excess > 0:
        if len(groups) + 1 > limit or len(groups) > 3:
            alone = sorted(
                alone + [card for _, members in groups for card in members],
                key=lambda card: (weights[card.id], card.id),
            )
            groups = []
            excess = len(alone) - limit
        groups.append((_common(alone[: excess + 1]), alone[: excess + 1]))
        alone = alone[excess + 1 :]
    made: list[tuple[tuple[str, ...], Card]] = [((card.id,), card) for card in alone]
    made += [
        (tuple(card.id for card in members), _together(number, name, members))
        for number, (name, members) in enumerate(groups)
    ]
    return made


def _parent(parents: set[str | None], names: Mapping[str, str]) -> Callable[[Card], str]:
    """Return what names the whole of a card without parts, wholes of one name by their ids, too."""
    known = {id: names.get(id, id) for id in parents if id is not None}
    shared = Counter(known.values())
    told = {id: name if shared[name] == 1 else f"{name} ({id})" for id, name in known.items()}

    def key(card: Card) -> str:
        whole = None if card.id in parents else card.part_of
        return "" if whole is None else say("parts of", name=told[whole])

    return key


def _sort(card: Card) -> str:
    if not card.sort:
        return ""
    return f"many.{card.sort}" if card.lane == "platform" else f"sort.{card.lane}.{card.sort}"


def _common(cards: Sequence[Card]) -> str:
    """Return the key of the words for cards of one lane, as narrow as is true of all."""
    sorts = {card.sort for card in cards}
    if cards[0].lane != "platform":
        return f"many.{cards[0].lane}"
    if len(sorts) == 1 and (name := f"many.{cards[0].sort}") in WORDS:
        return name
    stores = {sort in STORES for sort in sorts}
    if len(stores) == 1:
        return "databases" if True in stores else "applications"
    return "many.platform"


def _together(number: int, name: str, members: list[Card]) -> Card:
    """Return one card for its members, named by their number and what they are."""
    lane = members[0].lane
    words = WORDS.get(name, name)
    if name.startswith("sort."):
        words = f"{WORDS[f'many.{lane}']} ({sort(lane, members[0].sort)})"
    stresses = {card.stress for card in members}
    stress = stresses.pop() if len(stresses) == 1 else "plain"
    told = stress not in ("plain", "faded")  # by the card itself, once for all
    marks: Counter[str] = Counter(card.look for card in members if card.look != "kept" and not told)
    signs = "\u00a0".join(f"{SIGNS[mark]}{marks[mark]}" for mark in SIGNS if marks[mark])
    title = f"{len(members)} {words}"
    return Card(
        id=f"group.{lane}.{members[0].sort}.{number}",
        lane=lane,
        name=f"{title}{_SIGNED}{signs})" if signs else title,
        sort=members[0].sort,
        members=tuple(sorted(card.name for card in members)),
        parts=tuple(card.look for card in members),
        member_ids=tuple(card.id for card in members),
        stress=stress,
    )
