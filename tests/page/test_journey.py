"""A journey on one page: its steps, what they read and write, hand-offs kept and broken."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import scenes

from engagemodel import api, page
from engagemodel.errors import ArgumentError
from engagemodel.page import Scene, palette
from engagemodel.page.scene import Path as Curved
from engagemodel.page.scene import Rect, Text, at
from engagemodel.results import Check, Difference

EXAMPLES = Path(__file__).parents[2] / "examples"
SHOP = """
customer_types: {a: {uses: [web, shop], expects: {return: at once}}}
channels: {web: {needs: [app]}, shop: {needs: [till]}}
platforms: {app: {holds: [order]}, till: {holds: {order: copy}}, spare: {}}
data: {order: {max_latency: 1h}}
FLOWS
journeys: {j: {name: Back, customer: a, steps: [
  {do: buy, via: web, writes: [order]}, {do: return, via: shop, reads: [order]}]}}
"""
Find = Callable[..., Check | Difference]


def sound(scene: Scene, least: float) -> None:
    paper = scenes.Box(0, 0, scene.width, scene.height)
    for text in scenes.texts(scene.items):
        assert text.size >= least
        assert scenes.text_box(text).within(paper)
    assert scenes.loose(scene) == []
    assert scenes.faint(scene) == []
    assert scenes.colliding(scene) == []


def hands(scene: Scene) -> list[str]:
    """Return the hand-offs of the page in words."""
    return [g.title or "" for g in scenes.groups(scene.items) if g.ends and g.title]


@pytest.mark.parametrize(
    ("flows", "chip", "hand"),
    [
        ("", "no order here", "app → till: missing flow"),
        ("flows: [{from: app, to: till, carries: [order], latency: 5m}]", "reads order", "5 min"),
        (
            "flows: [{from: app, to: till, carries: [order], latency: 9h}]",
            "waits for order",
            "slow",
        ),
        ("flows: [{from: app, to: till, carries: [order]}]", "reads order, when?", "unknown"),
    ],
)
def test_a_hand_off_is_kept_slow_unknown_or_broken_in_plain_sight(
    found: Find, flows: str, chip: str, hand: str
) -> None:
    scene = page.draw(found(SHOP.replace("FLOWS", flows)), view="journey:j")
    said = scenes.said(scene.items)
    assert "writes order" in said
    assert chip in said
    (only,) = hands(scene)
    assert hand in only
    assert "“at once”" in said
    sound(scene, 7.5)


def test_only_what_the_journey_touches_is_there_with_its_findings(found: Find) -> None:
    check = found(SHOP.replace("FLOWS", ""))
    scene = page.draw(check, view="journey:j")
    assert set(scenes.cards(scene)) == {"web", "shop", "app", "till"}
    whole = {remark.number: remark for remark in page.draw(check).diagram.remarks}
    shown = {remark.number: remark for remark in scene.diagram.remarks}
    assert shown
    assert all(whole[number] == remark for number, remark in shown.items())
    assert isinstance(check, Check)
    told = {f.fingerprint for f in check.open if "j" in f.journeys}
    assert {remark.fingerprint for remark in shown.values()} == told


@pytest.mark.parametrize(("size", "least"), [("a4", 7.5), ("16:9", 10.0)])
@pytest.mark.parametrize(
    "name", ["lamp-retailer", "multi-channel-retailer", "insurer-after-merger"]
)
def test_journeys_of_the_examples_are_legible(name: str, size: str, least: float) -> None:
    before, after = (api.load(str(EXAMPLES / name / f"{s}.yaml")) for s in ("as-is", "future"))
    difference = api.diff(before, after)
    for id in sorted(before.journeys)[:2]:
        sound(page.draw(difference.before, view=f"journey:{id}", size=size), least)
        sound(page.draw(difference, view=f"journey:{id}", size=size), least)


def test_a_journey_of_500_steps_is_one_page_that_shows_the_trouble(found: Find) -> None:
    steps = [f"{{do: look{i}, via: web}}" for i in range(498)]
    steps.insert(100, "{do: buy, via: web, writes: [order]}")
    steps.insert(400, "{do: return, via: shop, reads: [order]}")
    body = SHOP.replace("FLOWS", "")
    body = (
        body[: body.index("journeys")]
        + f"journeys: {{j: {{customer: a, steps: [{', '.join(steps)}]}}}}"
    )
    scene = page.draw(found(body), view="journey:j")
    sound(scene, 7.5)
    said = scenes.said(scene.items)
    assert "no order here" in said
    assert "writes order" in said
    assert "500 steps, " in said
    left = [int(t.text) for t in scenes.texts(scene.items) if re.fullmatch(r"\+\d+", t.text)]
    heads = [g for g in scenes.groups(scene.items) if (g.title or "").startswith("Step ")]
    assert sum(left) + len(heads) == 500


def test_a_step_on_many_channels_and_platforms_is_grouped(found: Find) -> None:
    many = ", ".join(f"p{i}" for i in range(60))
    body = f"""
customer_types: {{a: {{uses: [web]}}}}
channels: {{web: {{needs: [{many}]}}}}
platforms: {{{", ".join(f"p{i}: {{}}" for i in range(60))}}}
journeys: {{j: {{customer: a, steps: [{{do: buy, via: web}}]}}}}
"""
    scene = page.draw(found(body), view="journey:j", size="16:9")
    sound(scene, 10.0)
    assert "60 platforms, " in scenes.said(scene.items)
    assert "grouped: " in scenes.said(scene.items)


def test_a_journey_without_steps_says_so(found: Find) -> None:
    scene = page.draw(
        found("customer_types: {a: {}}\njourneys: {j: {customer: a, steps: []}}"), view="journey:j"
    )
    sound(scene, 7.5)
    assert "This journey has no steps yet." in scenes.said(scene.items)


@pytest.mark.parametrize(
    "text", ["<script>x</script>", "W" * 200, "e\u0301\u0301\u0301" * 9, "中文 🙂"]
)
def test_hostile_names_stay_text_in_their_boxes(found: Find, text: str) -> None:
    body = SHOP.replace("FLOWS", "").replace("name: Back", f'name: "{text}"')
    body = body.replace("order: {max", f'order: {{name: "{text}", max').replace(
        "do: buy", f'do: "{text}"'
    )
    body = body.replace("till: {", f'till: {{name: "{text}", ')
    scene = page.draw(found(body), view="journey:j")
    sound(scene, 7.5)
    assert b"<script" not in page.write(scene, "svg", embed_font=False)
    assert page.write(scene, "pdf").startswith(b"%PDF")


def test_an_unknown_journey_is_refused_with_the_nearest(found: Find) -> None:
    with pytest.raises(ArgumentError) as error:
        page.draw(found(SHOP.replace("FLOWS", "").replace("{j:", "{lamp:")), view="journey:lmp")
    assert error.value.problems[0].hint == "did you mean 'lamp'?"


def test_a_journey_of_two_models_says_what_was_and_what_is_better(found: Find) -> None:
    flow = "flows: [{from: app, to: till, carries: [order], latency: 5m}]"
    for bodies, effect in (("", flow), "better"), ((flow, ""), "worse"):
        scene = page.draw(found(*(SHOP.replace("FLOWS", f) for f in bodies)), view="journey:j")
        tiles = {t.title: t for t in scene.diagram.tiles}
        kept, breaks = tiles["Hand-offs kept"], tiles["Steps that break"]
        values = ("0 of 1", "1 of 1") if effect == "better" else ("1 of 1", "0 of 1")
        assert (kept.before, kept.after, kept.effect) == (*values, effect)
        assert breaks.effect == effect
        assert tiles["Steps"].before is None


def retold(journey: str, size: str = "a4") -> Scene:
    """Return the page of a retailer's journey, today and tomorrow."""
    folder = EXAMPLES / "multi-channel-retailer"
    before, after = (api.load(str(folder / f"{state}.yaml")) for state in ("as-is", "future"))
    return page.draw(api.diff(before, after), view=f"journey:{journey}", size=size)


def test_a_difference_tells_what_was_wrong_before_and_explains_what_it_shows() -> None:
    scene = retold("click-and-collect")
    said = scenes.said(scene.items)
    assert "Before: waits for order, 24 h" in said
    assert "reads old stock in the warehouse" in said
    assert "Slow transfer (remaining)." in said
    assert "too slow" in scenes.said((scenes.titled(scene, "Legend"),))
    changes = {text.text for text in scenes.texts((scenes.titled(scene, "What changes"),))}
    assert "elements" in changes
    assert "lines" not in changes
    sound(scene, 7.5)


def test_what_is_wrong_still_is_not_told_as_past() -> None:
    said = scenes.said(retold("return-in-store").items)
    assert "Before: no payment here" in said
    assert "Before: reads old stock" not in said


def test_every_channel_of_a_step_leads_on() -> None:
    scene = retold("click-and-collect")
    starts = {
        item.points[0]
        for item in scenes.walk(scene.items)
        if isinstance(item, Curved)
        and item.line == 2.0
        and item.stroke == palette.TITLE
        and item.points[-1][0] - item.points[0][0] > 50  # not the sample in the legend
    }
    assert len({round(y) for _, y in starts}) == 2


def test_a_latency_stands_right_behind_its_clock() -> None:
    scene = page.draw(
        api.check(api.load(str(EXAMPLES / "insurer-after-merger/as-is.yaml"))),
        view="journey:burst-pipe",
    )
    label = min(
        (t for t in scenes.texts(scene.items) if t.text == "2 d"), key=lambda text: text.size
    )
    clock = max(
        (
            item.x + item.width
            for item in scenes.walk(scene.items)
            if isinstance(item, Rect) and item.stroke == palette.STATES["slow"] and item.x < label.x
        ),
    )
    assert 0 <= label.x - clock < label.size


def test_a_short_journey_is_set_larger_than_a_long_one(found: Find) -> None:
    def size(scene: Scene) -> float:
        return next(t.size for t in scenes.texts(scene.items) if t.text.startswith("writes order"))

    short = SHOP.replace("FLOWS", "")
    steps = ", ".join(f"{{do: look{i}, via: web}}" for i in range(12))
    long = short.replace("steps: [", f"steps: [{steps}, ")
    assert size(page.draw(found(short), view="journey:j")) > 10
    assert size(page.draw(found(long), view="journey:j")) == 7.5


def test_the_legend_explains_the_way_and_who_takes_part(found: Find) -> None:
    scene = page.draw(found(SHOP.replace("FLOWS", "")), view="journey:j")
    said = scenes.said((scenes.titled(scene, "Legend"),))
    assert "the customer’s way" in said
    assert "takes part" not in said  # each platform behind a step writes or reads
    run = SHOP.replace("FLOWS", "organizations: {o: {}}").replace("web: {", "web: {run_by: o, ")
    scene = page.draw(found(run), view="journey:j")
    assert "takes part in the step" in scenes.said((scenes.titled(scene, "Legend"),))


def test_what_is_missing_at_a_step_is_told_in_one_line_as_it_was_before() -> None:
    said = scenes.said(retold("complaint").items)
    assert "Before: no complaint, parcel tracking or order here" in said.replace("\n", " ")


def long(steps: int) -> str:
    """Return a journey of so many steps, of which each other one misses what the one before wrote."""
    told = ", ".join(
        "{do: buy, via: web, writes: [order]}"
        if number % 2 == 0
        else "{do: return, via: shop, reads: [order]}"
        for number in range(steps)
    )
    body = SHOP.replace("FLOWS", "").replace("order: {max", "order: {name: the whole order, max")
    return body[: body.index("steps: [")] + f"steps: [{told}]}}}}"


def test_what_is_missing_at_a_narrow_step_is_told_to_its_end(found: Find) -> None:
    scene = page.draw(found(long(6)), view="journey:j")
    chips = [g for g in scenes.groups(scene.items) if g.title == "no the whole order here"]
    assert len(chips) == 3
    for chip in chips:
        texts = [item for item in chip.items if isinstance(item, Text)]
        assert len(texts) > 1
        assert " ".join(text.text for text in texts) == "no the whole order here"
    sound(scene, 7.5)


def test_the_way_goes_on_behind_a_chip_not_through_it(found: Find) -> None:
    body = long(5).replace("shop: {needs: [till]}", "shop: {}")
    scene = page.draw(found(body), view="journey:j")
    chips = [g for g in scenes.groups(scene.items) if g.title == "no the whole order here"]
    boxes = [scenes.rect_box(chip.items[0]) for chip in chips if isinstance(chip.items[0], Rect)]
    ways = [
        item
        for item in scenes.walk(scene.items)
        if isinstance(item, Curved) and item.line == 2.0 and item.stroke == palette.TITLE
    ]
    assert boxes
    for box in boxes:
        starts = [x for x, y in (way.points[0] for way in ways) if box.top < y < box.bottom]
        assert not any(box.left < x < box.right - 0.1 for x in starts)
        assert any(abs(x - box.right) < 0.1 for x in starts)


def rows(scene: Scene) -> dict[str, set[str]]:
    """Return what the name of each row has beside it: the numbers of findings."""
    return {
        id: {
            re.sub(r"\D.*", "", text.text)
            for text in scenes.texts((group,))
            if re.fullmatch(r"\d+( \+\d+)?", text.text)
        }
        for id, group in scenes.cards(scene).items()
    }


@pytest.mark.parametrize("size", ["a4", "16:9"])
def test_each_finding_that_is_told_is_badged_at_a_step_or_at_whom_it_concerns(size: str) -> None:
    check = api.check(api.load(str(EXAMPLES / "lamp-retailer" / "as-is.yaml")))
    scene = page.draw(check, view="journey:lamp-return", size=size)
    told = {remark.title: str(remark.number) for remark in scene.diagram.remarks}
    beside = rows(scene)
    assert beside["e-commerce"] == beside["store-operations"] == {told["No common head"]}
    assert not beside["web"] | beside["store"]  # what breaks at a step stands at its head
    head = scenes.texts((scenes.titled(scene, "Step 2: return"),))
    assert told["Broken hand-off"] in {text.text for text in head}
    sound(scene, 7.5 if size == "a4" else 10.0)


def test_the_way_goes_down_from_the_first_channel() -> None:
    check = api.check(api.load(str(EXAMPLES / "multi-channel-retailer" / "as-is.yaml")))
    cards = scenes.cards(page.draw(check, view="journey:complaint"))
    assert [id for id in cards if id in ("app", "social", "phone")] == ["app", "social", "phone"]


def test_larger_text_takes_no_words_from_the_findings() -> None:
    for name in ("lamp-retailer", "insurer-after-merger"):
        before, after = (api.load(str(EXAMPLES / name / f"{s}.yaml")) for s in ("as-is", "future"))
        for id in before.journeys:
            scene = page.draw(api.diff(before, after), view=f"journey:{id}", size="16:9")
            said = " ".join(scenes.said(scene.items).split())
            assert all(remark.text in said for remark in scene.diagram.remarks)


def test_who_took_part_before_has_a_row_and_a_ring() -> None:
    scene = retold("complaint")
    assert "marketing" in scenes.cards(scene)
    assert "took part before" in scenes.said((scenes.titled(scene, "Legend"),))
    whole = retold("return-in-store")
    assert "took part before" not in scenes.said(whole.items)


def test_who_took_part_before_is_told_in_words_where_rows_have_no_room() -> None:
    scene = retold("complaint", "16:9")
    assert "marketing" not in scenes.cards(scene)
    step = scenes.said((scenes.titled(scene, "Step 2: complain"),))
    assert "Before: also over Marketing" in step
    assert "took part before" not in scenes.said(scene.items)
    sound(scene, 10.0)


def test_what_a_channel_still_uses_has_not_left_a_step() -> None:
    folder = EXAMPLES / "insurer-after-merger"
    before, after = (api.load(str(folder / f"{state}.yaml")) for state in ("as-is", "future"))
    result = api.diff(before, after)
    told = {s: scenes.said(page.draw(result, view=f"journey:{s}").items) for s in before.journeys}
    assert "took part before" not in told["burst-pipe"]  # its claims line uses the back office


def test_a_journey_without_hand_offs_says_nothing_of_them(found: Find) -> None:
    body = SHOP.replace("FLOWS", "").replace(", reads: [order]", "").replace("writes: [order]", "")
    scene = page.draw(found(body), view="journey:j")
    assert {tile.name for tile in scene.diagram.tiles} == {"breaks", "steps"}


def test_no_edge_of_a_step_cuts_the_rule_above_a_lane(found: Find) -> None:
    scene = page.draw(found(SHOP.replace("FLOWS", "")), view="journey:j")
    rects = [item for item in scenes.walk(scene.items) if isinstance(item, Rect)]
    rules = [r for r in rects if r.height == 1.6 and r.fill in palette.LANES.values()]
    edges = [r for r in rects if r.width == 1 and r.fill == palette.PAPER]
    assert len(rules) == 2
    assert len(edges) == 2
    for edge in edges:
        assert not any(edge.y < rule.y + 1.6 and rule.y < edge.y + edge.height for rule in rules)


@pytest.mark.parametrize("size", ["a4", "16:9", "letter"])
def test_a_hand_off_that_rises_leaves_the_dots_alone(size: str) -> None:
    check = api.check(api.load(str(EXAMPLES / "insurer-after-merger" / "as-is.yaml")))
    scene = page.draw(check, view="journey:client-asks", size=size)
    items = list(scenes.walk(scene.items))
    dots = [
        (item.x + item.width / 2, item.y + item.width / 2, item.width / 2)
        for item in items
        if isinstance(item, Rect) and item.width == item.height and item.fill == palette.MUTED
    ]
    (line,) = [group for group in scenes.groups(scene.items) if group.ends]
    (curve,) = [item for item in line.items if isinstance(item, Curved) and not item.fill]
    assert len(dots) > 3
    for share in range(41):
        x, y = at(curve.points, share / 40)
        assert all(math.dist((x, y), dot[:2]) > dot[2] for dot in dots)


def test_hand_offs_of_one_chip_leave_side_by_side() -> None:
    check = api.check(api.load(str(EXAMPLES / "multi-channel-retailer" / "as-is.yaml")))
    scene = page.draw(check, view="journey:return-in-store")
    lines = [group for group in scenes.groups(scene.items) if group.ends]
    curves = [
        next(item for item in group.items if isinstance(item, Curved) and not item.fill)
        for group in lines
    ]
    (one, other) = sorted(curves, key=lambda curve: curve.points[0][1])
    assert one.points[0][0] == other.points[0][0]
    assert other.points[0][1] - one.points[0][1] > 4
    assert other.points[-1][1] > one.points[-1][1]  # they do not cross


@pytest.mark.parametrize("size", ["a4", "16:9"])
def test_what_stands_on_a_hand_off_cuts_no_other(size: str) -> None:
    check = api.check(api.load(str(EXAMPLES / "multi-channel-retailer/as-is.yaml")))
    scene = page.draw(check, view="journey:return-in-store", size=size)
    hands = [
        item
        for group in scenes.groups(scene.items)
        if group.ends
        for item in group.items
        if isinstance(item, Curved)
    ]
    grounds = [
        item
        for group in scenes.groups(scene.items)
        if group.on
        for item in group.items
        if isinstance(item, Rect) and item.fill == palette.GROUND
    ]
    assert len(hands) == 2
    assert len(grounds) == 2
    for ground in grounds:
        right, low = ground.x + ground.width, ground.y + ground.height
        cut = [
            hand
            for hand in hands
            if any(
                ground.x + 0.5 < x < right - 0.5 and ground.y + 0.5 < y < low - 0.5
                for x, y in (at(hand.points, step / 400) for step in range(401))
            )
        ]
        assert len(cut) == 1
