"""More than a page holds: grouped, counted, still one page."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
import scenes

from engagemodel import page
from engagemodel.page import Scene
from engagemodel.page.diagram import Card, Connection, Diagram, Remark, Source, Stress
from engagemodel.page.frame.ledger import ledger
from engagemodel.page.grouping import group
from engagemodel.page.words import spoken

NOWHERE = Source("", "", "", "", "")


def platform(id: str, **more: str) -> Card:
    return Card(id=id, lane="platform", name=id.upper(), **{"sort": "application", **more})  # type: ignore[arg-type]


def diagram(
    *cards: Card, lines: tuple[Connection, ...] = (), remarks: tuple[Remark, ...] = ()
) -> Diagram:
    return Diagram(after=NOWHERE, cards=cards, lines=lines, remarks=remarks)


def test_what_fits_stays_as_it_is() -> None:
    cards = tuple(platform(f"p{i}") for i in range(5))
    whole = diagram(*cards)
    assert set(group(whole, [cards], [5]).cards) == set(cards)
    assert ledger(whole, whole) == "5 platforms · 0 lines: all shown"


def test_parts_of_one_whole_go_together_first() -> None:
    parts = [platform(f"part{i}", part_of="suite") for i in range(3)]
    cards = (platform("suite"), *parts, platform("x"), platform("y"))
    shown = group(diagram(*cards), [cards], [4]).cards
    assert {card.id for card in shown if not card.members} == {"suite", "x", "y"}
    (together,) = (card for card in shown if card.members)
    assert together.name == "3 parts of SUITE"
    assert together.members == ("PART0", "PART1", "PART2")


@pytest.mark.parametrize(
    ("language", "kind", "name"),
    [
        ("en", "store", "3 channels (store)"),
        ("de", "store", "3 Kanäle (Laden)"),
        ("de", "pop-up", "3 Kanäle (pop-up)"),
    ],
)
def test_a_group_of_one_kind_says_so_in_the_language(language: str, kind: str, name: str) -> None:
    cards = [Card(id=f"c{i}", lane="channel", name=f"C{i}", sort=kind) for i in range(3)]
    cards.append(Card(id="web", lane="channel", name="Web", sort="web"))
    with spoken(language):
        shown = group(diagram(*cards), [cards], [2]).cards
    assert {card.name for card in shown} == {name, "Web"}


def test_what_is_marked_or_found_fault_with_stays_longest() -> None:
    plain = [platform(f"p{i}", sort="database") for i in range(6)]
    changed = platform("changed", sort="database", mark="changed")
    faulty = platform("faulty", sort="database")
    remark = Remark(number=1, status="open", severity="high", title="", text="", cards=("faulty",))
    cards = (*plain, changed, faulty)
    shown = group(diagram(*cards, remarks=(remark,)), [cards], [3])
    assert {card.id for card in shown.cards if not card.members} == {"changed", "faulty"}
    assert [card.name for card in shown.cards if card.members] == ["6 databases"]


def test_marks_and_findings_of_what_is_grouped_are_kept() -> None:
    cards = tuple(platform(f"p{i}", mark="added" if i else "removed") for i in range(4))
    remark = Remark(number=1, status="open", severity="low", title="", text="", cards=("p0", "p1"))
    shown = group(diagram(*cards, remarks=(remark,)), [cards], [1])
    (together,) = shown.cards
    assert together.name == "4 applications\u00a0(+3\u00a0−1)"
    assert shown.remarks[0].cards == (together.id,)


def test_lines_between_the_same_cards_become_one_and_are_counted() -> None:
    cards = tuple(platform(f"p{i}") for i in range(6))
    lines = tuple(
        Connection(id=f"need:p{i}->p5", kind="need", source=f"p{i}", target="p5") for i in range(5)
    )
    whole = diagram(*cards, lines=lines)
    shown = group(whole, [cards], [2])
    assert [line.count for line in shown.lines] == [5]
    assert ledger(whole, shown).endswith("5 lines drawn as 1")
    assert "6 platforms, 1 shown; grouped: 5 applications" in ledger(whole, shown)


def estate(channels: int, platforms: int, flows: int) -> str:
    """Return a model of that many channels, platforms and flows, three customer types, four teams."""
    random = Random(7)
    pairs = [(a, b) for a in range(platforms) for b in range(platforms) if a != b]
    rows = ["customer_types:"]
    rows += [f"  t{i}: {{uses: [c{i}, c{channels - 1 - i}]}}" for i in range(3)]
    rows += ["channels:"]
    rows += [
        f"  c{i}: {{kind: {random.choice(('web', 'store', 'phone'))}, run_by: o{i % 4}, "
        f"needs: [p{random.randrange(platforms)}]}}"
        for i in range(channels)
    ]
    rows += ["organizations:", *(f"  o{i}: {{}}" for i in range(4)), "platforms:"]
    rows += [
        f"  p{i}: {{kind: {('application', 'database', 'service')[i % 3]}}}"
        for i in range(platforms)
    ]
    rows += ["data: {d: {}}", "flows:"]
    rows += [
        f"  - {{from: p{a}, to: p{b}, carries: [d], latency: 1h}}"
        for a, b in random.sample(pairs, flows)
    ]
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("size", ["a4", "16:9"])
@pytest.mark.parametrize(("channels", "platforms", "flows"), [(2000, 12, 5), (6, 60, 400)])
def test_an_estate_is_one_page_in_seconds_and_every_element_counted(
    found: Callable[..., object], size: str, channels: int, platforms: int, flows: int
) -> None:
    result = found(estate(channels, platforms, flows))
    began = time.process_time()
    scene = page.draw(result, size=size)
    assert time.process_time() - began < 10
    assert scenes.loose(scene) == []
    assert scenes.colliding(scene) == []
    for lane, total in (("channels", channels), ("platforms", platforms)):
        counted(scene, lane, total)


def counted(scene: Scene, lane: str, total: int) -> None:
    """Assert that what is shown and what is grouped add up to all there is of a lane."""
    said = scenes.said(scene.items).replace("\u00a0", " ")
    match = re.search(rf"{total} {lane}, (\d+) shown; grouped: ([^·]*)", said)
    if match is None:
        assert f"{total} {lane} ·" in said
        return
    grouped = [int(number) for number in re.findall(r"(?:^|, )(\d+) ", match[2])]
    assert int(match[1]) + sum(grouped) == total


def test_an_empty_model_is_a_page_that_says_what_is_missing(drawn: Callable[..., Scene]) -> None:
    said = scenes.said(drawn("").items)
    for lane in ("customer types", "channels", "organizations", "platforms"):
        assert f"No {lane} in this model" in said
    assert "nothing to judge yet" in said


@pytest.mark.parametrize("stress", ["subject", "failed"])
def test_what_a_view_is_about_is_never_in_a_group(stress: Stress) -> None:
    cards = [platform(f"p{i}") for i in range(6)]
    cards[2] = replace(cards[2], stress=stress)
    remarks = tuple(
        Remark(number=i, status="open", severity="high", title="", text="", cards=(f"p{i}",))
        for i in (0, 1, 3, 4, 5)
    )
    shown = group(replace(diagram(*cards, remarks=remarks), topic="p2"), [cards], [2]).cards
    assert [card.id for card in shown if not card.members] == ["p2"]


def test_a_group_of_what_goes_down_looks_so_and_one_of_all_sorts_counts() -> None:
    down = [replace(platform(f"p{i}"), stress="down") for i in range(3)]
    (together,) = group(replace(diagram(*down), topic="x fails"), [down], [1]).cards
    assert (together.stress, together.name) == ("down", "3 applications")
    mixed = [*down, replace(platform("q"), stress="faded")]
    (together,) = group(replace(diagram(*mixed), topic="x fails"), [mixed], [1]).cards
    assert (together.stress, together.name) == ("plain", "4 applications\u00a0(↓3)")


def test_what_is_touched_goes_into_a_group_before_what_is_down() -> None:
    cards = [replace(platform(f"p{i}"), stress="down") for i in range(2)]
    cards += [replace(platform(f"q{i}"), stress="touched") for i in range(3)]
    shown = group(replace(diagram(*cards), topic="x fails"), [cards], [3]).cards
    assert {card.id: card.stress for card in shown if not card.members} == {
        "p0": "down",
        "p1": "down",
    }
    (together,) = (card for card in shown if card.members)
    assert together.stress == "touched"


def test_parts_of_two_wholes_of_one_name_are_two_groups(drawn: Callable[..., Scene]) -> None:
    parts = {f"{whole}{n}": whole for whole in ("north", "south") for n in range(20)}
    modules = "\n".join(f"  {id}: {{name: {id}, part_of: {whole}}}" for id, whole in parts.items())
    scene = drawn(
        f"""
channels: {{web: {{name: Web, needs: [{", ".join(parts)}]}}}}
platforms:
  north: {{name: Billing}}
  south: {{name: Billing}}
{modules}
"""
    )
    grouped = {card: home for card, home in scene.grouped.items() if card in parts}
    assert len(set(grouped.values())) == 2
    for home in set(grouped.values()):
        assert len({parts[card] for card in grouped if grouped[card] == home}) == 1
    ledger = " ".join(text.text for text in scenes.texts(scene.items))
    assert "parts of Billing (north)" in ledger
    assert "parts of Billing (south)" in ledger
