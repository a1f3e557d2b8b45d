"""The title block and the strip of figures."""

from __future__ import annotations

import re

from engagemodel.page import palette
from engagemodel.page.diagram import Diagram, Source, Tile
from engagemodel.page.dress import worn
from engagemodel.page.figures import SIZES
from engagemodel.page.scene import Group, Image, Item, Rect, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import ELLIPSIS, balanced, measure, shorten, wrap
from engagemodel.page.words import WORDS, say

_BAR = 4.0
_BOND = "\u00a0"  # a space at which no line ends
_APART = 2.5  # times the smallest text: most that is free between two figures
_SHARES = (0.4, 0.48, 0.56, 0.64, 0.72)  # of the width, for the title beside figures


def heading(diagram: Diagram, sheet: Sheet) -> tuple[Group, float]:
    """Return the heading and the height at which it ends.

    Landscape pages have the figures beside the title, upright ones below it. A title takes the
    place of figures before anything of it is cut, and has what they leave.
    """
    words, bottom, left = _words(diagram, sheet)
    items: list[Item] = [Rect(0, 0, sheet.width, _BAR, 0, palette.TITLE), *words]
    if diagram.tiles:
        top = sheet.margin * 0.75 if left > sheet.margin else bottom + sheet.smallest * 0.9
        strip, low = _strip(diagram.tiles, left, top, sheet)
        items.append(strip)
        bottom = max(bottom, low)
    return Group(tuple(items), role="group", title=diagram.after.name), bottom


def left_out(diagram: Diagram, sheet: Sheet) -> int:
    """Return how many figures the heading has no room for."""
    _, _, left = _words(diagram, sheet)
    return len(diagram.tiles) - len(_chosen(diagram.tiles, left, sheet))


def _words(diagram: Diagram, sheet: Sheet) -> tuple[list[Text], float, float]:
    """Return the title block, where it ends, and from where on there is room for figures."""
    beside = sheet.width > sheet.height and bool(diagram.tiles)
    for share in _SHARES if beside else (1.0,):
        room = max(sheet.inner * share, _left(diagram, sheet)) if beside else sheet.inner
        words, bottom = _title(diagram, sheet, room)
        if not any(text.text.endswith(ELLIPSIS) for text in words):
            break
    return words, bottom, sheet.margin + (room + sheet.smallest * 2 if beside else 0)


def logo(sheet: Sheet) -> Image | None:
    """Return the logo where it stands, left of the title and as high as title and subtitle."""
    picture = worn().logo
    if picture is None:
        return None
    high, wide = sheet.smallest * 3.9, sheet.smallest * 17
    share = min(high / picture.height, wide / picture.width)
    height = picture.height * share
    top = sheet.margin * 0.75 + (high - height) / 2
    return Image(sheet.margin, top, picture.width * share, height, picture.png, WORDS["logo"])


def subtitle(diagram: Diagram) -> str:
    """Return state and date, and for a difference what it was before.

    A state that is but the name again says nothing, and is left out.
    """
    now = _facts(diagram.after)
    if diagram.before is None:
        return now
    was = _facts(diagram.before)
    change = say(
        "difference", name=f"{diagram.before.name} ({was})" if was else diagram.before.name
    )
    return f"{now} · {change}" if now else change


def _facts(source: Source) -> str:
    state = "" if source.state == source.name else source.state
    return ", ".join(part for part in (state, source.date) if part)


def _bound(text: str) -> str:
    """Return a text whose few words in brackets stay on one line."""
    return re.sub(r"\([^()]{,30}\)", lambda found: found[0].replace(" ", _BOND), text)


def _title(diagram: Diagram, sheet: Sheet, room: float) -> tuple[list[Text], float]:
    """Return name, topic, state and date in a width, and where they end."""
    items = list[Text]()
    size, picture = sheet.title, logo(sheet)
    shift = 0.0 if picture is None else picture.width + sheet.smallest * 1.4
    room -= shift
    if measure(diagram.after.name, size, bold=True) > room:
        size *= 0.78
    y, left = sheet.margin * 0.75, sheet.margin + shift
    for line in balanced(diagram.after.name, room, size, bold=True):
        items.append(Text(left, y + size * 0.86, line, size, palette.TITLE, bold=True))
        y += size * 1.16
    for line in balanced(diagram.topic, room, sheet.heading, bold=True) if diagram.topic else ():
        base = y + sheet.heading
        items.append(Text(left, base, line, sheet.heading, palette.INK, bold=True))
        y += sheet.heading * 1.3
    for line in wrap(_bound(subtitle(diagram)), room, sheet.smallest * 1.05):
        base, plain = y + sheet.smallest, line.replace(_BOND, " ")
        items.append(Text(left, base, plain, sheet.smallest * 1.05, palette.MUTED))
        y += sheet.leading * 1.05
    return items, y


def _left(diagram: Diagram, sheet: Sheet) -> float:
    """Return the width that all figures leave; closer together if a topic then stands in one line."""
    close = sheet.inner - sum(_width(tile, sheet) for tile in diagram.tiles) - sheet.smallest * 2
    room = close - sheet.smallest * _APART * len(diagram.tiles)
    topic = measure(diagram.topic, sheet.heading, bold=True) + 1 if diagram.topic else 0.0
    return topic if room < topic <= close else room


def _strip(tiles: tuple[Tile, ...], left: float, top: float, sheet: Sheet) -> tuple[Group, float]:
    """Return as many figures as there is room for, evenly spread, and where they end."""
    room = sheet.width - sheet.margin - left
    tiles = _chosen(tiles, left, sheet)
    widths = [_width(tile, sheet) for tile in tiles]
    spare = (room - sum(widths)) / max(len(widths), 1)
    spread = min(spare, sheet.smallest * _APART)
    x = left + room - sum(widths) - spread * len(widths) if sheet.width > sheet.height else left
    groups = []
    for tile, width in zip(tiles, widths, strict=True):
        groups.append(_tile(tile, x, top, width + spread, sheet))
        x += width + spread
    return Group(tuple(groups), role="list"), top + _height(sheet)


def _chosen(tiles: tuple[Tile, ...], left: float, sheet: Sheet) -> tuple[Tile, ...]:
    """Return the figures that fit right of `left`, in their order.

    What gets worse is never left out for others, but for what only says how large the picture is.
    """
    chosen, taken = set[str](), 0.0
    for tile in sorted(tiles, key=_rank):
        width = _width(tile, sheet)
        if taken + width > sheet.width - sheet.margin - left:
            break
        chosen.add(tile.name)
        taken += width
    return tuple(tile for tile in tiles if tile.name in chosen)


def _rank(tile: Tile) -> int:
    if tile.effect in ("worse", "mixed"):
        return 2 if tile.name in SIZES else 0
    return 1 if tile.before is not None and tile.name not in SIZES else 2


def _value(tile: Tile) -> str:
    return tile.after if tile.before is None else f"{tile.before} → {tile.after}"


def _effect(tile: Tile) -> str:
    if not tile.effect:
        return ""
    arrow = "" if tile.rises is None else "▲ " if tile.rises else "▼ "
    return arrow + WORDS[tile.effect]


def _width(tile: Tile, sheet: Sheet) -> float:
    words = tile.title.split()
    halves = ((" ".join(words[:i]), " ".join(words[i:])) for i in range(len(words)))
    title = min(max(measure(half, sheet.smallest) for half in pair) for pair in halves)
    value = measure(_value(tile), sheet.smallest * 1.5, bold=True)
    effect = measure(_effect(tile), sheet.smallest, bold=True)
    return max(title, value, effect) + sheet.smallest * 1.8


def _height(sheet: Sheet) -> float:
    return sheet.leading * 3 + sheet.smallest * 1.8


def _tile(tile: Tile, x: float, y: float, width: float, sheet: Sheet) -> Group:
    size, colour = sheet.smallest, palette.EFFECTS.get(tile.effect, palette.MUTED)
    room = width - size * 1.4
    items: list[Item] = [Rect(x, y + 1, 2, _height(sheet) - 2, 1, colour)]
    left = x + size * 0.8
    value = shorten(_value(tile), room, size * 1.5, bold=True)
    items.append(Text(left, y + size * 1.4, value, size * 1.5, palette.INK, bold=True))
    base = y + size * 1.75
    for line in wrap(tile.title, room, size):
        items.append(Text(left, base + size, line, size, palette.MUTED))
        base += sheet.leading
    effect = _effect(tile)
    if effect:
        items.append(Text(left, base + size, effect, size, colour, bold=True))
    label = f"{tile.title}: {_value(tile)}" + (f", {WORDS[tile.effect]}" if tile.effect else "")
    return Group(tuple(items), title=label, role="listitem")
