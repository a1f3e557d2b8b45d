"""What is drawn: cards, lines, marks and states of one model and of the union of two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from strategies import models

from engagemodel import api
from engagemodel.page.diagram import Card, Connection, Diagram
from engagemodel.page.sketch import sketch

EXAMPLES = Path(__file__).parents[2] / "examples"

TODAY = """
customer_types: {shopper: {uses: [web, phone]}}
channels:
  web: {name: Web shop, needs: [shop], run_by: [sales]}
  phone: {needs: [desk]}
organizations: {sales: {uses: [web-crm]}, care: {uses: [web-crm]}}
platforms:
  shop: {needs: [shop-db]}
  shop-db: {kind: database, holds: [order]}
  desk: {}
  web-crm: {name: Web CRM}
  store-crm: {name: Store CRM}
data: {order: {max_latency: 1h}}
flows:
  - {from: shop-db, to: desk, carries: [order], latency: 24h}
  - {from: web-crm, to: store-crm, carries: [order], latency: 1h}
"""
TOMORROW = """
customer_types: {shopper: {uses: [web, phone, chat]}}
channels:
  web: {name: Web shop, needs: [shop], run_by: [sales]}
  phone: {name: Call centre, needs: [shop]}
  chat: {needs: [crm]}
organizations: {sales: {uses: [crm]}, service: {was: care, uses: [crm]}}
platforms:
  shop: {needs: [shop-db]}
  shop-db: {kind: database, holds: {order: {role: master, key: number}}}
  crm: {replaces: [web-crm, store-crm]}
data: {order: {max_latency: 1h}}
flows:
  - {from: shop-db, to: crm, carries: [order], latency: 5m}
"""
Find = Callable[..., object]


def cards(diagram: Diagram) -> dict[str, Card]:
    return {card.id: card for card in diagram.cards}


def lines(diagram: Diagram) -> dict[str, Connection]:
    return {line.id: line for line in diagram.lines}


def test_one_model_has_every_element_and_stated_line(found: Find) -> None:
    diagram = sketch(found(TODAY))
    assert len(cards(diagram)) == 10
    drawn = {id for id in lines(diagram) if not id.startswith("missing:")}
    assert drawn == {
        "use:shopper->web",
        "use:shopper->phone",
        "need:web->shop",
        "run_by:web->sales",
        "need:phone->desk",
        "use:sales->web-crm",
        "use:care->web-crm",
        "need:shop->shop-db",
        "flow:shop-db->desk",
        "flow:web-crm->store-crm",
    }
    assert {card.mark for card in diagram.cards} == {"kept"}
    slow = lines(diagram)["flow:shop-db->desk"]
    assert (slow.state, slow.label) == ("slow", "24 h")


def test_union_marks_what_became_of_each_element(found: Find) -> None:
    marks = {card.id: card.mark for card in sketch(found(TODAY, TOMORROW)).cards}
    assert marks == {
        "shopper": "kept",
        "web": "kept",
        "phone": "changed",
        "chat": "added",
        "sales": "kept",
        "service": "renamed",
        "shop": "kept",
        "shop-db": "changed",  # only what it holds changed
        "crm": "merged",
        "desk": "removed",
    }


def test_what_was_merged_is_in_its_successors_card_and_its_lines_go_there(found: Find) -> None:
    diagram = sketch(found(TODAY, TOMORROW))
    assert cards(diagram)["crm"].was == ("Store CRM", "Web CRM")
    drawn = lines(diagram)
    assert drawn["use:sales->crm"].mark == "kept"
    assert drawn["use:service->crm"].mark == "kept"
    assert not any("web-crm" in (line.source, line.target) for line in diagram.lines)
    inside = [line for line in diagram.lines if line.source == line.target]
    assert inside == []


def test_a_line_to_a_removed_element_is_removed(found: Find) -> None:
    diagram = sketch(found(TODAY, TOMORROW))
    at_desk = [line for line in diagram.lines if "desk" in (line.source, line.target)]
    assert {line.kind for line in at_desk} == {"need", "flow"}
    assert {line.mark for line in at_desk} == {"removed"}


def test_an_id_that_returns_as_something_else_is_two_cards(found: Find) -> None:
    before = "channels: {desk: {name: Desk}}\ncustomer_types: {c: {uses: [desk]}}\n"
    after = "platforms: {desk: {name: Desk software}}\ncustomer_types: {c: {}}\n"
    shown = cards(sketch(found(before, after)))
    assert (shown["desk"].lane, shown["desk"].mark) == ("platform", "added")
    assert (shown["desk.before"].lane, shown["desk.before"].mark) == ("channel", "removed")


def test_a_changed_latency_shows_both(found: Find) -> None:
    later = TODAY.replace("latency: 24h", "latency: 30m")
    line = lines(sketch(found(TODAY, later)))["flow:shop-db->desk"]
    assert (line.mark, line.state, line.label) == ("changed", "plain", "24 h → 30 min")


def test_a_missing_flow_is_drawn_where_a_finding_misses_it(found: Find) -> None:
    journey = """
customer_types: {shopper: {uses: [web, store]}}
channels: {web: {needs: [shop]}, store: {needs: [till]}}
platforms:
  shop: {holds: {order: {key: number}}}
  till: {holds: {order: {key: number}}}
data: {order: {}}
journeys:
  return:
    customer: shopper
    steps: [{do: buy, via: web, writes: [order]}, {do: return, via: store, reads: [order]}]
"""
    diagram = sketch(found(journey))
    missing = [line for line in diagram.lines if line.kind == "missing"]
    assert ("shop", "till") in {(line.source, line.target) for line in missing}
    assert {line.state for line in missing} == {"broken"}
    numbers = [r.number for r in diagram.remarks if "missing:shop->till" in r.lines]
    assert numbers


def test_a_missing_flow_is_drawn_beside_a_flow_of_other_data(found: Find) -> None:
    journey = """
customer_types: {shopper: {uses: [web, store]}}
channels: {web: {needs: [shop]}, store: {needs: [till]}}
platforms:
  shop: {holds: {order: {key: number}, payment: {key: number}}}
  till: {holds: {order: {key: number}, payment: {key: number}}}
data: {order: {}, payment: {}}
flows: [{from: shop, to: till, carries: [order], latency: 24h}]
journeys:
  return:
    customer: shopper
    steps:
      - {do: buy, via: web, writes: [order, payment]}
      - {do: return, via: store, reads: [payment]}
"""
    diagram = sketch(found(journey))
    drawn = lines(diagram)
    assert drawn["flow:shop->till"].label == "24 h"
    assert drawn["missing:shop->till"].state == "broken"
    for remark in diagram.remarks:
        assert set(remark.lines) <= set(drawn), remark.title


def test_remarks_are_numbered_open_before_resolved_severe_before_mild(found: Find) -> None:
    remarks = sketch(found(TODAY, TOMORROW)).remarks
    assert [remark.number for remark in remarks] == list(range(1, len(remarks) + 1))
    order = [
        (remark.status == "resolved", ("high", "medium", "low").index(remark.severity))
        for remark in remarks
    ]
    assert order == sorted(order)
    assert any(remark.status == "resolved" for remark in remarks)


@pytest.mark.parametrize("example", ["lamp-retailer", "insurer-after-merger"])
def test_a_finding_is_marked_at_whoever_meets_it(example: str) -> None:
    check = api.check(api.load(str(EXAMPLES / example / "as-is.yaml")))
    remarks = {remark.fingerprint: remark for remark in sketch(check).remarks}
    told = 0
    for finding in check.open:
        theirs = {check.model.journeys[id].customer for id in finding.journeys}
        met = theirs.union(finding.customer_types)
        told += bool(finding.elements and met)
        assert met.union(finding.elements) <= set(remarks[finding.fingerprint].cards)
    assert told  # what names elements too


@settings(max_examples=150, deadline=None)
@given(models(lineage=True), models(lineage=True))
def test_the_union_is_whole(before: api.Model, after: api.Model) -> None:
    result = api.diff(before, after)
    diagram = sketch(result)
    shown = cards(diagram)
    assert len(shown) == len(diagram.cards)
    assert len(lines(diagram)) == len(diagram.lines)
    assert set(after.elements) <= set(shown)
    removed = [
        c
        for c in result.changes
        if c.change == "removed"
        and c.kind in ("customer_type", "channel", "organization", "platform")
    ]
    assert sum(card.mark == "removed" for card in diagram.cards) == len(removed)
    assert sum(card.mark == "added" for card in diagram.cards) == sum(
        c.change == "added" and c.kind in ("customer_type", "channel", "organization", "platform")
        for c in result.changes
    )
    for line in diagram.lines:
        assert {line.source, line.target} <= set(shown)
        assert line.source != line.target
        if "removed" in (shown[line.source].mark, shown[line.target].mark):
            assert line.mark == "removed"
    for remark in diagram.remarks:
        assert set(remark.cards) <= set(shown)


def test_a_model_against_itself_has_no_marks(found: Find) -> None:
    diagram = sketch(found(TODAY, TODAY))
    assert {card.mark for card in diagram.cards} == {"kept"}
    assert {line.mark for line in diagram.lines} == {"kept"}
