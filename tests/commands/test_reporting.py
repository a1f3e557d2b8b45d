"""Formats and files are paired as they were written, delivered all or none, and change no exit code."""

from __future__ import annotations

import functools
import io
import json
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from engagemodel import cli
from engagemodel.commands import drawing
from engagemodel.commands.outcome import Outcome
from engagemodel.commands.reporting import delivered, reports, shown, stories
from engagemodel.errors import ArgumentError
from engagemodel.page.dress import template
from engagemodel.reports import FORMATS, STORIES, format_of
from engagemodel.reports.format import Format, Story

HIGH = "engagemodel: 1\nname: A\nchannels: {web: {}}\ncustomer_types: {a: {}}\n"
GOOD = "engagemodel: 1\nname: A\nchannels: {web: {}}\n"
BROKEN = "engagemodel: 1\nname: A\nchannels:\n  web: {kind: wbe}\n"
METHODS = ("check", "difference", "errors")
Run = Callable[..., str]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """Return what runs a command line among three models and returns what it prints."""
    for name, text in (("high", HIGH), ("good", GOOD), ("broken", BROKEN)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def printed(line: str, code: int = 0) -> str:
        with monkeypatch.context() as patch, open(1, "w", closefd=False, encoding="utf-8") as out:
            patch.setattr("sys.stdout", out)
            assert cli.run(line.split()) == code
        return capfdbinary.readouterr().out.decode()

    return printed


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("", []),
        ("--format json", [("json", "")]),
        ("-o a.json", [("", "a.json")]),
        ("-o a --format json", [("json", "a")]),
        ("--format json -o a", [("json", "a")]),
        ("--format sarif -o x.sarif --format github", [("sarif", "x.sarif"), ("github", "")]),
        ("--format github --format sarif -o x", [("github", ""), ("sarif", "x")]),
        ("-o a.md -o b.json", [("", "a.md"), ("", "b.json")]),
        ("-o a.md --format json -o b", [("", "a.md"), ("json", "b")]),
        ("--format json -o a -o b.md", [("json", "a"), ("", "b.md")]),
        ("--format json -o a -o b", [("json", "a"), ("json", "b")]),
        ("--format github -o a.sarif", [("github", ""), ("", "a.sarif")]),
        ("-o a.sarif --format github", [("github", ""), ("", "a.sarif")]),
        ("--format github -o log", [("github", "log")]),
        ("--format=json --output=a -ob.md", [("json", "a"), ("", "b.md")]),
    ],
)
def test_a_file_belongs_to_the_format_before_it(
    line: str, pairs: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[tuple[str, str]]] = []

    def check(*_: object, **options: Any) -> None:
        seen.append(list(zip(options["format"] or [], options["output"] or [], strict=True)))

    module = import_module("engagemodel.commands.check")
    monkeypatch.setattr(module, "check", functools.wraps(module.check)(check))
    parse = cli.application()
    parse(args=["check", "m.yaml", *line.split()], prog_name="x", standalone_mode=False)()
    assert seen == [pairs]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("check x", None),
        ("check x --format nonsense", None),
        ("check x --format sarif", "sarif"),
        ("check x --format sarif -o y --format github", "github"),
        ("check x -oy --format=json", None),
        ("check x --format json -o -", "json"),
        ("check x --format json -o y --format html -o z", None),
    ],
)
def test_refused_words_still_tell_what_was_to_be_shown(line: str, name: str | None) -> None:
    assert shown(line.split()) == name


def test_two_reports_on_standard_output_are_refused() -> None:
    with pytest.raises(ArgumentError, match="2 reports for standard output: json, github") as found:
        reports(["json", "github", "sarif"], ["", "", "x"])
    assert found.value.problems[0].hint == "give each but one a file: --format json -o FILE"
    with pytest.raises(ArgumentError, match="two outputs are the same file"):
        reports(["json", "github"], ["x", "x"])


def test_every_format_tells_what_it_is_listed_for() -> None:
    more = {name for name in Story.__dict__ if not name.startswith("_")} - {*METHODS}
    assert "journeys" in more
    for name, form in FORMATS.items():
        assert set(Format.__annotations__) <= set(dir(form))
        assert set(METHODS) <= set(dir(form))
        assert (name in STORIES) == (more <= set(dir(form)))
        assert all(format_of(f"report{suffix}") == name for suffix in form.SUFFIXES)
    with pytest.raises(ArgumentError, match="'sarif' is a format of what check and diff find"):
        stories(None, "a.sarif")


@pytest.mark.parametrize("verb", ["journey high.yaml", "impact high.yaml --all"])
@pytest.mark.parametrize("format", sorted(FORMATS.keys() - STORIES.keys()))
def test_what_holds_findings_tells_no_story(run: Run, verb: str, format: str) -> None:
    run(f"{verb} --format {format}", code=2)


def test_several_reports_of_one_run_say_the_same(run: Run) -> None:
    printed = run("check high.yaml --format sarif -o x.sarif --format github -o j.xml -o h.html", 1)
    assert printed.startswith(
        "::error file=high.yaml,line=4,col=18,title=unreached-customer (high)::"
    )
    [sarif] = json.loads(Path("x.sarif").read_text())["runs"]
    assert sarif["results"][0]["ruleId"] == "unreached-customer"
    assert ET.parse("j.xml").getroot().get("failures") == "1"
    assert "unreached-customer" in Path("h.html").read_text()
    assert run("diff good.yaml high.yaml -o d.json -o d.md") == ""
    assert json.loads(Path("d.json").read_text())["findings"]["introduced"]
    assert "unreached-customer" in Path("d.md").read_text().replace("\\", "")


@pytest.mark.parametrize("format", list(FORMATS))
def test_no_format_changes_the_exit_code(run: Run, format: str) -> None:
    for line, code in (
        ("check high.yaml", 1),
        ("check high.yaml --fail-on never", 0),
        ("check good.yaml", 0),
        ("check broken.yaml high.yaml", 2),
        ("check high.yaml --select nonsense", 2),
        ("diff good.yaml high.yaml --fail-on worse", 1),
        ("diff good.yaml high.yaml", 0),
        ("diff good.yaml broken.yaml", 2),
        ("diff good.yaml", 2),
    ):
        printed = run(f"{line} --format {format}", code)
        assert run(f"{line} --format {format}", code) == printed
        assert printed or format == "text"


def test_all_files_are_written_or_none(run: Run) -> None:
    run("check high.yaml -o a.json -o nowhere/b.sarif", 2)
    run("check high.yaml -o a.json -o high.yaml --format json", 2)
    run("diff good.yaml high.yaml -o a.json --picture a.json", 2)
    assert sorted(path.name for path in Path().iterdir()) == [
        "broken.yaml",
        "good.yaml",
        "high.yaml",
    ]


@pytest.mark.parametrize("format", list(FORMATS))
@pytest.mark.parametrize(
    "line", ["check broken.yaml", "check high.yaml", "diff good.yaml high.yaml"]
)
def test_a_report_for_a_file_never_lands_on_the_screen(run: Run, line: str, format: str) -> None:
    assert run(f"{line} --format {format} -o nowhere/x", 2) == ""
    assert not Path("nowhere").exists()


@pytest.mark.parametrize(
    "line",
    [
        "check high.yaml --fail-on never --format json",
        "check high.yaml --fail-on never",
        "diff good.yaml high.yaml --format sarif",
        "journey high.yaml",
        "impact high.yaml --all --format json",
        "schema check",
    ],
)
def test_a_dash_is_standard_output(run: Run, line: str) -> None:
    before = sorted(Path().iterdir())
    assert run(f"{line} -o -") == run(line) != ""
    assert sorted(Path().iterdir()) == before
    assert run(f"{line} -o ./-") == ""
    assert Path("-").read_text() == run(line)


def test_a_dash_stands_beside_files(run: Run) -> None:
    printed = run("check high.yaml --format json -o - -o a.json", 1)
    assert json.loads(printed) == json.loads(Path("a.json").read_text())
    assert json.loads(run("check high.yaml --format json -o - --select nonsense", 2))["errors"]
    run("check high.yaml --format json -o - --format sarif -o -", 2)
    assert not Path("-").exists()


@pytest.mark.parametrize(
    "line",
    ["render high.yaml", "brief good.yaml high.yaml", "watch high.yaml --no-serve"],
)
def test_no_page_goes_to_standard_output(
    run: Run, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = io.StringIO()
    monkeypatch.setattr("sys.stderr", told)
    assert run(f"{line} -o -", 2) == ""
    assert "'-' is standard output, and pages go to files" in told.getvalue()
    assert "-o page.svg" in told.getvalue()
    assert not Path("-").exists()


@pytest.mark.parametrize("line", ["check broken.yaml", "diff good.yaml broken.yaml"])
def test_files_for_machines_tell_what_could_not_be_read(run: Run, line: str) -> None:
    assert run(f"{line} -o r.sarif -o r.xml -o r.json -o r.txt", 2) == ""
    [sarif] = json.loads(Path("r.sarif").read_text())["runs"]
    [told] = sarif["invocations"][0]["toolConfigurationNotifications"]
    assert told["locations"][0]["physicalLocation"]["region"] == {"startLine": 4, "startColumn": 15}
    assert ET.parse("r.xml").getroot().get("errors") == "1"
    assert json.loads(Path("r.json").read_text())["errors"]
    assert not Path("r.txt").exists()


def test_what_cannot_be_read_is_never_written_over(run: Run) -> None:
    Path("broken.json").write_text('{"engagemodel": 1, "name": 1}')
    for line in ("check broken.json", "diff good.yaml broken.json"):
        run(f"{line} --format json -o broken.json", 2)
        assert Path("broken.json").read_text() == '{"engagemodel": 1, "name": 1}'


def test_a_note_says_what_a_site_leaves_out() -> None:
    def notes(findings: int) -> tuple[str, ...]:
        asked = reports(["sarif", "json"], ["a", "b"])
        return delivered(Outcome(), asked, lambda form, screen: "", findings).notes

    assert notes(5_000) == ()
    assert "shows the 5,000 most severe" in notes(5_001)[0]
    assert len(notes(5_001)) == 1
    assert "refuses a file with more than 25,000" in notes(25_001)[0]


OWN = """{% extends "default/reports/report.html.j2" %}
{% block footer %}<footer>Acme, {{ chapters|length + mistakes|length }}</footer>{% endblock %}
"""


@pytest.fixture
def house(tmp_path: Path) -> Callable[[str], Path]:
    """Return what writes a report's template of one's own into the folder ``house``."""

    def write(text: str) -> Path:
        path = tmp_path / "house" / "reports" / "report.html.j2"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.skipif(sys.platform == "win32", reason="memory cannot be limited there")
def test_a_template_of_ones_own_makes_reports_for_the_screen_for_files_and_of_mistakes(
    run: Run, house: Callable[[str], Path]
) -> None:
    house(OWN)
    told = run("check high.yaml --fail-on never --format html --templates house")
    assert "<footer>Acme, 1</footer>" in told
    run("diff good.yaml high.yaml -o d.html -o d.md --templates house")
    assert "<footer>Acme, 1</footer>" in Path("d.html").read_text("utf-8")
    assert "Acme" not in Path("d.md").read_text("utf-8")
    for line in ("check broken.yaml", "diff good.yaml broken.yaml"):
        told = run(f"{line} --format html --templates house", 2)
        assert "<footer>Acme, 1</footer>" in told
        assert "wbe" in told


@pytest.mark.skipif(sys.platform == "win32", reason="memory cannot be limited there")
@pytest.mark.parametrize("text", ["{{ ''.__class__ }}", "{{ titel }}", "{{ title }}", "{% if %}"])
def test_a_template_that_cannot_be_filled_writes_nothing_and_names_its_line(
    run: Run, house: Callable[[str], Path], text: str
) -> None:
    house(text)
    for line in ("check high.yaml", "diff good.yaml high.yaml"):
        run(f"{line} -o r.html --templates house", 2)
        assert not Path("r.html").exists()
        told = run(f"{line} --format html --templates house", 2)
        assert "house/reports/report.html.j2:1:1: the template cannot be filled" in told


@pytest.mark.skipif(sys.platform == "win32", reason="memory cannot be limited there")
def test_templates_that_are_of_no_use_are_refused_or_remarked(
    run: Run, house: Callable[[str], Path], tmp_path: Path
) -> None:
    house(OWN)
    with pytest.raises(ArgumentError, match="no folder of templates"):
        drawing.own("nowhere")
    own = drawing.own("house")
    assert own == drawing.own("house", "html")
    (tmp_path / "house" / "reports").rename(tmp_path / "house" / "page")
    with pytest.raises(ArgumentError, match="goes before one of ours"):
        drawing.own("house")
    (tmp_path / "house" / "page" / "report.html.j2").rename("house/page/page.html.j2")
    assert drawing.own("house", "html")
    with pytest.raises(ArgumentError, match="goes before one of ours") as caught:
        drawing.own("house", "svg")
    assert caught.value.problems[0].hint == "possible is reports/report.html.j2"


def test_whoever_has_templates_and_writes_no_html_is_told(
    run: Run, house: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    house(OWN)
    monkeypatch.setattr(template.apart, "limited", lambda: True)
    said: list[str] = []
    monkeypatch.setattr(cli, "_say", said.append)
    for line in ("check good.yaml", "diff good.yaml good.yaml"):
        run(f"{line} --format json --templates house")
        assert "note: --templates does nothing, because no .html is written" in "".join(said)
        said.clear()
        run(f"{line} --format text -o r.txt --format html -o r.html")
        assert "--templates" not in "".join(said)
