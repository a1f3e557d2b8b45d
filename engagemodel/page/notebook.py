"""A check or a difference in, its page as HTML or SVG for a notebook out: one picture, closed in itself."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape

from engagemodel.display import Form
from engagemodel.page import draw, palette, write
from engagemodel.page.scene import Rect, Scene
from engagemodel.printable import printable
from engagemodel.results import Check, Difference


def html(result: Check | Difference) -> str:
    """Return the page as an image that holds its SVG.

    In an image nothing runs, and its ids and font are its own, so that several pages in one notebook
    do not disturb each other. It has a paper of its own, for notebooks that are dark.
    """
    scene = draw(result)
    data = base64.b64encode(_picture(scene)).decode("ascii")
    told = escape(printable(f"{scene.title}. {scene.description}"))
    return f'<img alt="{told}" width="100%" src="data:image/svg+xml;base64,{data}">'


def svg(result: Check | Difference) -> str:
    """Return the page as the SVG that the image holds."""
    return _picture(draw(result)).decode("utf-8")


def _picture(scene: Scene) -> bytes:
    paper = Rect(0, 0, scene.width, scene.height, 0, palette.PAPER)
    return write(replace(scene, items=(paper, *scene.items)), "svg")


FORMS: Mapping[Form, Callable[[Check | Difference], str]] = {"html": html, "svg": svg}
