"""The text report leads with customers, says everything, and stays harmless whatever the names say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import specimens

from engagemodel.reports import text
from engagemodel.reports.format import Judged
from engagemodel.reports.screen import Screen, cells

WIDE = Screen(100)


def check(word: str = "Lumen", screen: Screen = WIDE) -> str:
    return text.check([Judged(specimens.check(word), "never", 0, lenient=True)], [], screen)


def positions(report: str, *words: str) -> list[int]:
    assert all(word in report for word in words), [w for w in words if w not in report]
    return [report.index(word) for word in words]


def test_customers_first_then_findings_by_severity_then_figures_then_the_summary() -> None:
    found = positions(
        check(),
        "1 of 2 customer types is let down, 38% of revenue.",
        "Online Lumen, 38% of revenue",
        "High:",
        "Medium:",
        "Accepted for now",
        "Figures",
        "2 findings: 1 high and 1 medium; 1 accepted.",
    )
    assert found == sorted(found)


def test_a_customer_type_is_told_which_step_fails_and_which_findings_say_why() -> None:
    report = check()
    assert (
        '- cannot rely on "Lamp Lumen" (fails at step 2: return, Store Lumen or Phone Lumen) [1]'
        in report
    )
    assert "- will be told different things in different places [2]" in report
    assert re.search(r"^ +1\. In \"Lamp Lumen\" nobody", report, re.M)
    assert re.search(r"^ +2\. Lumen: two databases", report, re.M)


def test_every_finding_has_its_mending_its_rule_and_its_place() -> None:
    report = check()
    assert 'To mend: Let orders of "Lumen" flow to the store.' in report
    assert "broken-handoff, as-is.yaml:41:3" in report


def test_an_accepted_finding_is_told_with_its_reason_but_lets_nobody_down() -> None:
    report = check()
    assert "Accepted, says Lumen CIO, until 2026-09-30: Lumen likes it so" in report
    assert "Walk-in Lumen, 62%" not in report


def test_a_model_of_today_is_excused_and_says_how_not_to_be() -> None:
    assert "(--fail-on high would)" in check()
    strict = text.check([Judged(specimens.check(), "high", 1)], [], WIDE)
    assert "Failed: 1 finding of high severity." in strict


def test_figures_that_have_nothing_to_measure_are_left_out() -> None:
    report = check()
    assert re.search(r"Hand-offs kept +50%", report)
    assert re.search(r"Slowest hand-off +at least 24 hours", report)
    assert re.search(r"Cost, EUR a year +240,000", report)
    assert "overlap" not in report


def test_without_findings_it_says_so() -> None:
    clean = replace(specimens.check(), findings=())
    report = text.check([Judged(clean, "high", 0)], [], WIDE)
    assert "No customer type is let down" in report
    assert report.endswith("No findings.\n")


def test_several_models_end_in_one_line_about_all() -> None:
    one = Judged(specimens.check(), "high", 1)
    report = text.check([one, one], [], WIDE)
    said = "2 models checked, 4 findings (2 high and 2 medium), 2 failed."
    assert report.endswith(f"{said} The worst finding is high in 2.\n")


def test_a_difference_leads_with_who_is_better_and_worse_off() -> None:
    report = text.difference(specimens.difference(), WIDE)
    found = positions(
        report,
        "Of 2 findings today, both are resolved; 1 is new.",
        "Walk-in Lumen, 62% of revenue: worse off",
        "- will now be hit by slow handoff [1]",
        "Online Lumen, 38% of revenue: better in part, worse in part",
        '+ can rely on "Lamp Lumen" from end to end [2]',
        "+ will no longer be told different things in different places [3]",
        '- can no longer use "Store Lumen", their first choice to return',
        "New: 1 finding comes with the change",
        "Resolved: 2 findings no longer hold",
        "Accepted for now",
        "\nWhat changes\n",
        "Lines that change",
        "Figures",
    )
    assert found == sorted(found)


@pytest.mark.parametrize(
    "sentence",
    [
        '+ new platform "Tills Lumen" (perhaps "Web Lumen" renamed: then write \'was: web-db\')',
        '- "Online Lumen" can no longer use "Store Lumen" (worse)',
        '~ "Tills Lumen" and "Web Lumen" become one platform, "Web Lumen"',
        '~ channel "Web Lumen" becomes "Web Lumen"',
        '~ data "Order Lumen" takes over a part of "Order Lumen"',
        '~ platform "Web Lumen" passes "Order Lumen" on to "Tills Lumen": latency 24h -> 5m Lumen; '
        "owner not stated -> Lumen (better)",
        '+ platform "Web Lumen" keeps "Order Lumen"',
    ],
)
def test_changes_are_sentences_with_names(sentence: str) -> None:
    report = " ".join(text.difference(specimens.difference(), WIDE).split())
    assert sentence in report


def test_figures_before_and_after_with_what_they_mean() -> None:
    report = text.difference(specimens.difference(), WIDE)
    assert re.search(r"^ +Hand-offs kept +50% +100% +better$", report, re.M)
    assert re.search(r"^ +Elements +7 +7$", report, re.M)
    assert "overlap" not in report


HOSTILE = [
    "[/etc/passwd]",
    "[bold red]x[/]",
    "\x1b[31mred\x1b[0m",
    "\x9b31m",
    "\u202egnp.exe",
    "a\nerror: forged",
    "a\r::stop-commands::x",
    "::add-mask::x",
    "##[error]x ##vso[task.setvariable]x",
    "100% {name} %s",
    "漢字" * 40,
    "x" * 300,
    "",
]


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize("width", [20, 80, 160])
def test_no_name_can_steer_the_terminal_or_forge_a_line(word: str, width: int) -> None:
    screen = Screen(width, colour=False)
    told = check(word, screen) + text.difference(specimens.difference(word), screen)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
    assert not re.search(r"^\s*::|^error: forged|##\[|##vso\[", told, re.M)


def test_lines_fit_the_screen() -> None:
    for width in (40, 80, 100):
        report = check(screen=Screen(width))
        assert max(cells(line) for line in report.splitlines()) <= width


def test_very_wide_screens_are_not_filled() -> None:
    assert max(len(line) for line in check("word " * 60, Screen(400)).splitlines()) <= 100
