"""Figures of both models in; a table of them out, with what is better or worse told by sign and word."""

from __future__ import annotations

from engagemodel.page import palette
from engagemodel.page.brief.lines import Type
from engagemodel.page.diagram import Tile
from engagemodel.page.scene import Group, Item, Rect, Text
from engagemodel.page.sheet import Sheet
from engagemodel.page.typeset import measure, shorten
from engagemodel.page.words import WORDS, say

_ROOMY, _TIGHT = 2.0, 1.42  # heights of a row, in sizes of its text
_FEW = 6  # figures that are never left out for anything else


class Rail:
    """The table of figures: as wide as its words, on a ground of its own."""

    def __init__(self, tiles: tuple[Tile, ...], sheet: Sheet) -> None:
        self.tiles, self.sheet = tiles, sheet
        large = Type(sheet.text)
        wish = _title(tiles, large) + sum(_columns(tiles, large)) + 2 * sheet.smallest
        self.width = min(max(wish, sheet.inner * 0.28), sheet.inner * 0.4)

    @property
    def head(self) -> float:
        """The height above the first row, and below the last one."""
        return self.sheet.heading * 1.7 + self.sheet.smallest * 1.2

    @property
    def height(self) -> float:
        """The height that all figures take, closely set."""
        return self._needed(len(self.tiles), _TIGHT)

    @property
    def roomy(self) -> float:
        """The height that all figures take with air between them."""
        return self._needed(len(self.tiles), _ROOMY)

    @property
    def least(self) -> float:
        """The height that those figures take that get worse, and a few at least."""
        worse = sum(tile.effect in ("worse", "mixed") for tile in self.tiles)
        return self._needed(min(len(self.tiles), max(worse + 1, _FEW)), _TIGHT)

    def _needed(self, rows: int, pitch: float) -> float:
        return self.head + (rows + 1) * self.sheet.smallest * pitch

    def draw(self, x: float, y: float, height: float) -> tuple[Group, int]:
        """Return the table in a box, and how many figures found room in it.

        If not all do, those that stay the same go first, then those that get better.
        """
        pad, small = self.sheet.smallest, Type(self.sheet.smallest)
        head = y + self.sheet.heading * 1.6
        title = WORDS["column.figures"]
        items: list[Item] = [
            Rect(x, y, self.width, height, 4, palette.GROUND),
            Rect(x, y, self.width, 2.4, 1.2, palette.TITLE),
            Text(x + pad, head, title, self.sheet.heading, palette.TITLE, bold=True),
        ]
        room = height - self.head
        shown = _chosen(self.tiles, int(room / (small.size * _TIGHT) + 0.01) - 1)
        rest = len(self.tiles) - len(shown)
        pitch = min(room / (len(shown) + 1 + bool(rest)), self.sheet.text * 2.6)
        type = self._type(pitch)
        edges = _edges(self.tiles, x + pad, self.width - 2 * pad, type)
        base = y + self.head - pad * 0.6 + pitch * 0.6
        for key, right in zip(("html.today", "html.tomorrow"), edges[:2], strict=True):
            items.append(Text(right, base, WORDS[key], small.size, palette.MUTED, anchor="end"))
        for tile in shown:
            base += pitch
            line = base - pitch / 2 - type.size * 0.35
            items.append(Rect(x + pad, line, self.width - 2 * pad, 0.5, 0, palette.RULE))
            items.append(_row(tile, x + pad, base, edges, type))
        if rest or not self.tiles:
            text = self._rest(shown) if rest else WORDS["brief.no figures"]
            items.append(
                Text(x + pad, base + pitch, text, small.size, palette.MUTED, bold=bool(rest))
            )
        return Group(tuple(items), role="list", title=title), len(shown)

    def _rest(self, shown: tuple[Tile, ...]) -> str:
        """Return how many figures are left out, and that they stay the same if all do."""
        rest = [tile for tile in self.tiles if tile not in shown]
        same = all(tile.effect == "same" for tile in rest)
        return say("brief.more same" if same else "more", count=len(rest))

    def _type(self, pitch: float) -> Type:
        """Return the larger size of text, where rows of it fit both ways."""
        large = Type(self.sheet.text)
        wide = _title(self.tiles, large) + sum(_columns(self.tiles, large))
        fits = wide <= self.width - 2 * self.sheet.smallest and pitch >= large.size * 1.6
        return large if fits else Type(self.sheet.smallest)


def _title(tiles: tuple[Tile, ...], type: Type) -> float:
    return max((measure(tile.title, type.size) for tile in tiles), default=0.0)


def _chosen(tiles: tuple[Tile, ...], most: int) -> tuple[Tile, ...]:
    if len(tiles) <= most:
        return tiles
    ranks = {"worse": 0, "mixed": 0, "better": 1, "neutral": 2}
    order = sorted(range(len(tiles)), key=lambda at: (ranks.get(tiles[at].effect, 3), at))
    return tuple(tiles[at] for at in sorted(order[: max(most - 1, 0)]))


def _columns(tiles: tuple[Tile, ...], type: Type) -> tuple[float, float, float]:
    """Return the widths of the values today, tomorrow, and of what that is."""
    gap, small = type.size * 1.3, type.size
    before = [measure(_before(tile), type.size) for tile in tiles]
    after = [measure(tile.after, type.size, bold=True) for tile in tiles]
    effect = [measure(_effect(tile), type.size, bold=True) for tile in tiles]
    heads = [measure(WORDS[key], small) for key in ("html.today", "html.tomorrow")]
    return (
        max([*before, heads[0]]) + gap,
        max([*after, heads[1]]) + gap,
        max(effect, default=0.0) + gap,
    )


def _edges(
    tiles: tuple[Tile, ...], x: float, width: float, type: Type
) -> tuple[float, float, float]:
    """Return the right edges of the two columns of values, and the left one of the effects."""
    _, tomorrow, effect = _columns(tiles, type)
    start = x + width - effect + type.size * 1.3
    after = start - type.size * 1.3
    return (after - tomorrow, after, start)


def _row(tile: Tile, x: float, base: float, edges: tuple[float, float, float], type: Type) -> Group:
    before, size = _before(tile), type.size
    room = edges[0] - measure(before, size) - size - x
    colour = palette.EFFECTS.get(tile.effect, palette.MUTED)
    effect = _effect(tile)
    items: list[Item] = [
        Text(x, base, shorten(tile.title, room, size), size, palette.INK),
        Text(edges[0], base, before, size, palette.MUTED, anchor="end"),
        Text(edges[1], base, tile.after, size, palette.INK, bold=True, anchor="end"),
    ]
    if effect:
        items.append(Text(edges[2], base, effect, size, colour, bold=True))
    label = f"{tile.title}: {before} → {tile.after}"
    if tile.effect:
        label += f", {WORDS[tile.effect]}"
    return Group(tuple(items), title=label, role="listitem")


def _before(tile: Tile) -> str:
    if tile.before is not None:
        return tile.before
    return tile.after if tile.effect in ("same", "near") else "–"


def _effect(tile: Tile) -> str:
    """Return the arrow of the move and what it is, nothing where nothing moves."""
    if tile.effect in ("same", ""):
        return ""
    arrow = "" if tile.rises is None else "▲ " if tile.rises else "▼ "
    return arrow + WORDS[tile.effect]
