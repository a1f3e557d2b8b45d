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
    out with. A text with characters that our font lacks is not: how wide these are in the font that
    a reader has for them, nobody knows here, and a wrong width would squeeze or stretch them.
    `own_font_only` draws a box for each of them (for a renderer that has no other font).
    """
    draw = Drawing(held=not embed_font and not own_font_only, boxed=own_font_only)
    families = ", ".join(f"'{name}'" for name in (fonts.family(), *fonts.FALLBACKS[:-1]))
    width, height = number(scene.width), number(scene.height)
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

    def __init__(self, *, held: bool, boxed: bool) -> None:
        self.held, self.boxed = held, boxed

    def items(self, items: tuple[Item, ...]) -> Iterator[str]:
        for item in items:
            if isinstance(item, Rect):
                yield self.rect(item)
            elif isinstance(item, Path):
                yield from self.path(item)
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
            f'<image x="{number(item.x)}" y="{number(item.y)}" width="{number(item.width)}" '
            f'height="{number(item.height)}" role="img" aria-label={quoted(item.title)} '
            f'href="data:image/png;base64,{data}"/>'
        )

    def rect(self, item: Rect) -> str:
        radius = f' rx="{number(item.radius)}"' if item.radius else ""
        return (
            f'<rect x="{number(item.x)}" y="{number(item.y)}" width="{number(item.width)}" '
            f'height="{number(item.height)}"{radius}{self.paint(item)}/>'
        )

    def path(self, item: Path) -> Iterator[str]:
        close = "Z" if item.closed else ""
        yield f'<path d="{self.curve(shaft(item))}{close}"{self.paint(item)}/>'
        if item.arrow:
            corners = arrowhead(item)
            if item.head == "filled":
                close, inked = "Z", Path(corners, fill=item.stroke)
            else:
                close, inked = "", Path(corners, item.stroke, item.line)
            yield f'<path d="{self.corners(corners)}{close}"{self.paint(inked)}/>'

    def curve(self, points: tuple[Point, ...]) -> str:
        first, *rest = (f"{number(x)} {number(y)}" for x, y in points)
        curves = (f"C{' '.join(rest[i : i + 3])}" for i in range(0, len(rest), 3))
        return f"M{first}" + "".join(curves)

    def corners(self, points: tuple[Point, ...]) -> str:
        return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)

    def paint(self, item: Rect | Path) -> str:
        """Return the attributes that say what an item is drawn in."""
        paint = f' fill="{item.fill or "none"}"'
        if item.stroke:
            paint += f' stroke="{item.stroke}" stroke-width="{number(item.line)}"'
            if item.dash:
                paint += f' stroke-dasharray="{" ".join(number(d) for d in item.dash)}"'
        return paint

    def text(self, item: Text) -> str:
        shown = typeset.drawable(item.text) if self.boxed else item.text
        style = self.set(item)
        width = typeset.measure(item.text, item.size, bold=item.bold)
        if self.boxed:
            held = typeset.measure(shown, item.size, bold=item.bold) > width
        else:
            held = self.held and not typeset.missing(item.text)
        if held and width:
            style += f' textLength="{number(width)}" lengthAdjust="spacingAndGlyphs"'
        if item.turned:
            style += f' transform="rotate(-90 {number(item.x)} {number(item.y)})"'
        return f'<text x="{number(item.x)}" y="{number(item.y)}"{style}>{text(shown)}</text>'

    def set(self, item: Text) -> str:
        """Return the attributes that say what a text is set in."""
        style = f' font-size="{number(item.size)}" fill="{item.colour}"{_TAGS[item.anchor]}'
        style += ' font-weight="600"' if item.bold else ""
        return style + (' text-decoration="line-through"' if item.strike else "")


def clothed(style: str, characters: Iterable[str]) -> str:
    """Return the style of a page that brings the font in force along, and is set in it."""
    if fonts.family() != fonts.FAMILY:
        style = style.replace(f'"{fonts.FAMILY}"', f'"{fonts.family()}"')
    return style + faces(characters)


def faces(characters: Iterable[str]) -> str:
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


def number(value: float) -> str:
    """Return a length or place to a hundredth of a point."""
    return f"{value:.2f}".rstrip("0").rstrip(".").removesuffix("-0") or "0"


def text(value: str) -> str:
    """Return a text as it stands between tags."""
    return escape(printable(value))


def quoted(value: str) -> str:
    """Return a text as the value of an attribute, quotes included."""
    return quoteattr(printable(value))
