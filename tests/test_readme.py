"""The README: what it shows is what runs make, what it lists is what there is, what it links to exists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import program
import pytest

from engagemodel import api
from engagemodel.analysis.figures import FIGURES
from engagemodel.commands import VERBS
from engagemodel.finding import SEVERITIES
from engagemodel.language import schema
from engagemodel.page import FORMATS
from engagemodel.page.dress.brand import dress
from engagemodel.reports import FORMATS as REPORTS
from engagemodel.rules import RULES
from engagemodel.settings import COLOURS, find

README = program.ROOT / "README.md"
OUTPUT = re.compile(
    r"<!-- output: (?P<line>engagemodel [^;]+?)"
    r'(?:; from "(?P<first>[^"]+)")?(?:; to "(?P<last>[^"]+)")? -->\n```text\n(?P<shown>.*?)```\n',
    re.DOTALL,
)
TABLE = re.compile(r"<!-- table: (?P<name>\w+) -->\n(?P<rows>.*?)<!-- end -->\n", re.DOTALL)
EVERYWHERE = ("name", "description", "url", "tags", "was", "replaces")
ELEMENTS = ("customer_types", "channels", "organizations", "platforms")
ELEMENT = ("part_of", "owner", "cost", "control", "availability", "lifecycle", "end_of_life")


def readme() -> str:
    return README.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", readme(), re.DOTALL | re.MULTILINE)


def excerpt(text: str, first: str | None, last: str | None) -> str:
    """Return the lines from the first that begins with `first` to the last before `last`."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(first or ""))
    rest = range(start + 1, len(lines))
    end = next(n for n in rest if lines[n].startswith(last)) if last else len(lines)
    return "\n".join(lines[start:end]).rstrip() + "\n"


def table(*rows: tuple[str, ...]) -> str:
    head, *body = (f"| {' | '.join(row)} |\n" for row in rows)
    return f"{head}|{'---|' * len(rows[0])}\n{''.join(body)}"


def code(words: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def keys() -> str:
    """Return the sections of a model, what each is for and what an entry of it may state."""
    language = schema()
    rows = [
        ("every entry", "What any entry of these sections may state.", code(EVERYWHERE)),
        ("the four elements", "What the four kinds of element share.", code(ELEMENT)),
    ]
    for name, section in language["properties"].items():
        if name in language["$defs"]:
            entry = language["$defs"][name]["properties"]
        elif section.get("type") and "items" in section:
            entry = section["items"].get("properties", {})
        else:
            continue
        common = (*EVERYWHERE, *(ELEMENT if name in ELEMENTS else ()))
        own = [key for key in entry if key not in common]
        rows.append((f"`{name}`", section["description"], code(own)))
    return table(("section", "what it holds", "keys"), *rows)


def rules() -> str:
    ranked = sorted(RULES, key=lambda rule: (SEVERITIES.index(rule.severity), rule.name))
    rows = ((f"`{rule.name}`", rule.severity, rule.manual.title) for rule in ranked)
    return table(("rule", "severity", "what is found"), *rows)


def figures() -> str:
    rows = []
    for figure in FIGURES:
        first = " ".join((figure.measure.__doc__ or "").split("\n\n")[0].split())
        what = first.removeprefix("Return ").removesuffix(".")
        rows.append((figure.title, f"`{figure.name}`", what, figure.better or "neither"))
    return table(("figure", "in JSON", "what it is", "better"), *rows)


def formats() -> str:
    rows = ((f"`.{suffix}`", format.about) for suffix, format in FORMATS.items())
    return table(("ending", "what it is good for"), *rows)


def reports() -> str:
    rows = (
        (f"`{name}`", code(form.SUFFIXES) or "none", form.ABOUT) for name, form in REPORTS.items()
    )
    return table(("format", "ending", "what it is good for"), *rows)


TABLES: dict[str, Callable[[], str]] = {
    "keys": keys,
    "rules": rules,
    "figures": figures,
    "formats": formats,
    "reports": reports,
}


def test_outputs_and_tables_are_what_the_program_makes(kept: Callable[[Path, bytes], None]) -> None:
    printed: dict[str, str] = {}

    def shown(found: re.Match[str]) -> str:
        line = found["line"]
        printed[line] = printed.get(line) or program.run(line)
        head = found[0].split("\n", 1)[0]
        part = excerpt(printed[line], found["first"], found["last"])
        return f"{head}\n```text\n{part}```\n"

    def listed(found: re.Match[str]) -> str:
        name = found["name"]
        return f"<!-- table: {name} -->\n{TABLES[name]()}<!-- end -->\n"

    text = readme()
    assert text.count("<!-- output: ") == len(OUTPUT.findall(text)) > 0
    assert {found["name"] for found in TABLE.finditer(text)} == TABLES.keys()
    kept(README, TABLE.sub(listed, OUTPUT.sub(shown, text)).encode())


def test_ci_runs_the_commands_that_are_marked() -> None:
    marked = dict(re.findall(r"^<!-- run: (\w+) -->\n```sh\n(.*\n)```$", readme(), re.MULTILINE))
    asked = re.findall(r"\$\(readme (\w+)\)", (program.ROOT / ".ci" / "run").read_text())
    assert sorted(asked) == sorted(marked)
    assert len(marked) == 2
    for line in marked.values():
        assert all((program.ROOT / path).is_file() for path in re.findall(r"examples/\S+", line))


def test_every_command_is_listed() -> None:
    listed = re.findall(r"^\| `engagemodel (\w+)", readme(), re.MULTILINE)
    assert sorted(listed) == sorted(VERBS)


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", readme())
    assert len(links) > 5
    for link in links:
        assert link.startswith("https://") or (program.ROOT / link).exists(), link


def test_model_shown_checks_clean(tmp_path: Path) -> None:
    [text] = (text for text in blocks("yaml") if "\nengagemodel: 1" in text)
    path = tmp_path / "model.yaml"
    path.write_text(text, encoding="utf-8")
    assert api.check(api.load(str(path)), today=date(2026, 1, 1)).findings == ()


def test_settings_shown_are_read(tmp_path: Path) -> None:
    text, page = blocks("toml")
    (tmp_path / "engagemodel.toml").write_text(text, encoding="utf-8")
    settings = find(str(tmp_path / "model.yaml"), [rule.name for rule in RULES])
    assert settings.ignore == ("shared-fate",)
    assert settings.fail_on == "medium"
    assert settings.severities == {"only-one-channel": "low"}
    assert (settings.enough, settings.page_elements, settings.lane_elements) == (0.999, 60, 18)
    (tmp_path / "engagemodel.toml").write_text(page, encoding="utf-8")
    look = find(str(tmp_path / "model.yaml"), []).page
    assert look.language is not None
    assert look.language.text == "de"
    assert all((look.logo, look.font, look.font_bold, look.footer))
    assert look.colours.keys() == {"accent", "channels"}
    assert dress(replace(look, logo=None, font=None, font_bold=None)).colours
    assert all(f" {name}" in page or f"{name} =" in page for name in COLOURS)


@pytest.mark.parametrize("folder", ["multi-channel-retailer", "insurer-after-merger"])
def test_examples_spoken_of_hold_what_the_first_one_holds(folder: str) -> None:
    def names(of: str) -> set[str]:
        return {path.name for path in (program.ROOT / "examples" / of).iterdir()}

    assert names("lamp-retailer") - names(folder) == {"difference.png"}
