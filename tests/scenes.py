"""A drawn page in; what tests ask of it out: its texts with their boxes, its cards, its contrasts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from engagemodel.page.palette import PAPER, contrast
from engagemodel.page.scene import Group, Item, Path, Rect, Scene, Text, at, walk
from engagemodel.page.typeset import measure


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: Box, slack: float = 0.05) -> bool:
        return (
            self.left >= other.left - slack
            and self.right <= other.right + slack
            and self.top >= other.top - slack
            and self.bottom <= other.bottom + slack
        )

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def text_box(text: Text) -> Box:
    """Return the box from the height of capitals to the depth of most descenders."""
    width = measure(text.text, text.size, bold=text.bold)
    if text.turned:
        low = text.y + {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * width
        return Box(text.x - 0.66 * text.size, low - width, text.x + 0.2 * text.size, low)
    left = text.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * width
    return Box(left, text.y - 0.66 * text.size, left + width, text.y + 0.2 * text.size)


def rect_box(rect: Rect) -> Box:
    return Box(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height)


def groups(items: tuple[Item, ...]) -> Iterator[Group]:
    for item in items:
        if isinstance(item, Group):
            yield item
            yield from groups(item.items)


def cards(scene: Scene) -> dict[str, Group]:
    """Return the group of each card by its id."""
    found = {}
    for group in groups(scene.items):
        if group.id and group.id.startswith("card-"):
            assert group.id not in found
            found[group.id.removeprefix("card-")] = group
    return found


def card_box(card: Group) -> Box:
    return rect_box(next(item for item in card.items if isinstance(item, Rect)))


def texts(items: tuple[Item, ...]) -> list[Text]:
    return [item for item in walk(items) if isinstance(item, Text)]


def listed(scene: Scene, heading: str = "Findings") -> list[int]:
    """Return the numbers of the findings in the list, with those of entries for several."""
    found = []
    for group in groups(titled(scene, heading).items):
        if group.role == "listitem":
            numbers = re.match(r"(\d+)(?:–(\d+))? \(", group.title or "")
            assert numbers, group.title
            found += range(int(numbers[1]), int(numbers[2] or numbers[1]) + 1)
    return found


def said(items: tuple[Item, ...]) -> str:
    return " ".join(text.text for text in texts(items))


def titled(scene: Scene, title: str) -> Group:
    """Return the group with that title."""
    return next(group for group in groups(scene.items) if group.title == title)


def colliding(scene: Scene) -> list[tuple[str, str]]:
    """Return the pairs of texts that overlap."""
    boxes = [(text.text, text_box(text)) for text in texts(scene.items) if text.text]
    return [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.meets(other)]


def loose(scene: Scene) -> list[str]:
    """Return the texts of cards that are neither inside their card nor inside a badge of it."""
    found = []
    for card in cards(scene).values():
        frames = [rect_box(item) for item in walk(card.items) if isinstance(item, Rect)]
        found += [
            text.text
            for text in texts(card.items)
            if not any(text_box(text).within(frame, 0.5) for frame in frames)
        ]
    return found


def faint(scene: Scene) -> list[tuple[str, float]]:
    """Return what has too little contrast with what lies under it: texts 4.5:1, strokes 3:1."""
    found = []
    under: list[Rect] = []
    for item in walk(scene.items):
        if isinstance(item, Text):
            box = text_box(item)
            ground = _ground(under, (box.left + box.right) / 2, (box.top + box.bottom) / 2)
            if contrast(item.colour, ground) < 4.5:
                found.append((item.text, contrast(item.colour, ground)))
        elif isinstance(item, Path) and item.stroke:
            grounds = [rect for rect in under if min(rect.width, rect.height) > 2]  # no rule
            for share in (0.1, 0.3, 0.5, 0.7):
                ground = _ground(grounds, *at(item.points, share))
                if contrast(item.stroke, ground) < 3:
                    found.append((item.stroke, contrast(item.stroke, ground)))
        elif isinstance(item, Rect):
            ground = _ground(under, item.x, item.y)
            paints = [paint for paint in (item.stroke, item.fill) if paint]
            best = max(contrast(paint, ground) for paint in paints)
            if item.stroke and best < 3:
                found.append((item.stroke, best))
            if item.fill:
                under.append(item)
    return found


def _ground(under: list[Rect], x: float, y: float) -> str:
    for rect in reversed(under):
        if rect.x <= x <= rect.x + rect.width and rect.y <= y <= rect.y + rect.height:
            assert rect.fill
            return rect.fill
    return PAPER
