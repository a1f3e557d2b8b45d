"""Cards as high as the lines at them need, and what stands on lines clear of what it is not about."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path as File

import pytest
import scenes

from engagemodel import api, page
from engagemodel.page import keeping
from engagemodel.page.diagram import Card, Connection, Diagram
from engagemodel.page.manner import Manner
from engagemodel.page.scene import Group, Path, Rect, Scene, Text, walk
from engagemodel.page.sheet import sheet
from engagemodel.page.views.lanes.columns import Lanes
from engagemodel.page.views.lanes.fitting import densities
from engagemodel.page.views.lanes.growing import grown
from engagemodel.results import Difference

EXAMPLES = File(__file__).parents[2] / "examples"
SHEET = sheet("a4")
DENSITIES = list(densities(SHEET))
ROOMY = DENSITIES[0]
ONE_LINE = next(density for density in DENSITIES if density.lines == 1)
APPLICATIONS = tuple(
    Card(id=f"a{number}", lane="platform", name=f"Application {number}", sort="application")
    for number in range(12)
)


def lanes(hub: Card) -> Lanes:
    """Return lanes in which all applications need the hub."""
    lines = tuple(
        Connection(id=f"{card.id}->{hub.id}", source=card.id, target=hub.id, kind="need")
        for card in APPLICATIONS
    )
    web = Card(id="web", lane="channel", name="Web shop")
    return Lanes(Diagram(cards=(web, *APPLICATIONS, hub), lines=lines), SHEET)


def ways() -> list[str]:
    return [f"{folder.parent.name}" for folder in sorted(EXAMPLES.glob("*/as-is.yaml"))]


def drawn(name: str, size: str) -> Scene:
    before, after = (api.load(str(EXAMPLES / name / f"{s}.yaml")) for s in ("as-is", "future"))
    return page.draw(api.diff(before, after), size=size, view="lanes")


def on_lines(scene: Scene) -> list[tuple[Group, Text]]:
    """Return the latencies, each with the group that names the ends of its line."""
    found = [group for group in scenes.groups(scene.items) if group.on]
    return [(group, text) for group in found for text in scenes.texts(group.items)]


def test_lines_at_a_card_are_told_apart_where_its_column_has_room(
    drawn: Callable[..., Scene],
) -> None:
    apps = "".join(f"  a{n}: {{kind: application, needs: [hub]}}\n" for n in range(12))
    scene = drawn(f"platforms:\n  hub: {{kind: database}}\n{apps}channels: {{web: {{}}}}\n")
    ends = sorted(
        item.points[-1][1]
        for group in scenes.groups(scene.items)
        if group.ends and group.ends[1] == "card-hub"
        for item in walk(group.items)
        if isinstance(item, Path)
    )
    assert len(ends) == 12
    assert min(low - high for high, low in pairwise(ends)) > 0.5 * SHEET.smallest
    hub = scenes.card_box(scenes.cards(scene)["hub"])
    assert hub.top < ends[0]
    assert ends[-1] < hub.bottom


def test_higher_cards_leave_their_column_half_of_what_was_free() -> None:
    found, density = lanes(Card(id="hub", lane="platform", name="Hub", sort="database")), ROOMY
    faces = found.faces(density)
    low = faces["hub"].height
    highs = []
    for height in (20.0, 40.0, 70.0, 110.0, 500.0):
        higher = grown(found, faces, density, height)
        assert all(higher[card.id] == faces[card.id] for card in APPLICATIONS), "they have one line"
        highs.append(higher["hub"].height)
        assert low <= highs[-1] <= low + max(0.0, height - low) / 2 + 0.01
    assert highs == sorted(highs)
    assert highs[-1] > 11 * SHEET.smallest / 2


def test_a_group_that_is_higher_names_more_of_its_own() -> None:
    names = tuple(f"Customer base {number}" for number in range(9))
    group = Card(id="g", lane="platform", name="9 databases", sort="database", members=names)
    found, density = lanes(group), ONE_LINE
    faces = found.faces(density)
    higher = grown(found, faces, density, 500.0)["g"]
    assert len(higher.notes) > len(faces["g"].notes) >= 1
    assert higher.notes[-1].endswith("more")


@pytest.mark.parametrize("size", ["a4", "16:9"])
@pytest.mark.parametrize("name", ways())
def test_latencies_hide_no_head_of_a_flow(name: str, size: str) -> None:
    scene = drawn(name, size)
    heads = [
        item.points[-1]
        for group in scenes.groups(scene.items)
        if group.ends and "data flows" in (group.title or "")
        for item in group.items
        if isinstance(item, Path)
    ]
    grounds = [
        scenes.rect_box(item)
        for group, _ in on_lines(scene)
        for item in group.items
        if isinstance(item, Rect) and item.fill and item.width > 1.5 * item.height
    ]
    assert not [
        (box, x, y)
        for box in grounds
        for x, y in heads
        if box.left < x < box.right and box.top < y < box.bottom
    ]


@pytest.mark.parametrize("size", ["a4", "16:9"])
def test_every_latency_has_room_where_databases_stand_close(size: str) -> None:
    scene = drawn("multi-channel-retailer", size)
    labelled = [line.label for line in scene.diagram.lines if line.label]
    assert sorted(text.text for _, text in on_lines(scene)) == sorted(labelled)


def test_a_slide_of_60_shows_every_element_and_no_name_is_cut(
    look: Callable[[int], Difference],
) -> None:
    scene = page.draw(look(60), view="lanes", size="16:9")
    assert scene.grouped == {}
    assert set(scenes.cards(scene)) == {card.id for card in scene.diagram.cards}
    assert not [text.text for text in scenes.texts(scene.items) if "…" in text.text]
    assert min(text.size for text in scenes.texts(scene.items)) >= 10
    assert scenes.colliding(scene) == []


@pytest.mark.parametrize("size", ["a4", "16:9"])
def test_a_page_that_is_kept_for_the_same_models_is_the_same(
    look: Callable[[int], Difference], size: str
) -> None:
    for count in (25, 40):
        first = page.draw(look(count), size=size)
        places = keeping.read(page.write(first, "svg"), "first.svg")
        kept = page.draw(look(count), size=size, manner=Manner(keep=places))
        boxes = [
            {id: scenes.card_box(card) for id, card in scenes.cards(scene).items()}
            for scene in (first, kept)
        ]
        for id, box in boxes[0].items():
            assert box.within(boxes[1][id], 0.5), id
            assert boxes[1][id].within(box, 0.5), id
