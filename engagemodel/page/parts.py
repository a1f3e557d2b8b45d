"""A page in; its cards, lines and loose shapes in drawing order out, for formats whose shapes people move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engagemodel.page.scene import Group, Item, Path, Rect, Scene, Text, link


@dataclass(frozen=True, slots=True)
class Box:
    """A card: its outline, its own words from top to bottom, and what else it carries."""

    id: str
    title: str
    frame: Rect
    words: tuple[Text, ...]
    extras: tuple[Rect | Path | Text, ...]
    url: str | None


@dataclass(frozen=True, slots=True)
class Tie:
    """A line from one card to another, which `ends` name; `dot` if it starts with one."""

    id: str
    title: str
    path: Path
    ends: tuple[str, str]
    dot: bool


Part = Box | Tie | Rect | Path | Text


def parts(scene: Scene) -> tuple[Part, ...]:
    """Return what the page is made of; a line one of whose ends is no card is a loose path."""
    found = tuple(_parts(scene.items, None))
    boxes = {part.id for part in found if isinstance(part, Box)}
    return tuple(
        part.path if isinstance(part, Tie) and not {*part.ends} <= boxes else part for part in found
    )


def _parts(items: tuple[Item, ...], url: str | None) -> Iterator[Part]:
    for item in items:
        if not isinstance(item, Group):
            yield item
        elif item.ends is not None:
            yield from _tie(item, item.ends)
        elif item.id is not None and item.items and isinstance(item.items[0], Rect):
            yield _box(item, item.id, item.items[0], url)
        else:
            yield from _parts(item.items, link(item.url) or url)


def _tie(group: Group, ends: tuple[str, str]) -> Iterator[Part]:
    path, *rest = group.items
    if isinstance(path, Path):
        yield Tie(group.id or "", group.title or "", path, ends, bool(rest))
    else:
        yield from _parts(group.items, None)


def _box(group: Group, id: str, frame: Rect, url: str | None) -> Box:
    words, extras = list[Text](), list[Rect | Path | Text]()
    for item in group.items[1:]:
        if isinstance(item, Text):
            words.append(item)
        else:
            extras += _loose(item)
    return Box(id, group.title or "", frame, tuple(words), tuple(extras), link(group.url) or url)


def _loose(item: Item) -> Iterator[Rect | Path | Text]:
    if isinstance(item, Group):
        for inner in item.items:
            yield from _loose(inner)
    else:
        yield item
