"""Models as text or by size in, the page of what is found in them out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

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
