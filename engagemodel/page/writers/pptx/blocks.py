"""The items of a page in; the blocks of text among them out: what people edit as one, in one box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engagemodel.page.scene import Group, Image, Item, Path, Rect, Text
from engagemodel.page.typeset import measure

ASCENT, DESCENT = 0.95, 0.27  # of the size of a text: what it takes above and below its baseline
_SAME = 0.05  # points between two places that are one
_LINE, _ENTRY = 1.35, 2.0  # most from line to line, in sizes: of one look, in an entry of a list
_ASIDE = (
    1.25  # most between words and smaller ones beside them that say more, in sizes of the first
)
_HUNG = 2.0  # sizes between a sign and the words that it stands before
_SHARES = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of a text, what is before its x

Frame = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(slots=True)
class Block:
    """Lines from the top down, each of runs that follow each other, and the sign before it.

    It may be `listed`: an entry of a list, or part of one. `holder` is the shape that it stands in
    the middle of. A block with `room` has a box as wide as that, in points.
    """

    lines: list[list[Text]]
    signs: list[Text | None]
    listed: bool = False
    holder: Rect | None = None
    room: float = 0.0

    @property
    def first(self) -> Text:
        """What it begins with."""
        return self.lines[0][0]

    @property
    def columnar(self) -> bool:
        """Whether its box is to be as wide as the column that it stands in."""
        flush = self.first.anchor == "start" and not self.first.turned
        return flush and self.holder is None and (self.listed or len(self.lines) > 1)

    @property
    def texts(self) -> list[Text]:
        """All that it is made of."""
        return [*filter(None, self.signs), *(run for line in self.lines for run in line)]

    @property
    def said(self) -> str:
        """Its words in one line."""
        return " ".join(run.text for line in self.lines for run in line)

    @property
    def frame(self) -> Frame:
        """The box of its words, as they are on the page."""
        frames = [extent(text) for text in self.texts]
        return (
            min(frame[0] for frame in frames),
            min(frame[1] for frame in frames),
            max(frame[2] for frame in frames),
            max(frame[3] for frame in frames),
        )


def held(items: Iterable[Item]) -> Iterator[Block]:
    """Yield each text that stands in the middle of the shape drawn right before it."""
    before: Item | None = None
    for item in items:
        if isinstance(item, Text) and isinstance(before, Rect) and _within(item, before):
            yield Block([[item]], [None], holder=before)
        before = item


def blocks(texts: Iterable[Text], *, listed: bool) -> list[Block]:
    """Return texts that stand together as blocks; an entry of a list is one for each left edge."""
    found: list[Block] = []
    ordered = sorted(texts, key=lambda text: (down(text), _along(text)))
    signs = _signs(ordered) if listed else {}
    hung = {id(sign) for sign in signs.values()}
    for text in ordered:
        if id(text) in hung:
            continue
        if block := next((each for each in reversed(found) if _follows(text, each, listed)), None):
            block.lines[-1].append(text)
            continue
        under = (each for each in reversed(found) if _below(text, each, listed))
        block = next(under, None)
        if block is None:
            block = Block([], [], listed)
            found.append(block)
        block.lines.append([text])
        block.signs.append(signs.get(id(text)))
    return found


def extent(item: Rect | Path | Text | Image) -> Frame:
    """Return the box of an item: left, top, right, bottom."""
    if isinstance(item, Text):
        width = measure(item.text, item.size, bold=item.bold)
        before = _SHARES[item.anchor] * width
        if item.turned:
            low = item.y + before
            return (
                item.x - item.size * ASCENT,
                low - width,
                item.x + item.size * DESCENT,
                low,
            )
        left = item.x - before
        return (left, item.y - item.size * ASCENT, left + width, item.y + item.size * DESCENT)
    if isinstance(item, Path):
        xs, ys = zip(*item.points, strict=True)
        return (min(xs), min(ys), max(xs), max(ys))
    return (item.x, item.y, item.x + item.width, item.y + item.height)


def flat(items: Iterable[Item]) -> Iterator[Rect | Path | Text | Image]:
    """Yield everything that is drawn, with the groups taken apart."""
    for item in items:
        if isinstance(item, Group):
            yield from flat(item.items)
        else:
            yield item


def style(text: Text) -> tuple[float, str, bool, bool]:
    """Return what a text looks like."""
    return (text.size, text.colour, text.bold, text.strike)


def down(text: Text) -> float:
    """Return how far down its line is."""
    return text.x if text.turned else text.y


def _along(text: Text) -> float:
    """Return where on its line a text is, whichever way that runs."""
    return -text.y if text.turned else text.x


def _within(text: Text, rect: Rect) -> bool:
    """Return whether a text is in the middle of a shape, where a shape has its own words."""
    across = text.x - (rect.x + rect.width / 2)
    down = text.y - text.size * (ASCENT - DESCENT) / 2 - (rect.y + rect.height / 2)
    middle = text.anchor == "middle" and not text.turned
    return middle and abs(across) < _SAME and abs(down) < text.size * 0.1


def _signs(ordered: list[Text]) -> dict[int, Text]:
    """Return the signs, each by the id of the text that it stands before on a line."""
    found: dict[int, Text] = {}
    for sign in ordered:
        if len(sign.text) != 1 or sign.text.isalnum() or sign.anchor != "start":
            continue
        for text in ordered:
            apart = _along(text) - _along(sign)
            if abs(down(text) - down(sign)) < _SAME and 0 < apart < sign.size * _HUNG:
                found[id(text)] = sign
    return found


def _follows(text: Text, block: Block, listed: bool) -> bool:
    """Return whether a text goes on where the last line of a block ends, or says more beside it."""
    last = block.lines[-1][-1]
    if text.turned or last.turned or not text.anchor == last.anchor == "start":
        return False
    if abs(text.y - last.y) >= _SAME:
        return False
    gap = text.x - last.x - measure(last.text, last.size, bold=last.bold)
    if abs(gap - spaced(last)) < _SAME and text.size == last.size:
        return True
    aside = text.size < block.lines[-1][0].size and not listed
    return aside and 0 < gap < block.first.size * _ASIDE


def spaced(text: Text) -> float:
    """Return how far what follows a text is from it, in points."""
    return measure(" ", text.size)


def _below(text: Text, block: Block, listed: bool) -> bool:
    """Return whether a text is the next line of a block."""
    last = block.lines[-1][0]
    if (text.anchor, text.turned) != (last.anchor, last.turned):
        return False
    if abs(_along(text) - _along(last)) >= _SAME:
        return False
    apart = down(text) - down(last)
    if listed:
        return _SAME < apart < max(text.size, last.size) * _ENTRY
    return _SAME < apart < text.size * _LINE and style(text) == style(last)
