"""`journey` follows one journey or all, writes what it is asked for, and knows the nearest name."""

from __future__ import annotations

import json
from pathlib import Path

import followed
import pytest

from engagemodel.commands.journey import journey
from engagemodel.commands.outcome import DONE, Outcome
from engagemodel.errors import ArgumentError
from engagemodel.reports.screen import PAPER

MODEL = str(followed.PATH)
NAMES = {entry.name for entry in followed.model().journeys.values()}


def shown(outcome: Outcome) -> str:
    return outcome.text if isinstance(outcome.text, str) else outcome.text(PAPER)


def test_all_journeys_or_the_one_that_is_named() -> None:
    everything, one = shown(journey(MODEL)), shown(journey(MODEL, "lost"))
    assert {name for name in NAMES if f"\n{name}\n" in everything} == NAMES
    assert {name for name in NAMES if f"\n{name}\n" in one} == {"Lost"}


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("handeed", "did you mean 'handed'?"),
        ("Step by step", "did you mean 'plain'?"),
        ("0123456789", "possible are empty, handed, lost, plain, unmatched, untold"),
    ],
)
def test_an_unknown_journey_is_refused_with_what_was_meant(word: str, hint: str) -> None:
    with pytest.raises(ArgumentError) as refused:
        journey(MODEL, word)
    [problem] = refused.value.problems
    assert (problem.message, problem.hint) == (f"unknown journey '{word}'", hint)


def test_a_broken_journey_fails_no_run() -> None:
    assert journey(MODEL, "lost").code == DONE


@pytest.mark.parametrize("name", ["report.txt", "report.md", "report.json"])
def test_the_report_is_written_in_the_format_that_the_file_ends_in(name: str) -> None:
    outcome = journey(MODEL, "handed", output=name)
    assert shown(outcome) == ""
    text = outcome.files[name].decode()
    assert "Handed on" in text
    assert name.endswith(".json") == text.startswith("{")
    assert outcome.inputs == (MODEL,)


def test_settings_beside_the_model_hold(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_bytes(followed.PATH.read_bytes())
    (tmp_path / "engagemodel.toml").write_text('ignore = ["broken-handoff"]\n')
    [found] = json.loads(shown(journey(str(path), "handed", format="json")))["journeys"]
    step = found["steps"][2]
    # What holds is told, whatever the settings say of findings.
    assert "broken" in [read["verdict"] for read in step["reads"]]
    assert [f["rule"] for f in step["findings"]] == ["slow-handoff"]


def test_what_is_accepted_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    accept = "accept:\n  - {rule: slow-handoff, reason: the desk calls back, until: 2026-06-30}\n"
    path.write_bytes(followed.PATH.read_bytes() + accept.encode())
    assert "the desk calls back" in shown(journey(str(path), "handed", today="2026-06-01"))
    assert "the desk calls back" not in shown(journey(str(path), "handed", today="2026-07-01"))


def test_five_hundred_steps_are_followed(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    steps = "      - {do: buy, via: web, writes: [order]}\n      - {do: ask, via: web, reads: [order]}\n"
    path.write_text(
        "engagemodel: 1\nname: Long\ndata:\n  order: {}\ncustomer_types:\n  a: {uses: [web]}\n"
        "channels:\n  web: {needs: [db]}\nplatforms:\n  db: {kind: database, holds: [order]}\n"
        f"journeys:\n  long:\n    customer: a\n    steps:\n{steps * 250}"
    )
    [found] = json.loads(shown(journey(str(path), format="json")))["journeys"]
    assert [step["step"] for step in found["steps"]] == list(range(1, 501))
    assert found["steps"][499]["reads"][0]["from_step"] == 499
