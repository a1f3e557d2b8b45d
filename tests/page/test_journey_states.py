"""A journey of two models: its steps side by side, its three states in the same places, what is mended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import scenes
from hypothesis import given, settings
from hypothesis import strategies as st

from engagemodel import api, page
from engagemodel.analysis.stages import Stage, Walk
from engagemodel.errors import ArgumentError
from engagemodel.model import Journey, Step
from engagemodel.page import Scene, palette
from engagemodel.page.scene import Group, Rect
from engagemodel.page.scene import Path as Curved
from engagemodel.page.sheet import SIZES, sheet
from engagemodel.page.views.journey import states
from engagemodel.page.views.journey.aligning import aligned
from engagemodel.place import Place
from engagemodel.results import Check, Difference

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = ("lamp-retailer", "multi-channel-retailer", "insurer-after-merger")
AT = Place("sketch.yaml", 1, 1)
Find = Callable[..., Check | Difference]
BEFORE = """
customer_types: {a: {uses: [web, shop, phone], expects: {return: at once}}}
channels: {web: {needs: [app]}, shop: {needs: [till], run_by: [o]}, phone: {needs: [desk]}}
organizations: {o: {}}
platforms: {app: {holds: [order]}, till: {holds: {order: copy}}, desk: {holds: [note]}}
data: {order: {max_latency: 1h}, note: {}}
journeys:
  j: {name: Back, customer: a, steps: [{do: buy, via: web, writes: [order]},
    {do: call, via: phone, writes: [note]}, {do: return, via: shop, reads: [order]}]}
  gone: {customer: a, steps: [{do: buy, via: web, writes: [order]},
    {do: return, via: shop, reads: [order]}]}
"""
AFTER = """
customer_types: {a: {uses: [site, shop], expects: {return: at once}}}
channels: {site: {was: web, needs: [app]}, shop: {needs: [app]}}
platforms: {app: {holds: [order], replaces: [till]}}
data: {order: {max_latency: 1h}}
journeys:
  k: {name: Back, was: j, customer: a, steps: [{do: browse, via: site},
    {do: buy, via: site, writes: [order]}, {do: return, via: shop, reads: [order]}]}
  new: {customer: a, steps: [{do: buy, via: site, writes: [order]}]}
"""


@cache
def compared(folder: str) -> Difference:
    before, after = (api.load(str(EXAMPLES / folder / f"{s}.yaml")) for s in ("as-is", "future"))
    return api.diff(before, after, today=date(2026, 4, 1))


def stated(result: Check | Difference, id: str, size: str = "a4") -> dict[str, Scene]:
    assert isinstance(result, Difference)
    drawn = states(result, (id,), sheet(size))
    return dict(zip(("today", "difference", "tomorrow"), drawn, strict=True))


def heads(scene: Scene) -> list[str]:
    """Return the heads of the steps in words, from left to right."""
    found = [group for group in scenes.groups(scene.items) if (group.id or "").startswith("head-")]
    found.sort(key=lambda group: scenes.rect_box(_box(group)).left)
    titles = [
        item.title or "" for group in found for item in group.items if isinstance(item, Group)
    ]
    return [title.partition(": ")[2] for title in titles]


def columns(scene: Scene) -> dict[str, float]:
    """Return where the heads of the steps begin."""
    return {
        group.id or "": scenes.rect_box(_box(group)).left
        for group in scenes.groups(scene.items)
        if (group.id or "").startswith("head-")
    }


def _box(group: Group) -> Rect:
    return next(item for item in scenes.walk((group,)) if isinstance(item, Rect))


def hands(scene: Scene) -> list[Group]:
    return [g for g in scenes.groups(scene.items) if (g.id or "").startswith("line-hand-")]


def walked(*steps: tuple[str, str]) -> Walk:
    """Return a walk of steps, each given by what it does and its channel."""
    told = tuple(Step(at=AT, do=do, via=via) for do, via in steps)
    stages = tuple(
        Stage(number, step, (via,), (), (), (), ())
        for number, (step, (_, via)) in enumerate(zip(told, steps, strict=True), 1)
    )
    return Walk(Journey(at=AT, id="j", name="J", customer="a", steps=told), stages)


def numbers(before: Walk, after: Walk, **renamed: str) -> list[tuple[int, int]]:
    """Return the numbers of the steps that stand side by side, 0 where there is none."""
    return [
        (pair.before.number if pair.before else 0, pair.after.number if pair.after else 0)
        for pair in aligned(before, after, renamed)
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("buy ask", "buy ask", [(1, 1), (2, 2)]),
        ("buy ask", "browse buy ask", [(0, 1), (1, 2), (2, 3)]),
        ("buy wait ask", "buy ask", [(1, 1), (2, 0), (3, 2)]),
        ("buy wait ask", "buy call ask", [(1, 1), (2, 0), (0, 2), (3, 3)]),
        ("", "buy", [(0, 1)]),
        ("buy", "", [(1, 0)]),
        ("ask buy", "buy ask", [(1, 0), (2, 1), (0, 2)]),
    ],
)
def test_steps_that_do_the_same_are_one(
    before: str, after: str, expected: list[tuple[int, int]]
) -> None:
    olds, news = (walked(*((do, "web") for do in steps.split())) for steps in (before, after))
    found = numbers(olds, news)
    assert len(found) == len(expected)
    assert sum(0 not in pair for pair in found) == sum(0 not in pair for pair in expected)
    if before != "ask buy":  # where either step can be the one that stays
        assert found == expected


def test_of_several_steps_the_one_on_the_same_channel_stays_through_its_renaming() -> None:
    before = walked(("ask", "phone"))
    after = walked(("ask", "chat"), ("ask", "hotline"))
    assert numbers(before, after, phone="hotline") == [(0, 1), (1, 2)]
    assert numbers(before, after, phone="chat") == [(1, 1), (0, 2)]


STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), max_size=8)


@settings(max_examples=200, deadline=None)
@given(STEPS, STEPS)
def test_every_step_stands_once_and_in_its_order(
    olds: list[tuple[str, str]], news: list[tuple[str, str]]
) -> None:
    before, after = walked(*olds), walked(*news)
    found = numbers(before, after)
    assert [old for old, _ in found if old] == [stage.number for stage in before.stages]
    assert [new for _, new in found if new] == [stage.number for stage in after.stages]
    for old, new in found:
        assert not old or not new or olds[old - 1][0] == news[new - 1][0]
    back = numbers(after, before)
    assert sum(0 not in pair for pair in found) == sum(0 not in pair for pair in back)


def test_a_thousand_steps_that_all_differ_stand_side_by_side_at_once() -> None:
    before = walked(*((f"a{at}", "web") for at in range(1000)))
    after = walked(*((f"b{at}", "web") for at in range(900)), ("a999", "web"))
    assert len(aligned(before, after, {})) == 1900


def test_each_state_has_its_own_walk_and_all_have_their_places_in_common(found: Find) -> None:
    result = found(BEFORE, AFTER)
    told = stated(result, "k")
    assert heads(told["today"]) == ["buy", "call", "return"]
    assert heads(told["tomorrow"]) == ["browse", "buy", "return"]
    assert heads(told["difference"]) == ["browse, added", "buy", "call, removed", "return"]
    places = columns(told["difference"])
    for state in ("today", "tomorrow"):
        assert columns(told[state]).items() <= places.items()
    assert {*scenes.cards(told["today"])} >= {"site", "shop", "phone", "till", "app", "desk"}
    assert {*scenes.cards(told["tomorrow"])} == {"site", "shop", "app"}
    for scene in told.values():
        assert scenes.colliding(scene) == []
        assert scenes.loose(scene) == []
        assert scenes.faint(scene) == []
    assert told["today"].steps == {1: 1, 2: 2, 3: 3}
    assert told["difference"].steps == told["tomorrow"].steps == {1: 0, 2: 1, 3: 3}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_states_of_the_examples_are_legible_and_nothing_leaves_its_place(
    folder: str, size: str
) -> None:
    result = compared(folder)
    for id in result.after.model.journeys:
        told = stated(result, id, size)
        rows = scenes.cards(told["difference"])
        for scene in told.values():
            assert all(text.size >= SIZES[size].smallest for text in scenes.texts(scene.items))
            assert scenes.colliding(scene) == []
            assert scenes.loose(scene) == []
            assert scenes.faint(scene) == []
            assert columns(scene) == columns(told["difference"])
        for card in told["tomorrow"].diagram.cards:
            if card.id in rows:
                place = scenes.card_box(rows[card.id])
                assert scenes.card_box(scenes.cards(told["tomorrow"])[card.id]) == place
        for card in told["today"].diagram.cards:
            home = {state: told[state].grouped for state in told}
            place = scenes.card_box(rows[home["difference"].get(card.place, card.place)])
            row = scenes.cards(told["today"])[home["today"].get(card.id, card.id)]
            assert scenes.card_box(row).within(place, 0.1)


def test_the_difference_says_what_breaks_today_and_holds_tomorrow() -> None:
    for scene in (
        page.draw(compared("lamp-retailer"), view="journey:lamp-return"),
        stated(compared("lamp-retailer"), "lamp-return")["difference"],
    ):
        (hand,) = hands(scene)
        assert "mended" in (hand.title or "")
        assert "Before: no line" in (hand.title or "")
        (stroke,) = [item for item in hand.items if isinstance(item, Curved)]
        assert stroke.stroke == palette.STATES["mended"]
        chip = scenes.titled(scene, "reads order")
        assert {text.colour for text in scenes.texts((chip,))} == {palette.STATES["mended"]}
        assert "✓ Before: no order here" in scenes.said((scenes.titled(scene, "Step 2: return"),))
        legend = scenes.said((scenes.titled(scene, "Legend"),))
        assert "went wrong before, holds now" in legend


def test_a_state_shows_its_own_hand_offs_figures_and_findings() -> None:
    told = stated(compared("lamp-retailer"), "lamp-return")
    (broken,) = hands(told["today"])
    assert broken.title == "Web shop database → Till database: missing flow, no line"
    (kept,) = hands(told["tomorrow"])
    assert kept.title == "Customer database → Customer database: data flows"
    figures = {
        state: [(tile.before, tile.after) for tile in scene.diagram.tiles if tile.name == "kept"]
        for state, scene in told.items()
    }
    assert figures == {
        "today": [(None, "0 of 1")],
        "difference": [("0 of 1", "1 of 1")],
        "tomorrow": [(None, "1 of 1")],
    }
    assert {remark.status for remark in told["today"].diagram.remarks} == {"open"}
    assert {remark.status for remark in told["difference"].diagram.remarks} == {"resolved"}
    assert told["tomorrow"].diagram.remarks == ()
    assert [scene.title for scene in told.values()] == [
        "Brightwell Lamps, as we are today",
        *["Brightwell Lamps, as we want to be"] * 2,
    ]


def test_what_gets_worse_is_not_told_as_mended(found: Find) -> None:
    better = AFTER.replace("k: {name: Back, was: j,", "j: {name: Back,")
    scene = stated(found(better, BEFORE), "j")["difference"]
    said = scenes.said(scene.items)
    assert "no order here" in said
    assert {tile.effect for tile in scene.diagram.tiles if tile.name == "kept"} == {"worse"}
    assert "✓" not in said
    assert "holds now" not in said


def test_a_journey_of_one_model_alone_is_told_there_and_missed_elsewhere(found: Find) -> None:
    result = found(BEFORE, AFTER)
    for id, there, without, mark in (
        ("gone", "today", "tomorrow", "removed"),
        ("new", "tomorrow", "today", "added"),
    ):
        told = stated(result, id)
        assert heads(told[without]) == []
        assert "This journey is not in this model." in scenes.said(told[without].items)
        assert told[without].diagram.tiles == ()
        assert heads(told["difference"]) == [f"{head}, {mark}" for head in heads(told[there])]
        assert columns(told["difference"]) == columns(told[there])
    with pytest.raises(ArgumentError):
        stated(result, "nowhere")


def test_a_journey_is_found_by_the_id_that_it_has_today(found: Find) -> None:
    result = found(BEFORE, AFTER)
    one, other = (page.draw(result, view=f"journey:{id}") for id in ("j", "k"))
    assert page.write(one, "svg") == page.write(other, "svg")
    assert {remark.status for remark in one.diagram.remarks} == {"resolved"}


def test_a_step_that_is_gone_tells_what_it_did_and_has_no_number(found: Find) -> None:
    scene = stated(found(BEFORE, AFTER), "k")["difference"]
    head = scenes.texts((scenes.titled(scene, "Step 2: call, removed"),))
    assert [(text.text, text.strike) for text in head] == [("call", True)]
    chip = scenes.texts((scenes.titled(scene, "writes note"),))
    assert all(text.strike and text.colour == palette.MARKS["removed"] for text in chip)
    legend = scenes.said((scenes.titled(scene, "Legend"),))
    assert "added step" in legend
    assert "removed step" in legend


def test_many_steps_and_rows_are_one_page_in_each_state(found: Find) -> None:
    bodies = []
    for state, count in (("before", 60), ("after", 55)):
        ids = [f"p{at}" for at in range(count)]
        steps = [f"{{do: look{at}, via: web}}" for at in range(0 if state == "before" else 5, 80)]
        bodies.append(
            f"customer_types: {{a: {{uses: [web]}}}}\n"
            f"channels: {{web: {{needs: [{', '.join(ids)}]}}}}\n"
            f"platforms: {{{', '.join(f'{id}: {{}}' for id in ids)}}}\n"
            f"journeys: {{j: {{customer: a, steps: [{', '.join(steps)}]}}}}\n"
        )
    told = stated(found(*bodies), "j", "16:9")
    for state, total in (("today", 80), ("difference", 80), ("tomorrow", 75)):
        scene = told[state]
        assert scenes.colliding(scene) == []
        assert all(text.size >= 10.0 for text in scenes.texts(scene.items))
        assert f"{total} steps, " in scenes.said(scene.items)
        assert columns(scene).items() <= columns(told["difference"]).items()
        left = sum(
            int(text.text)
            for text in scenes.texts(scene.items)
            if text.text.startswith("+")
            and text.text[1:].isdigit()
            and text.bold
            and text.anchor == "middle"
        )
        assert left + len(heads(scene)) == total
    groups = {scene.grouped["p50"] for scene in told.values()}
    assert len(groups) == 1
