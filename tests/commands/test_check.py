"""`check` holds each model to its bar, and several models to theirs in one run."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import specimens
from jsonschema import Draft202012Validator
from repository import Repository, needs_git

from engagemodel import progress
from engagemodel.cli import run
from engagemodel.commands.check import check, judge
from engagemodel.commands.outcome import Outcome
from engagemodel.commands.schema import schema
from engagemodel.reports import FORMATS
from engagemodel.reports.screen import PAPER
from engagemodel.results import Check

EXAMPLES = Path(__file__).parents[2] / "examples"


def document(outcome: Outcome) -> Any:
    assert callable(outcome.text)
    return json.loads(outcome.text(PAPER))


def held(state: str | None) -> Check:
    found = specimens.check()
    return replace(found, model=replace(found.model, state=state))


@pytest.mark.parametrize(
    ("state", "asked", "bar", "failing"),
    [
        ("as-is", None, "never", 0),
        ("as-is", "high", "high", 1),
        ("future", None, "high", 1),
        (None, None, "high", 1),
        ("plateau 1", "medium", "medium", 2),
        ("future", "low", "low", 2),
        ("future", "never", "never", 0),
    ],
)
def test_the_bar(state: str | None, asked: str | None, bar: str, failing: int) -> None:
    judged = judge(held(state), asked)
    assert (judged.fail_on, judged.failing) == (bar, failing)
    assert judged.lenient == (state == "as-is" and asked is None)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/*.yaml")), ids=lambda p: p.parent.name)
def test_every_example_has_a_valid_document(path: Path) -> None:
    contract = schema("check").text
    assert isinstance(contract, str)
    outcome = check([str(path)], format="json")
    Draft202012Validator(json.loads(contract)).validate(document(outcome))


def test_the_same_findings_in_every_format() -> None:
    path = str(EXAMPLES / "lamp-retailer" / "as-is.yaml")
    findings = document(check([path], format="json"))["models"][0]["findings"]
    for format in FORMATS:
        outcome = check([path], format=format)
        assert callable(outcome.text)
        told = outcome.text(PAPER)
        for finding in findings:
            assert finding["rule"] in told.replace("\\", "")
        assert outcome.code == 0


def test_several_rules_in_one_option(tmp_path: Path) -> None:
    path = str(EXAMPLES / "lamp-retailer" / "as-is.yaml")
    chosen = ["broken-handoff, redundant-database", "slow-handoff"]
    found = document(check([path], format="json", select=chosen))["models"][0]["findings"]
    assert {finding["rule"] for finding in found} == {
        "broken-handoff",
        "redundant-database",
        "slow-handoff",
    }


def test_an_acceptance_counts_until_its_day(tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text(
        "engagemodel: 1\nname: A\nchannels: {web: {}}\ncustomer_types: {a: {}}\naccept:\n"
        "  - {rule: unreached-customer, reason: soon, until: 2026-09-30}\n"
    )
    codes = [check([str(model)], today=day).code for day in ("2026-09-30", "2026-10-01")]
    assert codes == [0, 1]


def test_a_file_is_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("as-is.yaml", "future.yaml"):
        (tmp_path / name).write_text("engagemodel: 1\nname: Shop\ncustomer_types: {guest: }\n")
    Path("link.yaml").symlink_to("as-is.yaml")
    given = ["./as-is.yaml", ".", str(tmp_path / "future.yaml"), "link.yaml"]
    models = document(check(given, format="json"))["models"]
    assert [one["path"] for one in models] == ["./as-is.yaml", "./future.yaml"]
    assert [
        one["path"] for one in document(check(["link.yaml", "as-is.yaml"], format="json"))["models"]
    ] == ["link.yaml"]


@needs_git
def test_a_file_of_a_revision_is_checked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Repository(tmp_path / "repository")
    text = "engagemodel: 1\nname: Shop\ncustomer_types: {guest: }\n"
    here.commit({"m.yaml": text, "sub/m.yaml": text})

    def paths(*given: str) -> list[str]:
        return [one["path"] for one in document(check(list(given), format="json"))["models"]]

    monkeypatch.chdir(here.folder)
    twice = ["main:m.yaml", "main:", "main:./m.yaml", "HEAD:m.yaml", "m.yaml", "main:sub/../m.yaml"]
    assert paths(*twice) == ["main:m.yaml", "main:sub/m.yaml", "HEAD:m.yaml", "m.yaml"]
    monkeypatch.chdir(here.folder / "sub")
    assert paths("main:./m.yaml", "main:m.yaml", "main:../m.yaml") == [
        "main:./m.yaml",
        "main:m.yaml",
        "main:../m.yaml",
    ]


def test_models_that_could_not_be_read_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "part.yaml").write_text("channels: {w: {needs: [a, b, c]}}\n")
    for name, more in (("a", "include: [part.yaml]"), ("b", "include: [part.yaml]"), ("c", "")):
        (tmp_path / f"{name}.yaml").write_text(f"engagemodel: 1\nname: Shop\n{more}\n")
    for form in ("text", "markdown", "github", "html"):
        outcome = check(["a.yaml", "b.yaml", "c.yaml"], format=form)
        assert len(outcome.problems) == 6
        assert callable(outcome.text)
        report = " ".join(outcome.text(PAPER).split())
        assert "1 model checked, 0 findings, 2 models could not be checked." in report


@pytest.mark.parametrize("word", ["x", "0", "1.5", "9" * 99, "\x1b[31m"])
def test_jobs_that_are_no_number(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "none.yaml", "--jobs", word]) == 2
    told = capsys.readouterr().err
    assert told.startswith("error: --jobs needs a whole number of 1 or more, not '")
    assert "\x1b" not in told


def test_only_of_several_models_is_told_how_far_they_are(tmp_path: Path) -> None:
    paths = [str(tmp_path / name) for name in ("a.yaml", "b.yaml")]
    for path in paths:
        Path(path).write_text("engagemodel: 1\nname: Shop\n")
    heard: list[tuple[int, int]] = []

    class Ear(nullcontext[None]):
        def __call__(self, done: int, total: int) -> None:
            heard.append((done, total))

        def wait(self, what: str) -> None:
            raise AssertionError(what)

    with progress.listening(Ear()):
        check(paths[:1])
        assert heard == []
        check(paths)
    assert heard == [(1, 2), (2, 2)]
