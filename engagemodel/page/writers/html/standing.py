"""The scenes of several states in; the lines that stand in cells, or together in one line, out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from engagemodel.page.drawing.connections import describe, name
from engagemodel.page.scene import Group, Item, Path, Scene


class Stood(NamedTuple):
    """A line by its id on the page, the elements that it joins, and it in words."""

    id: str
    ends: tuple[str, str]
    text: str


def standing(scenes: Mapping[str, Scene]) -> dict[str, list[dict[str, Any]]]:
    """Return what stands in each group that is drawn for more than the one line of its id.

    A line without a group of its own stands in the one that joins its cards; those that no table
    has stand under no id. One is said to be `in` states where not all have it there, its `text`
    where it is not that of the group.
    """
    found: dict[str, dict[Stood, list[str]]] = {}
    alone: set[str] = set()
    for state, scene in scenes.items():
        drawn = [group for group in _drawn(scene.items) if group.id]
        groups = {group.id or "": _ends(group) for group in drawn}
        tables = any(not isinstance(group.items[0], Path) for group in drawn)
        for id, line in _stood(scene, groups):
            if not id and not tables:
                continue
            among = found.setdefault(id, {})
            among.setdefault(line, []).append(state)
            if line.id == id and line.ends == groups[id]:
                alone.add(id)
    return {
        id: [_told(line, among, not id or len(lines) > 1, scenes) for line, among in lines.items()]
        for id, lines in found.items()
        if len(lines) > 1 or id not in alone
    }


def _told(line: Stood, among: list[str], apart: bool, scenes: Collection[str]) -> dict[str, Any]:
    told: dict[str, Any] = {"id": line.id, "ends": line.ends}
    if apart:
        told["text"] = line.text
    if len(among) < len(scenes):
        told["in"] = among
    return told


def _stood(scene: Scene, groups: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, Stood]]:
    """Yield each line of a scene with the group in which it stands, "" where none has its cards."""
    joining: dict[frozenset[str], list[str]] = {}
    for id, ends in groups.items():
        joining.setdefault(frozenset(ends), []).append(id)
    names = {card.id: card.name for card in scene.diagram.cards}
    for line in scene.diagram.lines:
        ends = line.source, line.target
        made = Stood(name(line.id), ends, describe(line, names))
        places = tuple(scene.grouped.get(id, id) for id in ends)
        held = joining.get(frozenset(places), [])
        like = [id for id in held if groups[id] == places and id.split("-")[1] == line.kind]
        yield made.id if made.id in held else [*like, *held, ""][0], made


def _drawn(items: Iterable[Item]) -> Iterator[Group]:
    for item in items:
        if isinstance(item, Group):
            if item.ends:
                yield item
            else:
                yield from _drawn(item.items)


def _ends(group: Group) -> tuple[str, str]:
    source, target = group.ends or ("", "")
    return source.removeprefix("card-"), target.removeprefix("card-")
