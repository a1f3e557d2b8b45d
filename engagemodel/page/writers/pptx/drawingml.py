"""The parts of a page in, the shapes of a slide as DrawingML out: cards as groups, lines as connectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from engagemodel.page import fonts
from engagemodel.page.parts import Box, Part, Tie
from engagemodel.page.scene import Image, Path, Rect, Text
from engagemodel.page.typeset import measure
from engagemodel.page.words import language
from engagemodel.page.writers.pptx.connecting import connector, stretches
from engagemodel.page.writers.pptx.looks import (
    emu,
    extent,
    freeform,
    offset,
    paint,
    place,
    rounded,
    solid,
    stroke,
)
from engagemodel.page.writers.pptx.sites import Site, bar, ends, holder, site, sites
from engagemodel.printable import printable

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_ASCENT, _LEADING = (
    0.95,
    1.2,
)  # of the size of a text: from its top to its baseline, to the next one
_TONGUES = {"en": "en-US", "de": "de-DE"}
_ALIGN = {"start": "l", "middle": "ctr", "end": "r"}


class Shapes:
    """Gives each shape of one slide its number; `related` returns the relation of an address."""

    def __init__(self, related: Callable[[str], str]) -> None:
        self.related = related
        self.numbers = count(2)
        self.ids: dict[str, int] = {}
        self.holders: dict[str, dict[Site, int]] = {}

    def all(self, found: tuple[Part, ...]) -> Iterator[str]:
        """Yield the XML of each part, in the order in which they are drawn."""
        frames = {part.id: part.frame for part in found if isinstance(part, Box)}
        self.ids = {id: next(self.numbers) for id in frames}
        ties = (part for part in found if isinstance(part, Tie) and part.joined)
        self.holders = {
            id: {at: next(self.numbers) for at in those}
            for id, those in sites(ties, frames).items()
        }
        for part in found:
            if isinstance(part, Image):
                continue  # its file is another part of the package
            if isinstance(part, Box):
                yield self.card(part)
            elif isinstance(part, Tie):
                yield from self.tie(part, frames) if part.joined else map(self.loose, part.loose)
            else:
                yield self.loose(part)

    def card(self, box: Box) -> str:
        """Return a group: the card with its words to be edited in it, what it carries and holds."""
        link = f'<a:hlinkClick r:id="{self.related(box.url)}"/>' if box.url else ""
        name = f'id="{self.ids[box.id]}" name={_quoted(box.id)} descr={_quoted(box.title)}'
        shape = (
            f"<p:sp><p:nvSpPr><p:cNvPr {name}>{link}</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{place(box.frame)}{rounded(box.frame)}{paint(box.frame)}</p:spPr>"
            f"{_body(box)}</p:sp>"
        )
        held = self.holders.get(box.id, {})
        if not box.extras and not held:
            return shape
        inner = "".join(map(self.loose, box.extras))
        inner += "".join(
            _holder(f'id="{id}" name={_quoted(f"{box.id}-end-{number}")}', holder(box.frame, at))
            for number, (at, id) in enumerate(held.items(), 1)
        )
        off, ext = offset(box.frame), extent(box.frame)
        same = f"{off}{ext}{off.replace('a:off', 'a:chOff')}{ext.replace('a:ext', 'a:chExt')}"
        number = next(self.numbers)
        return (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name={_quoted(f"group-{box.id}")}/>'
            f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{same}</a:xfrm></p:grpSpPr>"
            f"{shape}{inner}</p:grpSp>"
        )

    def tie(self, tie: Tie, frames: Mapping[str, Rect]) -> Iterator[str]:
        """Yield the connectors of a line, glued to its cards and to what is straight between them."""
        ways = stretches(tie.path.points)
        bars = [next(self.numbers) for _ in ways[1::2]]
        first, last = ways[0][0], ways[-1][-1]
        start, end = (
            self.glue(id, site(point, frames[id]))
            for id, point in zip(tie.ends, (first, last), strict=True)
        )
        joints = ((id, at) for id, way in zip(bars, ways[1::2], strict=True) for at in ends(way))
        glue = [start, *joints, end]
        for at, points in enumerate(ways):
            name = _quoted(f"{tie.id}-{at + 1}" if at else tie.id)
            head = tie.path.arrow if at == len(ways) - 1 else 0
            path = replace(tie.path, points=points, arrow=head)
            ink = stroke(path, dot=bool(tie.dots) and not at)
            if at % 2:
                yield _bar(path, f'id="{bars[at // 2]}" name={name}', ink)
            else:
                told = f'id="{next(self.numbers)}" name={name} descr={_quoted(tie.title)}'
                yield _connector(told, glue[at], glue[at + 1], connector(points) + ink)

    def glue(self, card: str, at: Site) -> tuple[int, int]:
        """Return the numbers of a shape and of its place, for a line that meets a card there."""
        return self.holders.get(card, {}).get(at, self.ids[card]), at[0]

    def loose(self, item: Rect | Path | Text) -> str:
        """Return a shape of its own, which screen readers pass by."""
        number = next(self.numbers)
        name = f'<p:cNvPr id="{number}" name="{type(item).__name__} {number}"/>'
        kind = "<p:cNvSpPr/>"
        body = ""
        if isinstance(item, Text):
            kind = '<p:cNvSpPr txBox="1"/>'
            looks = (
                f'{place(_room(item))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
            )
            body = _line_of_text(item)
        elif isinstance(item, Rect):
            looks = place(item) + rounded(item) + paint(item)
        else:
            looks = freeform(item) + stroke(item, dot=False)
        return (
            f"<p:sp><p:nvSpPr>{name}{kind}<p:nvPr/></p:nvSpPr><p:spPr>{looks}</p:spPr>{body}</p:sp>"
        )


def title(lines: tuple[Text, ...], number: int, *, placeholder: bool) -> str:
    """Return the title of a slide, where the page has it."""
    first = lines[0]
    width = max(measure(line.text, line.size, bold=True) for line in lines) * 1.1
    height = first.size * _LEADING * len(lines)
    frame = Rect(first.x, first.y - first.size * _ASCENT, width, height)
    role = '<p:nvPr><p:ph type="title"/></p:nvPr>' if placeholder else "<p:nvPr/>"
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="Title"/><p:cNvSpPr/>'
        f"{role}</p:nvSpPr><p:spPr>{place(frame)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody>{_frame('t', 0.0)}{_paragraph(lines, 'l')}</p:txBody></p:sp>"
    )


def _connector(name: str, start: tuple[int, int], end: tuple[int, int], looks: str) -> str:
    """Return a connector between two places of shapes, each given by the numbers of both."""
    held = (
        f'<a:{end} id="{id}" idx="{at}"/>' for end, (id, at) in (("stCxn", start), ("endCxn", end))
    )
    return (
        f"<p:cxnSp><p:nvCxnSpPr><p:cNvPr {name}/><p:cNvCxnSpPr>{''.join(held)}</p:cNvCxnSpPr>"
        f"<p:nvPr/></p:nvCxnSpPr><p:spPr>{looks}</p:spPr></p:cxnSp>"
    )


def _holder(name: str, frame: Rect) -> str:
    """Return an invisible shape whose sides connectors can be glued to."""
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr {name}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{place(frame)}{rounded(frame)}{paint(frame)}</p:spPr></p:sp>"
    )


def _bar(path: Path, name: str, ink: str) -> str:
    """Return what is straight of a line, as a shape that connectors can be glued to."""
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr {name}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{bar(path.points)}{ink}</p:spPr></p:sp>"
    )


def _body(box: Box) -> str:
    if any(text.turned for text in box.words):
        below = max(0.0, box.frame.y + box.frame.height - box.words[0].y)
        frame = _frame("ctr", 0.0, below, turned=True)
    else:
        left = max(0.0, box.words[0].x - box.frame.x) if box.words else 0.0
        frame = _frame("ctr", left)
    return f"<p:txBody>{frame}{_paragraph(box.words, 'l')}</p:txBody>"


def _line_of_text(text: Text) -> str:
    frame = _frame("t", 0.0, turned=text.turned)
    return f"<p:txBody>{frame}{_paragraph((text,), _ALIGN[text.anchor])}</p:txBody>"


def _frame(anchor: str, left: float, below: float = 0.0, *, turned: bool = False) -> str:
    insets = f'lIns="{emu(left)}" tIns="0" rIns="0" bIns="{emu(below)}"'
    way = ' vert="vert270"' if turned else ""
    return f'<a:bodyPr{way} wrap="none" {insets} anchor="{anchor}"><a:noAutofit/></a:bodyPr>'


def _paragraph(lines: tuple[Text, ...], align: str) -> str:
    runs = "<a:br/>".join(map(_run, lines))
    spacing = '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
    look = f'<a:pPr marL="0" indent="0" algn="{align}">{spacing}<a:buNone/></a:pPr>'
    return f"<a:p>{look}{runs}</a:p>"


def _run(text: Text) -> str:
    """Return the words in the font of the page."""
    style = f'sz="{round(text.size * 100)}" b="{int(text.bold)}"'
    style += ' strike="sngStrike"' if text.strike else ""
    return (
        f'<a:r><a:rPr lang="{_TONGUES[language().code]}" {style}>{solid(text.colour)}'
        f'<a:latin typeface="{_typeface()}"/>'
        f"</a:rPr><a:t>{escape(printable(text.text))}</a:t></a:r>"
    )


def _typeface() -> str:
    """Return the font that a page wears, or else the one that the theme names for texts."""
    return "+mn-lt" if fonts.family() == fonts.FAMILY else fonts.family()


def _room(text: Text) -> Rect:
    width = measure(text.text, text.size, bold=text.bold)
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * width
    if text.turned:
        bottom = text.y + before
        left = text.x - text.size * _ASCENT
        return Rect(left, bottom - width, text.size * _LEADING, width)
    top = text.y - text.size * _ASCENT
    return Rect(text.x - before, top, width, text.size * _LEADING)


def _quoted(value: str) -> str:
    return quoteattr(printable(value))
