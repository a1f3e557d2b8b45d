"""Annotations: one command a line as GitHub's runner reads it, and none that a model could add."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
import specimens
from hypothesis import given
from hypothesis import strategies as st

from engagemodel.errors import Problem
from engagemodel.place import Place
from engagemodel.printable import printable
from engagemodel.reports import github
from engagemodel.reports.format import Judged
from engagemodel.reports.screen import PAPER, inert

HOSTILE = [
    "a\n::error::forged",
    "a\r\n::set-output name=x::y",
    "100%0A::error::x%25",
    "::stop-commands::token",
    "a,line=1,title=b::c",
    "file=x:y;z",
    "##[error] ##vso[task.complete] ##[add-mask]",
    "\x1b[31m\u2028::error::x\u202e\x85::warning::y",
    "",
]


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    message: str


def read(line: str) -> Command | None:
    """Return the command in a line as actions/runner reads it (ActionCommand.TryParseV2)."""
    message = line.strip()
    if not message.startswith("::"):
        return None
    end = message.find("::", 2)
    if end < 0:
        return None
    name, _, stated = message[2:end].partition(" ")
    pairs = (pair.split("=", 1) for pair in stated.strip().split(",") if pair)
    properties = {pair[0]: unescaped(pair[1], ":,") for pair in pairs if len(pair) == 2}
    return Command(name, properties, unescaped(message[end + 2 :], ""))


def unescaped(text: str, more: str) -> str:
    for sign in f"\r\n{more}%":
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def commands(log: str) -> list[Command]:
    assert log.endswith("\n")
    # The runner is handed a line for whatever any reader could take for the end of one.
    return [
        found
        for line in re.split("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", log)
        if (found := read(line))
    ]


def guarded(text: str) -> str:
    """Return a property's text with the only guard that it gets: no ``##[`` for older agents."""
    return re.sub(r"##(?=(vso)?\[)", r"#\\#", text)


def check(word: str = "Lumen") -> str:
    return github.check([Judged(specimens.check(word), "high", 1)], [], PAPER)


def test_each_open_finding_is_an_annotation_at_its_place() -> None:
    high, medium = commands(check())
    assert (high.name, medium.name) == ("error", "warning")
    assert high.properties == {
        "file": "as-is.yaml",
        "line": "41",
        "col": "3",
        "title": "broken-handoff (high)",
    }
    assert high.message.split("\n") == [
        'In "Lamp Lumen" nobody at the store finds the order.',
        'To mend: Let orders of "Lumen" flow to the store.',
    ]
    assert "2 findings: 1 high and 1 medium; 1 accepted. Failed: 1 finding" in check()


def test_a_difference_accuses_what_is_new_and_notes_the_rest() -> None:
    found = commands(github.difference(specimens.difference(), PAPER))
    assert [(one.name, one.properties["title"]) for one in found] == [
        ("warning", "New: slow-handoff (medium)"),
        ("notice", "Resolved: broken-handoff (high)"),
        ("notice", "Resolved: redundant-database (medium)"),
    ]
    # A line of the model before is none of those that are under review.
    assert [set(one.properties) for one in found[1:]] == [{"title"}] * 2
    assert found[1].message.endswith("(it stood at as-is.yaml:41:3)")


def test_what_cannot_be_read_is_an_error_with_its_place() -> None:
    problems = [
        Problem("unknown 'web-bd'", Place("m.yaml", 5, 36), "did you mean 'web-db'?"),
        Problem("there is no such file", path="n.yaml"),
        Problem("unknown format 'jsno'"),
    ]
    placed, named, bare = commands(github.errors(problems))
    assert placed.message == "unknown 'web-bd' (did you mean 'web-db'?)"
    assert placed.properties == {"file": "m.yaml", "line": "5", "col": "36", "title": "engagemodel"}
    assert named.properties["file"] == "n.yaml"
    assert bare.properties == {"title": "engagemodel"}
    assert commands(github.check([], problems, PAPER)) == [placed, named, bare]


@pytest.mark.parametrize("word", HOSTILE)
def test_a_name_makes_no_second_command(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # in no repository a name with a colon is one of a file
    hostile = replace(specimens.broken(word), at=Place(f"{word}.yaml", 1, 1))
    whole = replace(specimens.check(word), findings=(hostile,))
    log = github.check([Judged(whole, "high", 1)], [Problem(word, path=word or "x")], PAPER)
    for text, number in (
        (log, 2),
        (check(word), 2),
        (github.difference(specimens.difference(word), PAPER), 3),
    ):
        found = commands(text)
        assert len(found) == number
        assert {one.name for one in found} <= {"error", "warning", "notice"}
        assert {key for one in found for key in one.properties} <= {"file", "line", "col", "title"}
        assert not re.search(r"##(vso)?\[", text)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    shown = commands(log)[1]
    assert shown.properties["file"] == guarded(f"{printable(word)}.yaml")


@pytest.mark.parametrize("name", ["::x.yaml", " ::x,y.yaml", "100%3A.yaml", "a:b,c=d.yaml"])
def test_an_annotation_names_the_file_itself(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = [Problem("wrong", Place(f"./{name}", 2, 1)), Problem("missing", path=name)]
    log = github.errors(told)
    assert [one.properties["file"] for one in commands(log)] == [name, name]
    assert all(line.count("::") == 2 for line in log.splitlines())


TEXTS = st.text() | st.text(alphabet="%0ADd25:,;=\r\n#[]: ")


@given(TEXTS, TEXTS)
def test_a_command_reads_as_it_was_meant(title: str, message: str) -> None:
    line = github.command("error", [("line", "7"), ("title", title)], message)
    found = commands(f"{line}\n")
    assert len(found) == 1

    def shown(text: str) -> str:
        return "\n".join(inert(printable(part)) for part in text.split("\n"))

    # The runner cuts spaces off at the end of a line and of what is stated before the message.
    assert found[0].message.rstrip() == shown(message).rstrip()
    stated = "\n".join(map(printable, title.split("\n")))
    assert found[0].properties["title"].rstrip() == guarded(stated).rstrip()
    assert found[0].properties["line"] == "7"


def test_standard_input_has_no_place_in_a_repository() -> None:
    piped = replace(specimens.check(), findings=(replace(specimens.broken(), at=Place("-", 1, 1)),))
    [found] = commands(github.check([Judged(piped, "high", 1)], [], PAPER))
    assert set(found.properties) == {"title"}


def test_what_a_site_does_not_show_is_counted() -> None:
    findings = tuple(replace(specimens.broken(), fingerprint=str(n)) for n in range(25))
    log = github.check(
        [Judged(replace(specimens.check(), findings=findings), "high", 25)], [], PAPER
    )
    assert len(commands(log)) == 25
    assert "15 more stand in this log." in log
    assert "more stand in" not in check()
