"""What holds of every page: one, legible, within its bounds, the same bytes again."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import scenes
from hypothesis import given, settings
from strategies import models

from engagemodel import api, page
from engagemodel.page import FORMATS, SIZES, VIEWS, Scene, writers
from engagemodel.page.palette import GROUND
from engagemodel.page.scene import Rect, walk
from engagemodel.page.sketch import sketch
from engagemodel.results import Difference

LAMP = Path(__file__).parents[2] / "examples/lamp-retailer/as-is.yaml"

SIZES_DOWN = [
    (size, upright)
    for size in SIZES
    for upright in (False, True)
    if (size, upright) != ("16:9", True)
]
LEAST = {"a4": 7.5, "a3": 7.5, "letter": 7.5, "16:9": 10.0}


def sound(scene: Scene, least: float) -> None:
    """Assert what every page owes its reader."""
    paper = scenes.Box(0, 0, scene.width, scene.height)
    for text in scenes.texts(scene.items):
        assert text.size >= least
        assert scenes.text_box(text).within(paper)
    assert scenes.loose(scene) == []
    assert scenes.faint(scene) == []
    assert scenes.colliding(scene) == []


@pytest.mark.parametrize(("size", "upright"), SIZES_DOWN)
@pytest.mark.parametrize("count", [25, 40, 60])
def test_difference_is_legible(
    look: Callable[[int], Difference], count: int, size: str, upright: bool
) -> None:
    sound(page.draw(look(count), size=size, portrait=upright), LEAST[size])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [25, 40, 60])
def test_each_state_alone_is_legible(
    look: Callable[[int], Difference], count: int, size: str
) -> None:
    sound(page.draw(look(count).before, size=size), LEAST[size])


@pytest.mark.parametrize("count", [25, 40, 60])
@pytest.mark.parametrize("size", SIZES)
def test_up_to_60_elements_none_is_grouped(
    look: Callable[[int], Difference], count: int, size: str
) -> None:
    result = look(count)
    shown = scenes.cards(page.draw(result, size=size))
    union = {*result.before.model.elements, *result.after.model.elements}
    assert set(shown) == union


@pytest.mark.parametrize(("size", "upright"), [("a4", True), ("a3", False), ("a3", True)])
def test_a_page_with_room_for_everything_tells_everything(size: str, upright: bool) -> None:
    result = api.check(api.load(str(LAMP)))
    scene = page.draw(result, size=size, portrait=upright)
    said = scenes.said(scene.items)
    for remark in sketch(result).remarks:
        assert remark.text in said
    boxes = [scenes.card_box(card) for card in scenes.cards(scene).values()]
    grounds = [item for item in walk(scene.items) if isinstance(item, Rect) and item.fill == GROUND]
    filled = max(box.bottom for box in boxes) - min(box.top for box in boxes)
    assert filled > 0.6 * max(rect.height for rect in grounds)


def test_names_have_a_line_more_where_their_column_has_room(
    look: Callable[[int], Difference],
) -> None:
    scene = page.draw(look(60).before, size="a4", portrait=True)
    names = {id: element.name for id, element in look(60).before.model.elements.items()}
    for id, card in scenes.cards(scene).items():
        assert names[id] in scenes.said(card.items)


@settings(max_examples=25, deadline=None)
@given(models(lineage=True), models(lineage=True))
def test_any_two_models_make_a_legible_page(before: api.Model, after: api.Model) -> None:
    sound(page.draw(api.diff(before, after), size="16:9"), 10.0)
    sound(page.draw(api.check(after), size="a4"), 7.5)


def test_a_size_and_a_format_that_do_not_exist(look: Callable[[int], Difference]) -> None:
    result = look(25)
    with pytest.raises(ValueError, match="no size 'a5'"):
        page.draw(result, size="a5")
    with pytest.raises(ValueError, match="never upright"):
        page.draw(result, size="16:9", portrait=True)
    with pytest.raises(ValueError, match="no format 'gif'; there is svg, "):
        page.write(page.draw(result), "gif")


SCRIPT = """
import hashlib, sys
from datetime import date
from engagemodel import api, page
before, after = map(api.load, sys.argv[1:3])
scene = page.draw(api.diff(before, after, today=date(2026, 4, 1)), size="16:9")
for format in page.FORMATS:
    print(hashlib.sha256(page.write(scene, format)).hexdigest())
"""


def test_the_same_bytes_whatever_the_hash_seed_time_zone_locale_and_folder(
    look: Callable[[int], Difference], tmp_path: Path
) -> None:
    folder = Path(__file__).parent / "models"
    files = [str(folder / f"40-{state}.yaml") for state in ("as-is", "future")]
    scene = page.draw(look(40), size="16:9")
    here = [hashlib.sha256(page.write(scene, format)).hexdigest() for format in FORMATS]
    other = {"PYTHONHASHSEED": "77", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, *files],
        cwd=tmp_path,
        env={**os.environ, **other},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == here


def test_views_and_formats_are_listed_once() -> None:
    assert list(VIEWS) == ["lanes", "matrix", "focus", "journey", "impact"]
    written = {path.stem for path in Path(writers.__file__).parent.iterdir()}
    assert set(FORMATS) <= written
