"""Cards and boxes in, their compact labels out, for the edges of tables and of swim lanes."""

from __future__ import annotations

from collections.abc import Container, Iterable

from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.diagram import Card, Remark
from engagemodel.page.drawing import cards
from engagemodel.page.drawing.icons import STORES, icon
from engagemodel.page.drawing.marks import badge_width, badges, glyph
from engagemodel.page.scene import Group, Item, Rect, Text, link, turn
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import ELLIPSIS, abridge, measure, wrap

_LINE = 0.35  # of the smallest text: what is free above and below


def label(
    card: Card,
    x: float,
    y: float,
    width: float,
    height: float,
    sheet: Sheet,
    remarks: Iterable[Remark] = (),
    *,
    turned: bool = False,
    ended: bool = False,
) -> Group:
    """Return a card's name in a box of that size with its sign and badge.

    What is `turned` reads upwards; (x, y) is then the lower left corner, `width` how high it is. A
    name that does not fit loses its end, or its middle where that is what tells it from another
    (`ended`).
    """
    numbers = [remark for remark in remarks if card.id in remark.cards]
    items = tuple(_items(card, x, y, width, height, sheet, numbers, ended))
    if turned:
        items = turn(items, x, y)
    if card.look != "kept":  # its sign stands upright even where the name does not
        half = sheet.smallest * 1.1 / 2
        middle = (x + height / 2, y - half) if turned else (x + half, y + height / 2)
        items = (*items, Group(tuple(glyph(*middle, half * 0.64, card.look))))
    return Group(
        items,
        id=cards.name(card.id),
        title=cards.title(card, numbers),
        role="graphics-symbol",
        url=link(card.url),
    )


def natural(card: Card, sheet: Sheet, *, badged: bool) -> float:
    """Return the width at which a card's name is whole on one line, in points."""
    bold = _bold(card)
    return (
        _left(card, sheet) + measure(card.name, sheet.smallest, bold=bold) + _right(sheet, badged)
    )


def lines(card: Card, width: float, most: int, sheet: Sheet, *, badged: bool) -> list[str]:
    """Return the card's name in lines for a box `width` wide."""
    room = width - _left(card, sheet) - _right(sheet, badged)
    return wrap(card.name, room, sheet.smallest, bold=_bold(card), most=most)


def rows(height: float, sheet: Sheet) -> int:
    """Return how many lines of a name a label of that height has room for, one at least."""
    return max(1, int((height - sheet.smallest * _LINE) / sheet.leading))


def alike(
    cards: Iterable[Card], width: float, height: float, sheet: Sheet, badged: Container[str]
) -> frozenset[str]:
    """Return the cards whose names would read like another's in labels of that size."""
    read: dict[tuple[str, ...], set[str]] = {}
    for card in cards:
        found = lines(card, width, rows(height, sheet), sheet, badged=card.id in badged)
        if found[-1].endswith(ELLIPSIS):
            read.setdefault(tuple(found), set()).add(card.id)
    return frozenset().union(*(ids for ids in read.values() if len(ids) > 1))


def _items(
    card: Card,
    x: float,
    y: float,
    width: float,
    height: float,
    sheet: Sheet,
    numbers: list[Remark],
    ended: bool,
) -> Iterable[Item]:
    size, density = sheet.smallest, Density(sheet.smallest, sheet.smallest, badges=1)
    marked = card.look != "kept"
    colour = palette.MARKS.get(card.look, palette.EDGE)
    dash = (2.6, 2.0) if card.look == "removed" else ()
    ground = palette.WASHES.get(card.look, palette.PAPER)
    yield Rect(x, y, width, height, 2, ground, colour if marked else None, 0.9, dash)
    middle = y + height / 2
    yield Group(tuple(_cap(card, x, y, height, density)))
    if _stored(card):
        yield Group(icon(x + _cap_width(card, sheet) + 2.5, middle, size * 0.92, card.sort))
    shown = lines(card, width, rows(height, sheet), sheet, badged=bool(numbers))
    if ended:
        said = " ".join(shown[:-1])
        room = width - _left(card, sheet) - _right(sheet, bool(numbers))
        rest = card.name.removeprefix(said).lstrip()
        shown = [*shown[:-1], abridge(rest, room, size, bold=_bold(card))]
    base = middle - (len(shown) - 1) * sheet.leading / 2 + size * 0.34
    words = palette.MARKS["removed"] if card.look == "removed" else palette.INK
    for number, line in enumerate(shown):
        at = base + number * sheet.leading
        strike = card.look == "removed"
        yield Text(x + _left(card, sheet), at, line, size, words, bold=_bold(card), strike=strike)
    if numbers:
        shift = 2.0 + density.badge / 2
        yield Group(tuple(badges(numbers, x + width - shift, middle, density)))


def _cap(card: Card, x: float, y: float, height: float, density: Density) -> Iterable[Item]:
    if card.look == "kept":
        yield Rect(x + 0.6, y + 1.2, 2.2, height - 2.4, 1, palette.LANES[card.lane])
        return
    side = density.smallest * 1.1
    yield Rect(x, y, side, height, 2, palette.MARKS[card.look])


def _cap_width(card: Card, sheet: Sheet) -> float:
    return 2.8 if card.look == "kept" else sheet.smallest * 1.1


def _left(card: Card, sheet: Sheet) -> float:
    return _cap_width(card, sheet) + 3 + (sheet.smallest * 0.8 + 2.5 if _stored(card) else 0.0)


def _right(sheet: Sheet, badged: bool) -> float:
    """Return the width to the right of a name: room for the widest badge, or hardly any."""
    if not badged:
        return 2.0
    density = Density(sheet.smallest, sheet.smallest)
    return badge_width(density, "99") + measure("+", sheet.smallest, bold=True) + 3.5


def _stored(card: Card) -> bool:
    return card.sort in STORES and not card.members


def _bold(card: Card) -> bool:
    return bool(card.members) or card.look not in ("kept", "removed")
