"""A SARIF log holds every finding with its place, keeps its identity, and no viewer refuses it."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import installed
import pytest
import specimens
from hypothesis import given
from hypothesis import strategies as st

from engagemodel.errors import Problem
from engagemodel.finding import Finding
from engagemodel.place import Place
from engagemodel.printable import printable
from engagemodel.reports import github, sarif
from engagemodel.reports.format import Judged
from engagemodel.reports.screen import PAPER
from engagemodel.results import Check
from engagemodel.rules import RULES

HOSTILE = (
    "a\n::error::b %0A \x1b[31m\u202e ##[error] ##vso[task] [x](http://evil.example) {0} <b> \ud800"
)
# What SARIF 2.1.0 (OASIS Standard, section 3) asks of the objects that are written here: the keys
# that an object may have, those that it must have marked by "!".
KEYS = {
    "log": "$schema version! runs!",
    "run": "tool! automationDetails invocations artifacts columnKind results",
    "driver": "name! version semanticVersion rules",
    "rule": "id! name shortDescription fullDescription help defaultConfiguration properties",
    "result": "ruleId ruleIndex level message! locations partialFingerprints suppressions "
    "relatedLocations baselineState",
    "location": "id physicalLocation message",
    "physicalLocation": "artifactLocation! region",
    "suppression": "kind! status justification location",
    "invocation": "executionSuccessful! toolConfigurationNotifications",
    "notification": "level message! locations",
}


def read(text: str) -> dict[str, Any]:
    log = json.loads(text)
    valid(log)
    [run] = log["runs"]
    return dict(run)


def has(kind: str, value: dict[str, Any]) -> None:
    words = KEYS[kind].split()
    assert {word[:-1] for word in words if word.endswith("!")} <= set(value)
    assert set(value) <= {word.removesuffix("!") for word in words}, kind


def valid(log: dict[str, Any]) -> None:
    """Hold a log to what the standard says in words of the objects that it has."""
    has("log", log)
    assert log["version"] == "2.1.0"
    for run in log["runs"]:
        has("run", run)
        has("driver", run["tool"]["driver"])
        rules = run["tool"]["driver"]["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules)
        for rule in rules:
            has("rule", rule)
            assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        for result in run["results"]:
            has("result", result)
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in ("error", "warning", "note")
            assert ("baselineState" in result) == ("baselineState" in run["results"][0])
            for suppression in result["suppressions"]:
                has("suppression", suppression)
                located(suppression["location"], run)
            places = result.get("relatedLocations", [])
            assert len({place["id"] for place in places}) == len(places)
            for place in (*result["locations"], *places):
                located(place, run)
        for invocation in run["invocations"]:
            has("invocation", invocation)
            for told in invocation.get("toolConfigurationNotifications", []):
                has("notification", told)
                for place in told.get("locations", []):
                    located(place, run)


def located(place: dict[str, Any], run: dict[str, Any]) -> None:
    has("location", place)
    physical = place["physicalLocation"]
    has("physicalLocation", physical)
    file = physical["artifactLocation"]
    assert run["artifacts"][file["index"]]["location"]["uri"] == file["uri"]
    assert re.fullmatch(r"(?![/.]?/)[\w.~/%-]+", file["uri"], re.ASCII)
    region = physical.get("region", {"startLine": 1, "startColumn": 1})
    assert region["startLine"] >= 1
    assert region["startColumn"] >= 1


def check(word: str = "Lumen", *more: Problem) -> dict[str, Any]:
    return read(sarif.check([Judged(specimens.check(word), "never", 0)], more, PAPER))


def difference(word: str = "Lumen") -> dict[str, Any]:
    return read(sarif.difference(specimens.difference(word), PAPER))


def at(location: dict[str, Any]) -> tuple[str, int, int]:
    physical = location["physicalLocation"]
    region = physical["region"]
    uri = physical["artifactLocation"]["uri"]
    return unquote(uri), region["startLine"], region["startColumn"]


def test_every_rule_is_told_with_its_manual() -> None:
    rules = check()["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.name for rule in RULES]
    levels = {"high": "error", "medium": "warning", "low": "note"}
    for told, rule in zip(rules, RULES, strict=True):
        assert told["defaultConfiguration"]["level"] == levels[rule.severity]
        for text in (rule.manual.what, rule.manual.why, rule.manual.mend, rule.manual.example):
            assert text.rstrip() in told["help"]["text"]
            assert text.rstrip() in told["help"]["markdown"]
        assert "security-severity" not in told["properties"]
        assert told.get("name", "").casefold() != told["id"]


def test_a_finding_has_its_place_its_words_and_its_identity() -> None:
    first, _, accepted = check()["results"]
    assert (first["ruleId"], first["level"]) == ("broken-handoff", "error")
    assert first["message"]["text"].startswith('In "Lamp Lumen" nobody at the store')
    assert first["message"]["text"].endswith('\nTo mend: Let orders of "Lumen" flow to the store.')
    assert at(first["locations"][0]) == ("as-is.yaml", 41, 3)
    [related] = first["relatedLocations"]
    assert at(related) == ("as-is.yaml", 40, 3)
    assert related["message"]["text"] == "Lumen written here."
    assert first["partialFingerprints"]["engagemodel/v1"] == "f1"
    assert first["suppressions"] == []
    [suppression] = accepted["suppressions"]
    assert suppression["justification"] == "Lumen likes it so (Lumen CIO) Until 2026-09-30."
    assert at(suppression["location"]) == ("as-is.yaml", 60, 3)


def test_a_difference_is_a_baseline_with_places_in_both_files() -> None:
    states = {r["ruleId"]: (r["baselineState"], r) for r in difference()["results"]}
    new, same, gone = (
        states[rule] for rule in ("slow-handoff", "only-one-channel", "broken-handoff")
    )
    assert [state for state, _ in (new, same, gone)] == ["new", "unchanged", "absent"]
    assert [at(place) for place in same[1]["relatedLocations"]] == [("as-is.yaml", 5, 3)]
    # Of the channels that the resolved finding names, where they stand in the model after.
    assert ("as-is.yaml", 11, 3) in [at(place) for place in gone[1]["relatedLocations"]]
    uris = [file["location"]["uri"] for file in difference()["artifacts"]]
    assert uris[:2] == ["as-is.yaml", "future.yaml"]


def test_the_same_finding_twice_in_a_file_keeps_two_identities() -> None:
    twice = replace(specimens.check(), findings=(specimens.broken(), specimens.broken()))
    results = read(sarif.check([Judged(twice, "never", 0)], [], PAPER))["results"]
    hashes = [r["partialFingerprints"]["primaryLocationLineHash"] for r in results]
    assert hashes == ["f1:1", "f1:2"]


def test_what_cannot_be_read_makes_a_run_that_failed() -> None:
    problems = (
        Problem("unknown 'web-bd'", Place("m.yaml", 5, 36), "did you mean 'web-db'?"),
        Problem("there is no such file", path="n.yaml"),
        Problem("unknown format 'jsno'"),
    )
    assert check()["invocations"] == [{"executionSuccessful": True}]
    for run in (check("Lumen", *problems), read(sarif.errors(problems))):
        [invocation] = run["invocations"]
        assert invocation["executionSuccessful"] is False
        told = invocation["toolConfigurationNotifications"]
        assert told[0]["message"]["text"] == "Unknown 'web-bd' (did you mean 'web-db'?)."
        assert at(told[0]["locations"][0]) == ("m.yaml", 5, 36)
        assert [len(one.get("locations", ())) for one in told] == [1, 1, 0]


def test_nothing_that_a_model_says_is_active() -> None:
    for text in (
        sarif.check([Judged(specimens.check(HOSTILE), "never", 0)], [Problem(HOSTILE)], PAPER),
        sarif.difference(specimens.difference(HOSTILE), PAPER),
    ):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
        assert "##[" not in text
        assert "##vso[" not in text
        for result in read(text)["results"]:
            told = [result["message"]["text"]]
            told += [one["message"]["text"] for one in result.get("relatedLocations", ())]
            assert not any("](" in one or "{0}" in one for one in told)


NAMES = st.text(st.characters(exclude_characters="/"), min_size=1).map(printable)


@given(NAMES.filter(lambda name: name not in (".", "..") and ":" not in name))
def test_a_path_is_a_relative_uri_that_names_the_file(name: str) -> None:
    log = json.loads(sarif.errors([Problem("x", Place(f"models/{name}", 1, 1))]))
    valid(log)
    [told] = log["runs"][0]["invocations"][0]["toolConfigurationNotifications"]
    assert at(told["locations"][0])[0] == f"models/{name}"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("-", "stdin"),
        ("./a.yaml", "a.yaml"),
        ("HEAD:a.yaml", "HEAD%3Aa.yaml"),
        ("../a.yaml", "../a.yaml"),
    ],
)
def test_paths_outside_of_a_repository(
    path: str, uri: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = read(sarif.errors([Problem("x", path=path)]))
    assert [file["location"] for file in told["artifacts"]] == [{"uri": uri}]


@pytest.mark.parametrize(
    ("path", "uri", "revision"),
    [
        ("new.yaml", "sub/new.yaml", None),
        ("../a.yaml", "a.yaml", None),
        ("a:b.yaml", "sub/a%3Ab.yaml", None),
        ("feat:a.yaml", "a.yaml", "feat"),
        ("feat:./gone.yaml", "sub/gone.yaml", "feat"),
        ("HEAD~2:new.yaml", "sub/new.yaml", "HEAD~2"),
    ],
)
def test_paths_begin_at_the_root_of_a_repository(
    path: str, uri: str, revision: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("a.yaml", "sub/new.yaml", "sub/a:b.yaml"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path / "sub")
    found = replace(specimens.broken(), at=Place(path, 4, 2))
    log = read(
        sarif.check([Judged(replace(specimens.check(), findings=(found,)), "never", 0)], [], PAPER)
    )
    [result] = log["results"]
    file = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert (file["uri"], file["uriBaseId"]) == (uri, "%SRCROOT%")
    assert file.get("properties", {}).get("revision") == revision
    assert result["partialFingerprints"]["engagemodel/v1"] == found.fingerprint
    [line, *_] = github.check(
        [Judged(replace(specimens.check(), findings=(found,)), "never", 0)], [], PAPER
    ).splitlines()
    assert f"file={uri}," in line
    assert line.endswith(f"%0AAs of revision {revision}.") == (revision is not None)


def test_the_folder_of_a_run_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").touch()  # as in a work tree of its own
    logs = set()
    for folder, path in (
        (".", "sub/m.yaml"),
        ("sub", "m.yaml"),
        ("sub", str(tmp_path / "sub/m.yaml")),
    ):
        monkeypatch.chdir(tmp_path / folder)
        logs.add(sarif.errors([Problem("x", Place(path, 1, 1))]))
    assert len(logs) == 1


def test_one_file_at_two_revisions_is_two_artifacts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    log = read(sarif.errors([Problem("x", path=path) for path in ("main:m.yaml", "m.yaml")]))
    assert [file.get("properties") for file in log["artifacts"]] == [{"revision": "main"}, None]


def test_a_path_below_the_current_folder_is_never_absolute() -> None:
    told = read(sarif.errors([Problem("x", path=str(Path.cwd() / "m" / "a.yaml"))]))
    assert told["artifacts"][0]["location"]["uri"] == "m/a.yaml"


def many(number: int) -> Check:
    findings: tuple[Finding, ...] = tuple(
        replace(specimens.broken(f"Lumen {n}"), fingerprint=f"{n:016x}") for n in range(number)
    )
    return replace(specimens.check(), findings=findings)


def test_ten_thousand_results_are_all_there_and_small_enough_for_a_site() -> None:
    text = sarif.check([Judged(many(10_000), "never", 0)], [], PAPER)
    assert len(json.loads(text)["runs"][0]["results"]) == 10_000
    # Code scanning takes 25,000 results, and 10 MB of them compressed.
    assert len(gzip.compress(text.encode(), 6)) < 10 * 10**6 / 2.5


def validator() -> Path:
    """Return the validator of Microsoft's SDK, from npm as the other parsers are; Linux has it."""
    program = installed.parsers() / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    if not program.is_file() and not sys.platform.startswith("linux"):
        pytest.skip("Sarif.Multitool is not there for this system")
    program.chmod(0o755)  # what its install script does, which does not run
    return program


def test_the_validator_has_nothing_against_it(tmp_path: Path) -> None:
    program = validator()
    problems = [Problem(HOSTILE, Place("m.yaml", 5, 36)), Problem("x", path=HOSTILE)]
    logs = {
        "check": sarif.check([Judged(specimens.check(HOSTILE), "never", 0)], problems, PAPER),
        "difference": sarif.difference(specimens.difference(HOSTILE), PAPER),
        "errors": sarif.errors(problems),
        "empty": sarif.check([Judged(many(0), "never", 0)], [], PAPER),
        "wrong": sarif.errors([]).replace('"version": "2.1.0"', '"version": "2.1.0", "x": 1'),
    }
    for name, text in logs.items():
        (tmp_path / f"{name}.sarif").write_text(text, encoding="utf-8")
    quiet = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_BUNDLE_EXTRACT_BASE_DIR": "x"}
    subprocess.run(
        [program, "validate", "*.sarif", "-o", "told.json"],
        cwd=tmp_path,
        env={**os.environ, **quiet},
        check=True,
        capture_output=True,
        timeout=120,
    )
    told = json.loads((tmp_path / "told.json").read_text(encoding="utf-8-sig"))["runs"][0]
    remarks: dict[str, set[str]] = {name: set() for name in logs}
    for one in told["results"]:
        uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        if one.get("level", "warning") != "note":
            remarks[Path(uri).stem].add(one["ruleId"])
    assert "JSON1005" in remarks.pop("wrong")  # a key that the standard does not know
    # That the program has no address of its own to name is all that is remarked.
    assert set().union(*remarks.values()) <= {"SARIF2005"}
