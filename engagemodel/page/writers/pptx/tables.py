"""A list whose entries have several texts side by side in; the table that it is, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engagemodel.page.scene import Group, Item, Rect, Text
from engagemodel.page.writers.pptx.blocks import ASCENT, Block, blocks, flat

_LEVEL = 0.5  # points by which what is on one line may differ
_THIN = 1.0  # points that a rule is high at most
_CLOSE = 1.0  # points that two columns may be into each other
_WIDER = 0.08  # of the last column: what words may be wider in the font of the slide

Column = tuple[str, float]  # the anchor of its texts, and their x


@dataclass(frozen=True, slots=True)
class Row:
    """Where a row begins and ends, the rules above it, and its cells by their column."""

    top: float
    bottom: float
    rules: tuple[Rect, ...]
    cells: dict[int, Block]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows from the top down, the edges of their columns, and the items that all of it is drawn by."""

    name: str
    edges: tuple[float, ...]
    rows: tuple[Row, ...]
    headed: bool
    items: tuple[Item, ...]


def table(name: str, items: Sequence[Item], entries: Sequence[Group]) -> Table | None:
    """Return the table that the entries of a list are, with the heads above them, if they are one.

    They are if one has several texts side by side, and no column is in the way of another one.
    """
    if any(not isinstance(each, Text) for entry in entries for each in entry.items):
        return None
    found = [blocks(_texts(entry.items), listed=True) for entry in entries if entry.items]
    if not any(len(entry) > 1 for entry in found):
        return None
    heads = blocks(_heads(items), listed=True)
    rules = [item for item in items if isinstance(item, Rect) and item.height <= _THIN]
    with_heads = _set(name, heads, found, rules) if heads else None
    return with_heads or _set(name, [], found, rules)


def _set(
    name: str, heads: list[Block], entries: Sequence[list[Block]], rules: Sequence[Rect]
) -> Table | None:
    """Return heads and entries as a table, if each of their blocks has a cell of its own."""
    lines = [[*heads]] if heads else []
    for entry in entries:
        level = (line for line in lines if abs(line[0].first.y - entry[0].first.y) < _LEVEL)
        if line := next(level, None):
            line += entry
        else:
            lines.append([*entry])
    every = [block for line in lines for block in line]
    if not (columns := _columns(every)):
        return None
    edges = _edges(columns, rules)
    rows = tuple(_rows(lines, rules, edges))
    if sum(len(row.cells) for row in rows) < len(every):
        return None
    own: tuple[Item, ...] = (*rules, *(text for block in every for text in block.texts))
    return Table(name, edges, rows, bool(heads), own)


def _texts(items: Sequence[Item]) -> list[Text]:
    return [item for item in flat(items) if isinstance(item, Text) and item.text]


def _heads(items: Sequence[Item]) -> list[Text]:
    """Return the texts on the last line above the entries."""
    above = list[Text]()
    for item in items:
        if isinstance(item, Group):
            break
        if isinstance(item, Text):
            above.append(item)
    return [text for text in above if abs(text.y - above[-1].y) < _LEVEL]


def _column(block: Block) -> Column:
    """Return the column of a block: where its signs or lines begin, or end."""
    sign = next(filter(None, block.signs), block.first)
    return (block.first.anchor, round(sign.x, 1))


def _columns(found: Sequence[Block]) -> list[tuple[Column, float, float]]:
    """Return the columns from left to right, each with its edges; none if two are in each other."""
    spans: dict[Column, tuple[float, float]] = {}
    for block in found:
        left, _, right, _ = block.frame
        low, high = spans.get(_column(block), (left, right))
        spans[_column(block)] = (min(low, left), max(high, right))
    ordered = sorted(((key, *span) for key, span in spans.items()), key=lambda each: each[1])
    clear = all(a[2] <= b[1] + _CLOSE for a, b in pairwise(ordered))
    return ordered if clear else []


def _edges(
    columns: Sequence[tuple[Column, float, float]], rules: Sequence[Rect]
) -> tuple[float, ...]:
    """Return the edges of the columns, and where a rule ends between them."""
    edges = [columns[0][1]]
    for ((before, _), _, right), ((anchor, _), left, _) in pairwise(columns):
        # What a column has to spare it has where its words grow in another font.
        free = {("end", "end"): right, ("start", "end"): (right + left) / 2}
        edges.append(min(free.get((before, anchor), left), left))
    _, left, right = columns[-1]
    ends = (rule.x + rule.width for rule in rules)
    edges.append(max(right + (right - left) * _WIDER, *ends, edges[-1]))
    for end in sorted({round(rule.x + rule.width, 2) for rule in rules}):
        if end < left and all(abs(end - edge) > _CLOSE for edge in edges):
            edges.append(end)
    return tuple(sorted(edges))


def _rows(
    lines: Sequence[list[Block]], rules: Sequence[Rect], edges: Sequence[float]
) -> Iterator[Row]:
    ordered = sorted(lines, key=lambda line: line[0].first.y)
    tops = [_top(line, rules) for line in ordered]
    for number, line in enumerate(ordered):
        low = max(block.frame[3] for block in line)
        bottom = tops[number + 1] if number + 1 < len(tops) else low
        cells = {_place(block, edges): block for block in line}
        above = tuple(rule for rule in rules if abs(_middle(rule) - tops[number]) < _LEVEL)
        yield Row(tops[number], bottom, above, cells)


def _top(line: Sequence[Block], rules: Sequence[Rect]) -> float:
    """Return where a row begins: at the last rule above it, if there is one close by."""
    high = min(block.frame[1] for block in line)
    first = line[0].first
    above = [_middle(rule) for rule in rules if _middle(rule) <= first.y - first.size * ASCENT / 2]
    return min(high, max(above)) if above else high


def _middle(rule: Rect) -> float:
    return rule.y + rule.height / 2


def _place(block: Block, edges: Sequence[float]) -> int:
    """Return the number of the column that a block is in."""
    left, _, right, _ = block.frame
    middle = (left + right) / 2
    return max(number for number, edge in enumerate(edges[:-1]) if edge <= middle)
