"""`check --since` and `check --baseline` report what is new, and count only that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from repository import Repository, needs_git

from engagemodel.commands.check import check
from engagemodel.commands.diff import diff
from engagemodel.commands.outcome import Outcome
from engagemodel.commands.schema import schema
from engagemodel.delivery import write
from engagemodel.errors import ArgumentError, EngagemodelError
from engagemodel.language import load
from engagemodel.place import Place
from engagemodel.reports.screen import PAPER

HEADER = "engagemodel: 1\nname: Shop\n"
# Two customer types that nothing reaches: one finding each, high.
TWO = (
    HEADER + "channels: {web: }\ncustomer_types:\n  regular: {uses: [web]}\n  guest: \n  member: \n"
)
# One is called otherwise by now, one is new, all stand elsewhere.
LATER = (
    HEADER
    + "customer_types:\n  newcomer: \n  regular: {uses: [web]}\n  visitor: {was: guest}\n  member: \n"
    + "channels: {web: }\n"
)
RULES = ["unreached-customer"]


def document(outcome: Outcome) -> Any:
    assert callable(outcome.text)
    found = json.loads(outcome.text(PAPER))
    contract = schema("check").text
    assert isinstance(contract, str)
    Draft202012Validator(json.loads(contract)).validate(found)
    return found


def told(outcome: Outcome) -> list[list[str]]:
    """Return the customer types that the findings of each model name."""
    models = document(outcome)["models"]
    return [
        [id for finding in one["findings"] for id in finding["customer_types"]] for one in models
    ]


def summaries(outcome: Outcome) -> list[dict[str, int]]:
    return [model["summary"] for model in document(outcome)["models"]]


def shown(outcome: Outcome) -> str:
    return outcome.text if isinstance(outcome.text, str) else outcome.text(PAPER)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Three commits: a model, the same otherwise called and with one more, another model beside."""
    made = Repository(tmp_path / "repository")
    made.commit({"model.yaml": TWO}, tag="one")
    made.commit({"model.yaml": LATER}, tag="two")
    made.commit({"models/other.yaml": TWO}, tag="three")
    monkeypatch.chdir(made.folder)
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.yaml").write_text(TWO)
    return tmp_path


def since(*models: str, revision: str, **options: Any) -> Outcome:
    return check(list(models), format="json", since=revision, select=RULES, **options)


def against(*models: str, write_baseline: bool = False, **options: Any) -> Outcome:
    options = {"format": "json", "baseline": "known.json", "select": RULES, **options}
    outcome = check(list(models), write_baseline=write_baseline, **options)
    write(outcome.files, outcome.inputs)
    return outcome


@needs_git
def test_only_what_the_change_brings(here: Repository) -> None:
    outcome = since("model.yaml", revision="one")
    assert told(outcome) == [["newcomer"]]
    assert summaries(outcome) == [{"high": 1, "medium": 0, "low": 0, "accepted": 0, "older": 2}]
    assert outcome.code == 1
    same = since("model.yaml", revision="two")
    assert (told(same), same.code) == ([[]], 0)
    assert summaries(same)[0]["older"] == 3


@needs_git
def test_findings_are_those_that_a_diff_calls_new(here: Repository) -> None:
    asked = {"format": "json", "select": RULES}
    outcome = diff("one:model.yaml", "model.yaml", **asked)
    assert callable(outcome.text)
    introduced = json.loads(outcome.text(PAPER))["findings"]["introduced"]
    assert introduced == document(since("model.yaml", revision="one"))["models"][0]["findings"]


@needs_git
def test_several_models_and_one_that_is_new(here: Repository) -> None:
    outcome = since("model.yaml", "models", revision="two")
    assert told(outcome) == [[], ["guest", "member"]]
    assert [one["older"] for one in summaries(outcome)] == [3, 0]
    earlier = since("two:model.yaml", revision="one")
    assert (told(earlier), document(earlier)["models"][0]["path"]) == (
        [["newcomer"]],
        "two:model.yaml",
    )


@needs_git
def test_the_text_says_what_is_left_out(here: Repository) -> None:
    outcome = check(["model.yaml", "models"], since="one", select=RULES)
    assert callable(outcome.text)
    text = outcome.text(PAPER)
    assert "1 new finding: 1 high; 2 older findings not shown. Failed: 1 finding" in text
    assert "2 models checked, 3 findings (3 high), 2 failed; 2 older findings not shown." in text
    assert "1 of 4 customer types is let down by what is new" in text
    quiet = check(["model.yaml"], since="two", select=RULES)
    assert callable(quiet.text)
    assert "No customer type is let down by what is new." in quiet.text(PAPER)
    assert "No new findings; 3 older findings not shown." in quiet.text(PAPER)


@needs_git
def test_who_takes_an_acceptance_away_answers_for_the_finding(here: Repository) -> None:
    accept = "accept: [{rule: unreached-customer, customer_types: [guest], reason: soon}]\n"
    here.commit({"model.yaml": TWO + accept}, tag="accepted")
    assert summaries(since("model.yaml", revision="accepted")) == [
        {"high": 0, "medium": 0, "low": 0, "accepted": 0, "older": 1}
    ]
    assert summaries(since("model.yaml", revision="one")) == [
        {"high": 0, "medium": 0, "low": 0, "accepted": 0, "older": 1}
    ]
    here.write({"model.yaml": TWO})
    assert told(since("model.yaml", revision="accepted")) == [["guest"]]
    here.write({"model.yaml": LATER + accept.replace("guest", "newcomer")})
    assert summaries(since("model.yaml", revision="accepted")) == [
        {"high": 1, "medium": 0, "low": 0, "accepted": 1, "older": 1}
    ]


@needs_git
@pytest.mark.parametrize("committed", [True, False])
def test_a_file_that_was_renamed_is_compared_with_what_it_was(
    here: Repository, committed: bool
) -> None:
    (here.folder / "shops").mkdir()
    here.git("mv", "model.yaml", "shops/shop.yaml")
    here.write({"shops/shop.yaml": LATER.replace("  newcomer:", "  stranger: \n  newcomer:")})
    here.git("add", ".")
    if committed:
        here.git("commit", "-q", "-m", "Moved")
    outcome = since("shops", revision="two")
    assert told(outcome) == [["stranger"]]
    assert [one["older"] for one in summaries(outcome)] == [3]
    if committed:
        assert told(since("HEAD:shops/shop.yaml", revision="two")) == [["stranger"]]


@needs_git
def test_a_copy_is_new_and_so_is_what_gave_its_name_away(here: Repository) -> None:
    here.write({"copy.yaml": LATER})
    here.git("add", "copy.yaml")
    assert told(since("copy.yaml", revision="two")) == [["member", "newcomer", "visitor"]]
    here.git("mv", "model.yaml", "old.yaml")
    here.commit({"model.yaml": TWO})
    assert summaries(since("model.yaml", revision="two"))[0]["older"] == 2
    assert summaries(since("old.yaml", revision="two"))[0]["older"] == 0


@needs_git
def test_a_model_that_was_broken_can_be_mended(here: Repository) -> None:
    here.commit({"model.yaml": "engagemodel: 1\nname: [\n"}, tag="broken")
    here.write({"model.yaml": TWO})
    outcome = since("model.yaml", revision="broken")
    assert (told(outcome), outcome.problems) == ([["guest", "member"]], ())
    (note,) = outcome.notes
    assert note.startswith("broken:model.yaml:")
    assert "cannot be read as of broken, so that every finding counts as new" in note


@needs_git
def test_a_revision_that_is_not_there(here: Repository) -> None:
    with pytest.raises(ArgumentError) as raised:
        since("model.yaml", "models", revision="none")
    (problem,) = raised.value.problems
    assert problem.message == "--since: git knows no revision 'none'"
    with pytest.raises(EngagemodelError, match="standard input has no earlier revision"):
        load("-", revision="one")


@needs_git
def test_an_empty_model_stands_for_what_was_not_there(here: Repository) -> None:
    outcome = diff("one:models/other.yaml", "models/other.yaml")
    assert outcome.notes[0].startswith(
        "one:models/other.yaml: note: this revision has no such file"
    )
    assert outcome.code == 0


def test_what_is_written_is_known_from_then_on(folder: Path) -> None:
    first = against("model.yaml", write_baseline=True)
    assert (told(first), first.code, summaries(first)[0]["baseline"]) == ([[]], 0, 2)
    assert first.notes == ("wrote known.json: 2 findings",)
    assert len((folder / "known.json").read_text().splitlines()) == 7
    again = against("model.yaml")
    assert (told(again), again.code, again.notes) == ([[]], 0, ())
    (folder / "model.yaml").write_text(LATER)
    later = against("model.yaml")
    assert (told(later), later.code) == ([["newcomer"]], 1)
    assert summaries(later) == [
        {"high": 1, "medium": 0, "low": 0, "accepted": 0, "baseline": 2, "stale": 0}
    ]
    assert again.files == later.files == {}
    assert "known.json" in later.inputs


def test_what_is_no_longer_found_is_told_and_taken_out(folder: Path) -> None:
    against("model.yaml", write_baseline=True)
    (folder / "model.yaml").write_text(TWO.replace("  guest: \n", "  guest: {uses: [web]}\n"))
    outcome = against("model.yaml")
    stale, count = outcome.notes
    assert summaries(outcome)[0]["stale"] == 1
    assert stale.startswith("known.json:4:5: note: no longer found in model.yaml: ")
    assert count.startswith("known.json: note: 1 of 2 entries is stale, --write-baseline takes out")
    for form in ("text", "markdown", "github", "html"):
        report = shown(against("model.yaml", format=form))
        assert "1 entry of the baseline is stale" in " ".join(report.split())
    written = against("model.yaml", write_baseline=True)
    assert summaries(written)[0]["stale"] == 0
    assert written.notes == ("wrote known.json: 1 finding, without 1 stale one",)
    assert against("model.yaml").notes == ()


def test_what_is_stale_is_counted_for_one_model(folder: Path) -> None:
    (folder / "other.yaml").write_text(TWO)
    (folder / "gone.yaml").write_text(TWO.replace("guest", "visitor"))
    against("model.yaml", "other.yaml", "gone.yaml", write_baseline=True)
    (folder / "gone.yaml").unlink()
    (folder / "other.yaml").write_text(TWO.replace("  guest: \n", "  guest: {uses: [web]}\n"))
    outcome = against("other.yaml", "model.yaml")
    assert [one["stale"] for one in summaries(outcome)] == [2, 0]
    assert "; 2 entries of the baseline are stale. " in shown(
        against("other.yaml", "model.yaml", format="github")
    )


def test_what_is_accepted_is_neither_listed_nor_stale_nor_left_out(folder: Path) -> None:
    against("model.yaml", write_baseline=True)
    accept = "accept: [{rule: unreached-customer, customer_types: [guest], reason: soon}]\n"
    (folder / "model.yaml").write_text(TWO + accept)
    outcome = against("model.yaml")
    assert (told(outcome), outcome.notes) == ([["guest"]], ())
    assert summaries(outcome) == [
        {"high": 0, "medium": 0, "low": 0, "accepted": 1, "baseline": 1, "stale": 0}
    ]
    against("model.yaml", write_baseline=True)
    assert (folder / "known.json").read_text().count("fingerprint") == 1
    (folder / "model.yaml").write_text(TWO)
    assert told(against("model.yaml")) == [["guest"]]


def test_models_and_rules_that_did_not_run_keep_their_entries(folder: Path) -> None:
    (folder / "other.yaml").write_text(TWO)
    against("model.yaml", "other.yaml", write_baseline=True)
    before = (folder / "known.json").read_bytes()
    (folder / "model.yaml").write_text(HEADER)
    assert against("other.yaml").notes == ()
    assert against("model.yaml", select=["unowned"]).notes == ()
    against("other.yaml", write_baseline=True)
    against("model.yaml", select=["unowned"], write_baseline=True)
    assert (folder / "known.json").read_bytes() == before
    against("model.yaml", write_baseline=True)
    assert (folder / "known.json").read_text().count("model.yaml") == 0
    assert (folder / "known.json").read_text().count("other.yaml") == 2


def test_the_same_in_another_model_is_not_known_unless_the_file_was_renamed(folder: Path) -> None:
    against("model.yaml", write_baseline=True)
    (folder / "other.yaml").write_text(TWO)
    assert told(against("other.yaml")) == [["guest", "member"]]
    (folder / "model.yaml").unlink()
    assert told(against("other.yaml")) == [[]]
    against("other.yaml", write_baseline=True)
    assert (folder / "known.json").read_text().count('"path": "other.yaml"') == 2


def test_settings_name_the_baseline(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "engagemodel.toml").write_text('baseline = "known.json"\n')
    (folder / "deep" / "model.yaml").write_text(TWO)
    missing = against("deep/model.yaml", baseline=None)
    assert missing.problems[0].message == "there is no baseline 'deep/known.json'"
    against("deep/model.yaml", baseline=None, write_baseline=True)
    outcome = against("deep/model.yaml", baseline=None)
    assert (told(outcome), outcome.code) == ([[]], 0)
    assert '"path": "model.yaml"' in (folder / "deep" / "known.json").read_text()
    both = against("model.yaml", "deep/model.yaml", baseline=None)
    assert told(both) == [["guest", "member"], []]


def test_no_file_but_a_baseline_is_replaced(folder: Path) -> None:
    outcome = against("model.yaml", baseline="model.yaml", write_baseline=True)
    assert (outcome.code, outcome.problems[0].message) == (2, "this file is no baseline")
    assert (folder / "model.yaml").read_text() == TWO
    nowhere = against("model.yaml", baseline=None, write_baseline=True)
    assert (nowhere.code, nowhere.problems[0].hint) == (
        2,
        "add --baseline FILE, or state 'baseline' in engagemodel.toml",
    )


def test_nothing_is_written_where_a_model_cannot_be_read(folder: Path) -> None:
    (folder / "broken.yaml").write_text("engagemodel: [")
    outcome = against("model.yaml", "broken.yaml", write_baseline=True)
    assert (outcome.code, outcome.files) == (2, {})
    assert any("known.json is not written" in note for note in outcome.notes)


def test_options_that_exclude_each_other(folder: Path) -> None:
    with pytest.raises(ArgumentError, match="exclude each other"):
        check(["model.yaml"], since="main", baseline="known.json", write_baseline=True)
    with pytest.raises(ArgumentError, match="the same file"):
        against("model.yaml", output="known.json", write_baseline=True)


def test_the_number_that_is_written_is_that_of_the_file(folder: Path) -> None:
    (folder / "other.yaml").write_text(TWO)
    against("other.yaml", write_baseline=True)
    note = against("model.yaml", write_baseline=True).notes
    assert note == ("wrote known.json: 4 findings, of which this run does not judge 2",)
    assert (folder / "known.json").read_text().count("fingerprint") == 4


@needs_git
def test_a_branch_does_not_answer_for_what_main_has_mended_since(here: Repository) -> None:
    here.git("checkout", "-q", "-b", "branch", "one")
    here.commit({"model.yaml": TWO.replace("guest: ", "visitor: {was: guest}")})
    here.git("checkout", "-q", "main")
    here.commit({"model.yaml": HEADER + "channels: {web: }\n"}, tag="mended")
    here.git("checkout", "-q", "branch")
    outcome = since("model.yaml", revision="main")
    assert (told(outcome), outcome.code, outcome.notes) == ([[]], 0, ())
    # Against the tip itself both would be new.
    assert told(since("mended:model.yaml", revision="branch")) == [[]]
    assert told(since("branch:model.yaml", revision="mended")) == [[]]
    here.write({"model.yaml": LATER})
    assert told(since("model.yaml", revision="main")) == [["newcomer"]]


@needs_git
def test_without_a_common_ancestor_the_revision_itself_counts(
    here: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.git("checkout", "-q", "--orphan", "apart")
    here.commit({"model.yaml": LATER})
    outcome = since("model.yaml", "models", revision="one")
    assert told(outcome) == [["newcomer"], ["guest", "member"]]
    (note,) = outcome.notes
    assert "'one' and 'HEAD' have no common ancestor here" in note
    here.git("checkout", "-q", "-b", "branch", "two")
    here.commit({"more.yaml": TWO})
    here.git(
        *("clone", "-q", "--depth=1", "--no-single-branch"),
        *(f"file://{here.folder}", str(tmp_path / "shallow")),
    )
    monkeypatch.chdir(tmp_path / "shallow")
    shallow = since("model.yaml", revision="origin/main")
    assert shallow.notes[0].endswith("git fetch --unshallow")


def test_a_missing_baseline_is_told_where_it_is_named(folder: Path) -> None:
    (folder / "engagemodel.toml").write_text('fail-on = "high"\nbaseline = "none.json"\n')
    outcome = check(["model.yaml"], select=RULES)
    (problem,) = outcome.problems
    assert (outcome.code, problem.message) == (2, "there is no baseline 'none.json'")
    assert problem.at == Place("engagemodel.toml", 2, 1)
    (problem,) = check(["model.yaml"], select=RULES, baseline="known.json").problems
    assert (problem.message, problem.at) == ("there is no baseline 'known.json'", None)
