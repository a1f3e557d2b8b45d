"""`impact` answers one question at a time: what fails together, what each takes, what brings down."""

from __future__ import annotations

import json
from typing import Any

import followed
import pytest

from engagemodel.commands.impact import impact
from engagemodel.commands.outcome import Outcome
from engagemodel.errors import ArgumentError
from engagemodel.reports.screen import PAPER

MODEL = str(followed.PATH)


def shown(outcome: Outcome) -> str:
    return outcome.text if isinstance(outcome.text, str) else outcome.text(PAPER)


def document(*elements: str, **options: Any) -> dict[str, Any]:
    outcome = impact(MODEL, list(elements) or None, format="json", **options)
    found: dict[str, Any] = json.loads(shown(outcome))
    return found


def test_several_elements_fail_together_in_any_order_and_once() -> None:
    one = document("tills", "shop-db", "tills")
    assert one == document("shop-db", "tills")
    assert one["impact"]["failed"] == ["shop-db", "tills"]
    both = document("card", "wallet")["impact"]["channels"]
    assert both == ["web"]
    assert document("card")["impact"]["channels"] == document("wallet")["impact"]["channels"] == []


def test_every_mistake_is_told_with_what_was_meant() -> None:
    with pytest.raises(ArgumentError) as refused:
        impact(MODEL, ["til-db", "Shop database", "shopper", "0123456789"])
    told = {problem.message: problem.hint or "" for problem in refused.value.problems}
    assert told["unknown element 'til-db'"] == "did you mean 'till-db'?"
    assert told["unknown element 'Shop database'"] == "did you mean 'shop-db'?"
    assert "customers do not fail" in next(message for message in told if "'shopper'" in message)
    assert told["unknown element '0123456789'"].startswith("possible are archive, card, desk, ")
    assert told["unknown element '0123456789'"].endswith(" and 7 more")


@pytest.mark.parametrize(
    "question", [{}, {"elements": ["tills"], "all": True}, {"all": True, "cuts": 2}]
)
def test_one_question_at_a_time(question: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError) as refused:
        impact(MODEL, **question)
    assert "--all, or --cuts N" in (refused.value.problems[0].hint or "")


def test_each_question_has_its_document() -> None:
    assert set(document("tills")) == {"format", "tool", "model", "impact"}
    assert set(document(all=True)) == {"format", "tool", "model", "ranking"}
    assert set(document(cuts=2)) == {"format", "tool", "model", "order", "limit", "cuts"}


def test_any_order_may_be_asked_for() -> None:
    most = {entry["id"]: entry["sets"] for entry in document(cuts=10**17)["cuts"]}
    few = {entry["id"]: entry["sets"] for entry in document(cuts=2)["cuts"]}
    assert max(len(cut) for cut in most["shopper"]) == 4
    for id, sets in few.items():
        assert sets == [cut for cut in most[id] if len(cut) <= 2]


def test_what_is_too_large_is_null_and_allowed_by_a_limit() -> None:
    cut = document(cuts=3, limit=["answers=4"])
    assert cut["limit"] == 4
    assert {entry["id"]: entry["sets"] for entry in cut["cuts"]}["shopper"] is None
    assert None not in [entry["sets"] for entry in document(cuts=3)["cuts"]]


@pytest.mark.parametrize("word", ["answers=many", "answer=4", "answers"])
def test_a_limit_that_is_none_is_refused(word: str) -> None:
    with pytest.raises(ArgumentError):
        impact(MODEL, all=True, limit=[word])


def test_a_limit_on_reading_holds_too() -> None:
    from engagemodel.errors import ModelError

    with pytest.raises(ModelError):
        impact(MODEL, all=True, limit=["depth=2"])


@pytest.mark.parametrize("name", ["report.txt", "report.md", "report.json"])
def test_the_report_is_written_in_the_format_that_the_file_ends_in(name: str) -> None:
    outcome = impact(MODEL, ["tills"], output=name)
    assert shown(outcome) == ""
    assert b"tills" in outcome.files[name].lower()
    assert outcome.inputs == (MODEL,)
