"""A foreign SVG in; the same drawing of allow-listed shapes, gradients and attributes out.

Whatever could run, load, repeat or reach outside is no part of it: it is written anew from what was
understood, so that no difference between two parsers lets anything through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from engagemodel.page.dress.apart import Refused

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_KEPT = {
    "svg",
    "g",
    "defs",
    "clipPath",
    "linearGradient",
    "radialGradient",
    "stop",
    "style",
} | _SHAPES
_DROPPED = {"title", "desc", "metadata"}
_HINTS = {
    "text": "it has text; turn text into paths",
    "image": "it has an image in it; export it as PNG",
    "use": "it repeats parts (use); expand them, or export it as PNG",
}
_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_DEEPEST, _MOST = 32, 5000
_OUTSIDE = re.compile(r"url\s*\(\s*(?!['\"]?#)|@import|\\|expression|javascript:", re.IGNORECASE)
_COSTLY = re.compile(r"(?<![\w-])(filter|mask|clip-path)\s*:")  # may be drawn over and over
_SIZE = re.compile(r"([0-9.]+)(px|pt|mm|cm|in)?")


def redrawn(data: bytes) -> tuple[str, float, float]:
    """Return the drawing as an SVG, its width and its height.

    Raises:
        Refused: it is no SVG, or has what a logo may not have.
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data.decode("utf-8-sig"), True)
    except UnicodeDecodeError:
        raise Refused("it is neither a PNG nor an SVG in UTF-8") from None
    except expat.ExpatError as error:
        raise Refused(f"it is neither a PNG nor an SVG: line {error.lineno} is no XML") from None
    return "".join(reader.parts), *reader.size


class _Reader:
    """Writes what it keeps while it is told what there is."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = (0.0, 0.0)
        self.stack: list[str] = []
        self.skipped = 0
        self.count = 0

    def doctype(self, *_: object) -> None:
        raise Refused("it has a DOCTYPE; save it without one")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.count += 1
        if self.count > _MOST or len(self.stack) >= _DEEPEST:
            raise Refused(f"it has more than {_MOST} elements, or they nest deeper than {_DEEPEST}")
        space, _, name = tag.rpartition(" ")
        if not self.stack and not self.skipped:
            self.root(space, name, attributes)
            return
        if self.skipped or space != _SVG or name in _DROPPED:
            if name == "script":
                raise Refused("it holds a script")
            self.skipped += 1
            return
        if name not in _KEPT or name == "svg":
            raise Refused(
                _HINTS.get(name, f"it has '{name[:40]}'; a logo has shapes and gradients only")
            )
        self.stack.append(name)
        self.parts.append(f"<{name}{self.attributes(attributes)}>")

    def root(self, space: str, name: str, attributes: Mapping[str, str]) -> None:
        if (space, name) != (_SVG, "svg"):
            raise Refused("it is neither a PNG nor an SVG")
        try:
            box = [
                float(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
            ]
        except ValueError:
            box = []
        if len(box) != 4:
            box = [0.0, 0.0, _length(attributes.get("width")), _length(attributes.get("height"))]
        if not all(abs(value) < 1e6 for value in box) or min(box[2:]) <= 0.01:
            raise Refused("it does not say how large it is (viewBox)")
        self.size = (box[2], box[3])
        self.stack.append("svg")
        look = {
            key: value for key, value in attributes.items() if key in ("fill", "stroke", "style")
        }
        view = " ".join(f"{value:g}" for value in box)
        self.parts.append(f'<svg xmlns="{_SVG}" viewBox="{view}"{self.attributes(look)}>')

    def attributes(self, attributes: Mapping[str, str]) -> str:
        kept = []
        for key, value in attributes.items():
            space, _, name = key.rpartition(" ")
            if name == "href" and space in ("", _XLINK) and value.startswith("#"):
                kept.append(f" href={quoteattr(value)}")
                continue
            if (
                space
                or name == "href"
                or name.lower().startswith("on")
                or not _WORDS.fullmatch(name)
            ):
                continue
            if name in ("filter", "mask") or (name == "clip-path" and "clipPath" in self.stack):
                continue
            _inside(value)
            kept.append(f" {name}={quoteattr(value)}")
        return "".join(kept)

    def end(self, _: str) -> None:
        if self.skipped:
            self.skipped -= 1
        else:
            self.parts.append(f"</{self.stack.pop()}>")

    def text(self, text: str) -> None:
        if self.skipped or not self.stack or self.stack[-1] != "style":
            return
        _inside(text)
        self.parts.append(escape(text))


def _inside(value: str) -> None:
    if _OUTSIDE.search(value):
        raise Refused("it refers to something outside itself")
    if _COSTLY.search(value):
        raise Refused("its style has filters, masks or clip paths; export it as PNG")


def _length(value: str | None) -> float:
    found = _SIZE.fullmatch((value or "").strip())
    try:
        return float(found[1]) if found else 0.0
    except ValueError:
        return 0.0
