"""What stands around the picture: title, figures, changes, findings, legend, foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import scenes

from engagemodel import api, page
from engagemodel.page import Dress, Scene, words
from engagemodel.page.density import Density
from engagemodel.page.diagram import Card, Remark
from engagemodel.page.drawing.cards import draw, face
from engagemodel.page.scene import Group
from engagemodel.page.sketch import sketch
from engagemodel.page.words import duration, quantity
from engagemodel.results import Check, Difference

EXAMPLES = Path(__file__).parents[2] / "examples"
SIZES = ["a4", "16:9", "letter"]
LINES = """
customer_types: {a: {uses: [web]}}
channels: {web: {needs: [app]}}
platforms: {app: {}}
"""


def legend(scene: Scene) -> set[str]:
    texts = [text.text for text in scenes.texts(scenes.titled(scene, "Legend").items)]
    return {text for text in texts if not text.isdigit()} - {"Legend"}


def test_title_block_has_name_state_and_date(drawn: Callable[..., Scene]) -> None:
    scene = drawn("state: as-is\nas_of: 2026-03-31\n", name="Lumen & Oak")
    said = scenes.said(scene.items)
    assert "Lumen & Oak" in said
    assert "as-is, 2026-03-31" in said
    assert scene.title == "Lumen & Oak"


def test_a_state_that_is_the_name_is_said_once(drawn: Callable[..., Scene]) -> None:
    scene = drawn("state: Target\nas_of: 2026-03-31\n", name="Target")
    texts = [text.text for text in scenes.texts(scene.items)]
    assert texts.count("Target") == 1
    assert "2026-03-31" in texts
    assert scenes.colliding(drawn("state: Target\n", name="Target")) == []


def test_difference_says_before_and_after(drawn: Callable[..., Scene]) -> None:
    scene = drawn("state: as-is\nas_of: 2026-03-31\n", "state: future\n")
    assert "future · Changes from Sample (as-is, 2026-03-31)" in scenes.said(scene.items)


@pytest.mark.parametrize("size", SIZES)
def test_changes_are_counted(look: Callable[[int], Difference], size: str) -> None:
    result = look(40)
    diagram = sketch(result)
    table = [
        text.text
        for text in scenes.texts(scenes.titled(page.draw(result, size=size), "What changes").items)
    ]
    for mark in ("added", "removed", "changed"):
        at = table.index(mark)
        expected = [
            sum(card.mark == mark for card in diagram.cards),
            sum(line.mark == mark for line in diagram.lines),
        ]
        assert [int(number) for number in table[at + 1 : at + 3]] == expected


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [25, 40, 60])
def test_no_finding_is_dropped_in_silence(
    look: Callable[[int], Difference], count: int, size: str
) -> None:
    result = look(count)
    for each in (result, result.before):
        scene = page.draw(each, size=size)
        listed = scenes.listed(scene)
        assert listed == list(range(1, len(listed) + 1))
        more = re.findall(
            r"\+(\d+) more: ([^+]*)$", scenes.said(scenes.titled(scene, "Findings").items)
        )
        left = sum(int(number) for number, _ in more)
        assert len(listed) + left == len(sketch(each).remarks)
        for number, kinds in more:
            assert sum(map(int, re.findall(r"(\d+) [a-z]", kinds))) == int(number)


def test_badges_on_cards_are_those_of_listed_findings(look: Callable[[int], Difference]) -> None:
    result = look(40)
    scene = page.draw(result, size="a4")
    listed = scenes.listed(scene)
    wanted = Counter(
        id for remark in sketch(result).remarks if remark.number in listed for id in remark.cards
    )
    for id, card in scenes.cards(scene).items():
        numbers = [t.text for t in scenes.texts(card.items) if re.fullmatch(r"\+?\d+", t.text)]
        shown = sum(1 if n.isdigit() else int(n[1:]) for n in numbers)
        assert shown == wanted[id]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["lanes", "matrix"])
def test_badges_are_read_in_the_order_in_which_they_stand(view: str, size: str) -> None:
    check = api.check(api.load(str(EXAMPLES / "multi-channel-retailer" / "as-is.yaml")))
    several = 0
    for card in scenes.cards(page.draw(check, view=view, size=size)).values():
        shown = [t for t in scenes.texts(card.items) if re.fullmatch(r"\+?\d+", t.text)]
        numbers = [int(text.text) for text in shown if text.text.isdigit()]
        assert numbers == sorted(numbers)
        if len({text.y for text in shown}) == 1:
            assert [text.x for text in shown] == sorted(text.x for text in shown)
        several += len(numbers) > 1
    assert several


@pytest.mark.parametrize("count", [2, 5, 14])
def test_a_badge_for_several_says_how_many_and_stands_clear_of_a_name_that_fills_its_card(
    count: int,
) -> None:
    density = Density(7.5, 7.5, 1, 1.0, 3.7, badges=1)
    card = Card(id="a", lane="platform", name="Customer order and returns management")
    remarks = [
        Remark(number=n, status="open", severity="high", title="", text="", cards=("a",))
        for n in range(20, 20 + count)
    ]
    shown = face(card, 110, density, badged=True)
    name, number = scenes.texts((draw(shown, 0, 0, 110, density, remarks),))
    assert number.text == f"20 +{count - 1}"
    assert scenes.text_box(name).right < scenes.text_box(number).left - 1
    assert scenes.text_box(number).left < 110


def test_legend_has_what_is_on_the_page_and_nothing_else(drawn: Callable[..., Scene]) -> None:
    assert legend(drawn(LINES)) >= {"uses", "needs"}
    assert not legend(drawn(LINES)) & {
        "is run by",
        "data flows",
        "too slow",
        "missing flow",
        "database",
        "resolved",
    }
    more = LINES + "organizations: {o: {uses: [web]}}\n"
    more = more.replace("needs: [app]", "needs: [app], run_by: o").replace(
        "app: {}", "app: {kind: database}"
    )
    assert legend(drawn(more)) >= {"uses", "needs, is run by", "database"}


def test_legend_explains_flows_by_state(drawn: Callable[..., Scene]) -> None:
    body = """
customer_types: {a: {uses: [web]}}
channels: {web: {needs: [app]}}
platforms: {app: {holds: {d: copy}}, db: {kind: database, holds: [d]}}
data: {d: {max_latency: 1h}}
flows: [{from: db, to: app, carries: [d], latency: LATENCY}]
"""
    assert legend(drawn(body.replace("LATENCY", "24h"))) >= {"data flows", "too slow"}
    calm = legend(drawn(body.replace("LATENCY", "5m")))
    assert "data flows" in calm
    assert "too slow" not in calm
    assert "5 min" in scenes.said(drawn(body.replace("LATENCY", "5m")).items)


def test_foot_has_tool_files_and_digests_but_no_folder(drawn: Callable[..., Scene]) -> None:
    said = scenes.said(drawn(LINES, LINES + "organizations: {o: {}}\n").items)
    assert re.search(
        r"engagemodel \S+ · model-0\.yaml [0-9a-f]{7} → model-1\.yaml [0-9a-f]{7}", said
    )
    assert "/model" not in said


def test_figures_show_before_after_and_whether_that_is_better(drawn: Callable[..., Scene]) -> None:
    said = scenes.said(drawn(LINES, LINES.replace("app: {}", "app: {needs: [b]}, b: {}")).items)
    assert "2 → 3 Lines ▲ worse" in said


def test_a_figure_that_gets_worse_is_never_left_out_for_others(
    look: Callable[[int], Difference],
) -> None:
    result = look(60)
    worse = [tile.title for tile in sketch(result).tiles if tile.effect == "worse"]
    said = scenes.said(page.draw(result, size="a4").items)
    assert sum(word == "worse" for word in said.split()) >= min(len(worse), 4)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, "count", None),
        ({"a": 1}, "share", None),
        (3, "count", "3"),
        (12345, "count", "12\u2009345"),
        (0.5784, "share", "58 %"),
        (0.004, "share", "0.4 %"),
        (1.0, "share", "100 %"),
        (2.25, "mean", "2.2"),
        (86400, "seconds", "24 h"),
        (1_250_000, "money a year", "EUR 1.25 m"),
        (90_000, "money a year", "EUR 90 k"),
        (0, "money a year", "EUR 0"),
    ],
)
def test_quantities_as_people_read_them(value: object, unit: str, text: str | None) -> None:
    assert quantity(value, unit, "EUR") == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "at once"),
        (0.5, "0.5 s"),
        (1, "1 s"),
        (5401, "90 min 1 s"),
        (90, "90 s"),
        (300, "5 min"),
        (5400, "90 min"),
        (87300, "24 h 15 min"),
        (86400, "24 h"),
        (100_000, "27 h 46 min 40 s"),
        (172800, "2 d"),
    ],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_findings_end_before_the_legend_begins(size: str, language: str) -> None:
    for example in ("multi-channel-retailer", "insurer-after-merger", "lamp-retailer"):
        model = api.load(str(EXAMPLES / example / "as-is.yaml"))
        with words.spoken(language):
            scene = page.draw(api.check(model), size=size, dress=Dress(language=language))
            found, shown = words.WORDS["findings"], words.WORDS["legend"]
        left = min(text.x for text in scenes.texts(scenes.titled(scene, shown).items))
        for text in scenes.texts(scenes.titled(scene, found).items):
            assert scenes.text_box(text).right < left - 4, text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_severe_finding_of_the_examples_is_but_counted(size: str, language: str) -> None:
    for example in ("multi-channel-retailer", "insurer-after-merger", "lamp-retailer"):
        check = api.check(api.load(str(EXAMPLES / example / "as-is.yaml")))
        with words.spoken(language):
            scene = page.draw(check, size=size, dress=Dress(language=language))
            listed = {*scenes.listed(scene, words.WORDS["findings"])}
        severe = {r.number for r in scene.diagram.remarks if r.severity == "high"}
        assert severe <= listed


@pytest.mark.parametrize("size", SIZES)
def test_a_long_footer_is_cut_before_what_a_page_was_drawn_from(
    look: Callable[[int], Difference], size: str
) -> None:
    result = look(25)
    plain = page.draw(result, size=size)
    scene = page.draw(result, size=size, dress=Dress(footer="W" * 500))
    foot = max(scenes.texts(plain.items), key=lambda text: text.y).text.partition(" · 5 cust")[0]
    (told,) = (t for t in scenes.texts(scene.items) if t.text.startswith("WWW"))
    assert told.text.endswith(foot)
    assert scenes.text_box(told).right <= scene.width


def test_a_title_takes_the_place_of_figures_before_it_is_cut(
    look: Callable[[int], Difference],
) -> None:
    result = look(25)
    name = (
        "A company with a very long name and all of its many brands, as we want it to be some day, "
        * 2
    )
    name = name.removesuffix(", ")
    model = replace(result.after.model, name=name)
    named = replace(result, after=replace(result.after, model=model))
    scene = page.draw(named)
    lines = [text.text for text in scenes.texts(scene.items) if text.text in name and text.bold]
    assert " ".join(lines) == name
    assert " " in lines[-1]
    assert not any(text.text.endswith("…") for text in scenes.texts(scene.items))
    assert 0 < _tiles(scene) < _tiles(page.draw(result))


def _tiles(scene: Scene) -> int:
    heading = next(item for item in scene.items if isinstance(item, Group))
    strip = next(item for item in heading.items if isinstance(item, Group))
    return len(strip.items)


def test_a_figure_that_moved_by_nothing_that_shows_is_about_the_same(
    look: Callable[[int], Difference],
) -> None:
    shown = {tile.name: tile for tile in sketch(look(40)).tiles}
    tile = shown["propagation_cost"]
    assert (tile.before, tile.after, tile.effect) == (None, "12.7 %", "near")
    assert shown["lines"].effect == "worse"


@pytest.mark.parametrize(("language", "of"), [("en", "of"), ("de", "von")])
def test_figures_without_room_are_counted(language: str, of: str) -> None:
    folder = EXAMPLES / "lamp-retailer"
    result = api.diff(*(api.load(str(folder / f"{state}.yaml")) for state in ("as-is", "future")))
    scene = page.draw(result, dress=Dress(language=language))
    assert f"· {_tiles(scene)} {of} {len(sketch(result).tiles)} " in scenes.said(scene.items)


def test_what_customers_feel_goes_before_how_large_the_picture_is() -> None:
    folder = EXAMPLES / "lamp-retailer"
    result = api.diff(*(api.load(str(folder / f"{state}.yaml")) for state in ("as-is", "future")))
    said = scenes.said(page.draw(result).items)
    assert "100 % → 0 % Share of customers at risk" in said
    assert "Lines ▲ worse" not in said


def test_what_is_of_today_only_is_counted(drawn: Callable[..., Scene]) -> None:
    scene = drawn("platforms: {a: {}, b: {needs: [a]}, c: {}}", "platforms: {b: {}, c: {}}")
    assert "of today only: 1 element and 1 line" in scenes.said(scene.items)
    assert "of today only" not in scenes.said(drawn("platforms: {a: {}}").items)


def test_nobody_is_at_risk_of_journeys_that_there_are_not(drawn: Callable[..., Scene]) -> None:
    scene = drawn("customer_types: {a: {share: 60%}, b: {share: 40%}}")
    assert "at risk" not in scenes.said(scene.items)


@pytest.mark.parametrize(("count", "least"), [(25, 7), (40, 10), (60, 4)])
def test_slides_tell_of_as_many_findings_as_fit_beside_a_close_legend(
    look: Callable[[int], Difference], count: int, least: int
) -> None:
    assert len(scenes.listed(page.draw(look(count), size="16:9"))) >= least


def long(word: str, count: int = 9) -> str:
    """Return a model whose names are long, and begin and end with a word."""

    def named(kind: str, number: int) -> str:
        return (
            f"{word} {kind} {number} of a department with a very long name in the {number}. region"
        )

    lines = ["customer_types:"]
    for n in range(count):
        uses = f"uses: [c{n}, c{(n + 1) % count}], expects: {{buy: '{named('promise', n)} {word}'}}"
        lines.append(f"  t{n}: {{name: '{named('type', n)} {word}', {uses}}}")
    lines.append("channels:")
    for n in range(count):
        more = f"serves: [buy], run_by: [o{n}], needs: [p{n}]"
        lines.append(f"  c{n}: {{name: '{named('channel', n)} {word}', {more}}}")
    lines.append("organizations:")
    lines += [f"  o{n}: {{name: '{named('organization', n)} {word}'}}" for n in range(count)]
    lines.append("platforms:")
    lines += [f"  p{n}: {{name: '{named('platform', n)} {word}'}}" for n in range(2 * count)]
    lines.append("journeys:")
    steps = ", ".join(f"{{do: buy, via: c{n % 2}, name: '{named('step', n)}'}}" for n in range(5))
    lines.append(f"  j: {{name: J, customer: t0, steps: [{steps}]}}")
    return "\n".join(lines)


def told(scene: Scene, words: str = "shortened") -> int:
    """Return how many texts the foot, the last of a page, says to be cut short."""
    said = " ".join(text.text for text in scenes.texts(scene.items[-1:]))
    found = re.search(rf"(\d+) texts? {words} \(…\)", said)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["lanes", "matrix", "journey:j", "focus:c1", "impact:p1"])
def test_the_foot_counts_the_texts_that_are_cut_short(
    found: Callable[..., Check], view: str, size: str
) -> None:
    scene = page.draw(found(long("Lumen")), view=view, size=size)
    above = [text for text in scenes.texts(scene.items[:-1]) if "…" in text.text]
    assert told(scene) == len(above) > 0
    assert f"{len(above)} text" in scene.description
    low = min(scenes.text_box(text).top for text in scenes.texts(scene.items[-1:]))
    assert all(scenes.text_box(text).bottom < low for text in scenes.texts(scene.items[:-1]))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["lanes", "matrix", "focus:crm"])
def test_a_footer_that_is_cut_is_counted_and_ends_in_a_whole_word(
    found: Callable[..., Check], view: str, size: str
) -> None:
    result = found("platforms: {crm: {name: CRM}}")
    footer = f"Strictly confidential: {'prepared for the board and, nobody else; ' * 9}thanks"
    for text, count in ((footer, 1), ("For the board", 0)):
        scene = page.draw(result, view=view, size=size, dress=Dress(footer=text))
        said = " ".join(text.text for text in scenes.texts(scene.items[-1:]))
        kept, cut, _ = said.partition(" · engagemodel")[0].partition("…")
        assert text.startswith(kept)
        assert bool(cut) == bool(count) == told(scene)
        assert not cut or re.match(r"[,;:]? ", text.removeprefix(kept))


def test_one_text_that_is_cut_short_is_counted_in_the_language(
    found: Callable[..., Check],
) -> None:
    name = "A" + " name that is too long" * 60
    result = found(f"customer_types: {{a: {{name: {name}}}}}")
    scene = page.draw(result, dress=Dress(language="de"))
    assert "1 Text gekürzt (…)" in " ".join(text.text for text in scenes.texts(scene.items[-1:]))


def test_what_ends_in_an_ellipsis_itself_is_not_cut_short(found: Callable[..., Check]) -> None:
    body = "customer_types: {a: {name: Others …, uses: [w]}}\nchannels: {w: {name: 'And … more'}}"
    for view in ("lanes", "matrix", "focus:a"):
        scene = page.draw(found(body, name="Lumen …"), view=view)
        assert any("…" in text.text for text in scenes.texts(scene.items[:-1]))
        assert told(scene) == 0


def test_a_page_that_cuts_nothing_speaks_of_nothing_cut(look: Callable[[int], Difference]) -> None:
    scene = page.draw(look(25))
    assert not [text for text in scenes.texts(scene.items) if "…" in text.text]
    assert "shortened" not in scene.description
