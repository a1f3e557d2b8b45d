"""The foot counts what the picture leaves out: with what is drawn it makes up what a comparison says."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import scenes
from hypothesis import given, settings
from strategies import models

from engagemodel import api, page
from engagemodel.model import Model
from engagemodel.page import Dress, Scene, words
from engagemodel.page.diagram import Diagram
from engagemodel.page.drawing.marks import SIGNS
from engagemodel.page.frame.ledger import gone
from engagemodel.page.scene import Group
from engagemodel.page.sketch import sketch
from engagemodel.page.tables import Tables, side
from engagemodel.results import Difference

ROOT = Path(__file__).parents[2]
DRAWN = ("use", "need", "run_by", "flow")
PAIRS = (
    *(f"examples/{name}/" for name in ("lamp-retailer", "multi-channel-retailer")),
    "examples/insurer-after-merger/",
    *(f"tests/page/models/{size}-" for size in (25, 40, 60)),
)
PAPERS = (("a4", False), ("letter", False), ("16:9", False), ("a4", True))
papers = pytest.mark.parametrize(("size", "upright"), PAPERS)
languages = pytest.mark.parametrize("language", ["en", "de"])


@cache
def compared(pair: str) -> Difference:
    before, after = (api.load(str(ROOT / f"{pair}{state}.yaml")) for state in ("as-is", "future"))
    return api.diff(before, after, today=date(2026, 4, 1))


def counted(told: str) -> int:
    """Return how many lines of today the foot counts."""
    found = re.search(r"(\d+) lines?(?: within|$| and)", told)
    more = re.search(r"(\d+) more within", told)
    return sum(int(match[1]) for match in (found, more) if match)


def stated(result: Difference) -> Counter[str]:
    """Return how many lines of the kinds that a page draws a comparison says to be what."""
    return Counter(change.change for change in result.changes if change.kind in DRAWN)


def marked(diagram: Diagram) -> Counter[str]:
    return Counter(line.mark for line in diagram.lines if line.mark != "kept")


def foot(scene: Scene) -> str:
    return " ".join(text.text for text in reversed(scenes.texts(scene.items[-1:])))


@pytest.mark.parametrize("pair", PAIRS)
def test_what_is_drawn_and_what_is_counted_is_all_that_a_comparison_says(pair: str) -> None:
    result = compared(pair)
    diagram, said = sketch(result), stated(result)
    assert marked(diagram) + Counter(removed=len(diagram.within)) == said
    assert counted(gone(diagram)) == said["removed"]


@settings(max_examples=150, deadline=None)
@given(models(lineage=True), models(lineage=True))
def test_no_line_of_any_two_models_is_lost(before: Model, after: Model) -> None:
    result = api.diff(before, after, today=date(2026, 4, 1))
    diagram, said = sketch(result), stated(result)
    assert marked(diagram) + Counter(removed=len(diagram.within)) == said
    assert counted(gone(diagram)) == said["removed"]


@languages
def test_lines_within_merged_cards_are_told_where_no_other_is_gone(language: str) -> None:
    scene = page.draw(compared("examples/lamp-retailer/"), dress=Dress(language=language))
    one = {
        "en": "of today only: 1 line within merged cards",
        "de": "nur heute: 1 Linie innerhalb zusammengeführter Karten",
    }
    assert one[language] in foot(scene)
    assert one[language] in scene.description


@papers
@languages
@pytest.mark.parametrize("view", ["lanes", "matrix"])
@pytest.mark.parametrize("pair", [*PAIRS[1:3], PAIRS[-1]])
def test_what_a_page_leaves_out_is_counted_whatever_room_that_takes(
    pair: str, view: str, language: str, size: str, upright: bool
) -> None:
    result = compared(pair)
    for each in (result, result.before):
        scene = page.draw(
            each, view=view, size=size, portrait=upright, dress=Dress(language=language)
        )
        head = next(item for item in scene.items if isinstance(item, Group))
        shown = len(next(item for item in head.items if isinstance(item, Group)).items)
        total = len(scene.diagram.tiles)
        with words.spoken(language):
            figures = words.say("figures", total=total, shown=shown)
            today = gone(scene.diagram)
        assert (figures in foot(scene)) == (shown < total)
        assert today in foot(scene)
        assert bool(today) == (each is result)
        low = min(scenes.text_box(text).top for text in scenes.texts(scene.items[-1:]))
        assert all(scenes.text_box(text).bottom < low for text in scenes.texts(scene.items[:-1]))


@papers
@pytest.mark.parametrize("pair", PAIRS)
def test_every_line_that_changes_is_in_a_table_or_told_not_to_be(
    pair: str, size: str, upright: bool
) -> None:
    scene = page.draw(compared(pair), view="matrix", size=size, portrait=upright)
    table = [text.text for text in scenes.texts(scenes.titled(scene, "What changes").items)]
    told = foot(scene).partition("in the tables")[2].partition(" · ")[0]
    inside = {*Tables(scene.diagram).pairs}
    sides = {card.id: side(card) for card in scene.diagram.cards}
    placed = Counter(
        line.mark
        for line in scene.diagram.lines
        if {(sides[line.source], sides[line.target]), (sides[line.target], sides[line.source])}
        & inside
    )
    for mark in ("added", "removed", "changed"):
        outside = sum(map(int, re.findall(rf"{re.escape(SIGNS[mark])}(\d+)", told)))
        if mark in table:
            at = table.index(mark)
            assert int(table[at + 2]) == placed[mark] + outside
        assert marked(scene.diagram)[mark] == placed[mark] + outside


@papers
@pytest.mark.parametrize("pair", PAIRS)
def test_cells_are_counted_where_lines_share_them(pair: str, size: str, upright: bool) -> None:
    scene = page.draw(compared(pair), view="matrix", size=size, portrait=upright)
    said = foot(scene)
    cells = sum(
        bool(group.ends and group.title)
        and not group.title.endswith(words.WORDS["cell.through"])
        and not group.title.endswith(words.WORDS["missing"])
        for group in scenes.groups(scene.items)
    )
    found = re.search(r"(\d+) in the tables(?: \((\d+) cells\))?", said)
    assert found
    assert int(found[2] or found[1]) == cells
