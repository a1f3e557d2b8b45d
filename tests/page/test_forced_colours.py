"""Pages in the reader's own colours, as of Windows' contrast themes: what is on, chosen and severe shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from engagemodel import api, page
from engagemodel.page import brief
from engagemodel.reports import html
from engagemodel.reports.screen import PAPER

INSURER = Path(__file__).parents[2] / "examples" / "insurer-after-merger"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the page, the brief and the report of the insurer."""
    folder = tmp_path_factory.mktemp("pages")
    before, after = (api.load(str(INSURER / f"{state}.yaml")) for state in ("as-is", "future"))
    compared = api.diff(before, after)
    (folder / "page.html").write_bytes(page.write(page.draw(compared), "html"))
    (folder / "brief.html").write_bytes(brief.write(brief.draw(compared), "html"))
    (folder / "report.html").write_text(html.difference(compared, PAPER), encoding="utf-8")
    return folder


@pytest.fixture(params=["light", "dark"])
def open_page(browser: Browser, pages: Path, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Open a page by name, in a light and in a dark theme."""
    context = browser.new_context(
        forced_colors="active",
        color_scheme=request.param,
        viewport={"width": 1400, "height": 900},
    )

    def open(name: str, link: str = "") -> Page:
        tab = context.new_page()
        tab.goto(f"{(pages / name).as_uri()}.html{link}")
        assert tab.evaluate("matchMedia('(forced-colors: active)').matches")
        return tab

    yield open
    context.close()


def style(part: Locator, *names: str) -> tuple[Any, ...]:
    read = "(part, names) => names.map(name => getComputedStyle(part)[name])"
    return tuple(part.evaluate(read, list(names)))


def colour(tab: Page, name: str) -> str:
    """Return a colour of the reader, such as ``Canvas``, as the browser computes it."""
    made = """name => {
        const part = document.createElement("i");
        part.style.cssText = `forced-color-adjust: none; color: ${name}`;
        document.body.append(part);
        const found = getComputedStyle(part).color;
        part.remove();
        return found;
    }"""
    return str(tab.evaluate(made, name))


def test_the_state_that_is_on_is_told_from_the_others(open_page: Open) -> None:
    tab = open_page("page")
    grounds = {
        name: style(tab.locator(f'.switch [data-to="{name}"]'), "backgroundColor", "color")
        for name in ("today", "difference", "tomorrow")
    }
    assert grounds["difference"] == (colour(tab, "Highlight"), colour(tab, "HighlightText"))
    assert grounds["today"] == grounds["tomorrow"] != grounds["difference"]


def test_what_is_chosen_has_an_outline(open_page: Open) -> None:
    tab = open_page("page", "#finding=2")
    chosen, other = tab.locator(".finding.named"), tab.locator(".finding:visible").first
    expect(chosen).to_have_count(1)
    outline = ("outlineStyle", "outlineColor")
    assert style(chosen, *outline) == ("solid", colour(tab, "Highlight"))
    assert style(other, "outlineStyle") == ("none",)
    played = open_page("page", "#journey=burst-pipe&step=1")
    assert style(played.locator(".step[aria-current]"), *outline) == (
        "solid",
        colour(tab, "Highlight"),
    )


@pytest.mark.parametrize("name", ["page", "report"])
def test_badges_keep_the_shapes_of_severities(open_page: Open, name: str) -> None:
    tab = open_page(name, "#state=today" if name == "page" else "")
    ink, paper = colour(tab, "CanvasText"), colour(tab, "Canvas")

    def looks(kind: str) -> tuple[Any, ...]:
        badge = tab.locator(f".finding{kind}:visible .badge").first
        fill, edge, radius = style(badge, "backgroundColor", "borderTopColor", "borderRadius")
        assert edge == ink
        return fill, radius

    if name == "page":
        assert looks(".high:not(.resolved)")[0] == ink
        assert looks(".medium:not(.resolved)")[0] == ink
        assert looks(".high:not(.resolved)")[1] != looks(".medium:not(.resolved)")[1]
        tab.get_by_role("button", name="Difference", exact=True).click()
    low, mended = looks(".low:not(.resolved)"), looks(".medium.resolved")
    assert low[0] == mended[0] == paper
    assert low[1] != mended[1]


@pytest.mark.parametrize(("name", "sheet"), [("page", "#picture"), ("brief", ".sheet")])
def test_a_picture_keeps_its_paper_with_its_ink(open_page: Open, name: str, sheet: str) -> None:
    tab = open_page(name)
    paper = tab.locator(sheet).first
    papers = {"rgb(255, 255, 255)", "rgb(25, 30, 37)"}
    assert {*style(paper, "backgroundColor")} <= papers
    assert style(paper, "outlineStyle") == ("solid",)
    title = paper.locator("svg text").first
    (ink,) = style(title, "fill")
    assert ink not in papers
