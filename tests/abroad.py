"""The pages that every format for people who go on elsewhere is tried with: examples, and hostile names."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import program

from engagemodel import api, page
from engagemodel.page import Scene

TODAY = date(2026, 4, 1)
_INJECT = Path(__file__).parent / "corpus" / "inject"
_LOOK = Path(__file__).parent / "page" / "models"
EXAMPLES = ("lamp-retailer", "multi-channel-retailer", "insurer-after-merger")
HOSTILE = (
    "bidi",
    "css",
    "d2",
    "dot_break",
    "dot_escstring",
    "emoji_flags",
    "entities",
    "formula",
    "html",
    "jinja_raw",
    "markdown_table",
    "mermaid",
    "newlines",
    "rich_markup",
    "workflow_cmd",
)
PAGES = (*EXAMPLES, *HOSTILE)


@cache
def drawn(name: str) -> Scene:
    """Return the page: of the difference of an example, or of a model with hostile names."""
    if name in EXAMPLES:
        folder = program.ROOT / "examples" / name
        return difference(folder / "as-is.yaml", folder / "future.yaml")
    model = api.load(str(_INJECT / f"{name}.yaml"))
    return page.draw(api.check(model, today=TODAY), view="lanes", size="16:9")


@cache
def pair(count: int) -> Scene:
    """Return the page of what lies between two look models of 25, 40 or 60 elements."""
    return difference(_LOOK / f"{count}-as-is.yaml", _LOOK / f"{count}-future.yaml")


def difference(before: Path, after: Path) -> Scene:
    """Return the page of what lies between two files."""
    models = [api.load(str(path)) for path in (before, after)]
    return page.draw(api.diff(*models, today=TODAY), view="lanes", size="16:9")


def names(scene: Scene) -> list[str]:
    """Return the names of all cards, sorted."""
    return sorted(card.name for card in scene.diagram.cards)
