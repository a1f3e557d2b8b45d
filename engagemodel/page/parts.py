"""A page in; its cards, lines and loose shapes in drawing order out, for formats whose shapes people move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engagemodel.page.scene import Group, Image, Item, Path, Rect, Scene, Text, link

_NEAR = 1.0  # points between a side and what ends at it


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
    """A line between two cards, which `ends` name; `dots` are what it carries besides.

    It is `joined` if it starts and ends at their sides. If not, it is drawn where it is.
    """

    id: str
    title: str
    path: Path
    ends: tuple[str, str]
    dots: tuple[Rect | Path | Text, ...]
    joined: bool = False

    @property
    def loose(self) -> tuple[Rect | Path | Text, ...]:
        """Everything that it is drawn with."""
        return (self.path, *self.dots)


Part = Box | Tie | Rect | Path | Text | Image


def parts(scene: Scene) -> tuple[Part, ...]:
    """Return what the page is made of."""
    found = tuple(_parts(scene.items, None))
    frames = {part.id: part.frame for part in found if isinstance(part, Box)}
    return tuple(
        replace(part, joined=_joins(part, frames)) if isinstance(part, Tie) else part
        for part in found
    )


def _joins(tie: Tie, frames: Mapping[str, Rect]) -> bool:
    """Return whether both ends of a line are at the left or right sides of its cards."""
    for id, (x, y) in zip(tie.ends, (tie.path.points[0], tie.path.points[-1]), strict=True):
        frame = frames.get(id)
        if frame is None or not frame.y - _NEAR <= y <= frame.y + frame.height + _NEAR:
            return False
        if min(abs(x - frame.x), abs(x - frame.x - frame.width)) > _NEAR:
            return False
    return True


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
        dots = tuple(inner for item in rest for inner in _loose(item))
        yield Tie(group.id or "", group.title or "", path, ends, dots)
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
    elif not isinstance(item, Image):
        yield item
