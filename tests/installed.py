"""Programs of others that tests run: without one a test is skipped, save in CI, which installs it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]
PARSERS = ROOT / "tests" / "page" / "parsers"
_LIST = ROOT / ".ci" / "packages"
_WANTED = re.findall(r"(?m)^want (\S+)", _LIST.read_text("utf-8")) if _LIST.is_file() else []


def program(name: str) -> str:
    """Return the path of a program; without it the test ends here."""
    path = shutil.which(name)
    return path or _without(f"{name} is not installed", promised=name in _WANTED)


def parsers() -> Path:
    """Return the folder with the packages from npm that read what is written."""
    program("node")
    if (PARSERS / "node_modules").is_dir():
        return PARSERS
    return _without(
        "other people's parsers are missing: npm ci in tests/page/parsers", promised=True
    )


def _without(reason: str, *, promised: bool) -> NoReturn:
    if promised and os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
