"""The live page in a real browser: it follows what is saved, and stays where somebody looks."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import installed
import pytest
from playwright.sync_api import Browser, LocatorAssertions, Page, expect
from watching import TODAY, WAIT, Watch, get, save, save_a_thousand_times, until

from engagemodel import api
from engagemodel.errors import Problem
from engagemodel.model import Model
from engagemodel.page import draw, write
from engagemodel.place import Place
from engagemodel.preview.document import shown
from engagemodel.preview.server import Server

LAMPS = Path(__file__).parents[2] / "examples" / "lamp-retailer"
MISTAKE = Problem(
    "unknown key 'runby'</pre><img src=x onerror=alert(1)>",
    Place("future.yaml", 3, 9),
    "did you mean 'run_by'?",
    source="  web: {runby: sales, name: <script>alert(2)</script>}",
    trail=(Place("main.yaml", 2, 1),),
)


def page_of(name: str) -> str:
    """Return the page of the lamp retailer with its future under another name."""

    def loaded(path: Path, old: str, new: str) -> Model:
        text = path.read_text(encoding="utf-8").replace(old, new)
        return api.load("-", stdin=text.encode())

    before = api.load(str(LAMPS / "as-is.yaml"))
    after = loaded(LAMPS / "future.yaml", "Web shop", name)
    return write(draw(api.diff(before, after)), "html").decode("utf-8")


@pytest.fixture(scope="module")
def pages() -> tuple[str, str]:
    return page_of("Web shop"), page_of("Web <b>site</b>")


@pytest.fixture
def server(pages: tuple[str, str]) -> Iterator[Server]:
    with Server(0, shown(pages[0], 1, ())) as running:
        yield running


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[Open]:
    """Open the preview; nothing may be complained of, and nobody else asked for anything."""
    contexts = []
    complaints: list[str] = []

    def open(**wishes: object) -> Page:
        context = browser.new_context(viewport={"width": 1400, "height": 600}, **wishes)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(15_000)
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("dialog", lambda dialog: complaints.append(dialog.message))

        def asked(url: str) -> None:
            if not url.startswith((server.url, "data:")):
                complaints.append(url)

        tab.on("request", lambda request: asked(request.url))
        tab.goto(server.url)
        return tab

    yield open
    for context in contexts:
        context.close()
    assert complaints == []


def overlay(tab: Page) -> LocatorAssertions:
    return expect(tab.locator("#preview section"))


def test_a_save_changes_the_page_and_not_what_is_looked_at(
    open_page: Open, server: Server, pages: tuple[str, str]
) -> None:
    tab = open_page()
    tab.get_by_role("button", name="Tomorrow", exact=True).click()
    tab.locator("#card-store [role=button]").click()
    tab.get_by_role("button", name="Light or dark").click()
    tab.locator("#elements summary").click()
    dark = tab.locator("html").get_attribute("data-theme")
    tab.evaluate("document.scrollingElement.scrollTo(0, 90)")
    tab.evaluate("document.querySelector('aside').scrollTo(0, 40)")
    at = "[document.scrollingElement.scrollTop, document.querySelector('aside').scrollTop]"
    places = tab.evaluate(at)
    assert max(places) > 0
    server.show(shown(pages[1], 2, ()))
    expect(tab.locator("#card-web")).to_contain_text("Web <b>site</b>")
    expect(tab.locator("html")).to_have_attribute("data-state", "tomorrow")
    expect(tab.locator("html")).to_have_attribute("data-theme", dark or "")
    expect(tab.locator("#card-store [role=button]")).to_have_attribute("aria-pressed", "true")
    expect(tab.locator("#elements")).to_have_attribute("open", "")
    tab.wait_for_function(f"JSON.stringify({at}) === '{places}'.replaceAll(' ', '')")


def test_a_search_goes_on(open_page: Open, server: Server, pages: tuple[str, str]) -> None:
    tab = open_page()
    tab.locator("#search").fill("web")
    found = tab.locator("#found").text_content()
    server.show(shown(pages[1], 2, ()))
    expect(tab.locator("#card-web")).to_contain_text("site")
    expect(tab.locator("#search")).to_have_value("web")
    expect(tab.locator("#search")).to_be_focused()
    expect(tab.locator("#found")).to_have_text(found or "")


def test_the_keyboard_stays_on_its_card(
    open_page: Open, server: Server, pages: tuple[str, str]
) -> None:
    tab = open_page()
    tab.locator("#card-store [role=button]").focus()
    server.show(shown(pages[1], 2, ()))
    expect(tab.locator("#card-web")).to_contain_text("site")
    expect(tab.locator("#card-store [role=button]")).to_be_focused()


def test_mistakes_lie_over_the_last_page_until_they_are_mended(
    open_page: Open, server: Server, pages: tuple[str, str]
) -> None:
    tab = open_page()
    tab.evaluate("window.before = true")
    overlay(tab).to_have_count(0)
    server.show(shown(pages[0], 1, [MISTAKE]))
    overlay(tab).to_contain_text("1 mistake")
    overlay(tab).to_contain_text("future.yaml:3:9 unknown key 'runby'</pre><img src=x")
    overlay(tab).to_contain_text("(did you mean 'run_by'?)")
    overlay(tab).to_contain_text("included from main.yaml:2:1")
    expect(tab.locator("#preview mark")).to_have_text("r")
    expect(tab.locator("#card-web")).to_be_visible()
    assert tab.locator("#preview img, #preview script").count() == 0
    tab.emulate_media(media="print")
    expect(tab.locator("#preview")).to_be_hidden()
    tab.emulate_media(media="screen")
    server.show(shown(pages[0], 1, ()))
    overlay(tab).to_have_count(0)
    assert tab.evaluate("window.before")  # it is the same page all the while


def test_a_page_opened_on_mistakes_has_them_without_a_script(
    open_page: Open, server: Server, pages: tuple[str, str]
) -> None:
    server.show(shown(pages[0], 1, [MISTAKE]))
    tab = open_page(java_script_enabled=False)
    overlay(tab).to_contain_text("future.yaml:3:9")
    expect(tab.locator("#card-web")).to_be_visible()


def test_the_first_page_comes_by_itself(
    open_page: Open, server: Server, pages: tuple[str, str]
) -> None:
    server.show(shown(None, 0, [MISTAKE]))
    tab = open_page()
    expect(tab.get_by_role("heading", name="No page yet")).to_be_visible()
    overlay(tab).to_contain_text("future.yaml:3:9")
    server.show(shown(pages[0], 1, ()))
    expect(tab.locator("#card-web")).to_be_visible()


def test_the_end_is_told(browser: Browser, pages: tuple[str, str]) -> None:
    context = browser.new_context()
    with Server(0, shown(pages[0], 1, ())) as server:
        tab = context.new_page()
        tab.goto(server.url)
        expect(tab.locator("#card-web")).to_be_visible()
    expect(tab.locator("#preview")).to_contain_text("The preview has ended", timeout=15_000)
    expect(tab.locator("#card-web")).to_be_visible()
    context.close()


def test_axe_finds_nothing_in_mistakes(
    browser: Browser, server: Server, pages: tuple[str, str]
) -> None:
    axe = installed.parsers() / "node_modules/axe-core/axe.min.js"
    many = [
        Problem(f"mistake {number}", MISTAKE.at, MISTAKE.hint, MISTAKE.source)
        for number in range(20)
    ]
    context = browser.new_context(bypass_csp=True)
    for page, within in (pages[0], "'#preview'"), (None, "document"):
        server.show(shown(page, 1, many))
        tab = context.new_page()
        tab.goto(server.url)
        overlay(tab).to_be_visible()
        tab.evaluate(axe.read_text(encoding="utf-8"))
        for scheme in "light", "dark":
            tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = tab.evaluate(f"axe.run({within})")
            assert [(rule["id"], rule["impact"]) for rule in found["violations"]] == []
            assert len(found["passes"]) > 3
    context.close()


def test_a_hidden_page_holds_no_connection(
    open_page: Open, server: Server, pages: tuple[str, str]
) -> None:
    tab = open_page()
    until(lambda: len(server._bells) == 1)
    turn = (
        "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')) }"
    )
    tab.evaluate(turn, True)
    until(lambda: not server._bells)
    server.show(shown(pages[1], 2, ()))
    tab.evaluate(turn, False)
    expect(tab.locator("#card-web")).to_contain_text("site")


def test_a_thousand_saves_in_five_seconds_come_to_the_last(
    browser: Browser, tmp_path: Path
) -> None:
    model = tmp_path / "m.yaml"
    model.write_text(TODAY)
    at_work = Watch(tmp_path, "m.yaml", "-o", "page.md")
    context = browser.new_context()
    try:
        url = at_work.begun()
        tab = context.new_page()
        tab.goto(url)
        save_a_thousand_times(model, lambda number: TODAY.replace("Web shop", f"Web {number}."))
        expect(tab.locator("#card-web")).to_contain_text("Web 999.", timeout=WAIT * 1000)
        assert "Web 999." in get(url)[1]
        until(lambda: "Web 999." in (tmp_path / "page.md").read_text())
        save(model, TODAY)  # nothing else is left to be done
        begun = time.monotonic()
        expect(tab.locator("#card-web")).to_contain_text("Web shop", timeout=WAIT * 1000)
        assert time.monotonic() - begun < WAIT / 3
        assert at_work.end() == 143
    finally:
        context.close()
        at_work.close()
        said = at_work.rest()
        sys.stderr.write("\n".join(said))  # why it ended, if it should not have
    assert [line for line in said if "error" in line] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.yaml", "page.md"]
