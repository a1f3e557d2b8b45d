from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

from sketches import AT, entry, picture

from engagemodel.finding import Finding
from engagemodel.graph import Graphs
from engagemodel.model import Acceptance, Channel, CustomerType, Model
from engagemodel.rules import run
from engagemodel.settings import DEFAULTS

TODAY = date(2026, 6, 1)
SHOPPER = entry(CustomerType, "shopper", uses=("web",))


def accept(rule: str, reason: str = "for now", until: date | None = None, **facets: Any) -> Any:
    return Acceptance(at=AT, rule=rule, reason=reason, until=until, facets=facets)


def found(model: Model, rule: str) -> list[Finding]:
    return [one for one in run(Graphs(model), DEFAULTS, TODAY) if one.rule == rule]


def test_a_declared_rename_revokes_no_acceptance() -> None:
    old = accept("only-one-channel", elements=("shop",))
    renamed = picture(SHOPPER, entry(Channel, "web", was="shop"), accept=(old,))
    assert [one.accepted for one in found(renamed, "only-one-channel")] == [old]
    assert found(renamed, "stale-acceptance") == []
    another = picture(SHOPPER, entry(Channel, "web"), accept=(old,))
    assert [one.accepted for one in found(another, "only-one-channel")] == [None]
    assert len(found(another, "stale-acceptance")) == 1


def test_the_most_precise_acceptance_counts_whatever_the_order() -> None:
    web = entry(Channel, "web")
    precise = accept("only-one-channel", "precise", date(2026, 12, 31), elements=("web",))
    lasting = accept("only-one-channel", "lasting")
    over = accept("only-one-channel", "over", date(2026, 5, 31), customer_types=("shopper",))
    for order in permutations((over, lasting, precise)):
        model = picture(SHOPPER, web, accept=order)
        assert [one.accepted for one in found(model, "only-one-channel")] == [precise]
        # The others fit as well, and only the one past its date is reported.
        (stale,) = found(model, "stale-acceptance")
        assert "over" in stale.message


def test_what_is_accepted_twice_for_nothing_is_one_finding() -> None:
    one = accept("unused-channel", "mistyped", elements=("wep",))
    twice = replace(one, at=AT._replace(line=2))
    model = picture(SHOPPER, entry(Channel, "web"), accept=(twice, one))
    (stale,) = found(model, "stale-acceptance")
    assert (stale.at.line, [other.at.line for other in stale.related]) == (1, [2])


def test_steps_and_rules_tell_stale_acceptances_apart() -> None:
    gone = [accept("broken-handoff", step=1), accept("broken-handoff", step=2)]
    gone.append(accept("slow-handoff", step=1))
    stale = found(picture(SHOPPER, entry(Channel, "web"), accept=tuple(gone)), "stale-acceptance")
    assert len({one.fingerprint for one in stale}) == 3
    assert {one.step for one in stale} == {None}


def test_nothing_accepts_that_it_accepts_nothing() -> None:
    silent = accept("stale-acceptance")
    (own,) = found(picture(SHOPPER, entry(Channel, "web"), accept=(silent,)), "stale-acceptance")
    assert own.accepted is None
    other = accept("unused-channel")
    both = picture(SHOPPER, entry(Channel, "web"), accept=(silent, other))
    assert [one.accepted for one in found(both, "stale-acceptance")] == [silent]
