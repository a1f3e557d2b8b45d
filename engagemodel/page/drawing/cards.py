"""Cards of a diagram and a density in; how high each is and its shapes on the page out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.diagram import Card, Remark
from engagemodel.page.drawing.icons import STORES, icon
from engagemodel.page.drawing.listing import cut, joined, longest
from engagemodel.page.drawing.marks import badge_width, badges, glyph, room_for, single
from engagemodel.page.scene import Group, Item, Rect, Text, link
from engagemodel.page.typeset import measure, wrap
from engagemodel.page.words import WORDS, say

_BAR = 3.0
_EDGE = 2.0  # between a badge and the side of its card, in points
_CORNER = 1.5  # times its height: how wide a badge on a corner is before it reaches away
_CLEAR = 0.8  # times the smallest text: a name that far down stands clear of badges
_EDGES: Mapping[str, tuple[float, tuple[float, ...]]] = {  # width and dash of a card's outline
    "added": (1.7, ()),
    "removed": (1.2, (3.0, 2.2)),
    "changed": (1.0, ()),
    "renamed": (1.0, ()),
    "merged": (1.4, ()),
    "split": (1.0, ()),
    "failed": (2.4, ()),
    "down": (1.2, (3.0, 2.2)),
    "cut": (1.8, (3.0, 2.2)),
    "hurt": (1.2, ()),
}


@dataclass(frozen=True, slots=True)
class Face:
    """A card with its text broken into lines, ready to be placed; lengths in points.

    `density` is how closely it is set, where that is not as the others are.
    """

    card: Card
    name: tuple[str, ...]
    notes: tuple[str, ...]
    height: float
    density: Density | None = None


def face(card: Card, width: float, density: Density, *, badged: bool = False) -> Face:
    """Return the card's text in lines for a card `width` wide, and the height that this takes.

    What is `badged` keeps its right end free for that, or its name away from its upper edge.
    """
    free = density.smallest * 0.4
    if badged:
        free = density.badge * (1.0 if density.badges == 1 else 0.5)
    room = width - _left(card, density) - free
    bold = _bold(card, density)
    if card.members:
        name = wrap(card.name, room, density.text, bold=bold)
        notes = _listed(card.members, "", room, density, density.lines, str)
    else:
        name = wrap(card.name, room, density.text, bold=bold, most=density.lines)
        notes = []
        most = density.lines + 1 if density.lines > 1 else 1
        if card.note:
            notes = wrap(card.note, room, density.smallest, most=density.lines)
        elif card.was:
            counted = f"{len(card.was)} {WORDS[f'many.{card.lane}']}"
            notes = _listed(
                card.was, counted, room, density, most, lambda names: say("was", names=names)
            )
    taken = len(name) * density.leading + len(notes) * density.smallest * 1.16
    pad = density.pad
    beside = room - measure(name[0], density.text, bold=bold)
    if badged and density.badges > 1 and (notes or name[1:] or beside < 1.7 * density.badge):
        pad = max(pad, density.smallest * _CLEAR - (density.leading - density.text) / 2 + 0.05)
    return Face(card, tuple(name), tuple(notes), max(2 * pad + taken, density.tag + 2))


def _listed(
    names: Iterable[str],
    counted: str,
    room: float,
    density: Density,
    most: int,
    say_so: Callable[[str], str],
) -> list[str]:
    """Return names below that of a card, in lines: as many whole ones as fit, the rest counted.

    Where not one fits beside the count of the rest, a short name may; else all are `counted`, if the
    name of the card does not do that already.
    """

    def broken(text: str) -> list[str]:
        return wrap(say_so(text), room, density.smallest, most=most)

    def fits(text: str) -> bool:
        return not cut(broken(text), text)

    names = list(names)
    found = longest(names, fits) or longest(sorted(names, key=lambda name: (len(name), name)), fits)
    if found or (len(names) > 1 and not counted):
        return broken(found) if found else []
    return broken(counted if len(names) > 1 and fits(counted) else joined(names))


def draw(
    shown: Face, x: float, y: float, width: float, density: Density, remarks: Iterable[Remark]
) -> Group:
    """Return the card with its top left corner at (x, y), and its badges on its upper edge.

    They stand between its sides, where no line ends.
    """
    card, items = shown.card, list[Item]()
    density = shown.density or density
    items.append(_outline(card, x, y, width, shown.height))
    items.append(Group(tuple(_cap(card, x, y, shown.height, density))))
    if card.sort in STORES and not card.members:
        left = x + _cap_width(card, density) + 4
        middle = y + (shown.height - _taken(shown, density)) / 2 + density.leading / 2
        colour = palette.FADED if card.stress == "faded" else palette.LANES["platform"]
        items.append(Group(icon(left, middle, density.smallest, card.sort, colour)))
    items.extend(_words(shown, x, y, density))
    numbers = [remark for remark in remarks if card.id in remark.cards]
    if numbers:
        found = _badged(shown, x, y, width, density, numbers)
        items.append(Group(tuple(map(_pale, found) if card.stress == "faded" else found)))
    return Group(
        tuple(items),
        id=name(card.id),
        title=title(card, numbers),
        role="graphics-symbol",
        url=link(card.url),
    )


def name(id: str) -> str:
    """Return the id on the page of a card's group."""
    return f"card-{id}"


def swatch(
    card: Card, x: float, y: float, width: float, height: float, density: Density
) -> list[Item]:
    """Return an empty card of that size, for a legend."""
    return [_outline(card, x, y, width, height), *_cap(card, x, y, height, density)]


def _outline(card: Card, x: float, y: float, width: float, height: float) -> Rect:
    if card.stress == "faded":
        return Rect(x, y, width, height, 2.5, palette.VEIL)
    ground = palette.WASHES.get(card.look, palette.PAPER)
    if card.stress == "subject":
        return Rect(x, y, width, height, 2.5, ground, palette.TITLE, 2.6)
    line, dashes = _EDGES.get(card.look, (0.8, ()))
    colour = palette.MARKS.get(card.look, palette.EDGE)
    return Rect(x, y, width, height, 2.5, ground, colour, line, dashes)


def _cap(card: Card, x: float, y: float, height: float, density: Density) -> list[Item]:
    """Return the left end of a card: its lane's colour, or the sign of what became of it."""
    faded = card.stress == "faded"
    if card.look == "kept":
        colour = palette.FAINT if faded else palette.LANES[card.lane]
        return [Rect(x + 1.6, y + 2, _BAR - 0.6, height - 4, 1, colour)]
    width, colour = density.tag, palette.FADED if faded else palette.MARKS[card.look]
    square = Rect(x + width / 2, y, width / 2, height, 0, colour)
    sign = glyph(x + width / 2, y + height / 2, width * 0.3, card.look)
    return [Rect(x, y, width, height, 2.5, colour), square, *sign]


def _badged(
    shown: Face, x: float, y: float, width: float, density: Density, numbers: list[Remark]
) -> list[Item]:
    """Return the badges of a card: where cards stand close, in its right end if that is free."""
    taken = measure(shown.name[0], density.text, bold=_bold(shown.card, density))
    if density.badges == 1:
        taken = max([taken, *(measure(note, density.smallest) for note in shown.notes)])
    free = width - _left(shown.card, density) - taken - _EDGE
    right = x + width - _EDGE - density.badge / 2
    if density.badges == 1:
        wide = badge_width(density, single(numbers))
        if wide <= free - 1:
            return badges(numbers, right, y + shown.height / 2, density)
    high = (shown.height - _taken(shown, density)) / 2 + (density.leading - density.text) / 2
    if density.badges == 1:
        if high > density.badge / 2:
            return badges(numbers, right, y, density)
        # On the corner, beside the name: a wide one reaches away from it.
        corner = x + width + max(0.0, wide - _CORNER * density.badge)
        return badges(numbers, corner, y, density)
    if high > density.smallest * _CLEAR:
        free = width - density.tag - 2 * _EDGE
    density = replace(density, badges=room_for(numbers, free, density))
    if density.badges == 1:  # beside the name, if need be beyond the side of the card
        right += max(0.0, badge_width(density, single(numbers)) - free)
    return badges(numbers, right, y, density)


def _pale(item: Item) -> Item:
    """Return a part of a badge as it is on a card that the page is not about."""
    if isinstance(item, Rect):
        return replace(item, fill=palette.PAPER, stroke=palette.FADED, line=0.8)
    return replace(item, colour=palette.FADED) if isinstance(item, Text) else item


def _cap_width(card: Card, density: Density) -> float:
    return _BAR if card.look == "kept" else density.tag


def _words(shown: Face, x: float, y: float, density: Density) -> list[Item]:
    card = shown.card
    left = x + _left(card, density)
    top = y + (shown.height - _taken(shown, density)) / 2
    colour = palette.MARKS["removed"] if card.mark == "removed" else palette.INK
    note = palette.MARKS.get(card.look, palette.MUTED)
    if card.stress == "faded":
        colour = note = palette.FADED
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
    for line in shown.notes:
        items.append(Text(left, top + density.smallest * 0.9, line, density.smallest, note))
        top += density.smallest * 1.16
    return items


def _taken(shown: Face, density: Density) -> float:
    """Return the height of a card's text."""
    return len(shown.name) * density.leading + len(shown.notes) * density.smallest * 1.16


def _bold(card: Card, density: Density) -> bool:
    """Return whether a name is bold: where space is scarce, to be read whole is worth more."""
    if card.stress == "faded":
        return False
    set_off = card.stress == "subject" or card.look not in ("kept", "removed")
    return bool(card.members) or (set_off and density.lines > 1)


def _left(card: Card, density: Density) -> float:
    stored = card.sort in STORES and not card.members
    return _cap_width(card, density) + 5 + (density.smallest * 0.8 + 3 if stored else 0)


def title(card: Card, numbers: Iterable[Remark]) -> str:
    """Return the card in words, with the findings that name it."""
    numbers = list(numbers)
    parts = [card.name, WORDS[f"one.{card.lane}"] if not card.members else ""]
    parts.append(WORDS[card.look] if card.look != "kept" else "")
    parts.append(WORDS["touched"] if card.stress == "touched" else "")
    parts.append(card.note)
    parts.append(say("was", names=", ".join(card.was)) if card.was else "")
    parts.append(", ".join(card.members))
    if numbers:
        parts.append(f"{WORDS['findings']} {', '.join(str(r.number) for r in numbers)}")
    return "; ".join(part for part in parts if part)
