"""What a brief says of customer types and figures is what the difference says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sketches import entry, picture

from engagemodel import api
from engagemodel.model import Channel, CustomerType, Quantity
from engagemodel.page import brief
from engagemodel.page.brief.telling import Customer
from engagemodel.page.words import LANGUAGES
from engagemodel.reports.customers import PHRASES
from engagemodel.reports.customers import turns as reported
from engagemodel.results import Difference


def told(result: Difference) -> dict[str, Customer]:
    return {customer.name: customer for customer in brief.draw(result).told.customers}


@pytest.mark.parametrize("name", ["lamp", "retailer", "insurer", "backwards", "same"])
def test_reports_and_brief_agree_on_who_is_better_off(
    name: str, case: Callable[[str], Difference]
) -> None:
    result = case(name)
    verdicts = {"better": "better off", "worse": "worse off", "same": "as before"}
    verdicts["mixed"] = "better in part, worse in part"
    ours = [verdicts[customer.verdict] for customer in told(result).values()]
    assert ours == [turn.verdict for turn in reported(result, {})]


def test_customers_who_come_go_and_lose_a_channel() -> None:
    channels = [entry(Channel, id, name=id.title()) for id in ("web", "fax")]
    shares = {"share": Quantity(0.25, "25%"), "prefers": {"buy": ("fax",)}}
    before = picture(
        *channels,
        entry(CustomerType, "a", name="Ada", uses=("web", "fax"), **shares),
        entry(CustomerType, "b", name="Bob", uses=("web",)),
    )
    after = picture(
        *channels,
        entry(CustomerType, "a", name="Ada", uses=("web",), **shares),
        entry(CustomerType, "c", name="Cid", uses=("web",)),
        share_of="profit",
    )
    found = told(api.diff(before, after))
    assert found["Ada"].part == "25 % of profit"
    assert found["Ada"].verdict == "worse"
    assert "No longer: Fax, which they prefer" in found["Ada"].worse
    assert found["Cid"].verdict == "new"
    assert "Now: only one way in" in found["Cid"].worse
    assert found["Bob"].verdict == "gone"
    bob = found["Bob"]
    assert (bob.better, bob.worse, bob.same) == ((), (), ())
    assert list(found) == ["Ada", "Cid", "Bob"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_rule_that_reports_have_a_phrase_for_has_one(code: str) -> None:
    assert {f"meet.{rule}" for rule in PHRASES} <= LANGUAGES[code].texts.keys()


def test_findings_have_the_numbers_of_their_page(case: Callable[[str], Difference]) -> None:
    made = brief.draw(case("retailer"))
    for fate, page in zip(made.told.fates, (0, 1, 1), strict=True):
        known = {remark.number: remark.text for remark in made.pages[page].diagram.remarks}
        assert fate.findings
        for remark in fate.findings:
            assert known[remark.number] == remark.text


def test_accepted_findings_are_not_told(tmp_path: Path) -> None:
    body = "engagemodel: 1\nname: N\ncustomer_types: {a: {name: A, uses: [w]}}\nchannels: {w: {}}\n"
    accept = "accept: [{rule: only-one-channel, reason: so be it, customer_types: [a]}]\n"
    for name, text in (("one", body), ("two", body + accept)):
        (tmp_path / f"{name}.yaml").write_text(text)
    plain, accepted = (api.load(str(tmp_path / f"{name}.yaml")) for name in ("one", "two"))

    def titles(before: object, after: object) -> list[str]:
        made = brief.draw(api.diff(before, after))  # type: ignore[arg-type]
        return [remark.title for fate in made.told.fates for remark in fate.findings]

    assert "Only one channel" in titles(plain, plain)
    assert "Only one channel" not in titles(accepted, accepted)
