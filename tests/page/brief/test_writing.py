"""A brief in each of its formats, as somebody else's parser reads it."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import hostile
import html5lib
import installed
import pptx
import pypdf
import pytest
import reading
from markdown_it import MarkdownIt
from playwright.sync_api import Browser
from reading import letters, local
from scenes import texts

from engagemodel import api
from engagemodel.page import brief, fonts, typeset
from engagemodel.page.brief import FORMATS, Brief
from engagemodel.page.dress import Dress
from engagemodel.results import Difference

TODAY = date(2026, 4, 1)
WEB = (reading.WEB | {"nav", "label"}) - {"script", "button", "select"}


@pytest.fixture(scope="module")
def lamp(case: Callable[[str], Difference]) -> Brief:
    return brief.draw(case("lamp"))


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """Return a brief in which every text of a model is hostile."""
    folder = tmp_path_factory.mktemp("models")
    models = []
    for turn in (0, 5):
        path = folder / f"turned-{turn}.json"
        path.write_text(json.dumps(hostile.model(turn=turn)), encoding="utf-8")
        models.append(api.load(str(path)))
    return brief.draw(api.diff(*models, today=TODAY), size="16:9")


def told(program: str, *words: str | Path) -> str:
    line = [installed.program(program), *map(str, words)]
    ran = subprocess.run(line, check=True, capture_output=True, timeout=180)
    return ran.stdout.decode()


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_brief_makes_the_same_bytes(
    format: str, case: Callable[[str], Difference]
) -> None:
    one, other = (brief.write(brief.draw(case("lamp")), format) for _ in range(2))
    assert one == other


def test_an_unknown_format_is_refused(lamp: Brief) -> None:
    with pytest.raises(ValueError, match="no format 'svg'; there is pdf, html, pptx, md"):
        brief.write(lamp, "svg")


@pytest.mark.parametrize("language", ["en", "de"])
def test_pdf_has_three_pages_with_every_name(
    language: str, case: Callable[[str], Difference], tmp_path: Path
) -> None:
    made = brief.draw(case("retailer"), dress=Dress(language=language))
    path = tmp_path / "brief.pdf"
    path.write_bytes(brief.write(made, "pdf"))
    about = dict(re.findall(r"(?m)^(\w[\w ]*?): +(.*)$", told("pdfinfo", path)))
    assert about["Pages"] == "3"
    assert about["Title"] == made.title
    assert about["Subject"] == made.description
    reader = pypdf.PdfReader(path, strict=True)
    assert reader.trailer["/Root"]["/Lang"] == language
    assert [entry.title for entry in reader.outline] == list(made.names)  # type: ignore[union-attr]
    numbers = [reader.get_destination_page_number(entry) for entry in reader.outline]  # type: ignore[arg-type]
    assert numbers == [0, 1, 2]
    _, _, *lines = told("pdffonts", path).splitlines()
    assert lines
    assert all(re.match(r"\w{6}\+EngageSans-\w+ +TrueType +\w+ +yes ", line) for line in lines)
    for number, page in enumerate(made.pages[:2], 1):
        said = letters(told("pdftotext", "-raw", "-f", str(number), "-l", str(number), path, "-"))
        for card in page.diagram.cards:
            assert letters(card.name) in said


def test_pptx_has_three_slides_whose_titles_tell_the_model(lamp: Brief) -> None:
    made = pptx.Presentation(io.BytesIO(brief.write(lamp, "pptx")))
    assert [slide.shapes.title.text for slide in made.slides] == [p.title for p in lamp.pages]
    assert made.core_properties.title == lamp.title


def test_libreoffice_shows_three_slides(
    lamp: Brief, shown_by_libreoffice: Callable[[bytes], tuple[int, str]]
) -> None:
    pages, text = shown_by_libreoffice(brief.write(lamp, "pptx"))
    assert pages == 3
    for page in lamp.pages[:2]:
        for card in page.diagram.cards:
            assert letters(card.name) in letters(text)


def drawable(text: str) -> str:
    """Return what the font of the page has of a text; the rest is drawn as boxes."""
    return "".join(c for c in text if c in fonts.widths(bold=False) and c != "□")


def test_hostile_names_are_plain_text_in_a_pdf(harmful: Brief, tmp_path: Path) -> None:
    reader = pypdf.PdfReader(io.BytesIO(brief.write(harmful, "pdf")), strict=True)
    assert len(reader.pages) == 3
    for number in range(1, len(reader.xref[0]) + 1):
        held = reader.get_object(number)
        if isinstance(held, dict):
            assert not {"/JS", "/OpenAction", "/AA", "/Launch", "/EF", "/RichMedia"} & set(held)
            assert held.get("/S") in (None, "/URI", "/Transparency")
    (tmp_path / "brief.pdf").write_bytes(brief.write(harmful, "pdf"))
    said = letters(told("pdftotext", "-raw", tmp_path / "brief.pdf", "-"))
    for text in texts(harmful.pages[2].items):
        assert letters(drawable(typeset.clean(text.text))) in said


def test_hostile_names_are_plain_text_in_html(harmful: Brief) -> None:
    document = brief.write(harmful, "html").decode()
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    nodes = list(parser.parse(document).iter())
    linked = [node for node in nodes if local(node) == "a" and node.get("href", "").startswith("#")]
    assert [node.get("href") for node in linked] == ["#page-1", "#page-2", "#page-3"]
    reading.inert((node for node in nodes if node not in linked), WEB)
    [policy] = [n.get("content") for n in nodes if n.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    ids = [node.get("id") for node in nodes if node.get("id")]
    assert len(ids) == len(set(ids))
    said = letters("\n".join(node.text or "" for node in nodes if local(node) == "text"))
    for page in harmful.pages:
        assert all(letters(text.text) in said for text in texts(page.items))


def test_hostile_names_are_plain_text_in_markdown(harmful: Brief, tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_bytes(brief.write(harmful, "md"))
    said = letters("\n".join(reading.md(path)))
    for customer in harmful.told.customers:
        assert letters(customer.name) in said


def test_markdown_has_every_finding_in_full(case: Callable[[str], Difference]) -> None:
    made = brief.draw(case("thirty customers"))
    document = brief.write(made, "md").decode()
    between = document[: document.index("\n## Today")]
    for fate in made.told.fates:
        assert f"#### {len(fate.findings)} " in between
        rows = re.search(rf"#### {len(fate.findings)} .*?(?=\n####|\Z)", between, re.DOTALL)
        assert rows
        assert len(re.findall(r"(?m)^\| \d+ \|", rows[0])) == len(fate.findings)
    for heading in ("# ", "## Today", "### Customer types", "## Tomorrow"):
        assert re.search(rf"(?m)^{heading}", document)


def tables(document: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield each table that a reader of Markdown sees, under the headings that it stands under."""
    tokens = MarkdownIt("commonmark").enable("table").parse(document)
    trail: dict[str, str] = {}
    rows: list[list[str]] = []
    for token, following in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        if token.type == "heading_open":
            trail = {tag: text for tag, text in trail.items() if tag < token.tag}
            trail[token.tag] = following.content
        elif token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(following.content)
        elif token.type == "table_close":
            yield " / ".join(text for tag, text in trail.items() if tag > "h1"), rows


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Today", "Tomorrow", "Findings", "resolved", "remaining", "new", "“")),
        ("de", ("Heute", "Morgen", "Befunde", "behoben", "geblieben", "neu", "„")),
    ],
)
def test_markdown_says_where_findings_have_their_numbers_and_what_becomes_of_them(
    language: str, words: tuple[str, ...], case: Callable[[str], Difference]
) -> None:
    today, tomorrow, findings, resolved, remaining, new, quote = words
    made = brief.draw(case("retailer"), dress=Dress(language=language))
    document = brief.write(made, "md").decode()
    found = dict(tables(document))
    states = {}
    for fate, state in ((resolved, today), (new, tomorrow), (remaining, tomorrow)):
        [where] = [name for name in found if re.fullmatch(rf".*/ \d+ {fate}", name)]
        heading = where.rpartition(" / ")[2]
        assert re.search(rf"(?m)^#### {heading}\n\n.*{quote}{state}[”“]\.\n\n\|", document)
        numbered = {row[0]: row[3] for row in found[f"{state} / {findings}"][1:]}
        for number, _, text in found[where][1:]:
            assert numbered[number] == text
            states[state, number] = fate
    for state in (today, tomorrow):
        for number, _, status, _ in found[f"{state} / {findings}"][1:]:
            assert status == states.get((state, number), remaining)
    assert made.told.fates[2].findings  # something remains, and has another number tomorrow


def test_markdown_has_no_pages_no_empty_columns_and_no_signs_to_explain(
    case: Callable[[str], Difference],
) -> None:
    for name in ("lamp", "retailer", "insurer", "backwards", "same", "empty", "beginning", "end"):
        document = brief.write(brief.draw(case(name)), "md").decode()
        assert "page" not in document
        assert "all shown" not in document
        assert "\\" not in document
        for where, (_, *rows) in tables(document):
            assert all(any(column) for column in zip(*rows, strict=True)), where
            assert not [cell for row in rows for cell in row if re.match("[=+@]", cell)]


def test_a_browser_prints_three_pages_in_the_light_and_asks_nobody(
    lamp: Brief, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "brief.html"
    path.write_bytes(brief.write(lamp, "html"))
    heard: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(path.as_uri())
    assert heard == [path.as_uri()]
    assert page.locator("h2").all_text_contents() == list(lamp.names)

    def looks() -> Mapping[str, str]:
        found = page.evaluate(
            "() => { const s = getComputedStyle(document.querySelector('.sheet'));"
            "const t = getComputedStyle(document.querySelector('svg text'));"
            "return {paper: s.backgroundColor, ink: t.fill, font: t.fontFamily} }"
        )
        return dict(found)

    light = looks()
    assert light["paper"] == "rgb(255, 255, 255)"
    page.get_by_label("Light or dark").check()
    dark = looks()
    assert dark["paper"] != light["paper"]
    assert dark["ink"] != light["ink"]
    page.emulate_media(media="print")
    assert looks() == light
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    assert heard == [path.as_uri()]
    reader = pypdf.PdfReader(io.BytesIO(printed))
    assert len(reader.pages) == 3
    for sheet, scene in zip(reader.pages, lamp.pages, strict=True):
        assert abs(float(sheet.mediabox.width) - scene.width) < 1
        assert letters(scene.title) in letters(sheet.extract_text())
