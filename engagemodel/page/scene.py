"""A page as primitives in points, y downwards from the top left: pure data that any writer can draw."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from engagemodel.page.diagram import Diagram
from engagemodel.page.dress import PLAIN, Dress

if TYPE_CHECKING:
    from engagemodel.page.story import Story

Point = tuple[float, float]
Colour = str  # "#rrggbb"
Anchor = Literal["start", "middle", "end"]
Role = Literal["graphics-object", "graphics-symbol", "group", "list", "listitem", "none"]
Head = Literal["filled", "open"]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, its corners rounded by `radius`."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0
    fill: Colour | None = None
    stroke: Colour | None = None
    line: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A run of cubic Bezier segments: 1 + 3n points; `arrow` is the length of a head at its end."""

    points: tuple[Point, ...]
    stroke: Colour | None = None
    line: float = 1.0
    dash: tuple[float, ...] = ()
    fill: Colour | None = None
    closed: bool = False
    arrow: float = 0.0
    head: Head = "filled"


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; (x, y) is where its baseline starts, has its middle or ends.

    What is `turned` reads upwards: its baseline is a vertical line through x.
    """

    x: float
    y: float
    text: str
    size: float
    colour: Colour
    bold: bool = False
    anchor: Anchor = "start"
    strike: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together; `title` and `description` are for those who cannot see them.

    A `url` makes the whole group a link. `id` is unique on the page and a valid XML name. A line
    has `ends`, the ids of the groups that it comes from and goes to; what stands `on` a line has them
    too. A line without a stroke is a cell of a table, its ends the row and the column. The words of a
    card are the texts among its own items; what else it carries are groups in it. What shows a card
    once `more` has that card's id there.
    """

    items: tuple[Item, ...]
    id: str | None = None
    title: str | None = None
    description: str | None = None
    role: Role = "none"
    url: str | None = None
    ends: tuple[str, str] | None = None
    on: tuple[str, str] | None = None
    more: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture (PNG) in a box."""

    x: float
    y: float
    width: float
    height: float
    png: bytes = field(repr=False)
    title: str


Item = Rect | Path | Text | Image | Group


@dataclass(frozen=True, slots=True)
class Scene:
    """One page; `warnings` are sentences about what could not be shown as it was meant.

    `diagram` is all that there was to draw, for formats that tell it in words of their own;
    `grouped` has the card that stands for each of its cards that has none of its own. The picture of
    a journey has in `steps` the column of each step by its number; what stands there are the groups
    ``head-0`` and ``column-0``. `story` tells what an interactive page has besides, `dress` what it
    wears.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    title: str
    description: str
    smallest: float = 7.5
    warnings: tuple[str, ...] = field(default=())
    diagram: Diagram = field(default=Diagram())
    grouped: Mapping[str, str] = field(default_factory=dict, hash=False)
    steps: Mapping[int, int] = field(default_factory=dict, hash=False)
    story: Callable[[], Story] | None = field(default=None, compare=False, repr=False)
    dress: Dress = PLAIN

    @property
    def language(self) -> str:
        """The language of the page, as HTML and XML name it."""
        return self.dress.language


def polyline(*corners: Point) -> tuple[Point, ...]:
    """Return straight lines through the corners as the points of a `Path`."""
    points = [corners[0]]
    for start, end in itertools.pairwise(corners):
        points += [_between(start, end, 1 / 3), _between(start, end, 2 / 3), end]
    return tuple(points)


def link(url: str | None) -> str | None:
    """Return the address if it is one that a page may link to: https, http or mailto."""
    scheme = (url or "").partition(":")[0].lower()
    return url if scheme in ("https", "http", "mailto") else None


def box(items: tuple[Item, ...]) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of the rectangles among the items (0s where there are none)."""
    rects = [item for item in walk(items) if isinstance(item, Rect)]
    if not rects:
        return (0.0, 0.0, 0.0, 0.0)
    return (
        min(r.x for r in rects),
        min(r.y for r in rects),
        max(r.x + r.width for r in rects),
        max(r.y + r.height for r in rects),
    )


def turn(items: Iterable[Item], x: float, y: float) -> tuple[Item, ...]:
    """Return items drawn to the right of (x, y) so that they read upwards from there."""

    def moved(point: Point) -> Point:
        return (x + point[1] - y, y - (point[0] - x))

    found: list[Item] = []
    for item in items:
        if isinstance(item, Group):
            found.append(replace(item, items=turn(item.items, x, y)))
        elif isinstance(item, Path):
            found.append(replace(item, points=tuple(map(moved, item.points))))
        elif isinstance(item, Rect | Image):
            left, top = moved((item.x + item.width, item.y))
            found.append(replace(item, x=left, y=top, width=item.height, height=item.width))
        else:
            left, top = moved((item.x, item.y))
            found.append(replace(item, x=left, y=top, turned=True))
    return tuple(found)


def walk(items: tuple[Item, ...]) -> Iterator[Rect | Path | Text]:
    """Return everything that is drawn but images, in order, with the groups taken apart."""
    for item in items:
        if isinstance(item, Group):
            yield from walk(item.items)
        elif not isinstance(item, Image):
            yield item


def arrowhead(path: Path) -> tuple[Point, Point, Point]:
    """Return left corner, tip and right corner of the head at the end of a path."""
    tip = path.points[-1]
    tail = next((p for p in reversed(path.points[:-1]) if p != tip), (tip[0] - 1, tip[1]))
    length = math.hypot(tip[0] - tail[0], tip[1] - tail[1])
    along = ((tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length)
    half = path.arrow * 0.42
    back = (tip[0] - along[0] * path.arrow, tip[1] - along[1] * path.arrow)
    return (
        (back[0] + along[1] * half, back[1] - along[0] * half),
        tip,
        (back[0] - along[1] * half, back[1] + along[0] * half),
    )


def shaft(path: Path) -> tuple[Point, ...]:
    """Return the points of a path, drawn back so that its line ends inside its head."""
    if not path.arrow or path.head == "open":
        return path.points
    left, tip, right = arrowhead(path)
    back = _between(tip, ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2), 0.8)
    return (*path.points[:-1], back)


def at(points: tuple[Point, ...], share: float) -> Point:
    """Return the point after that share (0 to 1) of a path's segments and of their parameter."""
    segments = (len(points) - 1) // 3
    index = min(int(share * segments), segments - 1)
    t = share * segments - index
    a, b, c, d = points[3 * index : 3 * index + 4]
    u = 1 - t
    weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    corners = (a, b, c, d)
    return (
        sum(w * p[0] for w, p in zip(weights, corners, strict=True)),
        sum(w * p[1] for w, p in zip(weights, corners, strict=True)),
    )


def _between(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
