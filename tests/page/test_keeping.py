"""`--keep`: cards stay where an earlier page has them when the model grows; that page is read as hostile."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from bench.company import company
from growing import elements, without
from scenes import cards, texts

from engagemodel import api, page
from engagemodel.commands.render import render
from engagemodel.delivery import write
from engagemodel.errors import ArgumentError
from engagemodel.page import Manner, Scene
from engagemodel.page.keeping import DEEPEST, LARGEST, Box, Places, load, read, strange
from engagemodel.page.sheet import sheet
from engagemodel.page.sketch import sketch
from engagemodel.page.views.lanes.columns import Lanes
from engagemodel.page.views.lanes.sharing import joined
from engagemodel.results import Check, Difference

ROOT = Path(__file__).parents[2]
GROWN = (
    "tests/page/models/25-future.yaml",
    "tests/page/models/40-future.yaml",
    "tests/page/models/60-future.yaml",
    "examples/lamp-retailer/as-is.yaml",
    "examples/multi-channel-retailer/as-is.yaml",
    "examples/insurer-after-merger/as-is.yaml",
)
SMALL = """
customer_types: {a: {uses: [web]}, b: {uses: [shop, web]}}
channels: {web: {needs: [app], run_by: o}, shop: {needs: [till]}}
organizations: {o: {}}
platforms: {app: {}, till: {}}
"""
JOURNEY = "journeys: {buy: {customer: a, steps: [{do: buy, via: web}]}}"
Find = Callable[..., Check | Difference]


def places(scene: Scene) -> Places:
    return read(page.write(scene, "svg", embed_font=False), "page.svg")


def off(before: Places, after: Places) -> list[str]:
    """Return the cards of a page that are elsewhere on a later one, or nowhere."""
    found = []
    for id, box in before.boxes.items():
        now = after.boxes.get(id)
        if now is None or abs(box.x - now.x) > 0.5 or abs(box.y - now.y) > 0.5:
            found.append(id)
    return found


@pytest.fixture
def drawn(tmp_path: Path) -> Callable[..., Scene]:
    """The lanes of a model given as plain data."""

    def draw(
        model: dict[str, Any], keep: Places | None = None, size: str = "a4", view: str = "lanes"
    ) -> Scene:
        path = tmp_path / "model.yaml"
        path.write_text(yaml.safe_dump(model, sort_keys=False), "utf-8")
        result = api.check(api.load(str(path)))
        return page.draw(result, view=view, size=size, manner=Manner(keep=keep))

    return draw


@pytest.mark.parametrize(("path", "size"), [*((path, "a4") for path in GROWN), (GROWN[2], "16:9")])
def test_one_element_more_leaves_the_others_where_they_are(
    path: str, size: str, drawn: Callable[..., Scene]
) -> None:
    model = yaml.safe_load((ROOT / path).read_text("utf-8"))
    ids = elements(model)
    for id in ids[:: max(1, len(ids) // 4)]:
        before = places(drawn(without(model, id), size=size))
        scene = drawn(model, before, size)
        after = places(scene)
        moved = off(before, after)
        assert id in after.boxes
        assert len(moved) <= 0.05 * len(before.boxes), (id, moved)
        told = [text for text in scene.warnings if "had to move" in text]
        assert bool(told) == bool(moved)


def test_nothing_moves_when_nothing_changes(look: Callable[[int], Difference]) -> None:
    scene = page.draw(look(40))
    before = places(scene)
    again = page.draw(look(40), manner=Manner(keep=before))
    assert not off(before, places(again))
    assert again.warnings == scene.warnings


def test_the_first_database_goes_to_the_applications(found: Find) -> None:
    before = places(page.draw(found(SMALL)))
    more = SMALL.replace("till: {}", "till: {needs: [db]}, db: {kind: database}")
    after = places(page.draw(found(more), manner=Manner(keep=before)))
    assert not off(before, after)
    assert after.boxes["db"].x == after.boxes["till"].x
    assert places(page.draw(found(more))).boxes["db"].x != after.boxes["till"].x


def test_what_was_renamed_stands_where_it_stood(found: Find) -> None:
    before = places(page.draw(found(SMALL)))
    renamed = SMALL.replace("{needs: [app]", "{needs: [core]").replace(
        "app: {}", "core: {was: app}"
    )
    scene = page.draw(found(renamed), manner=Manner(keep=before))
    after = places(scene)
    assert after.boxes["core"] == before.boxes["app"]
    assert {id: after.boxes[id] for id in before.boxes if id != "app"} == {
        id: box for id, box in before.boxes.items() if id != "app"
    }
    assert not any("earlier page" in text for text in scene.warnings)


def test_an_id_that_is_taken_again_is_not_inherited(found: Find) -> None:
    before = places(page.draw(found(SMALL)))
    more = SMALL.replace("app: {}", "app: {}, core: {was: app}")
    after = places(page.draw(found(more), manner=Manner(keep=before)))
    assert after.boxes["app"] == before.boxes["app"]
    assert after.boxes["core"].y != before.boxes["app"].y


def test_a_full_column_moves_as_few_as_it_can_and_says_how_many(
    drawn: Callable[..., Scene],
) -> None:
    ids = [f"channel-{number:02}" for number in range(40)]
    model = {"engagemodel": 1, "name": "Full", "channels": {id: {} for id in ids[:20]}}
    before = places(drawn(model))
    model["channels"] = {id: {} for id in ids[:22]}
    scene = drawn(model, before)
    moved = off(before, places(scene))
    assert 0 < len(moved) < 20
    assert any(f"{len(moved)} of the 20 cards" in text for text in scene.warnings)


@pytest.mark.parametrize(
    ("view", "size", "body", "told"),
    [
        ("lanes", "a3", SMALL, "it is of another size"),
        ("lanes", "a4", "channels: {other: {}}", "none of its cards is in this model"),
        ("matrix", "a4", "channels: {other: {}}", "none of its cards is in this model"),
        ("journey:buy", "a4", f"{SMALL}{JOURNEY}", "the view 'journey' has no lanes"),
    ],
)
def test_what_keeps_nothing_says_why(
    view: str, size: str, body: str, told: str, found: Find
) -> None:
    before = places(page.draw(found(SMALL), view="lanes"))
    result = found(body)
    scene = page.draw(result, view=view, size=size, manner=Manner(keep=before))
    assert any(told in text for text in scene.warnings)
    plain = page.draw(result, view=view, size=size)
    assert page.write(scene, "svg") == page.write(plain, "svg")


@pytest.mark.parametrize("view", ["lanes", "matrix"])
def test_a_page_of_another_model_is_told(view: str) -> None:
    models = ("lamp-retailer", "multi-channel-retailer", "insurer-after-merger")
    states = [
        [api.load(str(ROOT / "examples" / name / f"{state}.yaml")) for state in ("as-is", "future")]
        for name in models
    ]
    for earlier in states:
        keep = places(page.draw(api.check(earlier[0]), view=view))
        for own in states:
            result = api.check(own[0])
            difference = api.diff(*own)
            scenes = [page.draw(result, view=view, manner=Manner(keep=keep))]
            scenes += [page.draw(difference, view=view, manner=Manner(keep=keep))]
            for scene in scenes:
                told = [text for text in scene.warnings if "page of another model" in text]
                assert bool(told) == (own is not earlier), (scene.title, told)


@pytest.mark.parametrize(
    ("known", "total", "now", "other"),
    [
        (1, 16, 23, True),
        (8, 16, 26, True),
        (8, 26, 16, True),
        (5, 5, 50, False),
        (5, 60, 5, False),
        (8, 16, 12, False),
        (8, 23, 16, False),
        (2, 3, 2, False),
    ],
)
def test_a_model_that_grows_or_shrinks_is_no_other(
    known: int, total: int, now: int, other: bool
) -> None:
    box = Box(0, 0, 10, 10)
    before = Places(100, 100, {f"a{n}": box for n in range(total)})
    ids = [f"a{n}" for n in range(known)] + [f"b{n}" for n in range(now - known)]
    told = strange(before, ids)
    assert bool(told) is other
    assert not other or f"of its {total} cards {known} " in told


def test_tables_keep_nothing_of_lanes(found: Find) -> None:
    before = places(page.draw(found(SMALL), view="lanes"))
    scene = page.draw(found(SMALL), view="matrix", manner=Manner(keep=before))
    assert any("it is of another view" in text for text in scene.warnings)
    plain = page.draw(found(SMALL), view="matrix")
    assert page.write(scene, "svg") == page.write(plain, "svg")


def test_a_page_of_another_view_keeps_nothing(found: Find) -> None:
    before = places(page.draw(found(SMALL), view="matrix"))
    assert not before.laned
    scene = page.draw(found(SMALL), view="lanes", manner=Manner(keep=before))
    assert any("it is of another view" in text for text in scene.warnings)


def test_rows_and_columns_of_tables_stay_in_their_order(drawn: Callable[..., Scene]) -> None:
    model = yaml.safe_load(company(75, 2))
    for id in elements(model)[::25]:
        before = places(drawn(without(model, id), view="matrix"))
        after = places(drawn(model, before, view="matrix"))
        assert {*after.boxes} == {*before.boxes, id}
        for place in ("x", "y"):
            assert order(after, before, place) == order(before, before, place)


def order(page: Places, among: Places, place: str) -> list[list[str]]:
    """Return the rows or columns of a page's tables, in their order, that are also on another."""
    sides: dict[float, list[str]] = {}
    across = {"x": "y", "y": "x"}[place]
    for id, box in sorted(page.boxes.items(), key=lambda item: getattr(item[1], place)):
        if id in among.boxes:
            sides.setdefault(round(getattr(box, across)), []).append(id)
    return sorted(side for side in sides.values() if len(side) > 2)  # two: names of one row


def test_the_page_may_be_drawn_over_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("m.yaml").write_text(f"engagemodel: 1\nname: Small\n{SMALL}")
    for _ in range(2):
        keep = "page.svg" if Path("page.svg").exists() else None
        outcome = render("m.yaml", output=["page.svg"], keep=keep)
        write(outcome.files, outcome.inputs)
    before = Path("page.svg").read_bytes()
    Path("m.yaml").write_text(
        f"engagemodel: 1\nname: Small\n{SMALL.replace('o: {}', 'o: {}, p: {}')}"
    )
    outcome = render("m.yaml", output=["page.svg"], keep="page.svg")
    write(outcome.files, outcome.inputs)
    assert not off(read(before, "old"), read(Path("page.svg").read_bytes(), "new"))


def test_where_there_is_no_page_yet_the_error_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match=r"No such file") as raised:
        load(str(tmp_path / "page.svg"))
    [problem] = raised.value.problems
    assert problem.hint == "the first page is drawn without --keep"
    with pytest.raises(ArgumentError, match="directory") as raised:
        load(str(tmp_path))
    assert raised.value.problems[0].hint is None


def svg(body: str, head: str = "") -> bytes:
    frame = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600">'
    return f'{head}{frame}<title id="page-title">x</title>{body}</svg>'.encode()


CARD = '<g id="card-{id}"><rect x="{x}" y="10" width="20" height="5"/></g>'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no element found"),
        (b"%PDF-1.7", "is no page"),
        (b"\xff\xfe\x00", "is no page"),
        (b"<html/>", "it is no svg"),
        (b"<svg/>", "it is no svg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "how large it is"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', "no title"),
        (svg("", '<!DOCTYPE svg [<!ENTITY a "b">]>'), "document type or entities"),
        (svg("", '<!DOCTYPE svg SYSTEM "file:///etc/passwd">'), "document type"),
        (svg("<g>" * DEEPEST + "</g>" * DEEPEST), "deeper than"),
        (svg(CARD.format(id="a", x="nan")), "a number in it is none"),
        (svg(CARD.format(id="a", x="1e999")), "a number in it is none"),
        (svg(CARD.format(id="a", x="-5")), "a number in it is none"),
        (svg(CARD.format(id="a", x="9" * 50)), "a number in it is none"),
        (svg(CARD.format(id="a", x="790")), "is not on it"),
        (svg(CARD.format(id="a", x="1") * 2), "two cards 'a'"),
        (b'<?xml version="1.0" encoding="utf-7"?><svg/>', "is no page"),
        (b" " * (LARGEST + 1), "larger than 64 MiB"),
    ],
)
def test_what_is_no_page_of_ours_is_an_error_of_one_line(content: bytes, told: str) -> None:
    with pytest.raises(ArgumentError) as raised:
        read(content, "old.svg")
    [problem] = raised.value.problems
    assert "'old.svg'" in problem.message
    assert told in problem.message
    assert "\n" not in problem.message


def test_every_card_of_a_page_is_read_where_it_is_drawn(look: Callable[[int], Difference]) -> None:
    scene = page.draw(look(25))
    text = page.write(scene, "svg").decode()
    drawn = re.findall(
        r'<g id="card-([^"]+)"[^>]*>\s*<title>[^<]*</title>\s*<rect x="([\d.]+)"', text
    )
    found = read(text.encode(), "page.svg")
    assert {(id, float(x)) for id, x in drawn} == {(id, box.x) for id, box in found.boxes.items()}
    assert len(found.boxes) == len(scene.diagram.cards)
    assert (found.width, found.height) == (scene.width, scene.height)


@pytest.mark.parametrize(
    ("made", "id"),
    [
        ((30, 2), "household-quotation-engine"),  # a name of two lines is pressed
        ((40, 2), "household-crm"),  # names have one line, and the column a gap for one more
    ],
)
def test_a_slide_that_is_full_has_room_for_one_element_more(
    made: tuple[int, int], id: str, drawn: Callable[..., Scene]
) -> None:
    model = yaml.safe_load(company(*made))
    before = places(drawn(without(model, id), size="16:9"))
    scene = drawn(model, before, "16:9")
    after = places(scene).boxes
    assert not off(before, places(scene))
    for card, box in after.items():
        for other, below in after.items():
            if card != other and box.x == below.x and box.y <= below.y:
                assert box.y + box.height <= below.y - 2.9, (card, other)
    assert min(text.size for text in texts(scene.items)) >= scene.smallest


def test_who_shared_a_card_shares_one_and_all_stay(drawn: Callable[..., Scene]) -> None:
    model = yaml.safe_load(company(90, 1))
    before_scene = drawn(without(model, "motor-claims"))
    before = places(before_scene)
    assert before.groups
    scene = drawn(model, before)
    assert not off(before, places(scene))
    old, new = before_scene.grouped, scene.grouped
    assert {id: new[id] for id in old} == old
    assert new.keys() - old.keys() <= {"motor-claims"}


def test_in_a_full_column_what_is_new_shares_a_card_before_many_move(
    drawn: Callable[..., Scene],
) -> None:
    model = yaml.safe_load(company(75, 1))
    before = places(drawn(without(model, "household-crm")))
    scene = drawn(model, before)
    after = places(scene)
    assert not before.groups
    assert len(off(before, after)) == 1
    (listed,) = after.groups.values()
    assert "Household CRM" in listed
    (told,) = [each for each in scene.warnings if "earlier page" in each]
    assert told.startswith(f"1 of the {len(before.boxes)} cards")
    assert "share a card" in told
    again = places(drawn(model, after))
    assert not off(after, again)
    assert again.groups == after.groups


def test_cards_shared_in_two_columns_are_two_groups_and_none_that_was_there(found: Find) -> None:
    chains = "platforms: {a: {needs: [b]}, b: {}, new-a: {needs: [new-b]}, new-b: {}, old: {}}"
    lanes = Lanes(sketch(found(chains)), sheet("a4"))
    crowded = {at for at, cards in enumerate(lanes.members) if any("new" in c.id for c in cards)}
    assert len(crowded) == 2
    box = Box(0, 0, 10, 10)
    taken = [f"group.platform.application.{number}" for number in (0, 1, 3, 4, 5, 6)]
    before = Places(
        100, 100, {"a": box, "b": box} | dict.fromkeys(taken, box), dict.fromkeys(taken[2:], "old")
    )
    shown, held = joined(lanes, crowded, before)
    groups = {card.id: {*card.member_ids} for card in shown.cards if card.members}
    assert sorted(map(sorted, groups.values())) == [["a", "new-a"], ["b", "new-b"]]
    assert not {*taken} & {*groups}
    assert {*held.boxes} == {*taken, *groups}


def test_a_small_page_keeps_a_card_though_hairs_are_missing(drawn: Callable[..., Scene]) -> None:
    model = yaml.safe_load(company(20, 1))
    before = places(drawn(without(model, "commercial-crm")))
    assert not off(before, places(drawn(model, before)))


@pytest.mark.parametrize("keep", [False, True])
def test_a_name_that_one_line_cuts_has_two_where_its_column_has_room(
    look: Callable[[int], Difference], keep: bool
) -> None:
    scene = page.draw(look(60), size="16:9")
    if keep:
        places = read(page.write(scene, "svg", embed_font=False), "page.svg")
        scene = page.draw(look(60), size="16:9", manner=Manner(keep=places))
    said = {id: [text.text for text in texts(card.items)] for id, card in cards(scene).items()}
    names = {card.id: card.name for card in sketch(look(60)).cards}
    broken = [id for id, lines in said.items() if names[id] not in lines]
    whole = [id for id in broken if " ".join(said[id][:2]) == names[id]]
    assert whole
    assert len(broken) - len(whole) <= 1  # one in a column that leaves a gap for an element to come
