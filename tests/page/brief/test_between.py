"""Any pair of models in, a third page out on which everything is legible, in its place and counted."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from meetings import CASES
from scenes import Box, card_box, cards, colliding, faint, groups, said, text_box, texts, titled

from engagemodel.page import SIZES, brief
from engagemodel.page.brief import Brief
from engagemodel.page.dress import Dress
from engagemodel.page.scene import Scene
from engagemodel.results import Difference

Case = Callable[[str], Difference]


@pytest.fixture(scope="module")
def drawn(case: Case) -> Callable[..., Brief]:
    known: dict[tuple[str, str, str], Brief] = {}

    def draw(name: str, size: str = "a4", language: str = "en") -> Brief:
        key = (name, size, language)
        if key not in known:
            known[key] = brief.draw(case(name), size=size, dress=Dress(language=language))
        return known[key]

    return draw


def legible(scene: Scene) -> None:
    sheet = Box(0, 0, scene.width, scene.height)
    for text in texts(scene.items):
        assert text.size >= scene.smallest, text
        assert text_box(text).within(sheet), text
    assert colliding(scene) == []
    assert faint(scene) == []


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("size", SIZES)
def test_all_is_on_the_page_and_legible(name: str, size: str, drawn: Callable[..., Brief]) -> None:
    legible(drawn(name, size).pages[2])


@pytest.mark.parametrize("name", ["lamp", "retailer", "backwards", "same", "thirty customers"])
def test_german_has_room_too(name: str, drawn: Callable[..., Brief]) -> None:
    made = drawn(name, "16:9", "de")
    assert made.pages[2].language == "de"
    legible(made.pages[2])
    assert "Was dazwischen liegt" in said(made.pages[2].items)


@pytest.mark.parametrize("name", CASES)
def test_the_numbers_are_those_of_the_findings(
    name: str, case: Case, drawn: Callable[..., Brief]
) -> None:
    result, words = case(name), said(drawn(name).pages[2].items)
    for found, told in (
        (result.resolved, "✓ resolved"),
        (result.introduced, r"\+ new"),
        (result.remaining, "= remaining"),
    ):
        count = sum(finding.accepted is None for finding in found)
        assert re.search(rf"(?<!\d){count} {told}", words)


def test_what_is_only_counted_adds_up(drawn: Callable[..., Brief]) -> None:
    made = drawn("thirty customers", "16:9")
    table = titled(made.pages[2], "What changes for customers")
    rows = sum(group.role == "listitem" for group in groups(table.items))
    words = said(made.pages[2].items)
    [counted] = re.findall(r"30 customer types in numbers, (\d+) only counted", words)
    assert rows + int(counted) == 30
    assert re.search(rf"\+{counted} more: \d+ better", said(table.items))


@pytest.mark.parametrize(("name", "size"), [("one customer", "a3"), ("thirty customers", "a4")])
def test_the_foot_says_whether_findings_are_told_by_rule(
    name: str, size: str, drawn: Callable[..., Brief]
) -> None:
    page = drawn(name, size).pages[2]
    several = [
        group.title
        for group in groups(page.items)
        if re.match(r"\d+(–\d+| \+\d+) \(", group.title or "")
    ]
    assert bool(several) == ("by rule where there are many" in said(page.items))
    assert bool(several) == (name == "thirty customers")


def test_today_and_tomorrow_have_their_cards_in_the_same_places(
    drawn: Callable[..., Brief],
) -> None:
    today, tomorrow, _ = drawn("retailer").pages
    both = cards(today).keys() & cards(tomorrow).keys()
    assert len(both) > 8
    for id in both:
        assert card_box(cards(today)[id]) == card_box(cards(tomorrow)[id])


def test_each_page_says_which_it_is(drawn: Callable[..., Brief]) -> None:
    made = drawn("lamp")
    for number, (name, page) in enumerate(zip(made.names, made.pages, strict=True), 1):
        words = said(page.items)
        assert name in words
        assert f"page {number} of 3" in words
        assert "as-is.yaml" in words or "future.yaml" in words


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("same", "Nothing changes: both models tell the same."),
        ("empty", "Neither model has anything in it yet."),
        ("beginning", "There are no findings today; "),
        ("lamp", "All 16 findings of today are resolved; 1 is new."),
        ("backwards", "The one finding of today is resolved; 16 are new."),
    ],
)
def test_the_first_sentence_says_what_became_of_the_findings(
    name: str, told: str, drawn: Callable[..., Brief]
) -> None:
    assert drawn(name).told.headline[0].startswith(told)


def test_the_same_models_make_the_same_pages(case: Case) -> None:
    one, other = (brief.draw(case("insurer"), size="letter") for _ in range(2))
    assert one.pages == other.pages


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("size", SIZES)
def test_every_part_says_on_which_page_its_numbers_are_those(
    name: str, size: str, language: str, drawn: Callable[..., Brief]
) -> None:
    made = drawn(name, size, language)
    pages = re.findall(
        r"(?:numbered as on page|Nummern wie auf Seite) (\d)", said(made.pages[2].items)
    )
    fates = made.told.fates
    assert pages == ["1" if f.status == "resolved" else "2" for f in fates if f.findings]
