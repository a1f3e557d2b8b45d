"""The legend between tables: in as few columns as its corner holds, no word of it cut."""

from __future__ import annotations

import pytest
import scenes

from engagemodel.page.drawing.marks import dot
from engagemodel.page.scene import Item, box
from engagemodel.page.sheet import sheet
from engagemodel.page.views.matrix.corner import Corner

SHEET = sheet("a4")
LABELS = ("uses, needs, is run by", "through a channel that it runs", "database", "high", "low")


def sign(x: float, y: float) -> list[Item]:
    """Return a sign where samples of a legend have it, in the middle of the room for a line."""
    return dot(x + SHEET.smallest * 1.6, y, 3.0, "line")


SAMPLES = [(sign, label) for label in LABELS]


@pytest.mark.parametrize(
    ("width", "height", "columns", "lines"),
    [(130, 90, 1, 5), (95, 90, 1, 6), (250, 55, 2, 5), (200, 70, 2, 6)],
)
def test_a_legend_takes_the_fewest_columns_that_its_corner_holds(
    width: float, height: float, columns: int, lines: int
) -> None:
    corner = Corner(40, 30, width, height, SHEET)
    assert corner.holds(SAMPLES)
    drawn = corner.draw(SAMPLES)
    words = [text for text in scenes.texts((drawn,)) if text.text != "Legend"]
    assert len({text.x for text in words}) == columns
    assert len(words) == lines
    assert " ".join(text.text for text in words) == " ".join(LABELS)
    frame = scenes.Box(40, 30, 40 + width, 30 + height)
    assert all(scenes.text_box(text).within(frame) for text in words)
    left, top, _, bottom = box((drawn,))
    assert left >= 40
    assert top >= 30
    assert bottom <= 30 + height


@pytest.mark.parametrize(("width", "height"), [(130, 60), (40, 300), (0, 300), (400, 12)])
def test_a_corner_too_small_for_every_word_holds_no_legend(width: float, height: float) -> None:
    assert not Corner(40, 30, width, height, SHEET).holds(SAMPLES)
