"""Markdown holds the same facts, and no name of a model is markup to a real parser."""

from __future__ import annotations

import pytest
import specimens
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from engagemodel.printable import printable
from engagemodel.reports import markdown
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
        assert not ACTIVE & set(kinds(report(word)))


@given(st.text())
def test_text_reads_as_it_was(text: str) -> None:
    assert words(markdown.escaped(text)) == printable(text).strip()


@given(st.text(alphabet="ab|`*_[]()<>!#@:/.\\&;=+-~1 $\n"))
def test_a_line_of_any_signs_is_one_plain_paragraph(text: str) -> None:
    found = kinds("x\n\n" + markdown.escaped(text) + "\n")
    if markdown.escaped(text):
        assert found.count("paragraph_open") == 2
    assert not (ACTIVE | {"heading_open", "list_item_open", "table_open", "em_open"}) & set(found)


@pytest.mark.parametrize("sign", "=+-@")
def test_no_cell_is_a_formula(sign: str) -> None:
    assert words(markdown.cell(f"{sign}1+1")).startswith("'")
    assert not markdown.cell(f" {sign}1+1").startswith(sign)


def test_every_fact_of_the_text_report_is_there() -> None:
    report = check("Lumen")
    for fact in ("38% of revenue", "broken-handoff", "as-is.yaml:41:3", "Hand-offs kept", "50%"):
        assert fact in words(report) or fact in report
    tables = kinds(report).count("table_open")
    assert tables == 3  # findings, accepted, figures


def test_a_difference_has_its_tables() -> None:
    report = markdown.difference(specimens.difference(), PAPER)
    assert kinds(report).count("table_open") == 4  # resolved, new, changes, figures
    assert "better in part, worse in part" in report
