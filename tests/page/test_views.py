"""The views about one thing: what is in focus, what fails with it; and how a view is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import scenes
from bench.company import company
from hypothesis import given, settings
from strategies import models

from engagemodel import api, page
from engagemodel.analysis.impact import impact
from engagemodel.errors import ArgumentError
from engagemodel.finding import Finding
from engagemodel.graph import Graphs, reach, reaching
from engagemodel.model import named
from engagemodel.page import Scene, palette
from engagemodel.page.scene import Path as Drawn
from engagemodel.page.scene import Rect, Text, box
from engagemodel.page.sketch import sketch
from engagemodel.page.tables import Tables, side
from engagemodel.results import Check, Difference

EXAMPLES = Path(__file__).parents[2] / "examples"
LAMP = EXAMPLES / "lamp-retailer"
CHAIN = """
customer_types: {a: {uses: [web]}, b: {uses: [shop, web]}}
channels: {web: {needs: [app], run_by: o}, shop: {needs: [{any_of: [till, app]}]}}
organizations: {o: {}}
platforms: {app: {needs: [db]}, db: {kind: database, holds: [d]}, till: {holds: {d: copy}}}
data: {d: {}}
flows: [{from: db, to: till, carries: [d], latency: 5m}]
journeys: {j: {name: Buys, customer: a, steps: [{do: buy, via: web, writes: [d]}]}}
"""
Find = Callable[..., Check | Difference]


def stressed(scene: Scene) -> dict[str, set[str]]:
    """Return the cards of the page by what they are to what it is about."""
    found: dict[str, set[str]] = {}
    for card in scene.diagram.cards:
        found.setdefault(card.stress, set()).add(card.id)
    return found


def lit(scene: Scene) -> set[str]:
    return {line.id for line in scene.diagram.lines if line.stress != "faded"}


def test_focus_is_what_it_needs_what_depends_on_it_and_who_runs_that(found: Find) -> None:
    scene = page.draw(found(CHAIN), view="focus:app")
    assert stressed(scene) == {
        "subject": {"app"},
        "plain": {"a", "b", "web", "shop", "o", "db"},
        "faded": {"till"},
    }
    assert lit(scene) == {
        "run_by:web->o",
        "use:a->web",
        "use:b->web",
        "use:b->shop",
        "need:web->app",
        "need:shop->app",
        "need:app->db",
    }


def test_what_is_faded_is_still_what_it_is(found: Find) -> None:
    scene = page.draw(found(CHAIN), view="impact:o")
    plain = page.draw(found(CHAIN))
    cylinder = [
        item for item in scenes.walk((scenes.cards(scene)["db"],)) if isinstance(item, Drawn)
    ]
    assert {item.stroke for item in cylinder} == {palette.FADED}
    assert len(cylinder) == 2
    lines, shown = (
        {g.id: g.items[0] for g in scenes.groups(s.items) if g.ends} for s in (scene, plain)
    )
    assert lines["line-flow-db..till"].dash == shown["line-flow-db..till"].dash != ()
    assert lines["line-need-shop..app"].dash == ()


def test_focus_follows_flows_the_way_data_goes(found: Find) -> None:
    scene = page.draw(found(CHAIN), view="focus:till")
    assert stressed(scene)["plain"] == {"db", "shop", "b"}
    assert "flow:db->till" in lit(scene)


def test_an_organization_touches_what_the_channels_that_it_runs_need(found: Find) -> None:
    scene = page.draw(found(CHAIN), view="focus:o")
    assert stressed(scene)["plain"] == {"web", "a", "b", "app", "db"}
    assert lit(scene) == {
        "use:a->web",
        "use:b->web",
        "run_by:web->o",
        "need:web->app",
        "need:app->db",
    }
    assert "In focus: o, with all that is used there and all who are served" in scenes.said(
        scene.items
    )


def test_no_focus_leads_over_lines_of_today_and_of_tomorrow(found: Find) -> None:
    today = "platforms: {old: {}, hub: {}, new: {}}\nflows: [{from: old, to: hub, carries: []}]"
    tomorrow = today.replace("old: {}, ", "").replace("from: old, to: hub", "from: hub, to: new")
    result = found(today, tomorrow)
    assert stressed(page.draw(result, view="focus:old"))["plain"] == {"hub"}
    assert stressed(page.draw(result, view="focus:new"))["plain"] == {"hub"}
    assert stressed(page.draw(result, view="focus:hub"))["plain"] == {"old", "new"}


def test_focus_tells_what_is_about_those_in_it() -> None:
    check = api.check(api.load(str(LAMP / "as-is.yaml")))
    whole = {remark.number: remark for remark in page.draw(check).diagram.remarks}
    about = {f.fingerprint: f for f in check.open}

    def told(view: str) -> list[Finding]:
        scene = page.draw(check, view=view)
        assert all(whole[remark.number] == remark for remark in scene.diagram.remarks)
        return [about[remark.fingerprint] for remark in scene.diagram.remarks]

    journeys = {id for finding in told("focus:where-is-it") for id in finding.journeys}
    assert journeys == {"where-is-it"}
    online = told("focus:online-shopper")
    assert {id for finding in online for id in finding.journeys} == {"lamp-return"}
    assert all("online-shopper" in f.customer_types for f in online if f.customer_types)
    assert {f.rule for f in online} >= {"broken-handoff", "separate-applications"}


def test_a_missing_flow_is_in_focus_where_a_finding_there_tells_of_it() -> None:
    folder = EXAMPLES / "multi-channel-retailer"
    check = api.check(api.load(str(folder / "as-is.yaml")))
    for id in ("cross-channel", "online-only", "complaint", "tills"):
        scene = page.draw(check, view=f"focus:{id}")
        told = {line for remark in scene.diagram.remarks for line in remark.lines}
        shown = {line for line in lit(scene) if line.startswith("missing:")}
        assert shown
        assert shown <= told


@pytest.mark.parametrize("size", ["a4", "16:9"])
@pytest.mark.parametrize("view", ["lanes", "focus:return-in-store"])
def test_what_is_missing_is_drawn_beside_a_flow_with_its_sign_and_its_head(
    view: str, size: str
) -> None:
    check = api.check(api.load(str(EXAMPLES / "multi-channel-retailer" / "as-is.yaml")))
    scene = page.draw(check, view=view, size=size)
    ends = ("card-web-database", "card-till-database")
    between = {g.id: g.items[0] for g in scenes.groups(scene.items) if g.ends == ends}
    assert len(between) == 2
    missing = between["line-missing-web-database..till-database"]
    assert isinstance(missing, Drawn)
    x, y = missing.points[-1]
    standing = [group for group in scenes.groups(scene.items) if group.on]
    assert sum(group.on == ends for group in standing) == 3  # two signs and a latency
    for group in standing:
        left, top, right, low = box((group,))
        assert not (left < x and x - missing.arrow < right and top < y < low)


def test_what_changes_is_counted_of_what_is_in_focus() -> None:
    before, after = (api.load(str(LAMP / f"{state}.yaml")) for state in ("as-is", "future"))
    result = api.diff(before, after)
    said = {id: scenes.said(page.draw(result, view=f"focus:{id}").items) for id in after.elements}
    assert "added" in said["live-chat"]
    assert "added" not in said["catalogue-shopper"]
    assert "merged" in said["telephony"]


def test_focus_on_a_journey_is_what_its_steps_touch(found: Find) -> None:
    scene = page.draw(found(CHAIN), view="focus:j")
    assert stressed(scene) == {
        "plain": {"a", "web", "o", "app", "db"},
        "faded": {"b", "shop", "till"},
    }
    assert "In focus: Buys (journey of a)" in scenes.said(scene.items)


def test_focus_knows_what_was_renamed_merged_or_removed(found: Find) -> None:
    later = CHAIN.replace("app: {needs: [db]}", "suite: {was: app, needs: [db]}")
    later = later.replace("needs: [app]", "needs: [suite]").replace("till, app", "till, suite")
    result = found(CHAIN, later.replace("b: {uses: [shop, web]}", "c: {uses: [shop]}"))
    assert stressed(page.draw(result, view="focus:app"))["subject"] == {"suite"}
    gone = page.draw(result, view="focus:b")
    assert stressed(gone)["subject"] == {"b"}
    assert {"shop", "web", "suite", "db"} <= stressed(gone)["plain"]


def test_findings_and_ledger_are_those_of_the_focus() -> None:
    check = api.check(api.load(str(LAMP / "as-is.yaml")))
    whole = page.draw(check)
    scene = page.draw(check, view="focus:telephony")
    named = [r for r in whole.diagram.remarks if {"telephony", "phone"} & {*r.cards}]
    assert [r.number for r in scene.diagram.remarks if {"telephony", "phone"} & {*r.cards}] == [
        r.number for r in named
    ]
    kept, total = len(scene.diagram.remarks), len(whole.diagram.remarks)
    assert f"{kept} of {total} findings" in scenes.said(scene.items)
    assert kept < total


@settings(max_examples=25, deadline=None)
@given(models(lineage=False))
def test_focus_is_the_dependence_graph_both_ways(model: api.Model) -> None:
    graph = Graphs(model).depends
    check = api.check(model)
    for id in sorted(model.elements)[:3]:
        scene = page.draw(check, view=f"focus:{id}")
        seen = stressed(scene)
        touched = reach(graph, id) | reaching(graph, id)
        run = {c.id for c in model.channels.values() if id in named(c.run_by)}
        touched |= set[str]().union(*(reach(graph, channel) for channel in run))
        if id in model.platforms:
            above = (model.channels[c] for c in reaching(graph, id) if c in model.channels)
            touched |= {organization for channel in above for organization in named(channel.run_by)}
        # A flow in both directions is drawn once, the way it is written.
        if not any(flow.both_ways for flow in model.flows):
            assert seen["subject"] | seen.get("plain", set()) == touched


def test_impact_marks_what_fails_and_who_loses_what(found: Find) -> None:
    scene = page.draw(found(CHAIN), view="impact:db")
    assert stressed(scene) == {
        "failed": {"db"},
        "down": {"app", "web"},
        "cut": {"a"},
        "hurt": {"b"},
        "touched": {"shop", "till"},
        "faded": {"o"},
    }
    said = scenes.said(scene.items)
    assert "If db should fail" in said
    assert "Cut off. a, all channels down: web." in said
    assert "Channels lost. b, 1 of 2: web. Still there: shop." in said
    assert "Journey stops. “Buys” at step 1, buy: web down." in said
    assert "down 3 of 8 elements, 2 more affected" in said
    together = page.draw(found(CHAIN), view="impact:till,app")
    assert stressed(together)["cut"] == {"a", "b"}
    assert "If app and till should fail together" in scenes.said(together.items)


def test_impact_says_the_share_cut_off(found: Find) -> None:
    body = CHAIN.replace("a: {uses", "a: {share: 30%, uses").replace(
        "b: {uses", "b: {share: 70%, uses"
    )
    scene = page.draw(found("share_of: revenue\n" + body), view="impact:web")
    tiles = {tile.name: tile.after for tile in scene.diagram.tiles}
    assert tiles == {
        "share": "30 % of revenue",
        "cut": "1 of 2",
        "hurt": "1 of 2",
        "journeys": "1 of 1",
        "channels": "1 of 2",
        "down": "1 of 8",
    }


def test_impact_that_harms_nobody_says_so(found: Find) -> None:
    said = scenes.said(page.draw(found(CHAIN), view="impact:till").items)
    assert "No customer type loses a channel, no journey stops. 2 elements are affected" in said
    alone = scenes.said(page.draw(found("platforms: {p: {}, q: {}}"), view="impact:p").items)
    assert "No customer type loses a channel." in alone
    assert "affected" not in alone


def test_impact_puts_losses_together_before_one_is_not_told(found: Find) -> None:
    names = [f"customers of the town number {number}" for number in range(12)]
    users = ", ".join(f"c{n}: {{name: {name}, uses: [web]}}" for n, name in enumerate(names))
    body = f"customer_types: {{{users}}}\nchannels: {{web: {{}}}}"
    said = scenes.said(page.draw(found(body), view="impact:web", size="16:9").items)
    assert "Cut off (12):" in said
    assert "more:" not in said


@settings(max_examples=20, deadline=None)
@given(models(lineage=False))
def test_impact_is_that_of_the_analysis(model: api.Model) -> None:
    check = api.check(model)
    for id in sorted(model.platforms)[:2]:
        expected = impact(Graphs(model), [id])
        seen = stressed(page.draw(check, view=f"impact:{id}"))
        assert seen["failed"] == {id}
        assert seen.get("down", set()) == {*expected.down} - {id}
        losses = {loss.customer for loss in expected.customers}
        assert seen.get("cut", set()) | seen.get("hurt", set()) == losses
        # What nobody has a line to or from that is down is not touched, and nothing else.
        lines = [line for line in sketch(check).lines if line.kind != "missing"]
        ends = [
            {line.source, line.target}
            for line in lines
            if {line.target, line.source if line.kind == "flow" else line.target} & {*expected.down}
        ]
        assert set().union(*ends) - {*expected.down} - losses == seen.get("touched", set())


@pytest.mark.parametrize(
    ("view", "message", "hint"),
    [
        ("tree", "unknown view 'tree'", "possible are lanes"),
        ("focsu:app", "unknown view 'focsu'", "did you mean 'focus'?"),
        ("focus", "the view 'focus' does not say of what", "write focus:ID"),
        ("focus:", "the view 'focus' does not say of what", "write focus:ID"),
        ("focus:app,db", "the view 'focus' is about one element or journey", "write focus:ID"),
        ("lanes:app", "the view 'lanes' shows everything, not 'app'", "write lanes alone"),
        ("focus:ap", "unknown element or journey 'ap'", "did you mean 'app'?"),
        ("focus:zzz", "unknown element or journey 'zzz'", "possible are a, app,"),
        ("impact:apq", "unknown element 'apq'", "did you mean 'app'?"),
        ("impact:a", "'a' is a customer type, and customers do not fail", "name a platform"),
    ],
)
def test_a_view_that_makes_no_sense_is_refused(
    found: Find, view: str, message: str, hint: str
) -> None:
    body = CHAIN.replace("platforms: {", "platforms: {d2: {}, ")
    with pytest.raises(ArgumentError) as error:
        page.draw(found(body), view=view)
    (problem,) = error.value.problems
    assert problem.message == message
    assert problem.hint
    assert problem.hint.startswith(hint[:20])


def test_each_loss_has_a_fingerprint_that_a_rename_leaves(found: Find) -> None:
    def marks(body: str, view: str = "impact:app") -> list[str]:
        return [each.fingerprint for each in page.draw(found(body), view=view).diagram.remarks]

    first = marks(CHAIN)
    assert len({*first}) == len(first) == 3  # a is cut off, a journey stops, b loses a channel
    assert all(len(mark) == 16 for mark in first)
    renamed = CHAIN.replace("a: {uses", "z: {was: a, uses").replace("customer: a", "customer: z")
    renamed = renamed.replace("app: {needs", "core: {was: app, needs").replace("app]", "core]")
    assert marks(renamed.replace("[app]", "[core]"), "impact:core") == first
    assert not {*marks(CHAIN, "impact:db")} & {*first}


def test_impact_of_two_models_is_refused(found: Find) -> None:
    with pytest.raises(ArgumentError, match="the view 'impact' draws one model"):
        page.draw(found(CHAIN, CHAIN), view="impact:app")


def soundly(scene: Scene, least: float) -> None:
    """Assert what every page owes its reader, whatever its view."""
    paper = scenes.Box(0, 0, scene.width, scene.height)
    for text in scenes.texts(scene.items):
        assert text.size >= least
        assert scenes.text_box(text).within(paper)
    assert scenes.loose(scene) == []
    assert scenes.faint(scene) == []
    assert scenes.colliding(scene) == []


@pytest.mark.parametrize(("size", "least"), [("a4", 7.5), ("16:9", 10.0)])
@pytest.mark.parametrize("count", [25, 40, 60])
def test_every_view_of_a_difference_is_legible(
    look: Callable[[int], Difference], count: int, size: str, least: float
) -> None:
    result = look(count)
    subject = sorted(result.after.model.channels)[0]
    for view in ("matrix", f"focus:{subject}"):
        soundly(page.draw(result, view=view, size=size), least)
    soundly(page.draw(result.after, view=f"impact:{subject}", size=size), least)


@pytest.mark.parametrize("count", [25, 40, 60])
def test_matrix_has_every_card_and_line_once(look: Callable[[int], Difference], count: int) -> None:
    scene = page.draw(look(count), view="matrix")
    shown = scenes.cards(scene)
    assert set(shown) == {card.id for card in scene.diagram.cards}
    titles = "; ".join(
        group.title for group in scenes.groups(scene.items) if group.title and group.ends
    )
    names = {card.id: card.name for card in scene.diagram.cards}
    sides = {card.id: side(card) for card in scene.diagram.cards}
    pairs = {frozenset(("customer_type", "channel")), frozenset(("organization", "channel"))}
    pairs |= {frozenset(("organization", "application")), frozenset(("store", "application"))}
    placed = 0
    for line in scene.diagram.lines:
        inside = frozenset((sides[line.source], sides[line.target])) in pairs
        placed += inside
        assert (f"{names[line.source]} → {names[line.target]}: " in titles) is inside
    assert f"{placed} in the tables" in scenes.said(scene.items)


def test_matrix_has_what_an_organization_does_through_a_channel(found: Find) -> None:
    tables = Tables(sketch(found(CHAIN)))
    empty = {(cell.row, cell.column) for cell in tables.cells if not cell.lines}
    assert empty == {("o", "app")}
    direct = CHAIN.replace("organizations: {o: {}}", "organizations: {o: {uses: [app]}}")
    tables = Tables(sketch(found(direct)))
    assert all(cell.lines for cell in tables.cells)


def crowd(channels: int, others: int) -> str:
    """Return a model with that many channels, and of the other kinds that many each."""
    rows = [f"  c{i}: {{uses: [h{i % channels}]}}" for i in range(others)]
    body = "customer_types:\n" + "\n".join(rows) + "\nchannels:\n"
    rows = [f"  h{i}: {{run_by: o{i % others}, needs: [a{i % others}]}}" for i in range(channels)]
    body += "\n".join(rows) + "\norganizations:\n"
    body += "\n".join(f"  o{i}: {{}}" for i in range(others)) + "\nplatforms:\n"
    body += "\n".join(f"  a{i}: {{needs: [d{i}]}}" for i in range(others)) + "\n"
    return body + "\n".join(f"  d{i}: {{kind: database}}" for i in range(others))


@pytest.mark.parametrize(("channels", "others"), [(2000, 5), (150, 150)])
def test_matrix_of_anything_is_one_page_with_a_ledger(
    found: Find, channels: int, others: int
) -> None:
    scene = page.draw(found(crowd(channels, others)))
    soundly(scene, 7.5)
    said = scenes.said(scene.items)
    assert "Customer types use channels" in said
    assert f"{channels} channels, " in said
    assert "grouped: " in said


def test_many_elements_are_drawn_as_a_matrix_unless_lanes_are_asked_for(found: Find) -> None:
    check = found(crowd(40, 10))
    assert "Organizations run channels" in scenes.said(page.draw(check).items)
    assert "Organizations run channels" not in scenes.said(page.draw(check, view="lanes").items)


@settings(max_examples=20, deadline=None)
@given(models(lineage=True), models(lineage=True))
def test_any_two_models_make_a_legible_matrix(before: api.Model, after: api.Model) -> None:
    soundly(page.draw(api.diff(before, after), view="matrix", size="16:9"), 10.0)
    soundly(page.draw(api.check(after), view="matrix"), 7.5)


def test_badges_stand_between_the_sides_of_their_card_and_clear_of_its_name() -> None:
    folder = EXAMPLES / "multi-channel-retailer"
    before, after = (api.load(str(folder / f"{state}.yaml")) for state in ("as-is", "future"))
    scene = page.draw(api.diff(before, after), size="16:9")
    for card in scenes.cards(scene).values():
        frame = scenes.card_box(card)
        badges = [
            scenes.rect_box(item)
            for item in scenes.walk(card.items)
            if isinstance(item, Rect) and item.y < frame.top - 2
        ]
        names = [scenes.text_box(item) for item in card.items if isinstance(item, Text)]
        for badge in badges:
            assert frame.left < badge.left
            assert badge.right < frame.right + scene.smallest
            assert not any(badge.meets(name) for name in names)


def test_a_slide_of_60_shows_every_card_in_its_tables(look: Callable[[int], Difference]) -> None:
    scene = page.draw(look(60), view="matrix", size="16:9")
    assert scene.grouped == {}
    assert set(scenes.cards(scene)) == {card.id for card in scene.diagram.cards}
    paper = scenes.Box(0, 0, scene.width, scene.height)
    assert all(scenes.text_box(text).within(paper) for text in scenes.texts(scene.items))
    assert scenes.colliding(scene) == []
    assert min(text.size for text in scenes.texts(scene.items)) >= 10


@pytest.mark.parametrize(
    ("count", "size"), [(25, "a4"), (40, "a4"), (60, "a4"), (25, "16:9"), (40, "16:9")]
)
def test_tables_cut_no_name(look: Callable[[int], Difference], count: int, size: str) -> None:
    scene = page.draw(look(count), view="matrix", size=size)
    names = {card.id: card.name for card in scene.diagram.cards}
    for id, card in scenes.cards(scene).items():
        assert " ".join(item.text for item in card.items if isinstance(item, Text)) == names[id]


def test_full_tables_cut_as_few_names_as_they_can(tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text(company(90, 7), encoding="utf-8")
    check = api.check(api.load(str(tmp_path / "model.yaml")))
    scene = page.draw(check, view="matrix")
    heads = [card for card in scenes.cards(scene).values() if scenes.texts((card,))]
    cut = [card for card in heads if any("…" in text.text for text in scenes.texts((card,)))]
    assert len(heads) == 90
    assert len(cut) <= 5
    assert scenes.colliding(scene) == []


def test_the_legend_of_a_focus_has_the_colour_of_its_lane(found: Find) -> None:
    for id, lane in (("app", "platform"), ("web", "channel"), ("o", "organization")):
        legend = scenes.titled(page.draw(found(CHAIN), view=f"focus:{id}"), "Legend")
        fills = {item.fill for item in scenes.walk((legend,)) if isinstance(item, Rect)}
        assert fills & {*palette.LANES.values()} == {palette.LANES[lane]}


def test_focus_counts_what_is_in_it_lane_by_lane(found: Find) -> None:
    scene = page.draw(found(CHAIN), view="focus:o")
    told = {tile.name: tile.after for tile in scene.diagram.tiles}
    lit = [card.lane for card in scene.diagram.cards if card.stress != "faded"]
    lanes = Counter(card.lane for card in scene.diagram.cards)
    for lane, whole in lanes.items():
        assert told[lane] == f"{lit.count(lane)} of {whole}"


def test_badges_of_what_is_not_in_focus_are_pale() -> None:
    check = api.check(api.load(str(EXAMPLES / "lamp-retailer" / "as-is.yaml")))
    scene = page.draw(check, view="focus:desk-database")
    faded = {card.id for card in scene.diagram.cards if card.stress == "faded"}
    numbers = {
        id: [text.colour for text in scenes.texts((card,)) if text.text.isdigit()]
        for id, card in scenes.cards(scene).items()
    }
    assert {*numbers["store"], *numbers["web-database"]} == {palette.FADED}
    for id, colours in numbers.items():
        assert (palette.FADED in colours) <= (id in faded)


def test_small_tables_are_set_larger_than_large_ones(
    found: Find, look: Callable[[int], Difference]
) -> None:
    def largest(scene: Scene) -> float:
        return max(text.size for text in scenes.texts(tuple(scenes.cards(scene).values())))

    assert largest(page.draw(found(CHAIN), view="matrix")) > 10
    assert largest(page.draw(look(60), view="matrix")) == 7.5


def test_numbers_on_heads_stand_upright_where_a_column_is_wide_enough(
    look: Callable[[int], Difference],
) -> None:
    heads = scenes.cards(page.draw(look(60), view="matrix")).values()
    turned = [head for head in heads if any(text.turned for text in scenes.texts((head,)))]
    numbers = [t for head in turned for t in scenes.texts((head,)) if t.text.isdigit()]
    assert len(numbers) > 5
    assert not any(number.turned for number in numbers)


def test_applications_without_databases_and_channels_are_set_against_each_other(
    found: Find,
) -> None:
    body = "platforms: {a: {needs: [b]}, b: {}, c: {}}\nflows: [{from: c, to: a, carries: [x]}]\n"
    scene = page.draw(found(f"{body}data: {{x: {{}}}}\n"), view="matrix")
    said = scenes.said(scene.items)
    assert "Applications need and feed applications" in said
    assert "2 lines, all in the tables" in said
    for absent in ("Channels", "Customer types use", "Organizations", "stand on databases"):
        assert absent not in said
    assert set(scenes.cards(scene)) == {"a", "b", "c"}
    soundly(scene, 7.5)


def test_heads_that_would_read_alike_differ(found: Find) -> None:
    jobs = ("archive", "portal", "ledger", *(f"store {i}" for i in range(40)))
    body = "platforms: {" + ", ".join(
        f"p{i}: {{name: Private clients all correspondence contracts and {job}}}"
        for i, job in enumerate(jobs)
    )
    model = "channels: {c: {needs: [p0]}}\ncustomer_types: {t: {uses: [c]}}\n" + body + "}"
    scene = page.draw(found(model), view="matrix", size="a3")
    heads = tuple(scenes.cards(scene).values())
    names = [t.text for t in scenes.texts(heads) if "…" in t.text]
    assert len(names) >= len(jobs) - 1  # that of one without a finding has room for all of it
    assert any(name.endswith("…portal") for name in names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("count", "size", "least"),
    [
        *((count, "a4", 7.5) for count in (25, 40, 60)),
        *((count, "16:9", 10.0) for count in (40, 60)),  # the corners of 25 hold no legend there
    ],
)
def test_a_legend_between_tables_leaves_the_findings_the_whole_width(
    look: Callable[[int], Difference], count: int, size: str, least: float
) -> None:
    scene = page.draw(look(count), view="matrix", size=size)
    legend, found = (box(scenes.titled(scene, name).items) for name in ("Legend", "Findings"))
    grounds = [
        item
        for item in scene.items
        if isinstance(item, Rect) and item.fill == palette.GROUND and item.height > 20
    ]
    assert legend[2] < min(ground.x for ground in grounds)
    assert legend[3] < found[1] or found[0] > max(ground.x + ground.width for ground in grounds)
    soundly(scene, least)
