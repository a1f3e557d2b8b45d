"""The formats of a page, by suffix; a new format is one file here and one line in `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from engagemodel.errors import ArgumentError, Problem
from engagemodel.page.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a writer may be told; each takes what concerns it.

    `embed_font` puts the font into an svg. A png has `width` pixels or else `scale` pixels a point.
    A `theme` is a pptx whose master and layouts a pptx takes.
    """

    embed_font: bool = True
    scale: float = 2.0
    width: int | None = None
    theme: bytes | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is good for, in a few words, and how it is written."""

    about: str
    writer: Callable[[Scene, Options], bytes]

    def write(self, scene: Scene, options: Options) -> bytes:
        """Return a page as a file, in its own language and font."""
        with scene.dress.worn():
            return self.writer(scene, options)


def _svg(scene: Scene, options: Options) -> bytes:
    from engagemodel.page.writers import svg

    return svg.write(scene, embed_font=options.embed_font).encode("utf-8")


def _html(scene: Scene, options: Options) -> bytes:
    from engagemodel.page.story import ONLY, Story
    from engagemodel.page.writers import html

    story = scene.story() if scene.story else Story({ONLY: scene}, {ONLY: ()})
    return html.write(scene, story).encode("utf-8")


def _pdf(scene: Scene, options: Options) -> bytes:
    from engagemodel.page.writers import pdf

    return pdf.write(scene)


def _png(scene: Scene, options: Options) -> bytes:
    from engagemodel.page.writers import png, svg

    width = options.width or round(scene.width * options.scale)
    height = max(1, round(width * scene.height / scene.width))
    drawn = svg.write(scene, embed_font=False, own_font_only=True)
    return png.rasterize(drawn, width=width, height=height)


def _pptx(scene: Scene, options: Options) -> bytes:
    from engagemodel.page.writers import pptx

    return pptx.write((scene,), theme=options.theme)


def _drawio(scene: Scene, options: Options) -> bytes:
    from engagemodel.page.writers import drawio

    return drawio.write(scene).encode()


def _mmd(scene: Scene, options: Options) -> bytes:
    from engagemodel.page.writers import mmd

    return mmd.write(scene.diagram).encode()


def _d2(scene: Scene, options: Options) -> bytes:
    from engagemodel.page.writers import d2

    return d2.write(scene.diagram).encode()


def _puml(scene: Scene, options: Options) -> bytes:
    from engagemodel.page.writers import puml

    return puml.write(scene.diagram).encode()


def _dot(scene: Scene, options: Options) -> bytes:
    from engagemodel.page.writers import dot

    return dot.write(scene.diagram).encode()


def _md(scene: Scene, options: Options) -> bytes:
    from engagemodel.page.writers import md

    return md.write(scene).encode()


def _json(scene: Scene, options: Options) -> bytes:
    from engagemodel.page.writers import json

    return json.write(scene).encode()


FORMATS: Mapping[str, Format] = {
    "svg": Format("for the web and for documents", _svg),
    "html": Format("to explore in a browser, one file", _html),
    "pdf": Format("for print and e-mail, one page", _pdf),
    "png": Format("for slides and chats", _png),
    "pptx": Format("for PowerPoint: shapes to edit, joined by connectors", _pptx),
    "drawio": Format("for draw.io", _drawio),
    "mmd": Format("for Mermaid", _mmd),
    "d2": Format("for D2", _d2),
    "puml": Format("for PlantUML", _puml),
    "dot": Format("for Graphviz", _dot),
    "md": Format("for a wiki: tables", _md),
    "json": Format("for other programs: everything with its place", _json),
}


def format_of(path: str) -> str:
    """Return the format of a page that a file's name ends in.

    Raises:
        ArgumentError: there is no such format.
    """
    suffix = PurePath(path).suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        hint = f"possible endings are .{', .'.join(FORMATS)}"
        raise ArgumentError(Problem(f"'{path}' names no format of a page", hint=hint))
    return suffix
