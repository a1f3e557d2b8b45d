"""A brief in, one HTML file out: its three pages one below the other, without a script or a request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engagemodel import __version__
from engagemodel.page.dress.template import fill
from engagemodel.page.scene import Group, Item, Scene
from engagemodel.page.words import WORDS
from engagemodel.page.writers import svg
from engagemodel.page.writers.html import digest, paper
from engagemodel.page.writers.html.classed import Classed
from engagemodel.shipped import shipped

if TYPE_CHECKING:
    from engagemodel.page.brief import Brief


def write(brief: Brief) -> bytes:
    """Return the document; every text of a model stands in markup as text."""
    drawing = Classed()
    pictures = [_picture(drawing, page, f"p{at}-") for at, page in enumerate(brief.pages, 1)]
    style = (shipped("brief") / "brief.css").read_text(encoding="utf-8")
    style = "\n".join([style, paper(brief.pages[0]), *drawing.rules()])
    style = svg.clothed(style, {*"".join((*pictures, *brief.names, *WORDS.values()))})
    images = "img-src data:; " if brief.pages[0].dress.logo else ""
    facts = {
        "version": __version__,
        "language": brief.pages[0].language,
        "title": brief.title,
        "policy": f"default-src 'none'; style-src {digest(style)}; font-src data:; {images}"
        "base-uri 'none'; form-action 'none'",
        "pages": [{"name": name} for name in brief.names],
    }
    return fill("brief/brief.html.j2", facts, {"style": style, "pictures": pictures}).encode(
        "utf-8"
    )


def _picture(drawing: Classed, scene: Scene, prefix: str) -> str:
    """Return a page as an SVG element whose ids all begin with a prefix, to stand beside others."""
    lines = [
        f'<svg viewBox="0 0 {scene.width:g} {scene.height:g}" role="graphics-document" '
        f'aria-labelledby="{prefix}title" aria-describedby="{prefix}description">',
        f'<title id="{prefix}title">{svg.text(scene.title)}</title>',
        f'<desc id="{prefix}description">{svg.text(scene.description)}</desc>',
        *drawing.items(tuple(_prefixed(scene.items, prefix))),
    ]
    return "\n".join([*lines, "</svg>"])


def _prefixed(items: Sequence[Item], prefix: str) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Group):
            id = None if item.id is None else prefix + item.id
            yield replace(item, id=id, items=tuple(_prefixed(item.items, prefix)))
        else:
            yield item
