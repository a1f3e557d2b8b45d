"""Models as text or by size in, the page of what is found in them out; slides in, what others show."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import installed
import pytest
from lxml import etree

from engagemodel import api, page
from engagemodel.page import Scene
from engagemodel.results import Check, Difference

TODAY = date(2026, 4, 1)
MODELS = Path(__file__).parent / "models"


@cache
def _look(count: int) -> Difference:
    before, after = (
        api.load(str(MODELS / f"{count}-{state}.yaml")) for state in ("as-is", "future")
    )
    return api.diff(before, after, today=TODAY)


@pytest.fixture(scope="session")
def look() -> Callable[[int], Difference]:
    """What lies between the two look models of 25, 40 or 60 elements."""
    return _look


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., Check | Difference]:
    """Check one model, or compare two, given as YAML without the two header lines."""

    def find(*bodies: str, name: str = "Sample") -> Check | Difference:
        models = []
        for number, body in enumerate(bodies):
            path = tmp_path / f"model-{number}.yaml"
            path.write_text(f"engagemodel: 1\nname: {name}\n{body}", encoding="utf-8")
            models.append(api.load(str(path)))
        if len(models) == 1:
            return api.check(models[0], today=TODAY)
        return api.diff(*models, today=TODAY)

    return find


@pytest.fixture
def drawn(found: Callable[..., Check | Difference]) -> Callable[..., Scene]:
    """The page of models given as YAML."""

    def draw(*bodies: str, size: str = "a4", name: str = "Sample") -> Scene:
        return page.draw(found(*bodies, name=name), size=size)

    return draw


@pytest.fixture
def shown_by_libreoffice(tmp_path: Path) -> Callable[[bytes], tuple[int, str]]:
    """Return what counts the pages that LibreOffice makes of slides, and reads them."""

    def shown(slides: bytes) -> tuple[int, str]:
        _converted(slides, "pdf", tmp_path)
        pages = re.findall(r"Pages:\s+(\d+)\n", _told(tmp_path, "pdfinfo", "slides.pdf"))
        return int(pages[0]), _told(tmp_path, "pdftotext", "-raw", "slides.pdf", "-")

    return shown


@pytest.fixture
def placed_by_libreoffice(tmp_path: Path) -> Callable[[bytes], list[tuple[int, str, float, float]]]:
    """Return what has LibreOffice print slides, and tells page, left and bottom of each word."""

    def placed(slides: bytes) -> list[tuple[int, str, float, float]]:
        _converted(slides, "pdf", tmp_path)
        told = _told(tmp_path, "pdftotext", "-bbox", "slides.pdf", "-")
        pages = etree.fromstring(told.encode(), etree.HTMLParser(encoding="utf-8")).iter("{*}page")
        return [
            (number, word.text, float(word.get("xmin")), float(word.get("ymax")))
            for number, page in enumerate(pages)
            for word in page.iter("{*}word")
        ]

    return placed


@pytest.fixture
def opened_by_libreoffice(tmp_path: Path) -> Callable[[bytes], etree._Element]:
    """Return what has LibreOffice open slides, and tells what it has read and laid out."""

    def opened(slides: bytes) -> etree._Element:
        _converted(slides, "fodp", tmp_path)
        strict = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        return etree.parse(tmp_path / "slides.fodp", strict).getroot()

    return opened


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core's script."""
    return (installed.parsers() / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def _converted(slides: bytes, format: str, folder: Path) -> None:
    (folder / "slides.pptx").write_bytes(slides)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    _told(folder, "soffice", home, "--headless", "--convert-to", format, "slides.pptx")


def _told(folder: Path, program: str, *words: str) -> str:
    line = [installed.program(program), *words]
    ran = subprocess.run(line, cwd=folder, check=True, capture_output=True, timeout=180)
    return ran.stdout.decode("utf-8")
