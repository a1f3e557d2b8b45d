"""The badges beside a page and in a report: each has the shape that it has in the picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from engagemodel import api, page
from engagemodel.page import palette
from engagemodel.page.density import Density
from engagemodel.page.diagram import Remark
from engagemodel.page.drawing.marks import badge
from engagemodel.page.scene import Rect
from engagemodel.reports import html
from engagemodel.reports.screen import PAPER
from engagemodel.results import Difference

INSURER = Path(__file__).parents[2] / "examples" / "insurer-after-merger"
Shape = tuple[bool, bool]  # whether it is round, whether it is hollow
STYLES = """them => them.filter(each => each.getClientRects().length).map(each => {
    const style = getComputedStyle(each);
    const round = parseFloat(style.borderTopLeftRadius) * 2 >= each.getBoundingClientRect().height;
    return [each.textContent, round, style.backgroundColor === getComputedStyle(
        each.closest(".finding")).backgroundColor];
})"""


@pytest.fixture(scope="module")
def compared() -> Difference:
    before, after = (api.load(str(INSURER / f"{state}.yaml")) for state in ("as-is", "future"))
    return api.diff(before, after)


def drawn(remark: Remark) -> Shape:
    shape = badge(0, 0, Density(8, 8), remark)[0]
    assert isinstance(shape, Rect)
    return shape.radius * 2 >= shape.height, shape.fill == palette.PAPER


def shapes(tab: Page) -> Mapping[str, Shape]:
    found = tab.eval_on_selector_all(".finding .badge", STYLES)
    return {number: (round, hollow) for number, round, hollow in found}


def test_badges_beside_a_page_have_the_shapes_of_its_picture(
    browser: Browser, compared: Difference, tmp_path: Path
) -> None:
    scene = page.draw(compared)
    kinds = {(remark.status == "resolved", remark.severity) for remark in scene.diagram.remarks}
    assert kinds >= {(True, "high"), (True, "medium"), (True, "low"), (False, "low")}
    (tmp_path / "page.html").write_bytes(page.write(scene, "html"))
    tab = browser.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    for state in ("difference", "today"):
        tab.locator(f'.switch [data-to="{state}"]').click()
        diagram = scene.story().scenes[state].diagram if scene.story else scene.diagram
        assert shapes(tab) == {str(each.number): drawn(each) for each in diagram.remarks}
    tab.close()


def test_badges_of_a_report_have_the_shapes_of_the_picture(
    browser: Browser, compared: Difference
) -> None:
    tab = browser.new_page()
    tab.set_content(html.difference(compared, PAPER))
    remarks = page.draw(compared).diagram.remarks
    assert shapes(tab) == {str(each.number): drawn(each) for each in remarks}
    tab.close()
