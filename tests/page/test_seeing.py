"""Every page for every eye: contrast in light, dark, grey and colour blindness; shape before colour."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path as File

import pytest
import scenes
import sight

from engagemodel import api, page
from engagemodel.page.density import Density
from engagemodel.page.diagram import Card, Connection, Mark
from engagemodel.page.drawing import cards
from engagemodel.page.drawing.connections import stroke
from engagemodel.page.drawing.marks import sign
from engagemodel.page.scene import Path, Rect, Scene, at, polyline, walk

EXAMPLES = sorted(
    path.parent for path in (File(__file__).parents[2] / "examples").glob("*/as-is.yaml")
)
CARDS: tuple[Mark, ...] = ("kept", "added", "removed", "changed", "renamed", "merged", "split")
LINES: tuple[Mark, ...] = ("kept", "added", "removed", "changed")
VIEWS = ("lanes", "matrix", "journey", "impact")


@cache
def drawn(folder: File, state: str, view: str) -> Scene:
    """Return a page of an example: of its model of that state, or of what lies between."""
    models = [
        api.load(str(folder / f"{each}.yaml"))
        for each in (("as-is", "future") if state == "difference" else (state,))
    ]
    today = date(2026, 4, 1)
    result = (
        api.check(models[0], today=today) if len(models) == 1 else api.diff(*models, today=today)
    )
    asked = view
    if view == "journey":
        asked = f"journey:{next(iter(models[-1].journeys))}"
    if view == "impact":
        asked = f"impact:{next(iter(models[-1].platforms))}"
    return page.draw(result, view=asked)


@pytest.mark.parametrize("seen", sight.SIGHTS)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("state", ["as-is", "future", "difference"])
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_text_and_line_keeps_its_contrast(
    folder: File, state: str, view: str, seen: str
) -> None:
    if (state, view) == ("difference", "impact"):
        return  # that view draws one model
    found = scenes.faint(sight.seen(drawn(folder, state, view), seen))
    slack = 0.9 if seen in ("protanopia", "tritanopia") else 1.0  # faded things, by a trace
    assert [
        (what, ratio)
        for what, ratio in found
        if ratio < (3.0 if what.startswith("#") else 4.5) * slack
    ] == []


def test_grey_leaves_the_contrast_as_it_is() -> None:
    for colour in ("#13702f", "#b3182a", "#155e8a", "#a04a00"):
        grey = sight.SIGHTS["grey"](colour)
        assert grey[1:3] == grey[3:5] == grey[5:7]
        assert sight.SIGHTS["plain"](colour) == colour


def shape(items: tuple[object, ...]) -> frozenset[tuple[float, float]]:
    """Return where strokes are, on a grid of a ninth of the space that they take."""
    points = [
        at(item.points, share / 40)
        for item in items
        if isinstance(item, Path)
        for share in range(41)
    ]
    if not points:
        return frozenset()
    left, top = (min(point[i] for point in points) for i in (0, 1))
    size = max(max(p[0] for p in points) - left, max(p[1] for p in points) - top)
    middle = [(min(p[i] for p in points) + max(p[i] for p in points)) / 2 for i in (0, 1)]
    return frozenset(
        (round((x - middle[0]) / size * 8), round((y - middle[1]) / size * 8)) for x, y in points
    )


def unlike(one: frozenset[tuple[float, float]], other: frozenset[tuple[float, float]]) -> float:
    """Return the share of the cells of two shapes that only one of them has."""
    return len(one ^ other) / max(1, len(one | other))


@pytest.mark.parametrize(("one", "other"), list(combinations(CARDS, 2)))
def test_cards_of_two_marks_differ_in_their_sign_without_any_colour(one: Mark, other: Mark) -> None:
    first, second = (
        shape(
            tuple(cards.swatch(Card(id="", lane="channel", name="", mark=m), 0, 0, 60, 20, DENSE))
        )
        for m in (one, other)
    )
    assert unlike(first, second) > 0.3


DENSE = Density(8, 8)


def test_what_is_removed_has_a_broken_outline_and_is_struck_out() -> None:
    outlines = {}
    for mark in CARDS:
        card = Card(id="c", lane="channel", name="Name", mark=mark)
        face = cards.face(card, 90, DENSE)
        items = tuple(walk((cards.draw(face, 0, 0, 90, DENSE, ()),)))
        outline = next(item for item in items if isinstance(item, Rect))
        outlines[mark] = bool(outline.dash), any(getattr(item, "strike", False) for item in items)
    assert [mark for mark, broken in outlines.items() if broken != (False, False)] == ["removed"]
    assert outlines["removed"] == (True, True)


def test_lines_of_two_marks_differ_in_dash_or_weight_and_in_their_sign() -> None:
    paths, signs = {}, {}
    for mark in LINES:
        line = Connection(id="l", kind="need", source="a", target="b", mark=mark)
        path = stroke(line, polyline((0, 0), (50, 0)), 1.0)
        paths[mark] = path.dash, path.line
        signs[mark] = shape(tuple(sign(0, 0, 4, mark))) if mark != "kept" else frozenset()
    for one, other in combinations(LINES, 2):
        dashed = paths[one][0] != paths[other][0]
        assert dashed or max(paths[one][1], paths[other][1]) > 1.5 * min(
            paths[one][1], paths[other][1]
        )
        assert unlike(signs[one], signs[other]) > 0.3
