"""One finding, one number: in every report of a difference and on its page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest

from engagemodel import api
from engagemodel.page.sketch import sketch
from engagemodel.reports import html, markdown, text
from engagemodel.reports.screen import PAPER
from engagemodel.results import Difference

EXAMPLES = Path(__file__).parents[2] / "examples"
# What comes before the words of a finding, with its number.
LEADS = {
    text: r"^ {0,2}(\d+)\. \(\w+\) ",
    markdown: r"^\| (\d+) \| \w+ \| ",
    html: r'<b class="badge">(\d+)</b> ',
}


@pytest.mark.parametrize("report", LEADS)
@pytest.mark.parametrize(
    "folder", ["lamp-retailer", "multi-channel-retailer", "insurer-after-merger"]
)
def test_pages_and_reports_number_alike(folder: str, report: ModuleType) -> None:
    before, after = (
        api.load(str(EXAMPLES / folder / f"{one}.yaml")) for one in ("as-is", "future")
    )
    difference = api.diff(before, after)
    drawn = on_page(difference)
    assert sorted(drawn) == list(range(1, len(drawn) + 1))
    _, *told = re.split(LEADS[report], report.difference(difference, PAPER), flags=re.MULTILINE)
    numbers = [int(number) for number in told[::2]]
    assert sorted(numbers) == sorted(drawn)
    for number, words in zip(numbers, told[1::2], strict=True):
        assert squeezed(unescape(words)).startswith(squeezed(drawn[number]))


def on_page(difference: Difference) -> dict[int, str]:
    """Return the whole message of each finding on the page, by its number there."""
    found = (*difference.introduced, *difference.remaining, *difference.resolved)
    messages = {finding.fingerprint: finding.message for finding in found}
    return {one.number: messages[one.fingerprint] for one in sketch(difference).remarks}


def squeezed(text: str) -> str:
    """Return letters and digits alone: lines are broken, and marks escaped, as a format has it."""
    return re.sub(r"[^A-Za-z0-9]", "", text)
