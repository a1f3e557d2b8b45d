"""Who reaches other channels than before is told so, and is neither better nor worse off by that alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engagemodel import api
from engagemodel.page import brief
from engagemodel.reports import FORMATS
from engagemodel.reports.screen import PAPER
from engagemodel.reports.summary import headline
from engagemodel.results import Difference

MODELS = Path(__file__).parents[1] / "page" / "models"


def compared(count: int) -> Difference:
    before, after = (
        api.load(str(MODELS / f"{count}-{state}.yaml")) for state in ("as-is", "future")
    )
    return api.diff(before, after, today=date(2026, 4, 1))


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("text", 'neither better nor worse off\n  ~ can now use "Live chat & messaging"'),
        ("markdown", "other: can no longer use"),
        ("html", "can no longer use"),
    ],
)
def test_other_channels_are_not_as_before(form: str, told: str) -> None:
    text = FORMATS[form].difference(compared(40), PAPER)
    assert told in text
    assert "Enterprise accounts: as before" not in text


def test_who_goes_is_gone() -> None:
    text = FORMATS["text"].difference(compared(60), PAPER)
    assert "Small business owners: gone tomorrow" in text
    assert "Dormant customers: as before" in text


def test_a_brief_tells_the_same_and_guards_no_words_of_its_own() -> None:
    text = brief.write(brief.draw(compared(40)), "md").decode()
    assert "| Enterprise accounts | other channels, neither better nor worse off |" in text
    assert "| No longer: Partner portal |" in text
    assert "'=" not in text


def test_to_lose_the_only_way_in_is_no_gain() -> None:
    found = compared(25)
    assert "only-one-channel" in {finding.rule for finding in found.resolved}
    (wholesale,) = (turn for turn in found.turns if turn.customer.name.startswith("Wholesale"))
    assert wholesale.cut_off
    assert (wholesale.better, wholesale.worse) == (False, True)
    retail = next(turn for turn in found.turns if turn.customer.name.startswith("Retail"))
    assert not retail.cut_off
    assert retail.better


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (25, "**No channel will be open to Wholesale partners & resellers.** 3 of 4"),
        (60, "**Tomorrow leaves out Small business owners and Enterprise accounts.** 6 of 12"),
    ],
)
def test_a_brief_says_first_who_is_left_out(count: int, told: str) -> None:
    assert told in brief.write(brief.draw(compared(count)), "md").decode()


def test_who_is_left_out_is_said_first() -> None:
    told = "No channel will be open to Wholesale partners & resellers. Of 4 findings today"
    assert headline(compared(25)).startswith(told)
    told = "Tomorrow leaves out Small business owners and Enterprise accounts. Of 12 findings"
    assert headline(compared(60)).startswith(told)
    assert headline(compared(40)).startswith("Of ")
