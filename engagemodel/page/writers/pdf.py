"""Pages in, a PDF of as many out: vector, fonts embedded, text selectable, links alive."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engagemodel import __version__
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
    box,
    link,
    shaft,
    walk,
)
from engagemodel.printable import printable

_NAMES = {False: "EngageSans-Regular", True: "EngageSans-Bold"}


def write(scene: Scene) -> bytes:
    """Return the document of one page; the same bytes for the same scene."""
    return bind((scene,), scene.title, scene.description)


def bind(scenes: Sequence[Scene], title: str, description: str, names: Sequence[str] = ()) -> bytes:
    """Return the document of some pages, its outline being their `names`."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    said = {
        c
        for scene in scenes
        for item in walk(scene.items)
        if isinstance(item, Text)
        for c in item.text
    }
    for bold, name in _NAMES.items():
        file = fonts.embedded(bold=bold, characters=said)
        # Anew for each document, whose font may be another: registerFont keeps the first of a name.
        pdfmetrics._fonts[name] = TTFont(name, io.BytesIO(file))
    target, first = io.BytesIO(), scenes[0]
    canvas = Canvas(
        target,
        pagesize=(first.width, first.height),
        invariant=1,
        pageCompression=1,
        lang=first.language,
        initialFontName=_NAMES[False],
    )
    canvas.setTitle(printable(title))
    canvas.setSubject(printable(description))
    canvas.setAuthor("")
    canvas.setCreator(f"engagemodel {__version__}")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for number, scene in enumerate(scenes):
        canvas.setPageSize((scene.width, scene.height))
        _Drawing(canvas, scene.height).items(scene.items)
        if names:
            canvas.bookmarkPage(f"page-{number + 1}")
            canvas.addOutlineEntry(printable(names[number]), f"page-{number + 1}")
        canvas.showPage()
    if names:
        canvas.showOutline()
    canvas.save()
    return target.getvalue()


class _Drawing:
    """Draws with y upwards, as PDF has it."""

    def __init__(self, canvas: Any, height: float) -> None:
        self.canvas, self.height = canvas, height

    def items(self, items: tuple[Item, ...]) -> None:
        for item in items:
            if isinstance(item, Rect):
                self.rect(item)
            elif isinstance(item, Path):
                self.path(item)
            elif isinstance(item, Text):
                self.text(item)
            elif isinstance(item, Image):
                self.image(item)
            else:
                self.group(item)

    def group(self, group: Group) -> None:
        self.items(group.items)
        address = link(group.url)
        if address:
            left, top, right, bottom = box(group.items)
            self.canvas.linkURL(
                address, (left, self.height - bottom, right, self.height - top), relative=0
            )

    def image(self, item: Image) -> None:
        from reportlab.lib.utils import ImageReader

        bottom = self.height - item.y - item.height
        picture = ImageReader(io.BytesIO(item.png))
        self.canvas.drawImage(picture, item.x, bottom, item.width, item.height, mask="auto")

    def rect(self, item: Rect) -> None:
        self._pen(item)
        bottom = self.height - item.y - item.height
        radius = min(item.radius, item.width / 2, item.height / 2)
        paint = {"stroke": int(item.stroke is not None), "fill": int(item.fill is not None)}
        if radius:
            self.canvas.roundRect(item.x, bottom, item.width, item.height, radius, **paint)
        else:
            self.canvas.rect(item.x, bottom, item.width, item.height, **paint)

    def path(self, item: Path) -> None:
        self._pen(item)
        self._trace(shaft(item), item.closed, stroke=item.stroke is not None, fill=item.fill)
        if item.arrow:
            self.canvas.setDash()
            self._arrow(item)

    def _arrow(self, item: Path) -> None:
        from reportlab.lib.colors import HexColor

        left, tip, right = arrowhead(item)
        outline = self.canvas.beginPath()
        outline.moveTo(left[0], self.height - left[1])
        outline.lineTo(tip[0], self.height - tip[1])
        outline.lineTo(right[0], self.height - right[1])
        if item.head == "filled":
            outline.close()
            self.canvas.setFillColor(HexColor(item.stroke))
            self.canvas.drawPath(outline, stroke=0, fill=1)
        else:
            self.canvas.drawPath(outline, stroke=1, fill=0)

    def text(self, item: Text) -> None:
        from reportlab.lib.colors import HexColor

        if item.turned:
            self.canvas.saveState()
            self.canvas.translate(item.x, self.height - item.y)
            self.canvas.rotate(90)
            self.text(replace(item, x=0.0, y=self.height, turned=False))
            self.canvas.restoreState()
            return
        shown = typeset.clean(item.text)
        laid = typeset.laid(shown)
        width, spacing = _fitted(shown, laid, item)
        left = item.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[item.anchor] * width
        base = self.height - item.y
        self.canvas.setFillColor(HexColor(item.colour))
        self.canvas.setFont(_NAMES[item.bold], item.size)
        self.canvas.drawString(left, base, laid, charSpace=spacing)
        if item.strike:
            self.canvas.setStrokeColor(HexColor(item.colour))
            self.canvas.setLineWidth(item.size * 0.07)
            self.canvas.setDash()
            middle = base + item.size * 0.24
            self.canvas.line(left, middle, left + width, middle)

    def _pen(self, item: Rect | Path) -> None:
        from reportlab.lib.colors import HexColor

        if item.fill:
            self.canvas.setFillColor(HexColor(item.fill))
        if item.stroke:
            self.canvas.setStrokeColor(HexColor(item.stroke))
            self.canvas.setLineWidth(item.line)
            self.canvas.setDash(list(item.dash)) if item.dash else self.canvas.setDash()

    def _trace(
        self, points: tuple[Point, ...], closed: bool, *, stroke: bool, fill: str | None
    ) -> None:
        outline = self.canvas.beginPath()
        flat = [(x, self.height - y) for x, y in points]
        outline.moveTo(*flat[0])
        for i in range(1, len(flat), 3):
            outline.curveTo(*flat[i], *flat[i + 1], *flat[i + 2])
        if closed:
            outline.close()
        self.canvas.drawPath(outline, stroke=int(stroke), fill=int(fill is not None))


def _fitted(shown: str, laid: str, item: Text) -> tuple[float, float]:
    """Return the width in points of a text as it is drawn, and what its characters are moved apart.

    The box for a character that the font lacks may be wider than the character: they move together.
    """
    room = typeset.measure(shown, item.size, bold=item.bold)
    known = fonts.widths(bold=item.bold)
    drawn = [known.get(c, fonts.BOX) for c in laid]
    width = sum(drawn) * item.size / 1000
    if width <= room or not drawn:
        return width, 0.0
    return room, (room - width) / len(drawn)
