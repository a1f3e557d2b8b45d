"""A scene in, one SVG document out: text as text, names for screen readers, nothing active."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from engagemodel.page import fonts, typeset
from engagemodel.page.scene import (
    Group,
    Image,
    Item,
    Path,
    Point,
    Rect,
    Scene,
    Text,
    arrowhead,
    link,
    shaft,
)
from engagemodel.printable import printable

_TAGS = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}


def write(scene: Scene, *, embed_font: bool = True, own_font_only: bool = False) -> str:
    """Return the document; its size is in points, like its coordinates.

    Without `embed_font` the reader's own fonts are used, each text held to the width it was laid
    out with. `own_font_only` draws a box for a character that our font lacks (for a renderer that
    has no other font).
    """
    draw = Drawing(held=not embed_font and not own_font_only, boxed=own_font_only)
    families = ", ".join(f"'{name}'" for name in (fonts.family(), *fonts.FALLBACKS[:-1]))
    width, height = _number(scene.width), _number(scene.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" '
        f'viewBox="0 0 {width} {height}" role="graphics-document" xml:lang="{scene.language}" '
        f'lang="{scene.language}" aria-labelledby="page-title page-description" '
        f'font-family="{families}, {fonts.FALLBACKS[-1]}" font-size="10">',
        f'<title id="page-title">{text(scene.title)}</title>',
        f'<desc id="page-description">{text(scene.description)}</desc>',
    ]
    drawn = [*draw.items(scene.items)]
    if embed_font:
        lines.append(f"<style>{faces(set().union(*drawn))}</style>")
    return "\n".join([*lines, *drawn, "</svg>", ""])


class Drawing:
    """The markup of items, each a line or more of it."""

    bold = ' font-weight="600"'

    def __init__(self, *, held: bool, boxed: bool) -> None:
        self.held, self.boxed = held, boxed

    def items(self, items: tuple[Item, ...]) -> Iterator[str]:
        for item in items:
            if isinstance(item, Rect):
                yield _rect(item)
            elif isinstance(item, Path):
                yield from _path(item)
            elif isinstance(item, Text):
                yield self.text(item)
            elif isinstance(item, Image):
                yield self.image(item)
            else:
                yield from self.group(item)

    def group(self, group: Group) -> Iterator[str]:
        if group.on:
            yield from self.items(group.items)
            return
        address = link(group.url)
        if address:
            yield f"<a href={quoted(address)}>"
        role = "" if group.role == "none" else f' role="{group.role}"'
        name = "" if group.id is None else f" id={quoted(group.id)}"
        label = "" if group.title is None else f" aria-label={quoted(group.title)}"
        yield f"<g{name}{role}{label}>"
        if group.title is not None:
            yield f"<title>{text(group.title)}</title>"
        if group.description:
            yield f"<desc>{text(group.description)}</desc>"
        yield from self.items(group.items)
        yield "</g></a>" if address else "</g>"

    def image(self, item: Image) -> str:
        data = base64.b64encode(item.png).decode("ascii")
        return (
            f'<image x="{_number(item.x)}" y="{_number(item.y)}" width="{_number(item.width)}" '
            f'height="{_number(item.height)}" role="img" aria-label={quoted(item.title)} '
            f'href="data:image/png;base64,{data}"/>'
        )

    def text(self, item: Text) -> str:
        shown = typeset.drawable(item.text) if self.boxed else item.text
        style = self.bold if item.bold else ""
        style += ' text-decoration="line-through"' if item.strike else ""
        if item.text and (self.held or (not self.boxed and typeset.missing(item.text))):
            width = _number(typeset.measure(item.text, item.size, bold=item.bold))
            style += f' textLength="{width}" lengthAdjust="spacingAndGlyphs"'
        if item.turned:
            style += f' transform="rotate(-90 {_number(item.x)} {_number(item.y)})"'
        return (
            f'<text x="{_number(item.x)}" y="{_number(item.y)}" font-size="{_number(item.size)}" '
            f'fill="{item.colour}"{_TAGS[item.anchor]}{style}>{text(shown)}</text>'
        )


def _rect(item: Rect) -> str:
    radius = f' rx="{_number(item.radius)}"' if item.radius else ""
    return (
        f'<rect x="{_number(item.x)}" y="{_number(item.y)}" width="{_number(item.width)}" '
        f'height="{_number(item.height)}"{radius}{_paint(item)}/>'
    )


def _path(item: Path) -> Iterator[str]:
    close = "Z" if item.closed else ""
    yield f'<path d="{_curve(shaft(item))}{close}"{_paint(item)}/>'
    if item.arrow:
        left, tip, right = arrowhead(item)
        corners = "M{} {}L{} {}L{} {}".format(*(_number(v) for p in (left, tip, right) for v in p))
        if item.head == "filled":
            yield f'<path d="{corners}Z" fill="{item.stroke}"/>'
        else:
            line = _number(item.line)
            yield f'<path d="{corners}" fill="none" stroke="{item.stroke}" stroke-width="{line}"/>'


def _curve(points: tuple[Point, ...]) -> str:
    first, *rest = (f"{_number(x)} {_number(y)}" for x, y in points)
    return f"M{first}" + "".join(f"C{' '.join(rest[i : i + 3])}" for i in range(0, len(rest), 3))


def _paint(item: Rect | Path) -> str:
    paint = f' fill="{item.fill or "none"}"'
    if item.stroke:
        paint += f' stroke="{item.stroke}" stroke-width="{_number(item.line)}"'
        if item.dash:
            paint += f' stroke-dasharray="{" ".join(_number(d) for d in item.dash)}"'
    return paint


def clothed(style: str, characters: Iterable[str]) -> str:
    """Return the style of a page that brings the font in force along, and is set in it."""
    if fonts.family() != fonts.FAMILY:
        style = style.replace(f'"{fonts.FAMILY}"', f'"{fonts.family()}"')
    return style + faces(characters)


def faces(characters: Iterable[str] = ()) -> str:
    """Return the style rules that bring the font along, with at least these characters."""
    wanted = {*characters}
    rules = []
    for bold, weight in ((False, 400), (True, 600)):
        for ranges, file in fonts.web(bold=bold, characters=wanted):
            data = base64.b64encode(file).decode("ascii")
            rules.append(
                f"@font-face{{font-family:'{fonts.family()}';font-weight:{weight};"
                f"src:url(data:font/woff2;base64,{data}) format('woff2')"
                f"{ranges and f';unicode-range:{ranges}'}}}"
            )
    return "".join(rules)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").removesuffix("-0") or "0"


def text(value: str) -> str:
    """Return a text as it stands between tags."""
    return escape(printable(value))


def quoted(value: str) -> str:
    """Return a text as the value of an attribute, quotes included."""
    return quoteattr(printable(value))
