from __future__ import annotations

from datetime import date

import pytest
from sketches import entry, flow, picture, quantity, step

from engagemodel.change.compare import compare_models
from engagemodel.change.lineage import trace
from engagemodel.change.record import Change, FieldChange
from engagemodel.model import (
    AllOf,
    AnyOf,
    Channel,
    CustomerType,
    Data,
    Flow,
    Initiative,
    Journey,
    Model,
    Organization,
    Platform,
    Step,
)


def changes(before: Model, after: Model) -> tuple[Change, ...]:
    return compare_models(before, after, trace(before, after))


def told(before: Model, after: Model) -> list[tuple[str, str, str]]:
    return [(change.change, change.kind, change.id) for change in changes(before, after)]


def fields(before: Model, after: Model) -> list[tuple[str, object, object]]:
    [change] = changes(before, after)
    return [(field.field, field.before, field.after) for field in change.fields]


def journey(*steps: Step, id: str = "trip", **stated: object) -> Model:
    channels = [entry(Channel, id) for id in ("web", "store", "phone")]
    return picture(
        entry(CustomerType, "buyer"),
        *channels,
        entry(Data, "order"),
        entry(Journey, id, customer="buyer", steps=steps, **stated),
    )


def test_changes_come_by_kind_then_id() -> None:
    before = picture(entry(Platform, "b"), entry(Channel, "web", uses=("b",)))
    after = picture(
        entry(Platform, "a"),
        entry(Platform, "c"),
        entry(Data, "order"),
        entry(Channel, "web", uses=("a",), kind="web"),
    )
    assert told(before, after) == [
        ("changed", "channel", "web"),
        ("added", "platform", "a"),
        ("removed", "platform", "b"),
        ("added", "platform", "c"),
        ("added", "data", "order"),
        ("added", "use", "use:web->a"),
        ("removed", "use", "use:web->b"),
    ]


def test_values_are_compared_not_their_spelling() -> None:
    one = entry(Platform, "p", cost=quantity(240000.0), availability=quantity(0.995, "99.5%"))
    same = entry(Platform, "p", cost=quantity(240000.0), availability=quantity(0.995, "0.995"))
    assert changes(picture(one), picture(same)) == ()
    dearer = entry(Platform, "p", cost=quantity(90000.5), end_of_life=date(2028, 12, 31))
    assert fields(picture(one), picture(dearer)) == [
        ("availability", 0.995, None),
        ("cost", 240000, 90000.5),
        ("end_of_life", None, "2028-12-31"),
    ]


def test_what_is_the_default_is_no_difference() -> None:
    stated = entry(Platform, "p", name="p", control="own")
    assert changes(picture(entry(Platform, "p")), picture(stated)) == ()


def test_text_that_people_read_is_compared() -> None:
    before = entry(Channel, "web", url="https://a.example", tags=("b", "a"))
    after = entry(Channel, "web", name="Web", description="Shop", tags=("a", "c"))
    assert fields(picture(before), picture(after)) == [
        ("description", None, "Shop"),
        ("name", None, "Web"),
        ("tags", ["a", "b"], ["a", "c"]),
        ("url", "https://a.example", None),
    ]


def test_the_header_and_what_templates_keep_is_not_compared() -> None:
    before = picture(entry(Channel, "web", extra={"x-a": "1"}), state="as-is")
    assert changes(before, picture(entry(Channel, "web"), name="Later", state="future")) == ()


def test_a_mapping_shows_by_its_keys_and_rank_counts() -> None:
    channels = [entry(Channel, id) for id in ("web", "store")]
    before = entry(
        CustomerType,
        "buyer",
        prefers={"buy": ("web", "store"), "ask": ("web",)},
        expects={"buy": "x"},
    )
    after = entry(CustomerType, "buyer", prefers={"buy": ("store", "web"), "ask": ("web",)})
    assert fields(picture(before, *channels), picture(after, *channels)) == [
        ("expects.buy", "x", None),
        ("prefers.buy", ["web", "store"], ["store", "web"]),
    ]


def test_serving_nothing_is_not_serving_everything() -> None:
    before, after = picture(entry(Channel, "web")), picture(entry(Channel, "web", serves=()))
    assert fields(before, after) == [("serves", None, [])]


def system(*needs: object, **stated: object) -> Model:
    others = [entry(Platform, id) for id in "abc"]
    return picture(entry(Platform, "shop", needs=needs, **stated), *others)


def test_a_choice_shows_as_a_field_though_the_ids_stay() -> None:
    assert fields(system(AnyOf(("b", "a"))), system("a", "b")) == [("needs", "a or b", "a and b")]
    nested = system(AnyOf((AllOf(("a", "b")), "c")))
    assert fields(system(AnyOf(("a", "b", "c"))), nested) == [
        ("needs", "a or b or c", "c or (a and b)")
    ]


def test_requirements_that_say_the_same_are_no_change() -> None:
    assert changes(system("a", "b"), system(AllOf(("b", AnyOf(("a",)))))) == ()


def test_an_alternative_that_goes_shows_as_line_and_as_choice() -> None:
    found = changes(system(AnyOf(("a", "b"))), system("a"))
    assert [(change.change, change.id) for change in found] == [
        ("changed", "shop"),
        ("removed", "need:shop->b"),
    ]
    assert found[0].fields == (FieldChange("needs", "a or b", "a"),)


def test_plain_requirements_are_told_by_their_lines_alone() -> None:
    assert told(system("a", "b"), system("a", "c")) == [
        ("removed", "need", "need:shop->b"),
        ("added", "need", "need:shop->c"),
    ]


def test_from_needs_to_uses() -> None:
    assert told(system("a"), system(uses=("a",))) == [
        ("added", "use", "use:shop->a"),
        ("removed", "need", "need:shop->a"),
    ]


def test_a_holding_is_a_line_with_fields() -> None:
    before = picture(entry(Data, "order"), entry(Platform, "db", holds={"order": {"key": ("n",)}}))
    after = picture(
        entry(Data, "order"),
        entry(
            Platform, "db", holds={"order": {"role": "copy", "key": ("n", "m"), "part": "north"}}
        ),
    )
    [change] = changes(before, after)
    assert (change.kind, change.id, change.was) == ("holding", "holding:db->order", ())
    assert change.fields == (
        FieldChange("key", ["n"], ["m", "n"]),
        FieldChange("part", None, "north"),
        FieldChange("role", "master", "copy"),
    )


# --- lineage ---------------------------------------------------------------------------------


def shop(db: str, **stated: object) -> Model:
    """A model in which everything refers to one platform."""
    return picture(
        entry(Data, "order"),
        entry(Organization, "it", uses=(db,)),
        entry(Channel, "web", needs=(AnyOf((db, "pay")),), owner=db),
        entry(Platform, "pay", part_of=db),
        entry(Platform, db, holds={"order": {"key": ("number",)}}, **stated),
        entry(Initiative, "plan", delivers=(db, f"need:web->{db}", f"holding:{db}->order")),
        flow(db, "pay", "order"),
    )


def test_a_rename_is_one_change_whatever_refers_to_it() -> None:
    before, after = shop("old"), shop("new", was="old")
    [change] = changes(before, after)
    assert (change.change, change.id, change.was, change.fields) == ("renamed", "new", ("old",), ())


def test_a_rename_may_change_fields_too() -> None:
    before, after = shop("old", cost=quantity(9.0)), shop("new", was="old", cost=quantity(7.0))
    assert fields(before, after) == [("cost", 9, 7)]


def test_a_rename_that_nobody_declares_is_offered() -> None:
    found = {change.id: change for change in changes(shop("old"), shop("brand-new"))}
    assert found["old"].change == "removed"
    assert found["brand-new"].change == "added"
    assert found["brand-new"].likely_was == "old"
    assert found["old"].likely_was is None


def test_a_like_name_is_offered_though_no_line_is_alike() -> None:
    before = picture(entry(Platform, "p1", name="Customer hub"), entry(Platform, "z", name="Tills"))
    after = picture(entry(Platform, "q", name="Customer Hub 2"), entry(Platform, "y", name="Stock"))
    found = {change.id: change.likely_was for change in changes(before, after)}
    assert found == {"p1": None, "z": None, "q": "p1", "y": None}


def test_a_likely_rename_is_offered_once_and_within_a_kind() -> None:
    before = picture(entry(Platform, "crm"), entry(Organization, "till"))
    after = picture(entry(Platform, "crm2"), entry(Platform, "crm3"), entry(Platform, "tills"))
    offers = [change.likely_was for change in changes(before, after)]
    assert offers.count("crm") == 1
    assert "till" not in offers


def merged() -> tuple[Model, Model]:
    customer = {"customer": {"key": ("email",)}}
    before = picture(
        entry(Data, "customer"),
        entry(Data, "order"),
        entry(Channel, "web", needs=("web-crm",)),
        entry(Channel, "store", needs=("pos-crm",)),
        entry(Platform, "web-crm", cost=quantity(140000.0), owner="cio", holds=customer),
        entry(Platform, "pos-crm", cost=quantity(100000.0), needs=("web-crm",), holds=customer),
        flow("web-crm", "pos-crm", "order"),
        flow("web-crm", "store", "customer"),
        flow("pos-crm", "store", "customer"),
    )
    after = picture(
        entry(Data, "customer"),
        entry(Data, "order"),
        entry(Channel, "web", needs=("crm",)),
        entry(Channel, "store", needs=("crm",)),
        entry(
            Platform,
            "crm",
            cost=quantity(90000.0),
            owner="cio",
            holds=customer,
            replaces=("pos-crm", "web-crm"),
        ),
        flow("crm", "store", "customer"),
    )
    return before, after


def test_a_merge_takes_its_lines_along() -> None:
    before, after = merged()
    found = changes(before, after)
    assert [(change.change, change.id) for change in found] == [
        ("merged", "crm"),
        ("removed", "flow:web-crm->pos-crm"),
    ]
    assert found[0].was == ("pos-crm", "web-crm")
    assert found[0].fields == (FieldChange("cost", 240000, 90000),)


def test_the_same_turned_round_is_a_split() -> None:
    before, after = merged()
    assert told(after, before) == [
        ("split", "platform", "pos-crm"),
        ("split", "platform", "web-crm"),
        ("added", "flow", "flow:web-crm->pos-crm"),
    ]


def test_what_merged_parts_state_unlike_shows_by_part() -> None:
    before = picture(entry(Platform, "a", owner="cio"), entry(Platform, "b", owner="cmo"))
    after = picture(entry(Platform, "c", owner="cio", replaces=("a", "b")))
    assert fields(before, after) == [("owner", {"a": "cio", "b": "cmo"}, "cio")]


def test_merged_holdings_are_compared_with_each_and_keys_stay_whole() -> None:
    def held(id: str, key: str, **stated: object) -> Platform:
        return entry(Platform, id, holds={"order": {"key": (key,)}}, **stated)

    data = entry(Data, "order")
    before = picture(data, held("a", "number"), held("b", "receipt"))
    one_of_them = picture(data, held("c", "receipt", replaces=("a", "b")))
    assert told(before, one_of_them) == [("merged", "platform", "c")]
    another = changes(before, picture(data, held("c", "e-mail", replaces=("a", "b"))))
    assert another[1].was == ("holding:a->order", "holding:b->order")
    keys = {"a->order": ["number"], "b->order": ["receipt"]}
    assert another[1].fields == (FieldChange("key", keys, ["e-mail"]),)


def test_lists_and_choices_of_merged_parts_are_joined() -> None:
    others = [entry(Platform, id) for id in ("x", "y")]
    either = AnyOf(("x", "y"))
    before = picture(
        *others,
        entry(Platform, "a", tags=("one",), needs=(either,), availability=quantity(0.9)),
        entry(Platform, "b", tags=("two",), needs=("a",), availability=quantity(0.9)),
    )
    kept = {"replaces": ("a", "b"), "tags": ("two", "one"), "availability": quantity(0.9)}
    after = picture(*others, entry(Platform, "c", name="C", needs=(either,), **kept))
    [change] = changes(before, after)
    assert (change.change, change.fields) == ("merged", ())


def test_an_element_of_another_kind_is_another_but_keeps_its_lines() -> None:
    before = picture(entry(Organization, "desk"), entry(Channel, "web", needs=("desk",)))
    after = picture(entry(Platform, "desk"), entry(Channel, "web", needs=("desk",)))
    assert told(before, after) == [
        ("removed", "organization", "desk"),
        ("added", "platform", "desk"),
    ]


# --- flows -----------------------------------------------------------------------------------


def moved(*flows: Flow) -> Model:
    return picture(
        *(entry(Data, id) for id in "def"), entry(Platform, "a"), entry(Platform, "b"), *flows
    )


def test_parallel_flows_are_known_by_what_they_carry() -> None:
    before = moved(flow("a", "b", "d"), flow("a", "b", "e", latency=quantity(60.0)))
    after = moved(flow("a", "b", "e", latency=quantity(60.0)))
    assert told(before, after) == [("removed", "flow", "flow:a->b")]
    assert told(after, before) == [("added", "flow", "flow:a->b")]


def test_a_flow_that_carries_something_else_is_changed() -> None:
    before = moved(flow("a", "b", "d"), flow("a", "b", "e"))
    after = moved(flow("a", "b", "d", "e", both_ways=True), flow("a", "b", "f"))
    found = changes(before, after)
    assert [(change.change, change.id) for change in found] == [
        ("changed", "flow:a->b"),
        ("changed", "flow:a->b#2"),
    ]
    assert found[0].fields == (
        FieldChange("both_ways", False, True),
        FieldChange("carries", ["d"], ["d", "e"]),
    )


def test_carrying_the_same_tells_more_than_all_else_alike() -> None:
    before = moved(flow("a", "b", "d", latency=quantity(60.0), means="batch"))
    alike = flow("a", "b", "d", "e", latency=quantity(60.0), means="batch")
    after = moved(flow("a", "b", "d", latency=quantity(7.0)), alike)
    assert told(before, after) == [
        ("changed", "flow", "flow:a->b"),
        ("added", "flow", "flow:a->b#2"),
    ]


def test_a_changed_flow_under_another_id_names_the_old_one() -> None:
    before = moved(flow("a", "b", "d"), flow("a", "b", "e"))
    after = moved(flow("a", "b", "e", means="batch"))
    found = {change.change: change for change in changes(before, after)}
    assert found["removed"].id == "flow:a->b"
    assert (found["changed"].id, found["changed"].was) == ("flow:a->b", ("flow:a->b#2",))


def test_of_many_parallel_flows_each_has_one_counterpart() -> None:
    many = [flow("a", "b", "d", latency=quantity(float(number))) for number in range(12)]
    found = changes(moved(*many), moved(*reversed(many[:5] + many[6:])))
    assert [change.change for change in found] == ["removed"]
    gone = moved(*many).flow[found[0].id.partition(":")[2]]
    assert gone.latency == quantity(5.0)


# --- journeys --------------------------------------------------------------------------------

BUY = step("buy", "web", writes=("order",))
ASK = step("ask", "phone")
RETURN = step("return", "store", reads=("order",), within=quantity(3600.0, "1h"))


@pytest.mark.parametrize("gone", range(3))
def test_a_step_that_goes_is_one_step_that_goes(gone: int) -> None:
    steps = [BUY, ASK, RETURN]
    rest = steps[:gone] + steps[gone + 1 :]
    [(field, before, after)] = fields(journey(*steps), journey(*rest))
    assert field == f"steps[{gone + 1}]"
    assert isinstance(before, dict)
    assert before["do"] == steps[gone].do
    assert after is None
    assert fields(journey(*rest), journey(*steps)) == [(field, None, before)]


def test_a_step_is_shown_whole() -> None:
    shown = {"do": "return", "via": "store", "reads": ["order"], "within": 3600}
    assert fields(journey(), journey(RETURN)) == [("steps[1]", None, shown)]


def test_a_step_that_changes_shows_by_key() -> None:
    elsewhere = step("return", AnyOf(("web", "store")), reads=("order",), within=quantity(60.0))
    assert fields(journey(BUY, RETURN), journey(BUY, elsewhere)) == [
        ("steps[2].via", "store", "store or web"),
        ("steps[2].within", 3600, 60),
    ]


def test_one_of_several_equal_steps_goes() -> None:
    [(field, before, after)] = fields(journey(BUY, BUY, BUY), journey(BUY, BUY))
    assert (field, after) == ("steps[3]", None)
    assert before == {"do": "buy", "via": "web", "writes": ["order"]}


def test_a_step_that_goes_and_one_that_changes() -> None:
    later = step("return", "store", reads=("order",), within=quantity(60.0))
    found = fields(journey(BUY, ASK, RETURN), journey(BUY, later))
    assert [field for field, _, _ in found] == ["steps[2]", "steps[2].within"]


def test_steps_in_another_order_show() -> None:
    assert fields(journey(BUY, RETURN), journey(RETURN, BUY))


def test_very_long_journeys_are_still_compared() -> None:
    long = [step(f"do{number % 7}", "web") for number in range(600)]
    later = [ASK, *long[1:300], *long[301:], RETURN]
    assert fields(journey(*long), journey(*later))


def wishing(*words: str, channels: tuple[str, ...] = (), **renamed: str) -> Model:
    """Return a model whose one customer type prefers these words to ask."""
    return picture(
        entry(CustomerType, "buyer", prefers={"ask": words}),
        *(entry(Channel, id) for id in channels),
        *(entry(Channel, id, was=was) for id, was in renamed.items()),
        entry(Channel, "talk", kind="chat"),
    )


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (wishing("chat", "phone"), wishing("chat", "phone", channels=("chat",)), []),
        (
            wishing("chat", "web", channels=("web",)),
            wishing("chat", "shop", channels=("chat",), shop="web"),
            [],
        ),
        (wishing("web", channels=("web",)), wishing("shop", shop="web"), []),
        (wishing("chat"), wishing("talk"), [("prefers.ask", ["chat"], ["talk"])]),
        (
            wishing("chat", "phone"),
            wishing("phone", "chat", channels=("chat",)),
            [("prefers.ask", ["chat", "phone"], ["phone", "chat"])],
        ),
    ],
    ids=["a kind became an id", "beside a rename", "a rename", "another word", "another order"],
)
def test_a_preferred_word_that_means_the_same_stays_the_same(
    before: Model, after: Model, found: list[object]
) -> None:
    for one, other, turn in ((before, after, 1), (after, before, -1)):
        [told] = [c.fields for c in changes(one, other) if c.id == "buyer"] or [()]
        assert [(f.field, *(f.before, f.after)[::turn]) for f in told] == found


def test_values_that_are_shown_alike_are_no_change() -> None:
    free = picture(entry(Platform, "crm", owner="it"))
    declared = picture(entry(Platform, "crm", owner="it"), entry(Organization, "it"))
    assert told(free, declared) == [("added", "organization", "it")]
    moved = picture(
        entry(Platform, "crm", owner="it"),
        entry(Organization, "ops", was="it"),
        entry(Organization, "it", was="ops"),
    )
    here = picture(
        entry(Platform, "crm", owner="it"), entry(Organization, "it"), entry(Organization, "ops")
    )
    for one, other in ((here, moved), (moved, here)):
        for change in changes(one, other):
            assert all(field.before != field.after for field in change.fields)
