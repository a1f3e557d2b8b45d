"""Cards of a diagram and a density in; how high each is and its shapes on the page out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engagemodel.page import palette
from engagemodel.page.diagram import Card, Remark
from engagemodel.page.scene import Group, Item, Path, Rect, Text, link
from engagemodel.page.typeset import measure, shorten, wrap
from engagemodel.page.words import WORDS, say

SIGNS = {"added": "+", "removed": "−", "changed": "~", "renamed": "⇐", "merged": "⇐", "split": "⇐"}
STORES = ("database", "middleware", "infrastructure")
_BAR = 3.0
_EDGES: Mapping[str, tuple[float, tuple[float, ...]]] = {  # width and dash of a card's outline
    "added": (1.7, ()),
    "removed": (1.2, (3.0, 2.2)),
    "changed": (1.0, ()),
    "renamed": (1.0, ()),
    "merged": (1.4, ()),
    "split": (1.0, ()),
}


@dataclass(frozen=True, slots=True)
class Density:
    """How closely cards are set: size of names in points, lines a name may take, room around.

    `badges` is how many badges a card carries; where that is 1, a ``+`` in it says that more
    findings name the card.
    """

    text: float
    smallest: float
    lines: int = 1
    pad: float = 0.0
    gap: float = 0.0
    badges: int = 4

    @property
    def leading(self) -> float:
        """The distance of two lines of a name."""
        return self.text * 1.16

    @property
    def tag(self) -> float:
        """The side of the square that carries the sign of a mark."""
        return self.smallest * 1.22

    @property
    def badge(self) -> float:
        """The diameter of a badge."""
        return self.smallest * 1.3


@dataclass(frozen=True, slots=True)
class Face:
    """A card with its text broken into lines, ready to be placed; lengths in points."""

    card: Card
    name: tuple[str, ...]
    notes: tuple[str, ...]
    height: float


def face(card: Card, width: float, density: Density, *, badged: bool = False) -> Face:
    """Return the card's text in lines for a card `width` wide, and the height that this takes.

    What is `badged` keeps its right end free for that.
    """
    free = density.smallest * 0.4
    if badged:
        free = density.badge * (1.0 if density.badges == 1 else 0.5)
    room = width - _left(card, density) - free
    bold = _bold(card, density)
    if card.members:
        name = [shorten(card.name, room, density.text, bold=True)]
        notes = wrap(", ".join(card.members), room, density.smallest, most=density.lines)
    else:
        name = wrap(card.name, room, density.text, bold=bold, most=density.lines)
        notes = []
        if card.was:
            was = say("was", names=", ".join(card.was))
            notes = wrap(was, room, density.smallest, most=density.lines)
    height = 2 * density.pad + len(name) * density.leading + len(notes) * density.smallest * 1.16
    return Face(card, tuple(name), tuple(notes), max(height, density.tag + 2))


def draw(
    shown: Face, x: float, y: float, width: float, density: Density, remarks: Iterable[Remark]
) -> Group:
    """Return the card with its top left corner at (x, y), and its badges on its upper edge."""
    card, items = shown.card, list[Item]()
    colour = palette.MARKS.get(card.mark, palette.EDGE)
    ground = palette.WASHES.get(card.mark, palette.PAPER)
    line, dashes = _EDGES.get(card.mark, (0.8, ()))
    items.append(Rect(x, y, width, shown.height, 2.5, ground, colour, line, dashes))
    items.extend(_cap(card, x, y, shown.height, density))
    if card.sort in STORES and not card.members:
        left = x + _cap_width(card, density) + 4
        items.extend(icon(left, y + shown.height / 2, density.smallest, card.sort))
    items.extend(_words(shown, x, y, density))
    numbers = [remark for remark in remarks if card.id in remark.cards]
    items.extend(_badges(numbers, x + width, y, density))
    return Group(
        tuple(items),
        id=f"card-{card.id}",
        title=_title(card, numbers),
        role="graphics-symbol",
        url=link(card.url),
    )


def tag(x: float, y: float, density: Density, mark: str) -> tuple[Item, Item]:
    """Return the square with the sign of a mark, its top left corner at (x, y)."""
    side = density.tag
    return (
        Rect(x, y, side, side, 2, palette.MARKS[mark]),
        Text(
            x + side / 2,
            y + side / 2 + density.smallest * 0.33,
            SIGNS[mark],
            density.smallest,
            palette.PAPER,
            bold=True,
            anchor="middle",
        ),
    )


def badge(x: float, y: float, density: Density, remark: Remark) -> tuple[Item, ...]:
    """Return a badge with its centre at (x, y): its shape tells the severity, hollow is resolved."""
    text = str(remark.number)
    return _badge(x, y, density, text, remark.severity, hollow=remark.status == "resolved")


def badge_width(density: Density, remark: Remark) -> float:
    """Return how wide a badge is, in points."""
    return _badge_width(density, str(remark.number))


def _badge_width(density: Density, text: str) -> float:
    return max(density.badge, measure(text, density.smallest, bold=True) + density.smallest * 0.6)


def _badge(
    x: float, y: float, density: Density, text: str, severity: str, *, hollow: bool
) -> tuple[Item, ...]:
    side, width = density.badge, _badge_width(density, text)
    colour = palette.MARKS["added"] if hollow else palette.SEVERITIES[severity]
    pale = hollow or severity == "low"
    shape = Rect(
        x - width / 2,
        y - side / 2,
        width,
        side,
        side / 2 if severity == "high" or hollow else 2.0,
        palette.PAPER if pale else colour,
        colour if pale else palette.PAPER,
        1.1 if pale else 0.7,
    )
    number = Text(
        x,
        y + density.smallest * 0.34,
        text,
        density.smallest,
        colour if pale else palette.PAPER,
        bold=True,
        anchor="middle",
    )
    return (shape, number)


def _badges(numbers: list[Remark], right: float, y: float, density: Density) -> list[Item]:
    """Return the badges of a card from right to left, the open ones first, the rest counted."""
    shown = sorted(numbers, key=lambda r: (r.status == "resolved", r.number))
    edge = right + density.badge / 2
    items: list[Item] = []
    if density.badges == 1:
        for first in shown[:1]:
            text = f"{first.number}+" if len(shown) > 1 else str(first.number)
            width, hollow = _badge_width(density, text), first.status == "resolved"
            middle = edge - width / 2
            items.extend(_badge(middle, y, density, text, first.severity, hollow=hollow))
        return items
    y -= density.smallest * 0.15
    rest = len(shown) - density.badges
    if rest > 0:
        shown = shown[: density.badges - 1]
        text = f"+{rest + 1}"
        width = _badge_width(density, text)
        items.extend(_badge(edge - width / 2, y, density, text, "low", hollow=False))
        edge -= width + 1.0
    for remark in reversed(shown):
        width = badge_width(density, remark)
        items.extend(badge(edge - width / 2, y, density, remark))
        edge -= width + 1.0
    return items


def _cap(card: Card, x: float, y: float, height: float, density: Density) -> list[Item]:
    """Return the left end of a card: its lane's colour, or the sign of what became of it."""
    if card.mark == "kept":
        return [Rect(x + 1.6, y + 2, _BAR - 0.6, height - 4, 1, palette.LANES[card.lane])]
    width, colour = density.tag, palette.MARKS[card.mark]
    sign = Text(
        x + width / 2,
        y + height / 2 + density.smallest * 0.33,
        SIGNS[card.mark],
        density.smallest,
        palette.PAPER,
        bold=True,
        anchor="middle",
    )
    square = Rect(x + width / 2, y, width / 2, height, 0, colour)
    return [Rect(x, y, width, height, 2.5, colour), square, sign]


def _cap_width(card: Card, density: Density) -> float:
    return _BAR if card.mark == "kept" else density.tag


def icon(x: float, y: float, size: float, sort: str) -> tuple[Item, ...]:
    """Return the sign of a kind of platform, centred at height y, its left edge at x."""
    colour, width, half = palette.LANES["platform"], size * 0.8, size * 0.45
    if sort == "database":
        return _cylinder(x, y, width, half, colour)
    if sort == "middleware":  # two ends and what joins them
        bar = Rect(x, y - 0.6, width, 1.2, 0, colour)
        ends = [
            Rect(x + dx, y - half * 0.7, width * 0.3, half * 1.4, 1, palette.PAPER, colour, 0.9)
            for dx in (0.0, width * 0.7)
        ]
        return (bar, *ends)
    plates = [
        Rect(x, y - half + i * half * 0.72, width, half * 0.5, 0.8, palette.PAPER, colour, 0.9)
        for i in range(3)
    ]
    return tuple(plates)


def _cylinder(x: float, y: float, width: float, half: float, colour: str) -> tuple[Item, ...]:
    lid, bulge = y - half * 0.62, half * 0.5
    bottom, right = y + half * 0.62, x + width
    body = (
        (x, lid),
        (x, lid - bulge),
        (right, lid - bulge),
        (right, lid),
        (right, lid + (bottom - lid) / 3),
        (right, bottom - (bottom - lid) / 3),
        (right, bottom),
        (right, bottom + bulge),
        (x, bottom + bulge),
        (x, bottom),
        (x, bottom - (bottom - lid) / 3),
        (x, lid + (bottom - lid) / 3),
        (x, lid),
    )
    rim = ((x, lid), (x, lid + bulge), (right, lid + bulge), (right, lid))
    return (
        Path(body, colour, 0.9, fill=palette.PAPER, closed=True),
        Path(rim, colour, 0.9),
    )


def _words(shown: Face, x: float, y: float, density: Density) -> list[Item]:
    card = shown.card
    left = x + _left(card, density)
    taken = len(shown.name) * density.leading + len(shown.notes) * density.smallest * 1.16
    top = y + (shown.height - taken) / 2
    colour = palette.MARKS["removed"] if card.mark == "removed" else palette.INK
    items: list[Item] = []
    for line in shown.name:
        base = top + density.leading / 2 + density.text * 0.33
        items.append(
            Text(
                left,
                base,
                line,
                density.text,
                colour,
                bold=_bold(card, density),
                strike=card.mark == "removed",
            )
        )
        top += density.leading
    note = palette.MARKS.get(card.mark, palette.MUTED)
    for line in shown.notes:
        items.append(Text(left, top + density.smallest * 0.9, line, density.smallest, note))
        top += density.smallest * 1.16
    return items


def _bold(card: Card, density: Density) -> bool:
    """Return whether a name is bold: where space is scarce, to be read whole is worth more."""
    return bool(card.members) or (card.mark not in ("kept", "removed") and density.lines > 1)


def _left(card: Card, density: Density) -> float:
    stored = card.sort in STORES and not card.members
    return _cap_width(card, density) + 5 + (density.smallest * 0.8 + 3 if stored else 0)


def _title(card: Card, numbers: list[Remark]) -> str:
    parts = [card.name, WORDS[f"one.{card.lane}"] if not card.members else ""]
    parts.append(WORDS[card.mark] if card.mark != "kept" else "")
    parts.append(say("was", names=", ".join(card.was)) if card.was else "")
    parts.append(", ".join(card.members))
    if numbers:
        parts.append(f"{WORDS['findings']} {', '.join(str(r.number) for r in numbers)}")
    return "; ".join(part for part in parts if part)
