"""A model of platforms alone: they have the page to themselves, and data flows from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from scenes import card_box, cards, texts

from engagemodel import page
from engagemodel.page import Manner, Scene
from engagemodel.page.keeping import Places, read
from engagemodel.page.sheet import sheet
from engagemodel.page.sketch import sketch
from engagemodel.page.views.lanes import lanes
from engagemodel.page.views.lanes.layering import layers
from engagemodel.results import Check, Difference

Find = Callable[..., Check | Difference]


def model(count: int, flows: list[tuple[int, int]]) -> str:
    platforms = ", ".join(f"p{i}: {{name: Platform {i}}}" for i in range(count))
    lines = ", ".join(f"{{from: p{a}, to: p{b}}}" for a, b in flows)
    return f"platforms: {{{platforms}}}\nflows: [{lines}]\n"


def random_model(count: int, flows: int, seed: int) -> str:
    random = Random(seed)
    pairs = {tuple(random.sample(range(count), 2)) for _ in range(flows)}
    return model(count, sorted((a, b) for a, b in pairs))


def drawn(result: Check | Difference, keep: Places | None = None) -> Scene:
    return lanes(sketch(result), sheet("a4"), Manner(keep=keep))


def test_a_chain_is_read_from_left_to_right(found: Find) -> None:
    shown = cards(drawn(found(model(4, [(2, 0), (0, 3), (3, 1)]))))
    lefts = [card_box(shown[f"p{i}"]).left for i in (2, 0, 3, 1)]
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == 4


def test_what_the_model_does_not_have_is_said_beside(found: Find) -> None:
    scene = drawn(found(model(3, [(0, 1)])))
    said = [text for text in texts(scene.items) if text.text.startswith("No ")]
    assert {text.text.split(" ")[1] for text in said} >= {"customer", "channels", "organizations"}
    first = min(card_box(card).left for card in cards(scene).values())
    assert all(text.x < first for text in said if "in this model" in text.text)


def test_one_customer_type_is_enough_for_all_lanes(found: Find) -> None:
    both = "customer_types: {a: {}}\n" + model(3, [(0, 1), (1, 2)])
    shown = cards(drawn(found(both)))
    assert len({card_box(shown[f"p{i}"]).left for i in range(3)}) == 1


def test_a_platform_more_leaves_the_others_where_they_are(found: Find) -> None:
    flows = [(0, 1), (1, 2), (2, 3), (4, 1), (5, 2), (3, 0)]
    before = drawn(found(model(7, flows)))
    places = read(page.write(before, "svg", embed_font=False), "page.svg")
    after = drawn(found(model(8, [*flows, (7, 4), (3, 7)])), places)
    assert not after.warnings
    now = {id: card_box(card) for id, card in cards(after).items()}
    assert len(now) == 8
    for id, card in cards(before).items():
        box = card_box(card)
        assert (now[id].left, now[id].top) == pytest.approx((box.left, box.top), abs=0.5)


@pytest.mark.parametrize("count", [150, 2000])
def test_a_landscape_of_any_size_is_one_page(found: Find, count: int) -> None:
    scene = drawn(found(random_model(count, count * 3 // 2, seed=count)))
    boxes = [card_box(card) for card in cards(scene).values()]
    assert len({box.left for box in boxes}) == 4
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert (
        len(scene.grouped) + sum(id not in scene.grouped.values() for id in cards(scene)) == count
    )


def test_most_lines_lead_forward() -> None:
    random = Random(5)
    ids = [f"p{i:03}" for i in range(200)]
    forth = [tuple(sorted(random.sample(ids, 2))) for _ in range(300)]
    back = [(b, a) for a, b in random.sample(forth, 30)]
    found = layers(ids, [(a, b) for a, b in forth + back], 4)
    ways = Counter((found[b] > found[a]) - (found[b] < found[a]) for a, b in forth + back)
    assert ways[1] > 4 * ways[-1]
    assert max(Counter(found.values()).values()) < 2 * min(Counter(found.values()).values())


def test_layers_of_a_ring_a_loop_and_nothing() -> None:
    assert layers([], [], 4) == {}
    assert layers(["a"], [("a", "a")], 4) == {"a": 0}
    ring = layers(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a")], 4)
    assert sorted(ring.values()) == [0, 1, 2]
    assert layers(["a", "b", "c"], [("b", "a"), ("b", "gone")], 2) == {"b": 0, "a": 1, "c": 0}


def test_the_order_of_the_lines_does_not_matter() -> None:
    random = Random(6)
    ids = [f"p{i}" for i in range(60)]
    lines = [(random.choice(ids), random.choice(ids)) for _ in range(120)]
    first = layers(ids, lines, 4)
    random.shuffle(lines)
    assert layers(ids[::-1], lines, 4) == first
