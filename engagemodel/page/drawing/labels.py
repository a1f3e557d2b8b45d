"""Cards and boxes in, their compact labels out, for the edges of tables and of swim lanes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.diagram import Card, Remark
from engagemodel.page.drawing import cards
from engagemodel.page.drawing.icons import STORES, icon
from engagemodel.page.drawing.marks import badge_width, badges, glyph, room_for, single
from engagemodel.page.scene import Group, Item, Rect, Text, link, turn
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import ELLIPSIS, abridge, measure, wrap

_LINE = 1.04  # times the smallest text: the height of one line, and what is free around it
_CLOSE = 1.1  # and the distance of two lines that read upwards: nearer than those of the next name
_LIFT = 0.15  # times the text: so much higher than asked for do several badges stand


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
    crown: float = 0.0,
    named: bool = True,
) -> Group:
    """Return a card's name in a box of that size with its sign and badge.

    What is `turned` reads upwards; (x, y) is then the lower left corner, `width` how high it is. A
    name that does not fit loses its end, or its middle where that is what tells it from another
    (`ended`). Badges stand beside the name, or upright in a `crown` above it, so many points high:
    as many as have room there, one at least. Where a card has two labels one of them is not `named`: an id is on a page once.
    """
    numbers = [remark for remark in remarks if card.id in remark.cards]
    beside, spare = ((), crown) if crown else (numbers, 0.0)
    if turned and not numbers:
        spare = 0.0
    if turned:
        close = _items(
            card, x, y, width, height, sheet, beside, ended, end=spare, leading=_CLOSE, single=True
        )
        items = turn(close, x, y)
    else:
        items = tuple(_items(card, x, y, width, height, sheet, beside, ended, top=spare))
    if crown and numbers:
        free = height if turned else width - _left(card, sheet)
        across = x + height / 2 if turned else None
        upper = y - width if turned else y
        crowning = _crowning(card, numbers, x, across, upper, free, crown, sheet)
        items = (*items, Group(tuple(crowning)))
    if card.look != "kept":  # its sign stands upright even where the name does not
        half = sheet.smallest * 1.1 / 2
        middle = (x + height / 2, y - half) if turned else (x + half, y + height / 2)
        items = (*items, Group(tuple(glyph(*middle, half * 0.64, card.look))))
    return Group(
        items,
        id=cards.name(card.id) if named else None,
        more=None if named else cards.name(card.id),
        title=cards.title(card, numbers),
        role="graphics-symbol",
        url=link(card.url),
    )


def _crowning(
    card: Card,
    numbers: list[Remark],
    x: float,
    across: float | None,
    upper: float,
    free: float,
    crown: float,
    sheet: Sheet,
) -> Iterable[Item]:
    """Yield the badges in a crown: in the middle of a column (`across`), else where the name begins.

    There are as many as `free` points have room for; one for all that is wider than a column reads
    upwards.
    """
    density = Density(sheet.smallest, sheet.smallest)
    count = room_for(numbers, free - sheet.smallest * 0.25, density)
    whole = count >= len(numbers)  # else one stands for all: a count beside it says less
    widths = [badge_width(density, str(remark.number)) + 1 for remark in numbers]
    wide = sum(widths) - 1 if whole else crowned(numbers, sheet)
    middle = x + _left(card, sheet) + wide / 2 if across is None else across
    right = middle + wide / 2 - density.badge / 2
    base = upper + crown / 2 + sheet.smallest * 0.1
    row = _row(numbers, right, base, replace(density, badges=count if whole else 1))
    if across is not None and not whole and wide + 1 > free:
        return turn(row, across, base)
    return row


def _row(
    numbers: Sequence[Remark], right: float, middle: float, density: Density
) -> Iterable[Item]:
    """Yield badges whose middle is at that height."""
    lift = 0.0 if density.badges == 1 else density.smallest * _LIFT
    return badges(list(numbers), right, middle + lift, density)


def crowned(numbers: Sequence[Remark], sheet: Sheet) -> float:
    """Return the width of the one badge that stands for all remarks on a card, in points."""
    return badge_width(Density(sheet.smallest, sheet.smallest), single(list(numbers)))


def excess(numbers: Sequence[Remark], sheet: Sheet) -> float:
    """Return by how much that badge is wider than the room that names leave for one, in points."""
    return max(0.0, crowned(numbers, sheet) - _most(sheet)) if numbers else 0.0


def _most(sheet: Sheet) -> float:
    """Return how wide a badge is for which names leave room, in points."""
    density = Density(sheet.smallest, sheet.smallest)
    return badge_width(density, "99") + measure(" +9", sheet.smallest, bold=True)


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


def fits(card: Card, width: float, most: int, sheet: Sheet, *, badged: bool) -> bool:
    """Return whether a name is whole in so many lines of a width, and no word of it broken."""
    return " ".join(lines(card, width, most, sheet, badged=badged)) == card.name


def rows(height: float, sheet: Sheet) -> int:
    """Return how many lines of a name a label of that height has room for, one at least."""
    return 1 + max(0, int((height - sheet.smallest * _LINE) / sheet.leading))


def alike(
    cards: Iterable[Card], width: float, height: float, sheet: Sheet, badged: Container[str]
) -> frozenset[str]:
    """Return the cards whose names, cut in labels of that size, could be another's."""
    cards = list(cards)
    same: set[str] = set()
    for card in cards:
        found = lines(card, width, rows(height, sheet), sheet, badged=card.id in badged)
        if found[-1].endswith(ELLIPSIS):
            kept = " ".join(found).removesuffix(ELLIPSIS).rstrip()
            same.update(card.id for other in cards if other != card and _begins(other, kept))
    return frozenset(same)


def _begins(card: Card, kept: str) -> bool:
    """Return whether a name begins with what is kept of another."""
    return card.name.startswith(kept)


def _items(
    card: Card,
    x: float,
    y: float,
    width: float,
    height: float,
    sheet: Sheet,
    numbers: Sequence[Remark],
    ended: bool,
    *,
    top: float = 0.0,
    end: float = 0.0,
    leading: float = 1.24,
    single: bool = False,
) -> Iterable[Item]:
    """Yield a label; above its name `top`, behind it `end` points are kept free.

    The distance of its lines, `leading`, is in sizes of the text. Several badges stand beside a name
    that leaves them room, unless it is to be a `single` one.
    """
    size = sheet.smallest
    disc = max(1.0, min(1.3, (height - 0.2) / size))  # badges of close rows stay apart
    density = Density(size, size, badges=1, disc=disc)
    marked = card.look != "kept"
    colour = palette.MARKS.get(card.look, palette.EDGE)
    dash = (2.6, 2.0) if card.look == "removed" else ()
    ground = palette.WASHES.get(card.look, palette.PAPER)
    yield Rect(x, y, width, height, 2, ground, colour if marked else None, 0.9, dash)
    middle, end = y + height / 2, end + (excess(numbers, sheet) if single else 0.0)
    yield Group(tuple(_cap(card, x, y, height, density)))
    if _stored(card):
        yield Group(icon(x + _cap_width(card, sheet) + 2.5, middle, size * 0.92, card.sort))
    shown = lines(card, width - end, rows(height - top, sheet), sheet, badged=bool(numbers))
    if ended:
        said = " ".join(shown[:-1])
        room = width - end - _left(card, sheet) - _right(sheet, bool(numbers))
        rest = card.name.removeprefix(said).lstrip()
        shown = [*shown[:-1], abridge(rest, room, size, bold=_bold(card))]
    base = middle - (len(shown) - 1) * leading * size / 2 + size * 0.34
    if top:  # the first lines of all heads stand in a row
        base = y + top + size * 0.95
    words = palette.MARKS["removed"] if card.look == "removed" else palette.INK
    for number, line in enumerate(shown):
        at = base + number * leading * size
        strike = card.look == "removed"
        yield Text(x + _left(card, sheet), at, line, size, words, bold=_bold(card), strike=strike)
    if numbers:
        shift = 2.0 + density.badge / 2
        widest = max(measure(line, size, bold=_bold(card)) for line in shown)
        free = width - end - _left(card, sheet) - widest - size * 0.8
        several = 1 if single else room_for(list(numbers), free, density)
        density = replace(density, badges=several)
        yield Group(tuple(_row(numbers, x + width - shift, middle, density)))


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
    return _most(sheet) + 3.5


def _stored(card: Card) -> bool:
    return card.sort in STORES and not card.members


def _bold(card: Card) -> bool:
    return bool(card.members) or card.look not in ("kept", "removed")
