"""Our layout against Graphviz and against chance: crossings, length of lines, time; and pages in time.

Run by hand: ``python -m tests.bench.layouts [--write FILE]``. Every layout gets the same cards in the
same columns and the same lines between columns (lines within a column order nothing). Crossings are
counted alike for all, on the curves as they are drawn: how often two lines without a common card
change places from left to right. Times are of CPU, Graphviz's own included.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from engagemodel import api, page
from engagemodel.page.diagram import Diagram
from engagemodel.page.layout import (
    Arrangement,
    Card,
    Column,
    Line,
    Ordering,
    arrange,
    order,
    order_by_dot,
)
from engagemodel.page.sheet import sheet
from engagemodel.page.sketch import sketch
from engagemodel.page.views.lanes.columns import Lanes, ordered
from engagemodel.results import Check, Difference

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench import company
from bench.curves import (  # a sibling, found however this is run
    Polyline,
    crossings,
    length,
    polyline,
)

MODELS = Path(__file__).resolve().parents[1] / "page" / "models"
TODAY = date(2026, 4, 1)
SEEDS = 20
HIGH, GAP, WIDE, PITCH = 24.0, 6.0, 130.0, 190.0  # of cards and columns, in points
AIR = 1.25  # times the height of the fullest column
LARGE = 150
SIZES = (25, 40, 60, 90, LARGE)
VIEWS = ("lanes", "matrix", "focus:{element}", "journey:{journey}", "impact:{element}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be laid out: cards of one height in columns, and the lines between columns."""

    cards: list[Card]
    lines: list[Line]
    columns: list[Column]

    @property
    def bottom(self) -> float:
        """How high the page is: the fullest column, its passing lines included, with air."""
        taken = [0.0] * len(self.columns)
        at = {card.id: card.column for card in self.cards}
        for card in self.cards:
            taken[card.column] += HIGH + GAP
        for line in self.lines:
            low, high = sorted((at[line.source], at[line.target]))
            for between in range(low + 1, high):
                taken[between] += GAP
        return AIR * max(taken)


@dataclass(frozen=True, slots=True)
class Row:
    """One layout of one model: mean crossings, mean length of a line in points, seconds of CPU."""

    model: str
    layout: str
    crossings: float
    length: float
    seconds: float


def result(elements: int) -> Difference:
    """Return what lies between the two models of a size: kept ones up to 60, generated above."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [MODELS / f"{elements}-{state}.yaml" for state in ("as-is", "future")]
        if not paths[0].exists():
            paths = [Path(folder) / name for name in ("as-is.yaml", "future.yaml")]
            paths[0].write_text(company.company(elements, 1), "utf-8")
            paths[1].write_text(company.grown(elements, 1), "utf-8")
        before, after = (api.load(str(path)) for path in paths)
    return api.diff(before, after, today=TODAY)


def problem(diagram: Diagram) -> Problem:
    """Return the cards and lines of a diagram, in the columns of the lanes view."""
    lanes = Lanes(diagram, sheet("a4"))
    cards = [Card(card.id, lanes.column_of(card), HIGH) for card in diagram.cards]
    at = {card.id: card.column for card in cards}
    lines = [line for line in lanes.lines if at[line.source] != at[line.target]]
    columns = [Column(PITCH * number, WIDE) for number in range(len(lanes.members))]
    return Problem(cards, lines, columns)


def ours(given: Problem) -> list[Polyline]:
    """Return the lines as we draw them."""
    found = order(given.cards, given.lines, len(given.columns))
    return _drawn(given, found)


def dots_order(given: Problem) -> list[Polyline]:
    """Return the lines in Graphviz's order, as --engine dot draws them."""
    found, _ = order_by_dot(
        given.cards, given.lines, len(given.columns), GAP, seconds=600, memory=8192
    )
    return _drawn(given, found)


def chance(given: Problem, seed: int) -> list[Polyline]:
    """Return the lines in a random order of cards and passing lines."""
    rng = random.Random(seed)
    found = order(given.cards, given.lines[:0], len(given.columns))
    whole = order_slots(given, found)
    shuffled = tuple(tuple(rng.sample(column, len(column))) for column in whole.columns)
    return _drawn(given, replace(whole, columns=shuffled))


def order_slots(given: Problem, cards: Ordering) -> Ordering:
    """Return an ordering of cards with every passing line put below them."""
    from engagemodel.page.layout.lanes import build

    lanes = build(given.cards, given.lines, len(given.columns))
    columns = [list(column) for column in cards.columns]
    for slot, column in zip(lanes.slots, lanes.column, strict=True):
        if slot.passing:
            columns[column].append(slot)
    return replace(cards, columns=tuple(map(tuple, columns)))


def _drawn(given: Problem, ordering: Ordering) -> list[Polyline]:
    found = arrange(
        given.cards, given.lines, given.columns, 0.0, given.bottom, GAP, ordering=ordering
    )
    return [polyline(points) for points in _curves(given, found)]


def _curves(given: Problem, found: Arrangement) -> Iterator[Sequence[tuple[float, float]]]:
    for line in given.lines:
        points = found.curves[line.id].points
        yield points if points[0][0] < points[-1][0] else points[::-1]


def dots_picture(given: Problem) -> list[Polyline]:
    """Return the lines as Graphviz draws them: whole, with its own curves, columns as ranks."""
    from graphviz import Digraph

    made = Digraph(
        graph_attr={"rankdir": "LR", "nodesep": f"{GAP / 72}", "ranksep": f"{(PITCH - WIDE) / 72}"},
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
        edge_attr={"dir": "none"},
    )
    made.node_attr.update(width=f"{WIDE / 72}", height=f"{HIGH / 72}")
    number = {card.id: f"n{i}" for i, card in enumerate(sorted(given.cards, key=lambda c: c.id))}
    at = {card.id: card.column for card in given.cards}
    for column in range(len(given.columns)):
        with made.subgraph() as rank:
            rank.attr(rank="same")
            rank.node(f"c{column}", style="invis", height="0.01")
            for card in given.cards:
                if card.column == column:
                    rank.node(number[card.id])
    for one, other in pairwise(range(len(given.columns))):
        made.edge(f"c{one}", f"c{other}", style="invis", weight="0")
    for line in given.lines:
        left, right = sorted((line.source, line.target), key=at.__getitem__)
        made.edge(number[left], number[right])
    ends = sorted((_ends(line, at, number), place) for place, line in enumerate(given.lines))
    found: dict[tuple[str, str], list[Polyline]] = {}
    for words in map(str.split, made.pipe(format="plain", encoding="utf-8").splitlines()):
        if words[0] == "edge" and not words[1].startswith("c"):
            values = [float(word) * 72 for word in words[4 : 4 + 2 * int(words[3])]]
            points = list(zip(values[::2], values[1::2], strict=True))
            found.setdefault((words[1], words[2]), []).append(polyline(points))
    placed = {place: found[pair].pop() for pair, place in ends}
    return [placed[place] for place in range(len(given.lines))]


def _ends(line: Line, at: Mapping[str, int], number: Mapping[str, str]) -> tuple[str, str]:
    left, right = sorted((line.source, line.target), key=at.__getitem__)
    return number[left], number[right]


def _spent() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def compare(sizes: Iterable[int], seeds: int) -> Iterator[Row]:
    """Yield a row for each model and layout."""
    for size in sizes:
        diagram = sketch(result(size))
        given = problem(diagram)
        model = f"{size} ({len(given.cards)} cards, {len(given.lines)} lines)"
        layouts: tuple[tuple[str, Sequence[Callable[[Problem], list[Polyline]]]], ...] = (
            ("engagemodel", [ours]),
            ("Graphviz, as it draws", [dots_picture]),
            ("Graphviz's order, our curves (--engine dot)", [dots_order]),
            (
                f"random order, mean of {seeds}",
                [partial(chance, seed=seed) for seed in range(seeds)],
            ),
        )
        for name, ways in layouts:
            began = _spent()
            drawn = [way(given) for way in ways]
            seconds = (_spent() - began) / len(ways)
            crossed = fmean(crossings(given.lines, lines) for lines in drawn)
            yield Row(model, name, crossed, fmean(map(length, drawn)), seconds)


def pages(elements: int) -> Iterator[tuple[str, str, float]]:
    """Yield for each view of a large model what was drawn and the seconds of CPU it took."""
    both = result(elements)
    element = max(both.after.model.platforms)
    wanted = {"element": element, "journey": min(both.after.model.journeys)}
    one: Check | Difference
    for what, one in (("one model", both.after), ("difference", both)):
        for view in VIEWS:
            if view.startswith("impact") and one is both:
                continue
            ordered.cache_clear()  # each as if it were the first page of a run
            began = _spent()
            page.draw(one, view=view.format(**wanted))
            yield what, view.partition(":")[0], _spent() - began


def table(rows: Iterable[Row], timed: Iterable[tuple[str, str, float]], elements: int) -> str:
    """Return both tables as Markdown."""
    lines = [
        "| model | layout | crossings | mean length, pt | CPU s |",
        "|---|---|---:|---:|---:|",
        *(
            f"| {row.model} | {row.layout} | {row.crossings:,.0f} | {row.length:.0f} "
            f"| {row.seconds:.2f} |"
            for row in rows
        ),
        "",
        f"Layout and drawing of {elements} elements on a4:",
        "",
        "| drawn | view | CPU s |",
        "|---|---|---:|",
        *(f"| {what} | {view} | {seconds:.2f} |" for what, view, seconds in timed),
    ]
    return "\n".join((*lines, ""))


def main() -> None:
    """Print the tables, and write them to a file if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--write", type=Path)
    stated = parser.parse_args()
    sizes = [int(size) for size in stated.sizes.split(",")]
    text = table(compare(sizes, stated.seeds), pages(LARGE), LARGE)
    print(text)  # noqa: T201
    if stated.write:
        heading = "# Layouts compared\n\nWritten by `python -m tests.bench.layouts --write FILE`. "
        said = f"{__doc__}".split("\n\n", 1)[1].strip().split("``. ", 1)[1].replace("\n", " ")
        stated.write.write_text(f"{heading}{said}\n\n{text}", "utf-8")


if __name__ == "__main__":
    main()
