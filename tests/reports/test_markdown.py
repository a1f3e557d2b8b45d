"""Markdown holds the same facts, and no name of a model is markup to a real parser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
import specimens
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from engagemodel.errors import Problem
from engagemodel.finding import Finding
from engagemodel.place import Place
from engagemodel.printable import printable
from engagemodel.reports import markdown
from engagemodel.reports.folding import MOST, Chapter, Section, compose
from engagemodel.reports.format import Judged
from engagemodel.reports.screen import PAPER

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ACTIVE = {"html_block", "html_inline", "link_open", "image", "fence", "code_block", "hr"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "<http://evil.example>",
    "http://evil.example/ www.evil.example me@evil.example",
    "| a | b |\n|---|---|",
    "# Title",
    "```sh\nrm -rf /\n```",
    "**bold** _em_ ~~gone~~ `code`",
    "=cmd|' /C calc'!A0",
    "+1 -1 @SUM(A1)",
    "- list",
    "1. list",
    "&lt;b&gt; &amp; &#60;",
    "\\",
    "`",
    "``",
    "a\\|b",
    "[^1]: note",
    "a [1](http://evil.example) [2]: http://evil.example ![3][1] [1] x",
    "---",
    "#12 GH-12 @everyone",
]


def check(word: str) -> str:
    return markdown.check([Judged(specimens.check(word), "never", 0, lenient=True)], [], PAPER)


def kinds(document: str) -> list[str]:
    return [token.type for token in flat(PARSER.parse(document))]


def flat(tokens: list[Token]) -> list[Token]:
    return [one for token in tokens for one in (token, *flat(token.children or []))]


def words(source: str) -> str:
    """Return what a reader sees of inline Markdown."""
    return "".join(
        token.content
        for token in flat(PARSER.parseInline(source))
        if token.type in ("text", "code_inline", "text_special")
    )


@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_name_changes_nothing_in_the_structure(word: str) -> None:
    def structure(document: str) -> list[str]:
        return [kind for kind in kinds(document) if kind not in ("text", "code_inline")]

    for report in (check, lambda w: markdown.difference(specimens.difference(w), PAPER)):
        assert structure(report(word)) == structure(report("Lumen"))
        assert not ACTIVE - {"html_block"} & set(kinds(report(word)))
        assert html(report(word)) == html(report("Lumen"))
    told = markdown.errors([Problem(word, Place(word, 1, 1), word)])
    assert structure(told) == structure(markdown.errors([Problem("x", Place("y", 1, 1), "z")]))
    assert not ACTIVE & set(kinds(told))


def html(document: str) -> list[str]:
    """Return the blocks of HTML; all are ours, and unfold something."""
    found = [token.content for token in flat(PARSER.parse(document)) if token.type == "html_block"]
    for block in found:
        assert re.fullmatch(r"<details>\n<summary>[\w ,:()]+</summary>\n|</details>\n", block)
    return found


@given(st.text())
def test_text_reads_as_it_was(text: str) -> None:
    assert words(markdown.escaped(text)) == printable(text).strip()


@given(st.text(alphabet="ab|`*_[]()<>!#@:/.\\&;=+-~1 ${}\n"))
def test_a_line_of_any_signs_is_one_plain_paragraph(text: str) -> None:
    found = kinds("x\n\n" + markdown.escaped(text) + "\n")
    if markdown.escaped(text):
        assert found.count("paragraph_open") == 2
    assert not (ACTIVE | {"heading_open", "list_item_open", "table_open", "em_open"}) & set(found)


@pytest.mark.parametrize(
    "text",
    [
        "Hollis & Vane (north), R&D > 5 % of 1,000 EUR!",
        "= as before",
        "~ other channels",
        "-5 °C, 2026-03-31.",
        "C# and snake_case: 4.2 + 3 = 7.2 - x",
        "cannot rely on it [8], nor on that [5, 12]",
    ],
)
def test_what_is_no_mark_stands_in_the_file_as_it_is(text: str) -> None:
    assert markdown.escaped(text) == text


@given(st.lists(st.sampled_from(["@", "http://", "www.", "#1", "`", "\\", "a", "~ ", "C#"])))
def test_signs_kept_apart_as_code_read_as_they_were(parts: list[str]) -> None:
    text = "".join(parts)
    for shown in (markdown.escaped(text), markdown.cell(f"x{text}").removeprefix("x")):
        assert words(shown) == text.strip()


@pytest.mark.parametrize("sign", "=+-@")
def test_a_name_that_a_spreadsheet_would_compute_stands_in_a_cell_as_it_is(sign: str) -> None:
    assert words(markdown.cell(f"{sign}1+1")) == f"{sign}1+1"


def test_every_fact_of_the_text_report_is_there() -> None:
    report = check("Lumen")
    for fact in ("38% of revenue", "broken-handoff", "as-is.yaml:41:3", "Hand-offs kept", "50%"):
        assert fact in words(report) or fact in report
    tables = kinds(report).count("table_open")
    assert tables == 4  # high and medium findings, accepted, figures


def test_a_difference_has_its_tables() -> None:
    report = markdown.difference(specimens.difference(), PAPER)
    # resolved, new, accepted, changes, figures
    assert kinds(report).count("table_open") == len(html(report)) // 2 == 5
    assert "better in part, worse in part" in report


def many(number: int, word: str = "Lumen") -> Iterable[Finding]:
    for n in range(number):
        yield replace(specimens.broken(word), fingerprint=f"{n:016x}")


@pytest.mark.parametrize("word", ["Lumen", "\U0001f600 | <b>", "x" * 100_000])
def test_a_comment_is_no_longer_than_a_site_takes_and_says_what_it_leaves_out(word: str) -> None:
    findings = (*many(1_000, word), *(replace(specimens.redundant(word)) for _ in range(3)))
    large = replace(specimens.check(word), findings=findings)
    report = markdown.check([Judged(large, "high", 1_000)], [], PAPER)
    assert MOST * 0.8 < len(report.encode("utf-16-le")) // 2 <= MOST
    shown = len(re.findall(r"(?m)^\| \d+ \| high \|", report))
    assert f"{1_000 - shown:,} more findings, left out here" in report
    assert "3 findings, left out here" in report
    assert "1,003 findings: 1,000 high and 3 medium" in words(report.split("<details>")[0])
    assert [kind for kind in kinds(report) if kind == "table_open"]
    assert html(report).count("</details>\n") == len(html(report)) // 2


def test_models_that_do_not_fit_are_counted_with_their_findings() -> None:
    judged = [Judged(specimens.check(), "never", 0) for _ in range(400)]
    report = markdown.check(judged, [], PAPER)
    assert len(report) <= MOST
    left = re.search(r"\*(\d+) more models with (\d+) findings, left out here", report)
    assert left
    assert int(left[1]) == 400 - report.count("## Lumen")
    assert int(left[2]) == 2 * int(left[1])
    assert report.startswith("**400 models checked, 800 findings")


SECTIONS = st.builds(
    Section,
    st.sampled_from(["", "Title"]),
    st.just(("| head |", "|---|")),
    st.lists(st.text("ab\U0001f600", max_size=40), max_size=8).map(tuple),
)
CHAPTERS = st.builds(
    lambda opening, sections: Chapter(tuple(opening), tuple(sections), 7),
    st.lists(st.text("xy", max_size=9), max_size=3),
    st.lists(SECTIONS, max_size=3),
)


@given(st.lists(CHAPTERS, max_size=4), st.integers(200, 900))
def test_what_is_composed_fits_whatever_it_is_made_of(chapters: list[Chapter], most: int) -> None:
    text = compose(["Start", ""], chapters, most)
    assert len(text.encode("utf-16-le")) // 2 <= most
    assert text.count("<details>") == text.count("</details>")
    if "left out" not in text:
        assert all(row in text for one in chapters for part in one.sections for row in part.rows)


def test_mistakes_are_told_where_nothing_can_be_read() -> None:
    problem = Problem("unknown 'web-bd'", Place("m.yaml", 5, 36), "did you mean 'web-db'?")
    told = words(markdown.errors([problem]))
    assert "m.yaml:5:36: unknown 'web-bd' (did you mean 'web-db'?)" in told
    assert words(markdown.check([], [problem], PAPER)) == told
