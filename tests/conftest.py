"""What all tests share: the option that rewrites the outputs kept in the repository, and a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import installed
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite",
        action="store_true",
        help="rewrite the outputs kept in the repository (examples, README) instead of comparing",
    )


@pytest.fixture
def kept(request: pytest.FixtureRequest) -> Callable[[Path, bytes], None]:
    """Return what compares an output with the file that keeps it, or rewrites that on request."""

    def compare(path: Path, made: bytes) -> None:
        if request.config.getoption("--rewrite"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
        assert path.is_file(), f"{path.name} is missing; write it with pytest --rewrite"
        same = path.read_bytes() == made
        assert same, f"{path.name} is not what the program makes; see what pytest --rewrite changes"

    return compare


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a Chromium, not for longer than a file: the loop that it runs in is the only one there."""
    chromium = installed.program("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        yield browser
        browser.close()
