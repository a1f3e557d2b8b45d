"""The roles that pages give their parts in for a screen reader: each may stand where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser

from engagemodel import api, page
from engagemodel.page import brief
from engagemodel.results import Difference

RETAILER = Path(__file__).parents[2] / "examples" / "multi-channel-retailer"
SVG = "{http://www.w3.org/2000/svg}"
VIEWS = (
    ("lanes", "one"),
    ("lanes", "both"),
    ("matrix", "one"),
    ("matrix", "both"),
    ("focus:store", "both"),
    ("journey:return-in-store", "one"),
    ("journey:return-in-store", "both"),
    ("impact:card-payments", "one"),
)


@pytest.fixture(scope="module")
def compared() -> Difference:
    before, after = (api.load(str(RETAILER / f"{state}.yaml")) for state in ("as-is", "future"))
    return api.diff(before, after)


def shown(compared: Difference, view: str, models: str) -> str:
    """Return a page as SVG, without the line that says that it is XML."""
    scene = page.draw(compared if models == "both" else compared.before, view=view)
    return page.write(scene, "svg").decode("utf-8").partition("\n")[2]


def complaints(browser: Browser, axe: str, document: str) -> list[tuple[str, list[str]]]:
    """Return what axe has against a document; it cannot measure the contrast of text in SVG."""
    context = browser.new_context(bypass_csp=True)
    tab = context.new_page()
    tab.set_content(document)
    tab.evaluate(axe)
    told = tab.evaluate("axe.run({rules: {'color-contrast': {enabled: false}}})")
    context.close()
    assert len(told["passes"]) > 10
    found = (*told["violations"], *told["incomplete"])
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize(("view", "models"), VIEWS)
def test_axe_finds_nothing_in_a_picture(
    browser: Browser, axe: str, compared: Difference, view: str, models: str
) -> None:
    picture = shown(compared, view, models)
    head = '<!DOCTYPE html><html lang="en"><title>A page</title>'
    body = f"<body><main><h1>A page</h1>{picture}</main></body></html>"
    assert complaints(browser, axe, head + body) == []


def test_axe_finds_nothing_in_a_brief(browser: Browser, axe: str, compared: Difference) -> None:
    document = brief.write(brief.draw(compared), "html").decode("utf-8")
    assert complaints(browser, axe, document) == []


@pytest.mark.parametrize(("view", "models"), VIEWS)
def test_lists_have_entries_and_whatever_has_a_name_has_a_role(
    compared: Difference, view: str, models: str
) -> None:
    tree = etree.fromstring(shown(compared, view, models).encode("utf-8"))
    for part in tree.iter(f"{SVG}g"):
        if part.get("aria-label") is not None:
            assert part.get("role"), part.get("aria-label")
        if part.get("role") == "list":
            entries = {inner.get("role") for inner in part.iter(f"{SVG}g") if inner is not part}
            assert "listitem" in entries
            assert not {each.get("role") for each in part} - {"listitem", None}
    cards = [part for part in tree.iter() if (part.get("id") or "").startswith("card-")]
    assert {part.get("role") for part in cards} == {"graphics-symbol"}
