"""Who reaches other channels than before is told so, and is neither better nor worse off by that alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engagemodel import api
from engagemodel.page import brief
from engagemodel.reports import FORMATS
from engagemodel.reports.screen import PAPER
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
