from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketches import AT, entry, flow, picture, quantity
from strategies import seeded

from engagemodel.change.blame import READERS
from engagemodel.change.compare import compare_models
from engagemodel.change.effect import judge, judge_figure
from engagemodel.change.lineage import trace
from engagemodel.change.losses import Loss, lost_channels
from engagemodel.change.record import Change
from engagemodel.finding import Finding, Severity, Witness
from engagemodel.model import Channel, CustomerType, Data, Entry, Flow, Journey, Model, Platform
from engagemodel.rules import RULES


def found(message: str = "It hurts.", severity: Severity = "high", **facets: object) -> Finding:
    return Finding(message=message, mend="", at=AT, severity=severity, **facets)  # type: ignore[arg-type]


def judged(
    before: Model,
    after: Model,
    resolved: tuple[Finding, ...] = (),
    introduced: tuple[Finding, ...] = (),
) -> dict[str, Change]:
    lineage = trace(before, after)
    changes = compare_models(before, after, lineage)
    told = judge(changes, before, after, lineage, resolved, introduced)
    return {change.id: change for change in told}


def shop(*more: Entry | Flow, uses: tuple[str, ...] = ("web", "store"), **stated: object) -> Model:
    return picture(
        entry(CustomerType, "buyer", name="Buyer", uses=uses, **stated),
        entry(Channel, "web", name="Web shop", kind="web", needs=("web-db",)),
        entry(Channel, "store", kind="branch", needs=("pos-db",)),
        entry(Platform, "web-db"),
        entry(Platform, "pos-db"),
        entry(Data, "order"),
        *more,
    )


TRIP = entry(Journey, "trip", customer="buyer")


def test_a_line_whose_two_ends_a_resolved_finding_names_is_better() -> None:
    mended = found(
        "Buyers are strangers.", journeys=("trip",), witness=Witness(missing="web-db->pos-db")
    )
    before, after = shop(TRIP), shop(TRIP, flow("web-db", "pos-db", "order"))
    line = judged(before, after, resolved=(mended,))["flow:web-db->pos-db"]
    assert (line.effect, line.customer_types) == ("better", ("buyer",))
    assert line.why == "It ends this: Buyers are strangers."
    one_end = found(elements=("web-db",))
    assert judged(before, after, resolved=(one_end,))["flow:web-db->pos-db"].effect == "neutral"


def test_what_an_introduced_finding_names_is_worse() -> None:
    before, after = shop(), shop(entry(Platform, "hub"), flow("hub", "web-db"))
    broken = found("The hub fails all.", elements=("hub",), customer_types=("buyer",))
    changes = judged(before, after, introduced=(broken,))
    assert (changes["hub"].effect, changes["hub"].customer_types) == ("worse", ("buyer",))
    assert changes["flow:hub->web-db"].effect == "neutral"


def test_mixed_says_both() -> None:
    model = shop()
    rest = [part for part in model.elements.values() if part.id != "pos-db"]
    after = picture(*rest, *model.data.values(), entry(Platform, "pos-db", lifecycle="legacy"))
    mended = (found("A.", "low", elements=("pos-db",)), found("B.", elements=("pos-db",)))
    [change] = judged(model, after, mended, (found("C.", elements=("pos-db",)),)).values()
    assert change.effect == "mixed"
    assert change.why == "It ends this: B (and 1 more); but it brings this: C."


def test_what_became_of_a_thing_answers_for_its_findings() -> None:
    before = shop()
    after = picture(
        entry(CustomerType, "buyer", name="Buyer", uses=("web", "store")),
        entry(Channel, "web", kind="web", needs=("db",)),
        entry(Channel, "store", kind="store", needs=("db",)),
        entry(Platform, "db", replaces=("web-db", "pos-db")),
    )
    mended = found(data=("order",), elements=("pos-db", "web-db"), customer_types=("buyer",))
    changes = judged(before, after, (mended,))
    assert changes["db"].effect == "better"
    assert changes["order"].effect == "better"


def test_a_flow_between_parts_that_became_one_answers_for_what_names_both() -> None:
    before = shop(flow("web-db", "pos-db", "order"))
    parts = [*before.customer_types.values(), *before.data.values()]
    channels = [entry(Channel, "web", needs=("db",)), entry(Channel, "store", needs=("db",))]
    after = picture(*parts, *channels, entry(Platform, "db", replaces=("web-db", "pos-db")))
    id = "flow:web-db->pos-db"
    assert judged(before, after, (found(elements=("pos-db", "web-db")),))[id].effect == "better"
    assert judged(before, after, (found(elements=("web-db",)),))[id].effect == "neutral"
    assert judged(before, after, (), (found(elements=("db",)),))[id].effect == "neutral"


def test_of_parallel_flows_only_the_one_named_is_meant() -> None:
    slow = flow("web-db", "pos-db", "order")
    before = shop(slow, flow("web-db", "pos-db"))
    after = shop()
    named = found(flow="web-db->pos-db#2", elements=("pos-db", "web-db"))
    changes = judged(before, after, (named,))
    assert changes["flow:web-db->pos-db#2"].effect == "better"
    assert changes["flow:web-db->pos-db"].effect == "neutral"


def test_a_flow_answers_for_no_data_that_it_does_not_carry() -> None:
    def carrying(*data: str, **stated: object) -> Model:
        return shop(entry(Data, "offer"), flow("web-db", "pos-db", *data, **stated))

    slow, fast = quantity(86_400.0, "1d"), quantity(60.0, "1m")
    offers, more = carrying("offer", latency=slow), carrying("offer", "order", latency=fast)
    lost = found(data=("order",), elements=("pos-db", "web-db"))
    id = "flow:web-db->pos-db"
    assert judged(offers, carrying("offer", latency=fast), (lost,))[id].effect == "neutral"
    assert judged(offers, more, (lost,))[id].effect == "better"
    assert judged(more, offers, (), (lost,))[id].effect == "worse"
    assert judged(shop(entry(Data, "offer")), offers, (lost,))[id].effect == "neutral"
    any_data = found(elements=("pos-db", "web-db"))
    assert judged(offers, carrying("offer", latency=fast), (any_data,))[id].effect == "better"


def test_data_that_is_renamed_is_still_what_a_flow_carries() -> None:
    before = shop(flow("web-db", "pos-db", "order", latency=quantity(86_400.0, "1d")))
    renamed = entry(Data, "purchase", was="order")
    line = flow("web-db", "pos-db", "purchase")
    after = picture(*before.elements.values(), renamed, line)
    lost = found(data=("order",), elements=("pos-db", "web-db"))
    assert judged(before, after, (lost,))["flow:web-db->pos-db"].effect == "better"


@pytest.mark.parametrize(
    ("rule", "stated", "effect"),
    [
        ("broken-handoff", {"cost": quantity(11.0)}, "neutral"),
        ("broken-handoff", {"name": "Till", "description": "Old.", "tags": ("a",)}, "neutral"),
        ("broken-handoff", {"owner": "it", "url": "https://till.example"}, "neutral"),
        ("broken-handoff", {"cost": quantity(11.0), "lifecycle": "legacy"}, "worse"),
        ("unowned", {"owner": "it"}, "worse"),
        ("unowned", {"cost": quantity(11.0)}, "neutral"),
        ("unowned", {"cost": quantity(11.0), "owner": "it"}, "worse"),
        ("unknown-fact", {"cost": quantity(11.0)}, "worse"),
    ],
)
def test_a_field_answers_only_for_the_rules_that_read_it(
    rule: str, stated: dict[str, object], effect: str
) -> None:
    named = found(rule=rule, elements=("till",))
    before = shop(entry(Platform, "till"))
    for till in (entry(Platform, "till", **stated), entry(Platform, "desk", was="till", **stated)):
        after = shop(replace(till, name=stated.get("name", "till")))
        again = replace(named, elements=(till.id,))
        assert judged(before, after, (), (again,))[till.id].effect == effect


def test_a_name_alone_answers_for_nothing() -> None:
    before, after = shop(entry(Platform, "till")), shop(entry(Platform, "desk", was="till"))
    broken = found(rule="idle-platform", elements=("desk",))
    assert judged(before, after, (), (broken,))["desk"].effect == "neutral"


def test_the_rules_that_read_a_field_exist() -> None:
    assert frozenset().union(*READERS.values()) <= {rule.name for rule in RULES}


PREFERS = {"buy": ("web",), "ask": ("phone", "web"), "return": ("store",)}


def test_losing_a_preferred_channel_is_worse() -> None:
    before, after = shop(prefers=PREFERS), shop(uses=("store",))
    assert lost_channels(before, after, trace(before, after)) == (
        Loss("buyer", "web", ("ask", "buy")),
    )
    changes = judged(before, after)
    assert (changes["use:buyer->web"].effect, changes["use:buyer->web"].customer_types) == (
        "worse",
        ("buyer",),
    )
    why = "Buyer can no longer use Web shop, though it is preferred for ask and buy."
    assert changes["use:buyer->web"].why == why
    assert changes["buyer"].effect == "neutral"


def test_a_preferred_kind_counts_and_what_was_never_used_does_not() -> None:
    kinds = {"buy": ("branch",), "ask": ("phone",)}
    before, after = shop(prefers=kinds), shop(uses=("web",), prefers=kinds)
    assert lost_channels(before, after, trace(before, after)) == (Loss("buyer", "store", ("buy",)),)
    assert lost_channels(shop(uses=("web",), prefers=kinds), after, trace(before, after)) == ()


def test_a_channel_that_closes_is_lost_for_who_prefers_it() -> None:
    before = shop(prefers=PREFERS)
    rest = [*before.platforms.values(), entry(Channel, "store", kind="store", needs=("pos-db",))]
    after = picture(entry(CustomerType, "buyer", uses=("store",), prefers=PREFERS), *rest)
    changes = judged(before, after)
    assert changes["web"].effect == changes["use:buyer->web"].effect == "worse"
    assert changes["need:web->web-db"].effect == "neutral"


@pytest.mark.parametrize(
    "after",
    [
        picture(entry(CustomerType, "buyer", uses=("app",)), entry(Channel, "app", was="web")),
        picture(entry(CustomerType, "client", was="buyer", uses=("web",)), entry(Channel, "web")),
        picture(entry(CustomerType, "other", uses=("web",)), entry(Channel, "web")),
    ],
    ids=["the channel was renamed", "the type was renamed", "the type is no more"],
)
def test_what_lives_on_under_another_name_is_not_lost(after: Model) -> None:
    before = picture(
        entry(CustomerType, "buyer", uses=("web",), prefers={"buy": ("web",)}),
        entry(Channel, "web"),
    )
    assert lost_channels(before, after, trace(before, after)) == ()


def test_who_is_concerned_goes_by_the_names_of_tomorrow() -> None:
    before = shop()
    rest = [*before.channels.values(), entry(Platform, "web-db"), entry(Data, "order")]
    after = picture(entry(CustomerType, "client", was="buyer", uses=("web", "store")), *rest)
    mended = found(elements=("pos-db",), customer_types=("buyer",))
    assert judged(before, after, (mended,))["pos-db"].customer_types == ("client",)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 9_999))
def test_without_findings_only_losses_have_an_effect(seed: int) -> None:
    before, after = seeded(seed, lineage=True), seeded(seed + 10_000, lineage=True)
    lost = lost_channels(before, after, trace(before, after))
    lines = {f"use:{loss.customer_type}->{loss.channel}" for loss in lost}
    for change in judged(before, after).values():
        closed = change.kind == "channel" and change.id in {loss.channel for loss in lost}
        worse = change.change == "removed" and (change.id in lines or closed)
        assert change.effect == ("worse" if worse else "neutral")
        assert bool(change.why) == worse


@pytest.mark.parametrize(
    ("before", "after", "better", "effect"),
    [
        (3, 1, "lower", "better"),
        (3, 1, "higher", "worse"),
        (3, 1, None, "neutral"),
        (1, 1.0 + 1e-14, "lower", "neutral"),
        (None, 1, "lower", "neutral"),
        (1, None, "lower", "neutral"),
        (0, 86400.0, "lower", "worse"),
        (float("inf"), float("inf"), "lower", "neutral"),
        (float("inf"), 5.0, "lower", "better"),
    ],
)
def test_a_figure_is_judged_by_its_direction(
    before: object, after: object, better: object, effect: str
) -> None:
    assert judge_figure(before, after, better) == effect  # type: ignore[arg-type]


def availability(**values: float | None) -> dict[str, object]:
    return {
        "customer_types": {id: {"value": value, "stated": 0.5} for id, value in values.items()},
        "journeys": {},
    }


def test_a_figure_of_many_values_is_judged_value_by_value() -> None:
    before = availability(a=0.9, b=0.9, c=0.5, gone=0.1)
    assert judge_figure(before, availability(a=0.95, b=0.9, c=None), "higher") == "better"
    assert judge_figure(before, availability(a=0.95, b=0.8), "higher") == "mixed"
    assert judge_figure(before, availability(new=1.0), "higher") == "neutral"
    stated = {"customer_types": {"a": {"value": 0.9, "stated": 1.0}}}
    assert judge_figure(before, stated, "higher") == "neutral"
