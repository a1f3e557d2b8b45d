"""Today, tomorrow and difference of two models: what both have keeps its place, all is well set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from scenes import Box, card_box, cards, groups, rect_box, text_box

from engagemodel import api
from engagemodel.page.plates import plates
from engagemodel.page.scene import Group, Rect, Scene, Text, walk
from engagemodel.page.scene import Path as Line
from engagemodel.page.sheet import SIZES, sheet
from engagemodel.page.sketch import sketch
from engagemodel.page.views.lanes import plates as pages
from engagemodel.page.views.lanes.columns import GROUND
from engagemodel.page.views.lanes.seating import direct
from engagemodel.results import Check, Difference

ROOT = Path(__file__).parents[2]
PAIRS = (
    *(f"examples/{name}/" for name in ("lamp-retailer", "multi-channel-retailer")),
    "examples/insurer-after-merger/",
    *(f"tests/page/models/{size}-" for size in (25, 40, 60)),
)
PAPERS = (*((size, False) for size in SIZES), ("a4", True), ("a3", True), ("letter", True))
LAP = 1.6  # points of a card's edge that a badge of the card below may touch
FULL = """
channels: {shop: {needs: [%s]}}
platforms: {%s}
"""


@cache
def compared(pair: str) -> Difference:
    before, after = (api.load(str(ROOT / f"{pair}{state}.yaml")) for state in ("as-is", "future"))
    return api.diff(before, after, today=date(2026, 4, 1))


def drawn(result: Difference, size: str = "a4", upright: bool = False) -> dict[str, Scene]:
    union = sketch(result)
    made = plates(result, union)
    scenes = pages(union, [plate.diagram for plate in made], sheet(size, portrait=upright))
    return {plate.state: scene for plate, scene in zip(made, scenes, strict=True)}


def name_size(card: Group) -> float:
    return next(text.size for text in walk(card.items) if isinstance(text, Text))


def badges(card: Group) -> Iterator[Box]:
    """Yield what stands on the upper edge of a card."""
    frame = card_box(card)
    for item in walk(card.items):
        if isinstance(item, Rect) and rect_box(item).top < frame.top - 1:
            yield rect_box(item)


def well_set(scene: Scene) -> None:
    """Assert that no card meets another one, and no badge the text of another card."""
    found = cards(scene)
    for one, other in combinations(found, 2):
        assert not card_box(found[one]).meets(card_box(found[other])), (one, other)
    for one, card in found.items():
        for other, beside in found.items():
            if one == other:
                continue
            frame = card_box(beside)
            inner = Box(frame.left, frame.top + LAP, frame.right, frame.bottom - LAP)
            said = [text_box(text) for text in walk(beside.items) if isinstance(text, Text)]
            for badge in badges(card):
                assert not badge.meets(inner), (one, other)
                assert not any(badge.meets(text) for text in said), (one, other)


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize(("size", "upright"), PAPERS)
def test_each_state_is_set_as_well_as_a_page_of_its_own(
    pair: str, size: str, upright: bool
) -> None:
    result = compared(pair)
    scenes = drawn(result, size, upright)
    boxes = {
        state: {id: card_box(card) for id, card in cards(scene).items()}
        for state, scene in scenes.items()
    }
    for one, other in combinations(boxes.values(), 2):
        for id in one.keys() & other.keys():
            assert (one[id].left, one[id].top) == (other[id].left, other[id].top), id
    for state in ("today", "tomorrow"):
        scene = scenes[state]
        well_set(scene)
        assert len({round(name_size(card), 3) for card in cards(scene).values()}) == 1
        right = max(box.right for one in boxes.values() for box in one.values()) + GROUND
        for line in (group for group in groups(scene.items) if group.ends):
            paths = (item for item in walk(line.items) if isinstance(item, Line))
            assert max(x for path in paths for x, _ in path.points) <= right, line.title


def test_what_becomes_one_has_a_card_as_high_as_any_other_today() -> None:
    result = compared("examples/lamp-retailer/")
    today = cards(drawn(result)["today"])
    heirs = result.lineage.heirs["platform"]
    merged = [id for id in heirs if len(result.lineage.origins["platform"][heirs[id][0]]) > 1]
    assert len(merged) > 2
    kept = today["telephony"]
    for id in merged:
        assert name_size(today[id]) == name_size(kept)
        high, least = (card_box(card).bottom - card_box(card).top for card in (today[id], kept))
        assert high >= least - 0.01
        assert card_box(today[id]).left in {card_box(card).left for card in today.values()}


def joined(kept: int, merged: int) -> tuple[str, str]:
    """Return two models: so many platforms stay, and so many become one."""
    stay = [f"stays-{number:02}" for number in range(kept)]
    old = [f"old-{number:02}" for number in range(merged)]
    before = FULL % (", ".join(stay + old), ", ".join(f"{id}: {{}}" for id in stay + old))
    one = f"one: {{replaces: [{', '.join(old)}]}}"
    after = FULL % (", ".join([*stay, "one"]), ", ".join([*(f"{id}: {{}}" for id in stay), one]))
    return before, after


@pytest.mark.parametrize(("kept", "merged"), [(4, 3), (12, 6), (18, 12), (24, 8), (60, 9)])
def test_a_full_column_presses_what_becomes_one_and_moves_nothing(
    kept: int, merged: int, found: Callable[..., Check | Difference]
) -> None:
    result = found(*joined(kept, merged))
    assert isinstance(result, Difference)
    scenes = drawn(result)
    today, whole = (
        {id: card_box(card) for id, card in cards(scenes[state]).items()}
        for state in ("today", "difference")
    )
    well_set(scenes["today"])
    assert all(today[id] == whole[id] for id in today.keys() & whole.keys())
    told = " ".join(card.title or "" for card in cards(scenes["today"]).values())
    assert all(f"old-{number:02}" in told for number in range(merged))
    assert min(item.size for item in walk(scenes["today"].items) if isinstance(item, Text)) >= 7.5


def test_an_arc_of_the_last_column_bulges_to_the_left() -> None:
    upper, lower = (10.0, 60.0, 20.0), (10.0, 60.0, 90.0)
    free = direct("a", upper, lower)
    bound = direct("a", upper, lower, bound=60.0)
    assert min(x for x, _ in free.points) == 60.0
    assert max(x for x, _ in bound.points) == 10.0
    assert [y for _, y in free.points] == [y for _, y in bound.points]
