"""What a report shows in a build log is no command of the log's agent, whatever a model calls itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from engagemodel import api
from engagemodel.commands.check import judge
from engagemodel.errors import Problem
from engagemodel.markup import escaped
from engagemodel.place import Place
from engagemodel.printable import uncommanding
from engagemodel.reports import FORMATS, STORIES
from engagemodel.reports.screen import PAPER, inert

WORDS = ["::error::x", "::stop-commands::y", "##[error]x", "##vso[task]x", "##teamcity[x]"]
# GitHub's runner looks behind blanks at the start of a line, the others look anywhere.
COMMAND = re.compile(r"(?im)^\s*::.*|^.*##(?:vso|teamcity)?\[.*")
OURS = re.compile(r"::(?:error|warning|notice) (?!.*##)")


def written(folder: Path, word: str, more: str = "") -> str:
    """Return the path of a model in which everything is called `word`, the file too."""
    path = folder / f"{word}{more}.yaml"
    name = json.dumps(word)
    path.write_text(
        f"engagemodel: 1\nname: {name}\nstate: {name}\n"
        f"customer_types: {{c: {{name: {name}, uses: [w]}}}}\n"
        f"channels: {{w: {{name: {name}}}{more}}}\n"
        f"journeys: {{j: {{name: {name}, customer: c, steps: [{{do: {name}, via: w}}]}}}}\n"
    )
    return path.name


def told(before: str, after: str) -> Iterator[str]:
    """Yield every report that there is of two models."""
    was, now = api.load(before), api.load(after)
    found, difference = api.check(was, today=date(2026, 1, 1)), api.diff(was, now)
    problem = Problem(was.name, Place(before, 1, 1), was.name)
    for form in FORMATS.values():
        yield form.check([judge(found, bar) for bar in ("low", "never")], [problem], PAPER)
        yield form.difference(difference, PAPER, "worse")
        yield form.errors([problem, Problem(was.name, path=before)])
    for story in STORIES.values():
        yield story.journeys(api.journeys(was), PAPER)
        yield story.failure(api.failure(was, ["w"]), PAPER)
        yield story.ranking(api.ranking(was), PAPER)
        yield story.cuts(api.cut_sets(was, 2), PAPER)


@pytest.mark.parametrize("word", WORDS)
def test_no_report_holds_a_command_of_a_model(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for report in told(written(tmp_path, word), written(tmp_path, word, ", v: ")):
        assert not report or re.search(r"\w+", word)[0] in report  # type: ignore[index]
        assert [line for line in COMMAND.findall(report) if not OURS.match(line)] == []


@pytest.mark.parametrize("word", [*WORDS, " \t::a", "##VSO[x]", "::", "a ::b"])
def test_what_is_kept_from_the_log_reads_as_before(word: str) -> None:
    from lxml import etree

    assert not COMMAND.search(inert(word))
    assert inert(word).replace("\\", "") == word
    markup = uncommanding(f"<a>\n{word}\n</a>")
    assert not COMMAND.search(markup)
    assert etree.fromstring(markup).text == f"\n{word}\n"
    assert not COMMAND.search(escaped(word))
    [shown] = [one for one in MarkdownIt().parse(escaped(word)) if one.type == "inline"]
    read = [child.content for child in shown.children or ()]
    assert "".join(read) == " ".join(word.split())
