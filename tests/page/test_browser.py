"""The page in a real browser: clicks, keys, print, the dark, a screen reader's checks."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from engagemodel import api, page
from engagemodel.page import brief
from engagemodel.page.dress import Dress, apart, brand
from engagemodel.page.fonts.pieces import PIECES
from engagemodel.page.typeset import measure
from engagemodel.settings import PageSettings

EXAMPLES = Path(__file__).parents[2] / "examples"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pages of two retailers, of their todays alone, and some views."""
    folder = tmp_path_factory.mktemp("pages")
    for name in ("lamp-retailer", "multi-channel-retailer"):
        before, after = (
            api.load(str(EXAMPLES / name / f"{state}.yaml")) for state in ("as-is", "future")
        )
        (folder / f"{name}.html").write_bytes(
            page.write(page.draw(api.diff(before, after)), "html")
        )
        alone = page.write(page.draw(api.check(before)), "html")
        (folder / f"{name}-today.html").write_bytes(alone)
    check = api.check(before)
    for view in ("impact:card-payments", "journey:return-in-store", "focus:store"):
        shown = page.write(page.draw(check, view=view), "html")
        (folder / f"{view.partition(':')[0]}.html").write_bytes(shown)
    return folder


@pytest.fixture
def open_page(browser: Browser, pages: Path) -> Iterator[Open]:
    """Open a page from its file; nothing may be complained of, and nobody asked for anything."""
    contexts = []
    complaints: list[str] = []

    def open(name: str = "lamp-retailer", link: str = "", **wishes: Any) -> Page:
        size = wishes.pop("viewport", {"width": 1400, "height": 900})
        context = browser.new_context(viewport=size, **wishes)
        contexts.append(context)
        context.set_default_timeout(8_000)
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((pages.as_uri(), "data:"))
                else complaints.append(request.url)
            ),
        )
        tab.goto(f"{(pages / name).as_uri()}.html{link}")
        return tab

    yield open
    for context in contexts:
        context.close()
    assert complaints == []


def lit(tab: Page) -> set[str]:
    return {*tab.eval_on_selector_all(".card.lit", "them => them.map(each => each.dataset.card)")}


def named(tab: Page) -> list[str]:
    return tab.eval_on_selector_all(  # type: ignore[no-any-return]
        ".finding.named", "them => them.map(each => each.dataset.finding)"
    )


def ground(tab: Page, card: str) -> Any:
    return tab.locator(f"#card-{card} [role=button]")


def away(tab: Page) -> None:
    tab.mouse.move(4, 4)


def told(tab: Page) -> dict[str, Any]:
    return json.loads(tab.locator("#book").text_content() or "")  # type: ignore[no-any-return]


def expect_link(tab: Page, link: str) -> None:
    """Wait until the address ends as the state of the page says, with nothing where that is empty."""
    expect(tab).to_have_url(re.compile(f"^[^#]*{re.escape(link)}$"))


def test_switch_shows_each_state(open_page: Open) -> None:
    tab = open_page()
    title = tab.locator("svg").get_by_text("Brightwell Lamps, as we are today", exact=True)
    expect(tab.locator("html")).to_have_attribute("data-state", "difference")
    expect(title).to_be_hidden()
    tab.get_by_role("button", name="Today", exact=True).click()
    expect(title).to_be_visible()
    expect(tab.locator("#card-desk-database")).to_be_visible()
    tab.get_by_role("button", name="Tomorrow", exact=True).click()
    expect(title).to_be_hidden()
    expect(tab.locator("#card-desk-database")).to_be_hidden()
    expect(tab.locator(".switch [aria-pressed=true]")).to_have_text("Tomorrow")


def test_the_findings_beside_the_page_are_those_of_its_state(open_page: Open) -> None:
    tab = open_page()
    book = told(tab)
    held, labels = book["findings"], book["labels"]
    entry = """them => them.filter(each => each.getClientRects().length).map(each => [
        each.dataset.finding,
        each.querySelector(".badge").textContent,
        each.querySelector("small").textContent,
        each.querySelector(".soft").getClientRects().length > 0,
    ])"""
    for state in ("tomorrow", "difference", "today"):
        tab.locator(f'.switch [data-to="{state}"]').click()
        expected = [
            [each["id"], str(number), labels[each["label"]], each["status"] != "resolved"]
            for number, each in enumerate(held[state], 1)
        ]
        assert tab.eval_on_selector_all(".finding", entry) == expected
    assert {each["status"] for each in held["difference"]} >= {"resolved"}
    assert {each["status"] for each in held["today"]} == {"open"}


@pytest.mark.parametrize("name", ["lamp-retailer", "multi-channel-retailer"])
def test_a_card_stays_where_it_is_and_so_does_the_switch(open_page: Open, name: str) -> None:
    tab = open_page(name)
    places = []
    for state in ("Today", "Difference", "Tomorrow"):
        tab.get_by_role("button", name=state, exact=True).click()
        switch = tab.locator(".switch").bounding_box()
        places.append((ground(tab, "web").bounding_box(), switch))
    assert places[0] == places[1] == places[2]


def test_pointing_fades_what_a_card_does_not_touch(open_page: Open) -> None:
    tab = open_page()
    ground(tab, "online-shopper").hover()
    touched = lit(tab)
    assert {"online-shopper", "web"} <= touched
    assert "store-shopper" not in touched
    faded = tab.locator("#card-store-shopper")
    expect(faded).to_have_css("opacity", "0.13")
    expect(tab.locator("#card-web")).to_have_css("opacity", "1")
    away(tab)
    expect(faded).to_have_css("opacity", "1")
    assert lit(tab) == set()


def test_keys_walk_along_the_lines(open_page: Open) -> None:
    tab = open_page()
    tab.locator("#print").focus()
    tab.keyboard.press("Tab")
    current = "document.activeElement.closest('.card').dataset.card"
    first = tab.evaluate(current)
    assert first in lit(tab)
    tab.keyboard.press("ArrowRight")
    second = tab.evaluate(current)
    joined = tab.locator(f'.line[data-from="{first}"][data-to="{second}"]')
    assert second != first
    assert joined.count() >= 1
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate(current) != second
    column = sorted(("store", "phone", "web"), key=lambda id: ground(tab, id).bounding_box()["y"])
    ground(tab, column[0]).focus()
    tab.keyboard.press("ArrowDown")
    below = tab.evaluate(current)
    boxes = [ground(tab, id).bounding_box() for id in (column[0], below)]
    assert boxes[0]["x"] == pytest.approx(boxes[1]["x"], abs=3)
    assert boxes[0]["y"] < boxes[1]["y"]
    tab.keyboard.press("ArrowUp")
    assert tab.evaluate(current) == column[0]


@pytest.mark.parametrize("name", ["lamp-retailer", "multi-channel-retailer-today"])
def test_tab_leads_to_the_top_of_the_first_column(open_page: Open, name: str) -> None:
    tab = open_page(name)
    tab.locator("#print").focus()
    tab.keyboard.press("Tab")
    held = "document.activeElement.closest('.card').dataset.card"
    first = tab.evaluate(held)
    boxes = {
        card["id"]: box
        for card in told(tab)["cards"]
        if (box := ground(tab, card["id"]).bounding_box()) is not None
    }
    left = min(box["x"] for box in boxes.values())
    column = [id for id, box in boxes.items() if box["x"] < left + 3]
    assert len(column) > 1
    column.sort(key=lambda id: boxes[id]["y"])
    assert first == column[0]
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate(held) == column[1]


def test_enter_keeps_and_escape_frees(open_page: Open) -> None:
    tab = open_page()
    ground(tab, "store").focus()
    tab.keyboard.press("Enter")
    expect(ground(tab, "store")).to_have_attribute("aria-pressed", "true")
    expect(tab.locator("#chosen")).to_contain_text("Stores")
    expect_link(tab, "#card=store")
    tab.locator("#search").focus()
    assert "store" in lit(tab)
    tab.keyboard.press("Escape")
    expect(tab.locator("#chosen")).to_be_hidden()
    assert lit(tab) == set()
    expect_link(tab, "")


def test_a_click_keeps_a_card_and_another_frees_it(open_page: Open) -> None:
    tab = open_page()
    ground(tab, "store").click()
    away(tab)
    assert "store" in lit(tab)
    ground(tab, "store").click()
    away(tab)
    assert lit(tab) == set()


def test_search_lights_what_it_finds(open_page: Open) -> None:
    tab = open_page("multi-channel-retailer")
    tab.locator("#search").fill("Wéb")
    expected = {card["id"] for card in told(tab)["cards"] if "web" in card["words"].lower()}
    assert lit(tab) == {id for id in expected if tab.locator(f"#card-{id}").is_visible()}
    expect(tab.locator("#found")).to_have_text(f"{len(lit(tab))} found")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.closest('.card').dataset.card") in expected
    hit = tab.evaluate("document.activeElement.closest('.card').dataset.card")
    expect(ground(tab, hit)).to_have_attribute("aria-pressed", "true")
    expect(tab.locator("#chosen")).to_be_visible()
    expect_link(tab, f"#card={hit}")
    tab.locator("#search").press("Enter")
    expect_link(tab, f"#card={hit}")
    tab.locator("#search").fill("nothing is called so")
    expect_link(tab, "")
    expect(tab.locator("#found")).to_have_text("0 found")
    assert tab.locator("svg.dim").count() == 0
    tab.keyboard.press("Escape")
    expect(tab.locator("#search")).to_have_value("")
    assert tab.locator("svg.dim").count() == 0


def test_a_finding_lights_what_it_names_and_the_other_way_round(open_page: Open) -> None:
    tab = open_page("lamp-retailer-today")
    finding = next(each for each in told(tab)["findings"]["only"] if each["lines"])
    entry = tab.locator(f'.finding[data-finding="{finding["id"]}"]')
    entry.hover()
    assert {*finding["cards"]} <= lit(tab)
    away(tab)
    assert lit(tab) == set()
    entry.locator("button").click()
    away(tab)
    expect(entry.locator("button").first).to_have_attribute("aria-pressed", "true")
    expect_link(tab, f"#finding={finding['id']}")
    for line in finding["lines"]:
        expect(tab.locator(f'[id="{line}"]')).to_have_class("line lit")
    ground(tab, finding["cards"][0]).hover()
    assert finding["id"] in named(tab)


@pytest.mark.parametrize("name", ["impact", "journey", "focus"])
def test_each_finding_of_a_view_lights_its_own(open_page: Open, name: str) -> None:
    tab = open_page(name)
    held = told(tab)["findings"]["only"]
    entries = tab.locator(".finding")
    assert entries.count() == len(held) > 1
    for at, finding in enumerate(held):
        there = {id for id in finding["cards"] if tab.locator(f"#card-{id}").count()}
        assert there
        entries.nth(at).hover()
        assert there <= lit(tab)
        entries.nth(at).locator("button").click()
        away(tab)
        assert there <= lit(tab)
        expect(tab.locator(".finding [aria-pressed=true]")).to_have_count(1)
        expect(entries.nth(at).locator("[aria-pressed=true]")).to_be_visible()
        expect_link(tab, f"#finding={finding['id']}")
    again = open_page(name, f"#finding={held[1]['id']}")
    expect(again.locator(".finding.named")).to_have_attribute("data-finding", held[1]["id"])
    assert {*held[1]["cards"]} & lit(again)
    card = held[0]["cards"][0]
    tab.evaluate("hash => { location.hash = hash }", f"card={card}")
    expect(tab.locator(f"#card-{card}.subject")).to_have_count(1)
    assert named(tab) == [each["id"] for each in held if card in each["cards"]]


def test_a_finding_that_is_chosen_can_be_left_where_it_is_told(open_page: Open) -> None:
    tab = open_page("multi-channel-retailer-today")
    entry = tab.locator(".finding").nth(20)
    button, again = entry.locator("button").first, tab.get_by_role("button", name="Show everything")
    expect(again).to_be_hidden()
    button.click()
    before = entry.bounding_box()
    expect(again).to_be_in_viewport()
    expect(entry.get_by_role("button", name="Show everything")).to_have_count(1)
    again.click()
    away(tab)
    expect(again).to_be_hidden()
    expect(button).to_be_focused()
    assert lit(tab) == set()
    expect_link(tab, "")
    assert before["y"] == pytest.approx(entry.bounding_box()["y"], abs=1)  # type: ignore[index]
    ground(tab, "store").click()
    expect(tab.locator("#chosen").get_by_role("button", name="Show everything")).to_be_visible()


@pytest.mark.parametrize("size", [(390, 844), (320, 640), (844, 390)])
def test_what_a_finding_lights_is_in_sight_on_a_phone(
    open_page: Open, size: tuple[int, int]
) -> None:
    screen = {"width": size[0], "height": size[1]}
    tab = open_page("multi-channel-retailer-today", viewport=screen, has_touch=True)
    seen = """them => them.filter(each => {
        const box = each.querySelector("rect").getBoundingClientRect();
        return box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
    }).length"""
    for at in (0, 20, 32):
        entry = tab.locator("#findings .finding").nth(at)
        entry.locator("button").first.tap()
        assert tab.eval_on_selector_all(".card.lit", seen) > 0
        expect(tab.locator("#chosen strong")).to_contain_text(entry.locator(".badge").inner_text())
        link = tab.evaluate("location.hash").removeprefix("#")
        told = open_page("multi-channel-retailer-today", f"#{link}", viewport=screen)
        assert told.eval_on_selector_all(".card.lit", seen) > 0
        if size[1] > 800:
            expect(tab.get_by_role("button", name="Show everything")).to_be_in_viewport()
        tab.get_by_role("button", name="Show everything").tap()
        expect(tab.locator("#chosen")).to_be_hidden()
        expect(entry).to_be_in_viewport()
        assert lit(tab) == set()


def test_a_journey_is_played_step_by_step(open_page: Open) -> None:
    tab = open_page("lamp-retailer-today")
    tab.locator("#journey").select_option("phone-order-return")
    held = next(j for j in told(tab)["journeys"]["only"] if j["id"] == "phone-order-return")
    assert {*held["steps"][0]["cards"]} <= lit(tab)
    expect(tab.locator("#back")).to_be_disabled()
    tab.locator("#forward").click()
    step = held["steps"][1]
    assert {*step["cards"]} <= lit(tab)
    expect_link(tab, "#journey=phone-order-return&step=2")
    current = tab.locator(".step[aria-current]")
    expect(current).to_contain_text("never get here")
    expect(tab.locator("#said")).to_contain_text("Step 2 of 2: return")
    expect(tab.locator("#said")).to_contain_text("Order desk database → Till database is missing")
    for card in step["kept"]:
        expect(tab.locator(f"#card-{card}")).to_have_class("card lit kept")
    for card in step["sought"]:
        expect(tab.locator(f"#card-{card}")).to_have_class("card lit sought")
    (gap,) = step["gaps"]
    missing = tab.locator(f"#line-missing-{gap[0]}\\.\\.{gap[1]}")
    expect(missing).to_have_class("line lit")
    expect(tab.locator("#forward")).to_be_disabled()
    tab.locator("#back").click()
    expect(tab.locator("#said")).to_contain_text("Step 1 of 2")
    expect(missing).to_have_class("line")
    expect(tab.locator(".gap")).to_have_count(0)


def test_a_step_that_breaks_lights_what_is_missing_on_the_page(open_page: Open) -> None:
    link = "#journey=return-in-store&step=2&state="
    tab = open_page("multi-channel-retailer", f"{link}today")
    ends = '[data-from="web-database"][data-to="till-database"]'
    missing = tab.locator(f'{ends}[id^="line-missing-"]')
    expect(missing).to_have_class("line lit")
    expect(tab.locator(f'{ends}[id^="line-flow-"]:visible')).to_have_count(1)
    expect(tab.locator(".gap:visible")).to_have_count(0)


def test_playing_goes_on_by_itself_and_ends(open_page: Open) -> None:
    tab = open_page("lamp-retailer-today")
    tab.clock.install()
    tab.locator("#journey").select_option("phone-order-return")
    tab.locator("#play").click()
    expect(tab.locator("#play")).to_have_text("Pause")
    expect(tab.locator("#said")).to_contain_text("Step 1 of 2")
    tab.clock.run_for(3100)
    expect(tab.locator("#said")).to_contain_text("Step 2 of 2")
    tab.clock.run_for(3100)
    expect(tab.locator("#play")).to_have_text("Play")
    expect(tab.locator("#said")).to_contain_text("Step 2 of 2")


def test_a_journey_goes_as_it_does_in_its_state(open_page: Open) -> None:
    tab = open_page("lamp-retailer", "#journey=phone-order-return&step=2&state=today")
    expect(tab.locator(".step[aria-current]")).to_contain_text("never get here")
    tab.get_by_role("button", name="Tomorrow", exact=True).click()
    expect(tab.locator(".step[aria-current]")).not_to_contain_text("never get here")
    expect(tab.locator(".gap:visible")).to_have_count(0)


@pytest.mark.parametrize("state", ["today", "tomorrow"])
def test_links_lead_to_what_they_name(open_page: Open, state: str) -> None:
    tab = open_page("lamp-retailer", f"#card=store&state={state}")
    expect(tab.locator("html")).to_have_attribute("data-state", state)
    expect(ground(tab, "store")).to_have_attribute("aria-pressed", "true")
    finding = told(tab)["findings"][state][0]["id"]
    tab.evaluate("hash => { location.hash = hash }", f"finding={finding}&state={state}")
    expect(tab.locator(".finding.named")).to_have_attribute("data-finding", finding)


def test_a_link_to_nothing_shows_everything(open_page: Open) -> None:
    tab = open_page("lamp-retailer", "#card=</script>&journey=x&step=-7&state=%00&finding=*")
    expect(tab.locator("html")).to_have_attribute("data-state", "difference")
    assert tab.locator("svg.dim").count() == 0


def test_a_link_leads_to_the_state_that_has_what_it_names(open_page: Open) -> None:
    tab = open_page("lamp-retailer", "#state=tomorrow&card=desk-database")
    expect(tab.locator("html")).to_have_attribute("data-state", "today")
    expect(ground(tab, "desk-database")).to_have_attribute("aria-pressed", "true")
    expect_link(tab, "#card=desk-database&state=today")
    third = told(tab)["findings"]["today"][2]["id"]
    tab.evaluate("location.hash = 'finding=3&state=today'")
    expect(tab.locator(".finding.named")).to_have_attribute("data-finding", third)


@pytest.mark.parametrize("link", ["#card=__proto__", "#finding=999", "#journey=constructor"])
def test_a_link_to_what_is_unknown_is_forgotten(open_page: Open, link: str) -> None:
    tab = open_page("lamp-retailer", link)
    expect(tab.locator("html")).to_have_attribute("data-state", "difference")
    expect_link(tab, "")


def test_titles_follow_the_state(open_page: Open) -> None:
    tab = open_page("lamp-retailer", "#state=today")
    expect(tab).to_have_title("Brightwell Lamps, as we are today")
    expect(tab.locator("h1")).to_have_text("Brightwell Lamps, as we are today")
    tab.get_by_role("button", name="Tomorrow", exact=True).click()
    expect(tab).to_have_title("Brightwell Lamps, as we want to be")


def test_a_journey_of_tomorrow_lights_no_line_that_is_removed(open_page: Open) -> None:
    tab = open_page("multi-channel-retailer")
    removed = told(tab)["marked"]["removed"]
    assert removed
    for journey in told(tab)["journeys"]["difference"]:
        for step in range(1, len(journey["steps"]) + 1):
            tab.evaluate("hash => { location.hash = hash }", f"journey={journey['id']}&step={step}")
            expect(tab.locator(f'.journey[data-journey="{journey["id"]}"]').first).to_be_visible()
            lines = tab.eval_on_selector_all(".line.lit", "them => them.map(each => each.id)")
            assert not {*lines} & {*removed}


@pytest.mark.parametrize("preferred", [True, False])
def test_print_is_one_page(open_page: Open, preferred: bool) -> None:
    tab = open_page("multi-channel-retailer", "#card=store&state=today")
    printed = tab.pdf(
        prefer_css_page_size=preferred, landscape=not preferred, print_background=True
    )
    (sheet,) = pypdf.PdfReader(io.BytesIO(printed)).pages
    text = " ".join(sheet.extract_text().split())
    assert "Hollis & Vane, as we are today" in text
    assert "Web shop" in text
    assert "Find an element" not in text
    if preferred:
        assert (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx(
            (841.89, 595.28), abs=1
        )


def background(tab: Page) -> str:
    return tab.evaluate("getComputedStyle(document.querySelector('#picture')).backgroundColor")  # type: ignore[no-any-return]


def test_light_and_dark(open_page: Open) -> None:
    light, night = open_page(color_scheme="light"), open_page(color_scheme="dark")
    day, dark = background(light), background(night)
    assert day == "rgb(255, 255, 255)"
    assert dark != day
    light.get_by_role("button", name="Light or dark").click()
    night.get_by_role("button", name="Light or dark").click()
    assert (background(light), background(night)) == (dark, day)
    night.emulate_media(media="print", color_scheme="dark")
    assert background(night) == day


def test_without_script_the_page_is_whole(open_page: Open) -> None:
    tab = open_page("lamp-retailer-today", java_script_enabled=False)
    expect(tab.locator(".tools")).to_be_hidden()
    expect(tab.locator("#card-store")).to_be_visible()
    expect(tab.locator(".step .bad").first).to_be_visible()


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture(scope="module")
def small(pages: Path) -> Path:
    """Add the retailer in German, a page whose names are long words, and a brief."""
    before, after = (
        api.load(str(EXAMPLES / "multi-channel-retailer" / f"{state}.yaml"))
        for state in ("as-is", "future")
    )
    compared, german = api.diff(before, after), Dress(language="de")
    (pages / "german.html").write_bytes(page.write(page.draw(compared, dress=german), "html"))
    (pages / "brief.html").write_bytes(brief.write(brief.draw(compared, dress=german), "html"))
    model = pages / "long.yaml"
    model.write_text(
        f"engagemodel: 1\nname: {LONG}\ncustomer_types:\n  c: {{name: {LONG}, uses: [w]}}\n"
        f"channels:\n  w: {{name: {LONG}}}\njourneys:\n"
        f"  j: {{name: {LONG}, customer: c, steps: [{{do: ask, via: w}}]}}\n",
        encoding="utf-8",
    )
    check = api.check(api.load(str(model)))
    (pages / "long.html").write_bytes(page.write(page.draw(check), "html"))
    return pages


@pytest.mark.parametrize("width", [320, 420])
@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("lamp-retailer", "#journey=phone-order-return&step=2&state=today"),
        ("german", "#card=store"),
        ("long", "#card=w"),
        ("brief", ""),
    ],
)
def test_a_small_screen_needs_no_sideways_scrolling(
    open_page: Open, small: Path, name: str, link: str, width: int
) -> None:
    tab = open_page(name, link, viewport={"width": width, "height": 800})
    tab.eval_on_selector_all("details", "them => them.forEach(each => { each.open = true })")
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    beyond = """(them, width) => them.map(each => each.getBoundingClientRect())
        .filter(box => box.left < 0 || box.right > width).length"""
    held = "header button, header select, header input, header a, aside *"
    assert tab.eval_on_selector_all(held, beyond, width) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("lamp-retailer", ""),
        ("lamp-retailer", "#journey=phone-order-return&step=2&state=today"),
        ("multi-channel-retailer", "#card=store&state=tomorrow"),
        ("lamp-retailer-today", ""),
        ("impact", "#finding=1"),
        ("tables", "#card=tills"),
        ("among", ""),
        ("lamp-return", ""),
        ("journey-j", "#journey=j&step=2&state=today"),
    ],
)
@pytest.mark.usefixtures("tables", "journeys")
def test_axe_finds_nothing(open_page: Open, axe: str, name: str, link: str, scheme: str) -> None:
    tab = open_page(name, link, color_scheme=scheme, bypass_csp=True)
    tab.evaluate(axe)
    found = tab.evaluate("axe.run()")
    assert [(rule["id"], rule["impact"]) for rule in found["violations"]] == []
    assert len(found["passes"]) > 20


def test_text_of_every_script_is_set_in_the_font_that_the_page_brings(
    open_page: Open, pages: Path
) -> None:
    names = ("Łódź", "Πελάτες", "Магазин", "№ ≥ 5")
    rows = "".join(f"  c{at}: {{name: '{name}'}}\n" for at, name in enumerate(names))
    model = pages / "scripts.yaml"
    model.write_text(f"engagemodel: 1\nname: Ż\nchannels:\n{rows}", encoding="utf-8")
    check = api.check(api.load(str(model)))
    (pages / "scripts.html").write_bytes(page.write(page.draw(check), "html"))
    tab = open_page("scripts")
    tab.evaluate("document.fonts.ready")
    for name in names:
        text = tab.locator("svg .card text", has_text=name)
        size, wide = text.evaluate(
            "text => [parseFloat(getComputedStyle(text).fontSize), text.getComputedTextLength()]"
        )
        assert wide == pytest.approx(measure(name, size), rel=0.04)
    faces = "[...document.fonts].filter(face => face.weight === '400').map(face => face.status)"
    assert tab.evaluate(faces) == ["loaded"] * len(PIECES)


@pytest.fixture(scope="module")
def tables(pages: Path) -> Path:
    """Return the folder with tables of a retailer, an insurer, and applications without databases."""
    model = api.load(str(EXAMPLES / "multi-channel-retailer" / "as-is.yaml"))
    scene = page.draw(api.check(model), view="matrix")
    (pages / "tables.html").write_bytes(page.write(scene, "html"))
    insurer = EXAMPLES / "insurer-after-merger"
    before, after = (api.load(str(insurer / f"{state}.yaml")) for state in ("as-is", "future"))
    scene = page.draw(api.diff(before, after), view="matrix")
    (pages / "insurer.html").write_bytes(page.write(scene, "html"))
    alone = pages / "among.yaml"
    alone.write_text(
        "engagemodel: 1\nname: Among\ncustomer_types: {c: {name: Caller, uses: [p]}}\n"
        "channels: {p: {name: Phone, needs: [desk]}, u: {name: Unused}}\n"
        "platforms: {desk: {name: Desk, needs: [core]}, core: {name: Core}}\n",
        encoding="utf-8",
    )
    scene = page.draw(api.check(api.load(str(alone))), view="matrix")
    (pages / "among.html").write_bytes(page.write(scene, "html"))
    return pages


@pytest.mark.usefixtures("tables")
def test_two_that_share_a_place_today_tell_what_depends_on_each(open_page: Open) -> None:
    tab = open_page("insurer", "#card=crm&state=today")
    expect_link(tab, "#card=crm&state=today")
    needing = {
        "Calder CRM": {"Calder claims line", "Broker desk", "Calder policy system"},
        "Meridian CRM": {"Meridian claims line", "Meridian policy system"},
    }
    for name, expected in needing.items():
        part = tab.locator("#chosen [data-element]", has=tab.get_by_text(name, exact=True))
        lines = part.locator("li").all_text_contents()
        needs = f" → {name}: needs"
        assert {line.removesuffix(needs) for line in lines if line.endswith(needs)} == expected
        assert all(name in line for line in lines)


def crossings(tab: Page, cells: str = ".cell.lit") -> set[tuple[str, str]]:
    """Return the row and the column of each cell that is lit."""
    pairs = "them => them.map(each => [each.dataset.from, each.dataset.to])"
    return {(row, column) for row, column in tab.eval_on_selector_all(cells, pairs)}


@pytest.mark.usefixtures("tables")
def test_a_head_of_tables_lights_its_cells_and_what_it_touches(open_page: Open) -> None:
    tab = open_page("tables")
    model = api.load(str(EXAMPLES / "multi-channel-retailer" / "as-is.yaml"))
    assert tab.locator("svg [role=button]").count() == len(model.elements)
    ground(tab, "tills").hover()
    assert {"tills", "till-database", "store", "cross-channel", "stores"} <= lit(tab)
    assert {("till-database", "tills"), ("stores", "tills"), ("cross-channel", "store")} <= (
        crossings(tab)
    )
    assert "app-service" not in lit(tab)
    assert ("app-database", "app-service") not in crossings(tab)
    ground(tab, "tills").click()
    away(tab)
    expect_link(tab, "#card=tills")
    expect(tab.locator("#chosen")).to_contain_text("Stores → Tills: needs")  # in no table
    again = open_page("tables", "#card=tills")
    assert lit(again) == lit(tab)


@pytest.mark.usefixtures("tables")
def test_a_cell_lights_its_row_and_its_column(open_page: Open) -> None:
    tab = open_page("tables")
    tab.locator('.cell[data-from="till-database"][data-to="tills"]').hover()
    assert lit(tab) == {"till-database", "tills"}
    assert crossings(tab) == {("till-database", "tills")}
    away(tab)
    assert crossings(tab) == set()


@pytest.mark.usefixtures("tables")
def test_keys_walk_along_heads_and_across_to_rows(open_page: Open) -> None:
    tab = open_page("tables")
    tab.locator("#print").focus()
    tab.keyboard.press("Tab")
    current = "document.activeElement.closest('.card').dataset.card"
    assert tab.evaluate(current) == "online-only"
    walked = []
    for arrow in ("Down", "Right", "Right", "Left", "Down", "Up"):
        tab.keyboard.press(f"Arrow{arrow}")
        walked.append(tab.evaluate(current))
    first, head, beside, back, below, above = walked
    assert first == "cross-channel"
    assert (first, head) in crossings(tab, ".cell")
    assert back == head != beside
    boxes = {id: ground(tab, id).bounding_box() for id in (head, beside)}
    assert boxes[head]["y"] == pytest.approx(boxes[beside]["y"], abs=1)
    assert (below, head) in crossings(tab, ".cell")
    assert above not in (head, beside)


@pytest.mark.usefixtures("tables")
def test_findings_search_and_journeys_light_tables(open_page: Open) -> None:
    tab = open_page("tables")
    held = told(tab)
    finding = next(each for each in held["findings"]["only"] if each["cards"])
    tab.locator(f'.finding[data-finding="{finding["id"]}"] button').click()
    away(tab)
    assert {*finding["cards"]} <= lit(tab)
    tab.locator("#search").fill("Till database")
    expect(tab.locator("#found")).to_have_text("1 found")
    assert lit(tab) == {"till-database"}
    tab.locator("#journey").select_option("return-in-store")
    tab.locator("#forward").click()
    step = next(j for j in held["journeys"]["only"] if j["id"] == "return-in-store")["steps"][1]
    assert {*step["cards"]} <= lit(tab)
    assert ("cross-channel", "store") in crossings(tab)


@pytest.mark.usefixtures("tables")
def test_an_application_that_is_row_and_column_is_one_card(open_page: Open) -> None:
    tab = open_page("among")
    again = tab.locator('.card.more[data-card="desk"]')
    again.hover()
    assert lit(tab) >= {"desk", "core", "p", "c"}
    assert "u" not in lit(tab)
    expect(again).to_have_class("card more lit subject")
    again.click()
    expect_link(tab, "#card=desk")


@pytest.mark.skipif(not apart.limited(), reason="memory cannot be limited here")
@pytest.mark.parametrize("preferred", [True, False])
def test_what_a_template_adds_leaves_the_print_one_page(
    open_page: Open, pages: Path, tmp_path: Path, preferred: bool
) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "page.html.j2").write_text(
        "{% extends 'default/page/page.html.j2' %}"
        "{% block header %}<p>ACME</p>{{ super() }}{% endblock %}"
    )
    dress = brand.dress(PageSettings(), "en", templates=str(tmp_path))
    check = api.check(api.load(str(EXAMPLES / "lamp-retailer" / "as-is.yaml")))
    (pages / "acme.html").write_bytes(page.write(page.draw(check, dress=dress), "html"))
    tab = open_page("acme")
    expect(tab.get_by_text("ACME", exact=True)).to_be_visible()
    for paper in ("A4", "Letter"):
        printed = tab.pdf(format=paper, landscape=True, prefer_css_page_size=preferred)
        (sheet,) = pypdf.PdfReader(io.BytesIO(printed)).pages
        assert "Brightwell Lamps, as we are today" in " ".join(sheet.extract_text().split())


def test_a_chosen_journey_is_named_in_full_where_the_bar_has_room(open_page: Open) -> None:
    tab = open_page("multi-channel-retailer", "#journey=return-in-store")
    menu = tab.locator("#journey")
    free = """menu => {
        const natural = menu.cloneNode(true);
        natural.style.cssText = "position: absolute; width: max-content; max-width: none";
        document.querySelector("header").append(natural);
        const lacking = natural.getBoundingClientRect().width - menu.getBoundingClientRect().width;
        natural.remove();
        return lacking;
    }"""
    high = tab.locator("header").bounding_box()["height"]  # type: ignore[index]
    assert menu.evaluate(free) < 1
    assert high < 60


@pytest.fixture(scope="module")
def journeys(pages: Path) -> Path:
    """Return the folder with journeys of two models: a mended one, one that changes its steps."""
    folder = EXAMPLES / "lamp-retailer"
    before, after = (api.load(str(folder / f"{state}.yaml")) for state in ("as-is", "future"))
    scene = page.draw(api.diff(before, after), view="journey:lamp-return")
    (pages / "lamp-return.html").write_bytes(page.write(scene, "html"))
    told = "engagemodel: 1\nname: {}\ncustomer_types: {{a: {{uses: [w]}}}}\nchannels: {{w: {{}}}}\n"
    steps = {"before": ("buy", "wait", "ask"), "after": ("browse", "buy", "ask")}
    for name, each in steps.items():
        listed = ", ".join(f"{{do: {do}, via: w}}" for do in each)
        extra = "  o: {customer: a, steps: [{do: buy, via: w}]}\n" if name == "before" else ""
        (pages / f"{name}.yaml").write_text(
            f"{told.format(name)}journeys:\n  j: {{customer: a, steps: [{listed}]}}\n{extra}",
            encoding="utf-8",
        )
    models = (api.load(str(pages / f"{name}.yaml")) for name in steps)
    compared = api.diff(*models)
    for id in ("j", "o"):
        scene = page.draw(compared, view=f"journey:{id}")
        (pages / f"journey-{id}.html").write_bytes(page.write(scene, "html"))
    return pages


def heads(tab: Page) -> list[str]:
    """Return the steps whose heads are seen, those first that are not faded."""
    told = """them => them.filter(each => each.getClientRects().length).map(each => [
        [...each.querySelectorAll("g[aria-label]")].find(g => g.getClientRects().length).ariaLabel,
        getComputedStyle(each).opacity === "1",
    ])"""
    found = tab.eval_on_selector_all('[id^="head-"]', told)
    return [title for title, _ in sorted(found, key=lambda each: not each[1])]


@pytest.mark.usefixtures("journeys")
def test_the_picture_of_a_journey_is_switched_from_state_to_state(open_page: Open) -> None:
    tab = open_page("lamp-return")
    svg = tab.locator("svg")
    mended = svg.get_by_text("Before: no line", exact=True)
    missing = svg.get_by_text("no order here", exact=True)
    places = []
    for state, title, seen in (
        ("Difference", "Brightwell Lamps, as we want to be", mended),
        ("Today", "Brightwell Lamps, as we are today", missing),
        ("Tomorrow", "Brightwell Lamps, as we want to be", None),
    ):
        tab.locator(".switch").get_by_role("button", name=state, exact=True).click()
        expect(tab).to_have_title(title)
        for each in (mended, missing):
            expect(each).to_be_visible() if each is seen else expect(each).to_be_hidden()
        head = tab.locator("#head-1").bounding_box()
        places.append((head, ground(tab, "web").bounding_box()))
    assert places[0] == places[1] == places[2]
    expect_link(tab, "#state=tomorrow")
    expect(tab.locator("#findings")).to_contain_text("No finding names this journey.")


@pytest.mark.usefixtures("journeys")
def test_playing_follows_the_steps_of_the_state(open_page: Open) -> None:
    tab = open_page("journey-j", "#journey=j&step=2&state=today")
    assert heads(tab)[0] == "Step 2: wait"
    expect(tab.locator("#said")).to_contain_text("Step 2 of 3: wait")
    tab.locator("#forward").click()
    assert heads(tab)[0] == "Step 3: ask"
    tab.get_by_role("button", name="Tomorrow", exact=True).click()
    tab.locator("#back").click()
    assert heads(tab) == ["Step 2: buy", "Step 1: browse", "Step 3: ask"]
    expect(tab.locator("#column-1")).to_have_css("opacity", "1")
    expect(tab.locator("#column-0")).to_have_css("opacity", "0.25")
    tab.get_by_role("button", name="Difference", exact=True).click()
    assert heads(tab)[0] == "Step 2: buy"
    assert "Step 2: wait, removed" in heads(tab)
    tab.locator("#back").click()
    assert heads(tab)[0] == "Step 1: browse, added"
    expect_link(tab, "#journey=j&step=1")
    tab.keyboard.press("Escape")
    assert tab.locator("[id^=head-].off").count() == 0


@pytest.mark.usefixtures("journeys")
def test_a_hand_off_is_lit_as_its_step_receives_it(open_page: Open) -> None:
    tab = open_page("lamp-return", "#journey=lamp-return&step=1&state=today")
    missing = tab.locator(".line[id^=line-hand-]:visible")
    expect(missing).to_have_class("line")
    tab.locator("#forward").click()
    expect(missing).to_have_class("line lit")
    expect(tab.locator(".gap:visible")).to_have_count(0)  # it is in plain sight


@pytest.mark.usefixtures("journeys")
def test_a_journey_of_today_alone_is_not_offered_tomorrow(open_page: Open) -> None:
    tab = open_page("journey-o", "#journey=o&step=1")
    assert heads(tab) == ["Step 1: buy, removed"]
    tab.get_by_role("button", name="Tomorrow", exact=True).click()
    assert heads(tab) == []
    expect(
        tab.locator("svg").get_by_text("This journey is not in this model.").first
    ).to_be_visible()
    expect(tab.locator("#journey option[value=o]")).to_be_disabled()
    tab.evaluate("location.hash = 'journey=o&state=tomorrow'")
    expect(tab.locator("html")).to_have_attribute("data-state", "difference")


@pytest.mark.parametrize("state", ["today", "difference", "tomorrow"])
@pytest.mark.usefixtures("journeys")
def test_each_state_of_a_journey_is_printed_on_one_page(open_page: Open, state: str) -> None:
    tab = open_page("lamp-return", f"#journey=lamp-return&step=1&state={state}")
    printed = tab.pdf(prefer_css_page_size=True, print_background=True)
    (sheet,) = pypdf.PdfReader(io.BytesIO(printed)).pages
    text = " ".join(sheet.extract_text().split())
    assert ("no order here" in text) is (state != "tomorrow")
    assert ("Before: no line" in text) is (state == "difference")
