"""The items of several states in; what stands in each place, from the ground up, out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from engagemodel.page.scene import Group, Item

Layers = Mapping[str, tuple[Item, ...]]


def slots(layers: Layers) -> Iterator[Mapping[str, Item]]:
    """Yield what stands in each place, by state, from the ground up.

    What only later states have is drawn right after what they have before it: else their grounds
    would cover what all of them have.
    """
    found: dict[Hashable, dict[str, Item]] = {}
    behind: dict[Hashable, list[Hashable]] = {}
    for state, items in layers.items():
        seen: dict[Hashable, int] = {}
        last: Hashable = None
        for item in items:
            what = _key(item)
            seen[what] = seen.get(what, 0) + 1
            place = (what, seen[what])
            if place not in found:
                found[place] = {}
                behind.setdefault(last, []).append(place)
            found[place][state] = item
            last = place
    waiting: list[Hashable] = [None]
    while waiting:
        last = waiting.pop()
        if last in found:
            yield found[last]
        waiting += behind.get(last, ())  # what the first state has next waits longest


def _key(item: Item) -> Hashable:
    """Return what makes two items of two states the same place."""
    if isinstance(item, Group) and is_run(item):
        return "run"
    if isinstance(item, Group) and item.more:
        return "more", item.more
    return (item.id if isinstance(item, Group) else None) or item


def is_run(group: Group) -> bool:
    """Return whether a group is nothing but a run of cards, lines or what stands on lines."""
    plain = not (group.id or group.title or group.ends or group.on or group.more)
    return plain and all(
        isinstance(item, Group) and (item.id or item.on or item.more) for item in group.items
    )
