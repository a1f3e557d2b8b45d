"""What a model states, key by key, and what is refused, each mistake once and at its place."""

from __future__ import annotations

from datetime import date

import pytest
from mistakes import COMPLETE, HEADER, model, only, places, problems

from engagemodel.model import NOTHING, AllOf, AnyOf, Holding
from engagemodel.place import Place


def test_everything_that_can_be_stated() -> None:
    read = model(COMPLETE)
    assert (read.name, read.state, read.as_of) == ("Test", "plateau 1", date(2026, 3, 31))
    assert (read.currency, read.share_of) == ("EUR", "revenue")
    assert read.extra == {"x-top": {"a": ("1", "~", "true")}}
    assert read.data["customer"].max_latency == (3600, "1h")
    assert read.data["customer"].needed_by == ("org",)
    assert (read.data["order"].name, read.data["order"].needed_by) == ("order", None)
    customer = read.customer_types["t"]
    assert (customer.share, customer.promise) == ((0.38, "38%"), (0.999, "99.9%"))
    assert customer.prefers == {"buy": ("web",), "ask": ("chat", "store")}
    assert customer.expects == {"buy": "quickly"}
    web = read.channels["web"]
    assert web.needs == AllOf((AnyOf(("db", AllOf(("crm",)))), "crm"))
    assert (web.run_by, web.uses, web.serves) == (AllOf(("org",)), ("crm",), ("buy",))
    assert (read.channels["store"].serves, read.channels["store"].needs) == (None, NOTHING)
    assert read.channels["store"].listens == ("customer",)
    organization = read.organizations["org"]
    assert (organization.function, organization.head) == ("business", "CMO")
    assert (organization.part_of, organization.acts_on) == ("group", ("customer",))
    check_platforms_and_flows(COMPLETE)
    check_strategy(COMPLETE)


def check_platforms_and_flows(text: str) -> None:
    read = model(text)
    db = read.platforms["db"]
    assert (db.kind, db.owner, db.cost) == ("database", "org", (240000, "240000"))
    assert (db.control, db.lifecycle, db.availability) == ("partner", "legacy", (0.995, "0.995"))
    assert db.end_of_life == date(2028, 12, 31)
    assert {holding.data: holding.role for holding in db.holds.values()} == {
        "customer": "copy",
        "order": "master",
    }
    assert (db.holds["order"].key, db.holds["order"].part) == (("number", "year"), "North")
    assert (db.url, db.tags) == ("https://example.org/x", ("core", "2026"))
    assert (db.was, db.replaces, db.extra) == ("old-db", ("a", "b"), {"x-colour": "blue"})
    crm = read.platforms["crm"]
    assert crm.holds["order"] == Holding("order", Place("-", 41, 27))
    assert (crm.supports, crm.kind) == (("sell",), "application")
    assert [flow.id for flow in read.flows] == ["db->web", "crm->web"]
    flow = read.flow["crm->web"]
    assert (flow.source, flow.target, flow.carries) == ("crm", "web", ("order",))
    assert (flow.latency, flow.means, flow.both_ways) == ((0, "real-time"), "batch", True)
    assert (flow.matched_by, flow.cost, flow.control) == ("number", (1.5, "1.5"), "external")
    assert (flow.name, flow.owner, flow.extra) == ("N", "it", {"x-a": "b"})


def check_strategy(text: str) -> None:
    read = model(text)
    journey = read.journeys["j"]
    assert (journey.customer, journey.promise) == ("t", (0.9, "0.9"))
    first, second = journey.steps
    assert (first.do, first.via, first.writes, first.name) == ("buy", "web", ("order",), "Buy")
    assert (second.via, second.within) == (AnyOf(("web", "store")), (1209600, "2w"))
    assert (second.reads, second.extra) == (("order",), {"x-screen": "7"})
    assert (read.capabilities["sell"].level, read.capabilities["sell"].target) == (2, 4.5)
    (position,) = read.positions
    assert position.says == {"CMO": "master", "CIO": "copy"}
    assert position.decision == {"is": "copy", "by": "COO", "date": "2026-04-02", "why": "So"}
    initiative = read.initiatives["two"]
    assert (initiative.touches, initiative.after) == (("people", "process"), ("one",))
    assert initiative.delivers == ("db", "need:web->crm")
    assert initiative.objective == {"measure": "returns", "from": "41%", "to": "85%"}
    assert (initiative.start, initiative.months) == (date(2026, 6, 1), 9)
    assert read.readiness["strategy"] == {"level": "2", "evidence": "Signed off"}
    assert read.benchmark == {"board_understands": "yes"}
    (accepted,) = read.accept
    assert accepted.facets == {"data": ("customer", "order"), "step": 2}
    assert (accepted.reason, accepted.until) == ("Funded", date(2026, 9, 30))


def test_places() -> None:
    read = model(
        "platforms:\n  crm:\n    cost:  5\nflows:\n  - from: crm\n    to: web\nchannels: {web: }\n"
    )
    assert read.at == Place("-", 1, 1)
    assert read.platforms["crm"].at == Place("-", 4, 3)
    assert read.platforms["crm"].places["cost"] == Place("-", 5, 12)
    assert read.flows[0].at == Place("-", 7, 5)
    assert read.flows[0].places["to"] == Place("-", 8, 9)


def test_what_is_empty_is_not_stated() -> None:
    sections = "data customer_types channels organizations platforms flows journeys capabilities"
    more = [
        "include",
        "positions",
        "initiatives",
        "readiness",
        "benchmark",
        "accept",
        "state",
        "as_of",
    ]
    read = model("".join(f"{word}:\n" for word in (*sections.split(), *more)))
    assert not read.elements
    crm = model("platforms:\n  crm:\n  erp: {kind: , owner: ~, needs: , holds: , name: }\n")
    assert crm.platforms["erp"].name == "erp"
    assert crm.platforms["erp"].owner is None
    assert crm.platforms["erp"].needs == NOTHING


@pytest.mark.parametrize(
    "name", ['""', '" "', '"\\u200b\\u2060"', '"\\u00ad \\ufeff"', '"\\u3164"']
)
def test_a_name_that_nobody_sees_falls_back_to_the_id(name: str) -> None:
    assert model(f"platforms:\n  crm: {{name: {name}}}\n").platforms["crm"].name == "crm"
    assert places(f"engagemodel: 1\nname: {name}\n") == [(2, 7, "'name' is blank")]


def test_flows_of_one_pair_are_numbered_by_what_they_carry() -> None:
    entries = "platforms: {a: , b: }\ndata: {c: , d: }\nflows:\n"
    lines = [
        "  - {from: a, to: b, carries: d, latency: 5m}\n",
        "  - {from: a, to: b, carries: c}\n",
        "  - {from: a, to: b, carries: d, latency: 1h}\n",
    ]
    one = model(entries + "".join(lines))
    two = model(entries + "".join(reversed(lines)))
    stated = [{(f.id, f.carries, f.latency) for f in read.flows} for read in (one, two)]
    assert stated[0] == stated[1]
    assert one.flow["a->b"].carries == ("c",)
    assert one.flow["a->b#2"].latency == (3600, "1h")


def test_what_was_always_called_so_has_no_lineage() -> None:
    assert model("platforms:\n  crm: {was: crm}\n").platforms["crm"].was is None


@pytest.mark.parametrize(
    ("body", "line", "column", "message", "hint"),
    [
        # sections and keys
        ("platfroms:\n  a: {}\n", 1, 1, "unknown key 'platfroms'", "did you mean 'platforms'?"),
        ("systems:\n  a: {}\n", 1, 1, "unknown key 'systems'",
         "known are customer_types, channels, organizations, platforms, flows, data, journeys, "
         "capabilities, …"),
        ("channels:\n  w: {run-by: x}\n", 2, 7, "unknown key 'run-by'", "did you mean 'run_by'?"),
        ("channels:\n  w: {colour: x}\n", 2, 7, "unknown key 'colour'", "a channel has name"),
        ("channels:\n  w: [a]\n", 2, 6, "a channel as a mapping was expected in 'w'", ""),
        ("channels:\n  w: a\n", 2, 6, "a channel as a mapping was expected in 'w'", ""),
        ("channels: [a]\n", 1, 11, "a mapping from ids to channels was expected", ""),
        ("flows: {a: b}\n", 1, 8, "a list with '-' before each item was expected", ""),
        ("flows: [a]\n", 1, 9, "a flow as a mapping was expected in 'flows'", ""),
        # ids
        ("channels:\n  Web: {}\n", 2, 3, "'Web' is not an id", "lower-case"),
        (f"channels:\n  {'a' * 65}: {{}}\n", 2, 3, "is not an id", "64"),
        ("channels: {a: }\nplatforms: {a: }\n", 2, 13, "'a' is already the id of a channel", ""),
        ("data: {a: }\ncapabilities: {b: , c: {was: B}}\n", 2, 30, "'B' is not an id", ""),
        # references
        ("platforms:\n  a-db: {needs: [b-db, c]}\n  c: {}\n  b-bd: {}\n", 2, 18,
         "unknown element 'b-db'", "did you mean 'b-bd'?"),
        ("channels: {w: {run_by: x}}\nplatforms: {x: }\n", 1, 24, "'x' is a platform", ""),
        ("channels: {w: {needs: d}}\ndata: {d: }\n", 1, 23, "'d' is data", ""),
        ("channels: {w: {needs: t}}\ncustomer_types: {t: }\n", 1, 23, "'t' is a customer type", ""),
        ("platforms: {a: {needs: a}}\n", 1, 24, "'a' names itself in 'needs'", ""),
        ("platforms: {a: {needs: {any_of: [b, a]}}, b: }\n", 1, 37, "'a' names itself", ""),
        ("platforms: {a: {uses: [a]}}\n", 1, 24, "'a' names itself in 'uses'", ""),
        ("platforms: {a: {needs: [b, b]}, b: }\n", 1, 28, "'b' stands twice", ""),
        ("platforms: {a: {uses: [b, b]}, b: }\n", 1, 27, "'b' stands twice", ""),
        ("platforms: {a: {holds: [d, d]}}\ndata: {d: }\n", 1, 28, "'d' stands twice", ""),
        ("platforms: {a: {needs: {any_of: []}}}\n", 1, 25, "'any_of' of nothing", ""),
        ("platforms: {a: {needs: [{all_of: }]}}\n", 1, 26, "'all_of' of nothing", ""),
        ("platforms: {a: {needs: [{anyof: [b]}]}, b: }\n", 1, 26, "unknown key 'anyof'",
         "did you mean 'any_of'?"),
        ("platforms: {a: {needs: [{}]}}\n", 1, 25, "one of any_of and all_of", ""),
        ("platforms: {a: {needs: [{any_of: b, all_of: b}]}, b: }\n", 1, 25, "one of any_of", ""),
        ("platforms: {a: {needs: [[b]]}, b: }\n", 1, 25, "was expected in 'needs'", ""),
        ("platforms: {a: {part_of: b}, b: {part_of: a}}\n", 1, 26, "'a -> b -> a'", ""),
        ("platforms: {a: {part_of: a}}\n", 1, 26, "'a -> a'", ""),
        ("customer_types: {t: {prefers: {buy: [wbe]}}}\nchannels: {c: }\n", 1, 38,
         "neither a channel nor a kind", ""),
        ("initiatives: {a: {after: b}}\n", 1, 26, "unknown initiative 'b'", ""),
        ("platforms: {a: {supports: sel}}\ncapabilities: {sell: }\n", 1, 27,
         "unknown capability 'sel'", "did you mean 'sell'?"),
        # flows
        ("platforms: {a: }\nflows:\n  - {from: a}\n", 3, 5, "a flow needs 'to'", "Where it goes"),
        ("platforms: {a: }\nflows:\n  - {from: a, too: a}\n", 3, 15, "unknown key 'too'",
         "did you mean 'to'?"),
        ("platforms: {a: }\nflows:\n  - {from: a, to: a}\n", 3, 19, "a flow from 'a' to itself", ""),
        ("platforms: {a: }\nflows:\n  - {from: a, to: []}\n", 3, 5, "'to' of a flow names nothing", ""),
        # journeys
        ("journeys: {j: {steps: }}\n", 1, 12, "a journey needs 'customer'", ""),
        ("customer_types: {t: }\njourneys: {j: {customer: t}}\n", 2, 12, "needs 'steps'", ""),
        ("customer_types: {t: }\njourneys: {j: {customer: t, steps: [{do: buy}]}}\n", 2, 37,
         "a step needs 'via'", ""),
        ("customer_types: {t: }\nchannels: {w: }\njourneys: {j: {customer: t, steps: "
         "[{do: buy, via: [w]}]}}\n", 3, 52, "a list in 'via'", "one of them is enough"),
        # values
        ("platforms: {a: {kind: datbase}}\n", 1, 23, "unknown kind 'datbase'", "'database'?"),
        ("platforms: {a: {kind: [database]}}\n", 1, 23, "here stands a list", ""),
        ("platforms: {a: {name: {b: c}}}\n", 1, 23, "a text was expected in 'name'", ""),
        ("platforms: {a: {url: 'javascript:alert(1)'}}\n", 1, 22, "is not an address", "https"),
        ("platforms: {a: {url: 'https://a b'}}\n", 1, 22, "is not an address", ""),
        ("platforms: {a: {url: 'https://'}}\n", 1, 22, "is not an address", ""),
        ('platforms: {a: {url: "https://a\\u202eb"}}\n', 1, 22, "is not an address", ""),
        ("platforms: {a: {holds: {d: {rle: copy}}}}\ndata: {d: }\n", 1, 29, "unknown key 'rle'",
         "did you mean 'role'?"),
        ("platforms: {a: {holds: {d: slave}}}\ndata: {d: }\n", 1, 28, "unknown role 'slave'", ""),
        ("customer_types: {a: {expects: {return: taken back, on the spot}}}\n", 1, 52,
         "nothing is said of 'on the spot'", "a text with a comma needs quotes"),
        ("capabilities: {a: {level: 6}}\n", 1, 27, "'6' is not a number from 0 to 5", ""),
        ("initiatives: {a: {objective: {goal: x}}}\n", 1, 31, "unknown key 'goal'", ""),
        ("readiness: {strategy: {level: 5}}\n", 1, 31, "not a number from 0 to 4", ""),
        ("accept:\n  - {rule: r, reason: ' '}\n", 2, 23, "'reason' is blank", ""),
        ("accept:\n  - {rule: r}\n", 2, 5, "an acceptance needs 'reason'", ""),
        ("accept:\n  - {rule: r, reason: x, step: 1.5}\n", 2, 32, "'1.5' is not a number", ""),
        ("platforms: {a: {tags: [b, ]}}\nflows:\n  - {both_ways: maybe, from: a, to: b}\n"
         "channels: {b: }\n", 3, 17, "neither true nor false", ""),
    ],
)  # fmt: skip
def test_a_mistake(body: str, line: int, column: int, message: str, hint: str) -> None:
    problem = only(body)
    assert problem.at is not None
    assert message in problem.message
    assert (problem.at.line, problem.at.column) == (line, column)
    assert hint in (problem.hint or "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "an empty file is no model: 'engagemodel' and 'name' are missing"),
        ("# nothing\n", "an empty file is no model: 'engagemodel' and 'name' are missing"),
        ("engagemodel: 1\n", "'name' is missing"),
        ("name: T\n", "'engagemodel' is missing"),
        ("channels: {}\n", "'engagemodel' and 'name' are missing"),
        ("engagemodel: 1\nnmae: T\n", "unknown key 'nmae'"),
        ("engagemodel: 2\nname: T\n", "format '2' is not known to this version"),
        ("hello\n", "a model is a mapping: keys with values"),
        ("[]\n", "a model is a mapping: keys with values"),
    ],
)
def test_the_header(text: str, message: str) -> None:
    assert [found for _, _, found in places(text)] == [message]


def test_all_mistakes_in_order() -> None:
    body = "platforms:\n  b: {kynd: x, cost: y}\n  a: {needs: [c, d], cost: z}\nchannels: {w: {needs: e}}\n"
    found = places(HEADER + body)
    assert [place[:2] for place in found] == [(4, 7), (4, 22), (5, 15), (5, 18), (5, 28), (6, 23)]


def test_what_follows_from_a_mistake_is_not_told_again() -> None:
    assert (
        only("platfroms: {a: }\nchannels: {w: {needs: a}}\n").message == "unknown key 'platfroms'"
    )
    assert only("systems: {a: }\nchannels: {w: {needs: a}}\n").message == "unknown key 'systems'"
    assert (
        only("systems: [{id: a}]\nchannels: {w: {needs: a}}\n").message == "unknown key 'systems'"
    )
    assert "is not an id" in only("platforms: {A: }\nchannels: {w: {needs: A}}\n").message
    assert "here stands a list" in only("platforms: [a]\nchannels: {w: {needs: a}}\n").message
    assert "names nothing" in only("platforms: *p\nchannels: {}\n").message
    duplicated = "platforms: {a: }\nplatforms: {b: }\nchannels: {w: {needs: b}}\n"
    assert "duplicate key" in only(duplicated).message
    merged = "x-f: &f {from: a}\nplatforms: {a: }\nflows:\n  - {<<: *f, to: a}\n"
    assert "merge key" in only(merged).message


def test_foreign_text_in_messages_is_safe_and_short() -> None:
    body = 'platforms:\n  a: {kind: "\\e[31m\\u202e' + "x" * 500 + '"}\n'
    problem = only(body)
    assert "\\x1b[31m\\u202e" in problem.message
    assert len(problem.message) < 120


def test_a_word_used_twice_in_two_mistakes_is_told_twice() -> None:
    found = problems(HEADER + "platforms: {a: {needs: x}, b: {needs: x}}\n")
    assert len(found) == 2
