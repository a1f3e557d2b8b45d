"""Browsers that are programs of our own, called by the names of others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from watching import until

URL = "http://127.0.0.1:1/x/"
ASK = (
    "import time; from engagemodel.preview.opening import open_browser; "
    f"print(open_browser({URL!r})); time.sleep(1)"
)


def asked(browser: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "BROWSER": browser},
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout + ended.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_the_browser_of_the_user_is_asked(tmp_path: Path) -> None:
    browser = tmp_path / "mine"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path / "opened"}\n')
    browser.chmod(0o755)
    assert asked(str(browser)) == "True\n"
    until((tmp_path / "opened").exists)
    assert (tmp_path / "opened").read_text() == URL


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_a_browser_for_the_terminal_is_not(tmp_path: Path) -> None:
    browser = tmp_path / "lynx"
    browser.write_text("#!/bin/sh\necho over it all\n")
    browser.chmod(0o755)
    assert asked(str(browser)) == "False\n"
