"""Compact labels at the edges of tables: names whole, numbers of findings told as far as they fit."""

from __future__ import annotations

import pytest
import scenes

from engagemodel.page.diagram import Card, Remark
from engagemodel.page.drawing.labels import alike, label
from engagemodel.page.scene import Group
from engagemodel.page.sheet import sheet

SHEET = sheet("a4")
HEIGHT = 12.0


def card(id: str, name: str) -> Card:
    return Card(id=id, lane="platform", name=name, sort="application")


def remarks(*numbers: int) -> list[Remark]:
    return [
        Remark(number=n, status="open", severity="high", title="", text="", cards=("a",))
        for n in numbers
    ]


def said(group: Group) -> list[str]:
    return [text.text for text in scenes.texts((group,))]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (120.0, ["Till", "5", "12", "37"]),
        (50.0, ["Till", "5", "+2"]),
        (42.0, ["Till", "5 +2"]),
    ],
)
def test_numbers_stand_beside_a_name_as_far_as_it_leaves_room(
    width: float, shown: list[str]
) -> None:
    group = label(card("a", "Till"), 0, 0, width, HEIGHT, SHEET, remarks(5, 12, 37))
    assert sorted(said(group)) == sorted(shown)
    for text in scenes.texts((group,)):
        assert scenes.text_box(text).within(scenes.Box(0, 0, width, HEIGHT))


@pytest.mark.parametrize(("column", "shown"), [(40.0, {"5", "6"}), (16.0, {"5 +1"})])
def test_numbers_above_a_name_that_reads_upwards_share_the_width_of_its_column(
    column: float, shown: set[str]
) -> None:
    group = label(
        card("a", "Till"), 0, 100, 80, column, SHEET, remarks(5, 6), turned=True, crown=13.0
    )
    assert {*said(group)} - {"Till"} == shown


def test_names_are_alike_if_what_is_left_of_one_begins_another() -> None:
    cards = [card("a", "Private client claims system"), card("b", "Private client claims")]
    cards.append(card("c", "Household claims system"))
    assert alike(cards, 70.0, HEIGHT, SHEET, set()) == {"a", "b"}
    assert alike(cards, 300.0, HEIGHT, SHEET, set()) == set()
