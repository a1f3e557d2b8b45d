"""The parts of a page in, the shapes of a slide as DrawingML out: cards as groups, lines as connectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from engagemodel.page.parts import Box, Part, Tie
from engagemodel.page.scene import Image, Path, Rect, Text
from engagemodel.page.writers.pptx.blocks import ASCENT, Block, down
from engagemodel.page.writers.pptx.connecting import connector, stretches
from engagemodel.page.writers.pptx.gathering import Gathered
from engagemodel.page.writers.pptx.looks import (
    extent,
    freeform,
    offset,
    paint,
    place,
    rounded,
    stroke,
)
from engagemodel.page.writers.pptx.sites import Site, bar, ends, holder, site, sites
from engagemodel.page.writers.pptx.tables import Table
from engagemodel.page.writers.pptx.tabling import tabled
from engagemodel.page.writers.pptx.wording import (
    LEADING,
    align,
    frame,
    lines,
    paragraphs,
    quoted,
    shortened,
    span,
    worded,
)

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


class Shapes:
    """Gives each shape of one slide its number; `related` returns the relation of an address."""

    def __init__(self, related: Callable[[str], str], gathered: Gathered) -> None:
        self.related, self.gathered = related, gathered
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
        name = f'id="{self.ids[box.id]}" name={quoted(box.id)} descr={quoted(box.title)}'
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
            _holder(f'id="{id}" name={quoted(f"{box.id}-end-{number}")}', holder(box.frame, at))
            for number, (at, id) in enumerate(held.items(), 1)
        )
        off, ext = offset(box.frame), extent(box.frame)
        same = f"{off}{ext}{off.replace('a:off', 'a:chOff')}{ext.replace('a:ext', 'a:chExt')}"
        number = next(self.numbers)
        return (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name={quoted(f"group-{box.id}")}/>'
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
            name = quoted(f"{tie.id}-{at + 1}" if at else tie.id)
            head = tie.path.arrow if at == len(ways) - 1 else 0
            path = replace(tie.path, points=points, arrow=head)
            ink = stroke(path, dot=bool(tie.dots) and not at)
            if at % 2:
                yield _bar(path, f'id="{bars[at // 2]}" name={name}', ink)
            else:
                told = f'id="{next(self.numbers)}" name={name} descr={quoted(tie.title)}'
                yield _connector(told, glue[at], glue[at + 1], connector(points) + ink)

    def glue(self, card: str, at: Site) -> tuple[int, int]:
        """Return the numbers of a shape and of its place, for a line that meets a card there."""
        return self.holders.get(card, {}).get(at, self.ids[card]), at[0]

    def loose(self, item: Rect | Path | Text) -> str:
        """Return a shape of its own, which screen readers pass by, or what it is part of."""
        if id(item) in self.gathered.taken or (isinstance(item, Text) and not item.text):
            return ""
        one = self.gathered.starts.get(id(item))
        number = next(self.numbers)
        if isinstance(one, Table):
            return tabled(one, number)
        if one is not None:
            return block(one, number)
        if isinstance(item, Text):
            return block(Block([[item]], [None]), number)
        if isinstance(item, Rect):
            looks = place(item) + rounded(item) + paint(item)
        else:
            looks = freeform(item) + stroke(item, dot=False)
        name = f'<p:cNvPr id="{number}" name="{type(item).__name__} {number}"/>'
        return _shape(name, "<p:cNvSpPr/>", looks)


def block(one: Block, number: int) -> str:
    """Return a block of text as one box, or as the words of the shape that it stands in."""
    name = f'<p:cNvPr id="{number}" name={quoted(shortened(one.said))}/>'
    if one.holder is not None:
        looks = place(one.holder) + rounded(one.holder) + paint(one.holder)
        body = frame("ctr", 0.0) + lines((one.first,), "ctr")
        return _shape(name, "<p:cNvSpPr/>", looks, body)
    if len(one.lines) > 1 or len(one.lines[0]) > 1:
        those = paragraphs(one)
        start, end = span(one, those)
        words = worded(one, those)
    else:
        start = down(one.first) - one.first.size * ASCENT
        end, words = start + one.first.size * LEADING, lines(one.lines[0], align(one))
    left, top, right, bottom = one.frame
    turned = one.first.turned
    room = Rect(left, start, one.room or right - left, end - start)
    if turned:
        room = Rect(start, top, end - start, bottom - top)
    looks = f'{place(room)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
    body = frame("t", 0.0, turned=turned) + words
    return _shape(name, '<p:cNvSpPr txBox="1"/>', looks, body)


def _shape(name: str, kind: str, looks: str, body: str = "") -> str:
    words = f"<p:txBody>{body}</p:txBody>" if body else ""
    return f"<p:sp><p:nvSpPr>{name}{kind}<p:nvPr/></p:nvSpPr><p:spPr>{looks}</p:spPr>{words}</p:sp>"


def title(heads: tuple[Text, ...], number: int, width: float, *, placeholder: bool) -> str:
    """Return the title of a slide, where the page has it, in a box of a width in points."""
    first = heads[0]
    height = first.size * LEADING * len(heads)
    room = Rect(first.x, first.y - first.size * ASCENT, width, height)
    role = '<p:nvPr><p:ph type="title"/></p:nvPr>' if placeholder else "<p:nvPr/>"
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="Title"/><p:cNvSpPr/>'
        f"{role}</p:nvSpPr><p:spPr>{place(room)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody>{frame('t', 0.0)}{lines(heads, 'l')}</p:txBody></p:sp>"
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
        look = frame("ctr", 0.0, below, turned=True)
    else:
        left = max(0.0, box.words[0].x - box.frame.x) if box.words else 0.0
        look = frame("ctr", left)
    return f"<p:txBody>{look}{lines(box.words, 'l')}</p:txBody>"
