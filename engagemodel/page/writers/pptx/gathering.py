"""A page in; its blocks of text and its tables out, each where the first item of it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from engagemodel.page.scene import Group, Image, Item, Path, Rect, Scene, Text
from engagemodel.page.writers.pptx.blocks import Block, blocks, extent, flat, held
from engagemodel.page.writers.pptx.tables import Table, table

_GAP = 2.0  # points that are kept free between the room of a block and what is right of it
_EDGE = 12.0  # points that are kept free at the right edge of the page


@dataclass(slots=True)
class Gathered:
    """What stands for items of a page, by the id of the first of them; `taken` are ids of the rest."""

    starts: dict[int, Block | Table] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def put(self, one: Block | Table, items: Iterable[Item], order: dict[int, int]) -> None:
        """Let a block or table stand for items."""
        first, *rest = sorted(map(id, items), key=order.__getitem__)
        self.starts[first] = one
        self.taken.update(rest)


def gather(scene: Scene, apart: Sequence[Text]) -> Gathered:
    """Return the blocks and tables of a page; texts that stand `apart` are in none of them.

    The words of cards are not either: they are in the shapes of these.
    """
    order = {id(item): number for number, item in enumerate(flat(scene.items))}
    found = Gathered()
    for one, items, column in _all(Group(scene.items), None, {id(text) for text in apart}):
        if isinstance(one, Block) and one.columnar:
            one.room = room(one, scene, column)
        found.put(one, items, order)
    return found


def room(block: Block, scene: Scene, column: Column | None = None) -> float:
    """Return how wide a block may get, in points: up to what is right of it or of its column."""
    own = {id(text) for text in block.texts}
    others = (item for item in flat(scene.items) if id(item) not in own)
    left, top, right, bottom = block.frame
    edges = _edges(block, column or Column((), top, bottom), others)
    return max(min([scene.width - _EDGE, *edges]) - _GAP, right) - left


class Column(NamedTuple):
    """Where the entries of a list begin, those in columns beside it, and its top and bottom."""

    edges: tuple[float, ...]
    top: float
    bottom: float


_Found = tuple[Block | Table, Sequence[Item], Column | None]


def _all(group: Group, column: Column | None, apart: set[int]) -> Iterator[_Found]:
    """Yield what stands for items, these, and in what columns it is if it is in a list."""
    items = _unworded(group)
    entries = [item for item in items if isinstance(item, Group) and item.role == "listitem"]
    if group.role == "list" and (one := table(group.title or "", items, entries)):
        yield one, one.items, None
        replaced = {*map(id, one.items), *map(id, entries)}
        items, entries = tuple(item for item in items if id(item) not in replaced), []
    inside = list(held(items))
    for block in inside:
        yield block, (block.holder or block.first, block.first), None
    apart = apart | {id(block.first) for block in inside}
    texts = [item for item in items if isinstance(item, Text) and id(item) not in apart]
    for block in blocks(texts, listed=group.role == "listitem"):
        yield block, block.texts, column
    beside = _columns(entries) if entries else None
    for item in items:
        if isinstance(item, Group):
            yield from _all(item, beside if item.role == "listitem" else None, apart)


def _columns(entries: Sequence[Group]) -> Column:
    frames = [[extent(item) for item in flat(entry.items)] for entry in entries]
    every = [frame for those in frames for frame in those]
    return Column(
        tuple(min(frame[0] for frame in those) for those in frames),
        min(frame[1] for frame in every),
        max(frame[3] for frame in every),
    )


def _unworded(group: Group) -> tuple[Item, ...]:
    """Return the items of a group, of a card without its words."""
    if group.id is None or group.ends or not isinstance(next(iter(group.items), None), Rect):
        return group.items
    return tuple(item for item in group.items if not isinstance(item, Text))


def _edges(
    block: Block, column: Column, others: Iterable[Rect | Path | Text | Image]
) -> Iterator[float]:
    """Yield the edges at which the room of a block ends: of what is right of it or around it."""
    left, _, right, _ = block.frame
    yield from (edge for edge in column.edges if edge > left)
    for item in others:
        start, high, end, low = extent(item)
        if high < column.bottom and low > column.top:
            if start >= right:
                yield start
            elif isinstance(item, Rect) and start <= left and end >= right:
                yield end
