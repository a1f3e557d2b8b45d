from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import markupsafe
import pytest
from scenes import cards

from engagemodel import api, page
from engagemodel.model import Model
from engagemodel.page import Scene
from engagemodel.page.dark import dark
from engagemodel.page.drawing.connections import describe
from engagemodel.page.drawing.connections import name as line_name
from engagemodel.page.palette import (
    GROUND,
    INK,
    LANES,
    MARKS,
    MUTED,
    PAPER,
    SEVERITIES,
    STATES,
    TITLE,
    WASHES,
    contrast,
)
from engagemodel.page.plates import plates
from engagemodel.page.scene import Rect, Text, walk
from engagemodel.page.sketch import sketch
from engagemodel.page.views import VIEWS
from engagemodel.page.writers.html import island
from engagemodel.page.writers.html.inline import draw
from engagemodel.results import Check, Difference

INJECT = Path(__file__).parents[1] / "corpus" / "inject"
REFUSED = ("js_url.yaml", "url_quotes.yaml", "workflow_id.yaml", "zero_width.yaml")
HOSTILE = sorted(path.name for path in INJECT.glob("*.yaml") if path.name not in REFUSED)
EXAMPLES = Path(__file__).parents[2] / "examples"
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "aside", "section"),
    *("article", "h1", "h2", "h3", "p", "div", "span", "b", "em", "small", "ol", "ul", "li"),
    *("button", "input", "select", "option", "details", "summary", "noscript", "a", "script"),
    *("svg", "desc", "g", "rect", "path", "text"),
}


def parsed(data: bytes) -> Element:
    """Return the document as a browser would have it; any parse error is one here."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(data.decode("utf-8"))


def tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def elements(document: Element, name: str) -> list[Element]:
    return [element for element in document.iter() if tag(element) == name]


def said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def book(document: Element) -> dict[str, Any]:
    (held,) = (each for each in elements(document, "script") if each.get("id") == "book")
    return json.loads(held.text or "")  # type: ignore[no-any-return]


def scripts(document: Element) -> list[str]:
    return [each.text or "" for each in elements(document, "script") if each.get("type") is None]


def drawn(*models: Model, view: str | None = None) -> bytes:
    results: Check | Difference = api.check(models[0]) if len(models) == 1 else api.diff(*models)
    return page.write(page.draw(results, view=view), "html")


@pytest.fixture(scope="module")
def benign() -> Element:
    return parsed(drawn(api.load(str(INJECT / "benign.yaml"))))


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_of_a_model_is_active(name: str, benign: Element) -> None:
    model = api.load(str(INJECT / name))
    document = parsed(drawn(model))
    assert {tag(element) for element in document.iter()} <= TAGS
    for element in document.iter():
        for attribute, value in element.attrib.items():
            assert not attribute.lower().startswith("on")
            assert attribute not in ("style", "src", "srcdoc", "action", "formaction", "xlink:href")
            if attribute == "href":
                assert re.match(r"https?://|mailto:", value)
    assert scripts(document) == scripts(benign)
    assert len(scripts(document)) == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_texts_of_a_model_are_whole(name: str) -> None:
    model = api.load(str(INJECT / name))
    scene = page.draw(api.check(model))
    document = parsed(page.write(scene, "html"))
    words = {card["id"]: card["words"] for card in book(document)["cards"]}
    for card in scene.diagram.cards:
        assert card.name in words[card.id]
    assert set(words) == set(model.elements)


def test_an_island_is_no_markup() -> None:
    text = "</script><!--\u2028&amp;\u2029<script>'\"\\"
    written = island({"a": [text, {"ключ": "ü"}]})
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {"a": [text, {"ключ": "ü"}]}


def test_a_browser_may_run_its_own_script_and_style_alone(
    look: Callable[[int], Difference],
) -> None:
    data = page.write(page.draw(look(25)), "html")
    document = parsed(data)
    policy = next(
        each.get("content") or ""
        for each in elements(document, "meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    )
    (style,) = elements(document, "style")
    (script,) = scripts(document)
    for kind, text in (("style", style.text or ""), ("script", script)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not re.search(rb"""(?:src|href)=["']?(?:https?:|//)""", data)
    assert b"@import" not in data
    assert not re.search(rb"url\((?!data:font)", data)


def test_the_policy_stands_before_what_it_is_about(look: Callable[[int], Difference]) -> None:
    data = page.write(page.draw(look(25)), "html")
    assert data.index(b"Content-Security-Policy") < data.index(b"<style")


def test_a_page_of_40_elements_is_light(look: Callable[[int], Difference]) -> None:
    assert len(page.write(page.draw(look(40)), "html")) < 200_000


@pytest.mark.parametrize(
    "name", ["lamp-retailer", "multi-channel-retailer", "insurer-after-merger"]
)
def test_the_page_of_an_example_is_light(name: str) -> None:
    assert len(page.write(page.draw(example(name)), "html")) < 250_000


def test_what_is_said_of_a_finding_is_there_once() -> None:
    result = example("multi-channel-retailer")
    told = page.write(page.draw(result), "html").decode()
    for finding in result.remaining:
        assert told.count(f"<p>{markupsafe.escape(finding.message)}</p>") == 1


def test_an_element_tells_in_each_state_its_lines_there() -> None:
    result = example("multi-channel-retailer")
    document = parsed(page.write(page.draw(result), "html"))
    for state, scene in stories(result).items():

        def there(element: Element, state: str = state) -> bool:
            classes = (element.get("class") or "").split()
            return not classes or f"in-{state}" in classes

        entries = [e for e in elements(document, "li") if e.get("data-about") and there(e)]
        told = {each.get("data-about"): each for each in entries}
        assert len(told) == len(entries) == len(scene.diagram.cards)
        names = {card.id: card.name for card in scene.diagram.cards}
        for id in names:
            lines = [line for line in scene.diagram.lines if line.source == id]
            inner = elements(told[id], "li")[1:]  # the first is the entry itself
            shown = [said(each) for each in inner if there(each)]
            assert sorted(shown) == sorted({describe(line, names) for line in lines})


def test_same_page_same_bytes(look: Callable[[int], Difference]) -> None:
    first, again = (page.write(page.draw(look(25)), "html") for _ in range(2))
    assert first == again


def test_ids_are_there_once(look: Callable[[int], Difference]) -> None:
    document = parsed(page.write(page.draw(look(40)), "html"))
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_every_card_is_where_it_is_in_the_svg(look: Callable[[int], Difference]) -> None:
    scene = page.draw(look(25))
    document = parsed(page.write(scene, "html"))
    found = {
        element.get("data-card"): next(each for each in element.iter() if tag(each) == "rect")
        for element in elements(document, "g")
        if element.get("class") == "card"
    }
    for id, card in cards(scene).items():
        rect = card.items[0]
        assert float(found[id].get("x", "")) == pytest.approx(rect.x, abs=0.051)  # type: ignore[union-attr]
        assert float(found[id].get("y", "")) == pytest.approx(rect.y, abs=0.051)  # type: ignore[union-attr]


def stories(result: Difference, view: str | None = None) -> dict[str, Scene]:
    scene = page.draw(result, view=view)
    assert scene.story is not None
    return dict(scene.story().scenes)


@pytest.mark.parametrize("view", ["lanes", "matrix", "focus"])
@pytest.mark.parametrize("count", [25, 40, 60])
def test_cards_keep_their_place_in_every_state(
    count: int, view: str, look: Callable[[int], Difference]
) -> None:
    result = look(count)
    (first, *_), before = result.after.model.channels, result.before.model
    scenes = stories(result, f"focus:{first}" if view == "focus" else view)
    places = {
        state: {id: (card.items[0].x, card.items[0].y) for id, card in cards(scene).items()}  # type: ignore[union-attr]
        for state, scene in scenes.items()
    }
    for state in ("today", "tomorrow"):
        assert places[state].items() <= places["difference"].items()
    assert set(places["tomorrow"]) == set(result.after.model.elements)
    told = {card.id: card for card in scenes["today"].diagram.cards}
    assert len(told) == len(before.elements)
    assert {scenes["today"].grouped.get(id, id) for id in told} == set(places["today"])


@pytest.mark.parametrize("view", ["lanes", "matrix", "focus:crm", "focus:return-in-store"])
def test_the_difference_is_the_page_of_the_other_formats(view: str) -> None:
    result = example("multi-channel-retailer")
    assert stories(result, view)["difference"].items == page.draw(result, view=view).items


def test_tables_of_today_have_what_becomes_one_in_its_row_with_all_that_is_found() -> None:
    result = example("multi-channel-retailer")
    today = stories(result, "matrix")["today"]
    olds = [id for id, heirs in result.lineage.heirs["platform"].items() if "crm" in heirs]
    assert len(olds) > 1
    head = cards(today)["crm"]
    names = [result.before.model.platforms[id].name for id in olds]
    assert all(name in (head.title or "") for name in names)
    badges = [
        item for item in walk(head.items) if isinstance(item, Text) and item.text[:1].isdigit()
    ]
    assert badges
    assert "live-chat" not in cards(today)


def test_a_focus_shows_in_each_state_what_the_thing_touches_there() -> None:
    result = example("multi-channel-retailer")
    scenes = stories(result, "focus:crm")
    alone = page.draw(result.after, view="focus:crm").diagram
    there = scenes["tomorrow"].diagram
    assert [(c.id, c.stress) for c in there.cards] == [(c.id, c.stress) for c in alone.cards]
    assert [r.fingerprint for r in there.remarks] == [r.fingerprint for r in alone.remarks]
    assert there.topic == alone.topic
    meant = {card.place for card in scenes["today"].diagram.cards if card.stress == "subject"}
    assert meant == {"crm"}


def test_a_focus_on_what_is_new_touches_nothing_today(found: Callable[..., Difference]) -> None:
    before = "customer_types: {a: {uses: [b]}}\nchannels: {b: {}}\n"
    after = "customer_types: {a: {uses: [b, c]}}\nchannels: {b: {}, c: {}}\n"
    scenes = stories(found(before, after), "focus:c")
    assert {card.stress for card in scenes["today"].diagram.cards} == {"faded"}
    assert not scenes["today"].diagram.remarks
    assert {card.id for card in scenes["tomorrow"].diagram.cards if card.stress != "faded"} == {
        *("a", "c")
    }


def example(name: str) -> Difference:
    before, after = (
        api.load(str(EXAMPLES / name / f"{state}.yaml")) for state in ("as-is", "future")
    )
    return api.diff(before, after)


def test_lines_of_a_state_end_at_its_cards() -> None:
    for name in ("lamp-retailer", "multi-channel-retailer", "insurer-after-merger"):
        result = example(name)
        for plate in plates(result, sketch(result)):
            known = {card.id for card in plate.diagram.cards}
            ids = [line.id for line in plate.diagram.lines]
            assert len(ids) == len(set(ids))
            for line in plate.diagram.lines:
                assert {line.source, line.target} <= known
            for remark in plate.diagram.remarks:
                assert {*remark.cards} <= known
                assert {*remark.lines} <= {*ids}


def test_a_broken_hand_off_names_the_line_that_is_missing() -> None:
    result = example("lamp-retailer")
    document = parsed(page.write(page.draw(result), "html"))
    held = book(document)
    steps = {
        state: [step for journey in held["journeys"][state] for step in journey["steps"]]
        for state in ("today", "tomorrow")
    }
    gaps = {tuple(gap) for step in steps["today"] for gap in step["gaps"]}
    assert gaps
    assert not any(step["gaps"] for step in steps["tomorrow"])
    shown, extra = (
        [
            (element.get("data-from"), element.get("data-to"))
            for element in elements(document, "g")
            if (element.get(attribute) or "").startswith(prefix)
        ]
        for attribute, prefix in (("id", "line-missing-"), ("class", "gap "))
    )
    assert {*shown, *extra} >= gaps
    assert len(extra) == len({*extra}), "once, where the page does not show it anyway"
    assert set(extra) <= gaps - set(shown)
    names = {card.id: card.name for card in stories(result)["today"].diagram.cards}
    told = [said(each) for each in elements(document, "li") if each.get("class") == "bad"]
    for source, target in gaps:
        assert any(f"{names[source]} → {names[target]}" in text for text in told)


def test_a_step_lights_what_its_walk_touches() -> None:
    result = example("multi-channel-retailer")
    told = {walk.journey.id: walk for walk in api.journeys(result.after.model).walks}
    held = book(parsed(page.write(page.draw(result), "html")))
    assert {journey["id"] for journey in held["journeys"]["tomorrow"]} == set(told)
    for journey in held["journeys"]["tomorrow"]:
        walk = told[journey["id"]]
        assert len(journey["steps"]) == len(walk.stages)
        for step, stage in zip(journey["steps"], walk.stages, strict=True):
            expected = {*stage.channels, *stage.organizations, *stage.platforms}
            assert expected | {walk.journey.customer} <= {*step["cards"]}


def test_findings_beside_the_page_are_those_of_the_check() -> None:
    result = example("insurer-after-merger")
    held = book(parsed(page.write(page.draw(result), "html")))["findings"]
    assert {each["id"] for each in held["today"]} == {f.fingerprint for f in result.before.open}
    assert {each["id"] for each in held["tomorrow"]} == {f.fingerprint for f in result.after.open}


def test_one_model_has_no_switch() -> None:
    document = parsed(drawn(api.load(str(EXAMPLES / "lamp-retailer" / "as-is.yaml"))))
    assert not [each for each in elements(document, "div") if each.get("class") == "switch"]
    assert book(document)["states"] == ["only"]


def test_a_link_of_a_model_is_a_link_and_nothing_else(found: Callable[..., Check]) -> None:
    result = found(
        "customer_types: {a: {name: A, uses: [b]}}\n"
        "channels: {b: {name: B, url: 'https://example.com/?a=1&amp=2'}}\n"
    )
    document = parsed(page.write(page.draw(result), "html"))
    (anchor,) = elements(document, "a")
    assert anchor.get("href") == "https://example.com/?a=1&amp=2"
    assert anchor.get("rel") == "noopener noreferrer"


@pytest.mark.parametrize("ground", [PAPER, GROUND, *WASHES.values()])
def test_text_keeps_its_contrast_in_the_dark(ground: str) -> None:
    for colour in (INK, TITLE, MUTED, *LANES.values(), *MARKS.values()):
        assert contrast(dark(colour), dark(ground)) >= 4.5


def test_badges_keep_their_contrast_in_the_dark() -> None:
    for colour in (*SEVERITIES.values(), *STATES.values(), *MARKS.values()):
        assert contrast(dark(PAPER), dark(colour)) >= 4.5


def test_dark_keeps_order_and_hue() -> None:
    greys = [dark(f"#{level:02x}{level:02x}{level:02x}") for level in range(0, 256, 15)]
    light = [contrast(grey, "#000000") for grey in greys]
    assert light == sorted(light, reverse=True)
    red, green, blue = (int(dark("#b3182a")[i : i + 2], 16) for i in (1, 3, 5))
    assert red > green
    assert red > blue


def crowd(count: int) -> str:
    platforms = "\n".join(
        f"  p{number}: {{name: System {number}, needs: [{f'p{number // 3}' if number else ''}]}}"
        for number in range(count)
    )
    return (
        "customer_types: {a: {name: A, uses: [b]}}\n"
        f"channels: {{b: {{name: B, needs: [p{count - 1}]}}}}\n"
        f"platforms:\n{platforms}\n"
    )


def test_what_is_grouped_is_found_and_keeps_its_place(
    found: Callable[..., Difference],
) -> None:
    result = found(crowd(110), crowd(120))
    scene = page.draw(result, view="lanes")
    assert scene.grouped
    assert scene.story is not None
    scenes = scene.story().scenes
    places = {
        state: {id: (card.items[0].x, card.items[0].y) for id, card in cards(each).items()}  # type: ignore[union-attr]
        for state, each in scenes.items()
    }
    for state in ("today", "tomorrow"):
        assert places[state].items() <= places["difference"].items()
    held = book(parsed(page.write(scene, "html")))
    words = {card["id"]: card["words"].split() for card in held["cards"]}
    assert held["home"] == dict(scene.grouped)
    for member, card in scene.grouped.items():
        assert card in places["difference"]
        assert member in words[card]


ABOUT = {"focus": "focus:store", "impact": "impact:tills", "journey": "journey:phone-order-return"}


@pytest.mark.parametrize(
    ("view", "count"), [(name, n) for name in VIEWS for n in (1, 2) if n == 1 or VIEWS[name].two]
)
def test_every_view_can_be_explored(view: str, count: int) -> None:
    files = (EXAMPLES / "lamp-retailer" / f"{state}.yaml" for state in ("as-is", "future"))
    models = [api.load(str(file)) for file in files][:count]
    result = api.check(*models) if count == 1 else api.diff(*models)
    document = parsed(page.write(page.draw(result, view=ABOUT.get(view, view)), "html"))
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert said(elements(document, "h1")[0]) == models[-1].name
    assert len(book(document)["states"]) == (3 if count == 2 else 1)


def test_what_one_state_adds_is_drawn_between_what_all_have() -> None:
    def scene(*marks: int) -> Scene:
        return Scene(9, 9, tuple(Rect(at, 0, 1, 1, fill=PAPER) for at in marks), "t", "d")

    told = {"difference": scene(1, 2, 5), "today": scene(1, 3, 4, 5), "tomorrow": scene(0, 1, 5, 6)}
    drawn, _ = draw(told, dict.fromkeys(told, ()))
    assert re.findall(r'<rect x="(\d)"', drawn) == [*"0134256"]


def test_a_state_without_findings_says_so(tmp_path: Path) -> None:
    (tmp_path / "clean.yaml").write_text("engagemodel: 1\nname: Clean\n")
    found = api.check(api.load(str(tmp_path / "clean.yaml")))
    assert not found.findings
    document = parsed(page.write(page.draw(found), "html"))
    (section,) = [
        one for one in elements(document, "section") if one.attrib.get("id") == "findings"
    ]
    assert "No findings" in "".join(section.itertext())


@pytest.mark.parametrize("count", [1, 2])
def test_the_picture_of_a_journey_offers_no_other_one(count: int) -> None:
    result = example("multi-channel-retailer")
    shown = result if count == 2 else result.after
    document = parsed(page.write(page.draw(shown, view="journey:return-in-store"), "html"))
    for offered in book(document)["journeys"].values():
        assert [journey["id"] for journey in offered] == ["return-in-store"]
    told = {each.get("data-journey") for each in elements(document, "article")}
    assert told == {"return-in-store"}


def test_a_journey_that_is_called_otherwise_tomorrow_is_told_as_it_is_drawn(
    found: Callable[..., Difference],
) -> None:
    told = (
        "customer_types: {a: {name: A, uses: [b]}}\nchannels: {b: {name: B}}\n"
        "journeys: {%s: {customer: a, %s steps: [%s]}}\n"
    )
    step = "{do: ask, via: b}"
    result = found(told % ("old", "", step), told % ("new", "was: old,", f"{step}, {step}"))
    for id in ("old", "new"):
        document = parsed(page.write(page.draw(result, view=f"journey:{id}"), "html"))
        told_in = book(document)["journeys"]
        for state, steps in (("today", 1), ("difference", 2), ("tomorrow", 2)):
            (journey,) = told_in[state]
            assert (journey["id"], len(journey["steps"])) == ("new", steps)


def test_tables_know_every_line_of_their_model(found: Callable[..., Check]) -> None:
    result = found(crowd(150))
    scene = page.draw(result, view="matrix")
    assert scene.grouped
    document = parsed(page.write(scene, "html"))
    held = book(document)
    cells = {
        each.get("id"): {each.get("data-from"), each.get("data-to")}
        for each in elements(document, "g")
        if "cell" in (each.get("class") or "").split()
    }
    told = {line["id"]: at for at, lines in held["lines"].items() for line in lines}
    for line in scene.diagram.lines:
        name = line_name(line.id)
        place = told.get(name, name)
        joined = {scene.grouped.get(id, id) for id in (line.source, line.target)}
        assert cells[place] == joined if place else joined not in cells.values()
