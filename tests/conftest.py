"""What all tests share: the option that rewrites the outputs kept in the repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


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
