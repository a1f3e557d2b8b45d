"""Items out as markup whose looks are classes, and the style rules of these: once each, light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from engagemodel.page.dark import dark
from engagemodel.page.scene import Path, Point, Rect, Text
from engagemodel.page.writers import svg

_ANCHORS = {"start": "", "middle": "text-anchor:middle", "end": "text-anchor:end"}


class Classed(svg.Drawing):
    """The markup of items, one or more pictures of one page; `rules` is the style of all of it."""

    def __init__(self) -> None:
        super().__init__(held=False, boxed=False)
        self._looks: dict[str, str] = {}
        self._colours: dict[str, str] = {}

    def rules(self) -> Iterator[str]:
        """Yield the style rules of what was drawn until now."""
        names = self._colours.items()
        light = "".join(f"--{name}:{colour};" for colour, name in names)
        both = "".join(f"--{name}:light-dark({colour},{dark(colour)});" for colour, name in names)
        yield f":root{{{light}}}"
        yield f"@supports(color:light-dark(red,red)){{:root{{{both}}}}}"
        yield from (f".{name}{{{look}}}" for look, name in self._looks.items())

    def paint(self, item: Rect | Path) -> str:
        parts = [f"fill:{self._colour(item.fill)}"]
        if item.stroke:
            parts += [f"stroke:{self._colour(item.stroke)}", f"stroke-width:{_number(item.line)}"]
            if item.dash:
                parts.append(f"stroke-dasharray:{' '.join(map(_number, item.dash))}")
        return self._look(parts)

    def set(self, item: Text) -> str:
        return self._look(
            (
                f"font-size:{_number(item.size)}px",
                f"fill:{self._colour(item.colour)}",
                _ANCHORS[item.anchor],
                "font-weight:600" if item.bold else "",
                "text-decoration:line-through" if item.strike else "",
            )
        )

    def curve(self, points: tuple[Point, ...]) -> str:
        """Return a path each of whose segments is told from where it starts."""
        grid = [_grid(point) for point in points]
        parts = [_moved("M", (grid[0],))]
        for at in range(0, len(grid) - 1, 3):
            start, *rest = grid[at : at + 4]
            parts.append(_segment([(x - start[0], y - start[1]) for x, y in rest]))
        return "".join(parts)

    def corners(self, points: tuple[Point, ...]) -> str:
        grid = [_grid(point) for point in points]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(grid)]
        return _moved("M", grid[:1]) + _moved("l", steps)

    def _look(self, parts: Iterable[str]) -> str:
        look = ";".join(filter(None, parts))
        return f' class="{self._looks.setdefault(look, f"k{len(self._looks)}")}"'

    def _colour(self, colour: str | None) -> str:
        if colour is None:
            return "none"
        return f"var(--{self._colours.setdefault(colour, f'k{len(self._colours)}')})"


def _number(value: float) -> str:
    """Return a number as short as a style sheet has it."""
    return svg.number(value).replace("0.", ".", 1) if abs(value) < 1 else svg.number(value)


def _grid(point: Point) -> tuple[int, int]:
    """Return a point in hundredths, in which steps add up."""
    return round(point[0] * 100), round(point[1] * 100)


def _segment(steps: Sequence[tuple[int, int]]) -> str:
    """Return a curve, as the straight line that it is where it goes on or down and nowhere else."""
    across, down = ([step[side] for step in steps] for side in (0, 1))
    for command, along, aside in (("h", across, down), ("v", down, across)):
        if not any(aside) and sorted([0, *along]) in ([0, *along], [*along[::-1], 0]):
            return command + _number(along[-1] / 100)
    return _moved("c", steps)


def _moved(command: str, steps: Iterable[tuple[int, int]]) -> str:
    numbers = " ".join(_number(value / 100) for step in steps for value in step)
    return command + numbers.replace(" -", "-")
