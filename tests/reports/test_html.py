"""The report as a page: a strict parser takes it, a browser runs nothing in it, all findings are there."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
import specimens
from hypothesis import given, settings
from hypothesis import strategies as st

from engagemodel import api
from engagemodel.errors import Problem
from engagemodel.page.fonts.pieces import css
from engagemodel.place import Place
from engagemodel.printable import printable
from engagemodel.reports import html
from engagemodel.reports.customers import Turn
from engagemodel.reports.format import Judged
from engagemodel.reports.screen import PAPER
from engagemodel.shipped import shipped

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "nav", "section"),
    *("article", "h1", "h2", "h3", "p", "div", "span", "b", "ol", "ul", "li", "a"),
    *("details", "summary", "code", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "name",
    "class",
    "id",
    "href",
    "open",
    "scope",
    "lang",
    "charset",
    "http-equiv",
    "content",
    "aria-label",
}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style><svg onload=alert(1)>",
    "{{ 7 * 7 }} {% for x in y %}",
    "javascript:alert(1)",
    "<!-- ]]> &lt; &#60;",
    "\x1b[31m \u202e \x00 \ud800 \ufffe",
    "##[error] ##vso[task]\n::error::x",
]


def check(word: str = "Lumen") -> str:
    return html.check([Judged(specimens.check(word), "high", 1)], [], PAPER)


def several(word: str = "Lumen") -> str:
    judged = Judged(specimens.check(word), "never", 0, lenient=True)
    problem = Problem(word, Place(f"{word}.yaml", 5, 36), f"did you mean {word}?")
    return html.check([judged, judged], [problem], PAPER)


def difference(word: str = "Lumen") -> str:
    return html.difference(specimens.difference(word), PAPER)


def errors(word: str = "Lumen") -> str:
    return html.errors([Problem(word, path=word)])


REPORTS = [check, several, difference, errors]


def parsed(text: str) -> Element:
    """Return the document as a browser would have it; any parse error is one here."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def shape(document: Element) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(node.tag), tuple(sorted(node.attrib))) for node in document.iter()]


def body(document: Element) -> Iterator[str]:
    for part in ("header", "main"):
        yield from (text.strip() for text in document.find(f"body/{part}").itertext())


def words(text: str) -> str:
    return " ".join(filter(None, body(parsed(text))))


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_name_changes_no_structure_and_is_text(
    report: Callable[[str], str], word: str
) -> None:
    text = report(word)
    document = parsed(text)
    assert shape(document) == shape(parsed(report("Lumen")))
    assert {tag for tag, _ in shape(document)} <= TAGS
    assert {name for _, names in shape(document) for name in names} <= ATTRIBUTES
    assert " ".join(printable(word).split()) in " ".join(words(text).split())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe]", text)
    assert not re.search(r"(?m)^\s*::", text)
    assert "##[" not in text
    assert "##vso[" not in text


@given(st.text())
@settings(max_examples=25, deadline=None)
def test_any_name_is_read_as_it_was(word: str) -> None:
    heading = parsed(check(word)).find("body/header/h1")
    assert "".join(heading.itertext()) == printable(f"{word} & Oak")


@pytest.mark.parametrize("report", REPORTS)
def test_a_browser_may_use_the_style_and_nothing_else(report: Callable[[], str]) -> None:
    document = parsed(report())
    [policy] = [m.get("content") for m in document.iter("meta") if m.get("http-equiv")]
    [style] = ["".join(node.itertext()) for node in document.iter("style")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules == {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert set(re.findall(r"url\((\w+):", style)) == {"data"}
    links = {link.get("href") for link in document.iter("a")}
    places = {f"#{node.get('id')}" for node in document.iter() if node.get("id")}
    assert links <= places


def test_every_finding_is_there_with_all_that_is_known() -> None:
    told = words(check())
    found = specimens.check()
    for finding in found.findings:
        assert finding.message in told
        assert finding.rule in told
        assert f"as-is.yaml:{finding.at.line}:3" in told
    for finding in found.open:
        assert finding.mend in told
    assert "Accepted, says Lumen CIO, until 2026-09-30: Lumen likes it so" in told
    assert "2 findings: 1 high and 1 medium; 1 accepted. Failed: 1 finding of high" in told


def test_a_difference_tells_of_customers_findings_changes_and_figures() -> None:
    document = parsed(difference())
    parts = ["".join(node.itertext()) for node in document.iter("h2")]
    assert [re.sub(r"\s*\d+ findings?$", "", part) for part in parts] == [
        "What changes for customers",
        "New",
        "Resolved",
        "Accepted for now",
        "Changes (7)",
        "Figures",
        "The rules that found something",
    ]
    assert "Hand-offs kept 50% 100% better" in words(difference())


@pytest.mark.parametrize(
    ("word", "pieces"),
    [("Straße", ["latin"]), ("Łódź", ["latin", "latin-extended"]), ("Ωλ", ["latin", "greek"])],
)
def test_the_page_brings_along_the_font_that_its_names_are_set_in(
    word: str, pieces: list[str]
) -> None:
    ranges = re.findall(r"unicode-range:([^}]*)\}", check(word))
    assert ranges == [css(piece) for piece in pieces] * 2


def test_what_becomes_of_customers_has_a_sign_each() -> None:
    style = (shipped("reports") / "report.css").read_text("utf-8")
    sign = r"\.customers li \.(\w+)::before \{ content: \"(.)\""
    signs = dict(re.findall(sign, style))
    turn = Turn("Lumen", *[("said",)] * 4)
    told = {kind for kind, _ in html._turned(turn)["sentences"]}
    assert signs.keys() == told
    assert len({*signs.values(), "–"}) == len(told) + 1


def test_an_empty_model_has_a_page() -> None:
    nothing = replace(specimens.check(), findings=(), figures={})
    assert "No findings." in words(html.check([Judged(nothing, "high", 0)], [], PAPER))


def test_colours_are_those_of_the_page() -> None:
    def colours(name: str, file: str) -> set[str]:
        return set(re.findall(r"(--[\w-]+: [^;]+);", (shipped(name) / file).read_text("utf-8")))

    assert colours("reports", "report.css") <= colours("page", "page.css")


def test_what_was_and_what_is_have_an_arrow_of_print_between_them() -> None:
    told = words(difference())
    assert re.search(r"\S → \S", told.partition("Changes (7)")[2])
    assert "->" not in told


def test_names_that_run_to_the_left_keep_their_order_in_sentences(tmp_path: Path) -> None:
    file = tmp_path / "model.yaml"
    file.write_text(
        "engagemodel: 1\nname: x\nplatforms: {p: {name: אב, needs: [q]},"
        " q: {name: גד, needs: [r]}, r: {name: هو, needs: [p]}}\n",
        encoding="utf-8",
    )
    checked = api.check(api.load(str(file)), today=date(2026, 4, 1))
    told = words(html.check([Judged(checked, "never", 0)], [], PAPER))
    assert "אב\u200e, גד\u200e and هو\u200e each need" in told
