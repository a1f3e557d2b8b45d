"""The parts of a page in, the shapes of a slide as DrawingML out: cards as groups, lines as connectors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from engagemodel.page import fonts
from engagemodel.page.parts import Box, Part, Tie
from engagemodel.page.scene import Image, Path, Point, Rect, Text
from engagemodel.page.typeset import measure
from engagemodel.page.words import language
from engagemodel.page.writers.pptx.connecting import connector
from engagemodel.printable import printable

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_POINT = 12_700  # EMU
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

    def all(self, found: tuple[Part, ...]) -> Iterator[str]:
        """Yield the XML of each part, in the order in which they are drawn."""
        frames = {part.id: part.frame for part in found if isinstance(part, Box)}
        self.ids = {id: next(self.numbers) for id in frames}
        for part in found:
            if isinstance(part, Image):
                continue  # its file is another part of the package
            if isinstance(part, Box):
                yield self.card(part)
            elif isinstance(part, Tie):
                yield from [self.tie(part, frames)] if part.joined else map(self.loose, part.loose)
            else:
                yield self.loose(part)

    def card(self, box: Box) -> str:
        """Return a group: the card with its words to be edited in it, and what it carries."""
        link = f'<a:hlinkClick r:id="{self.related(box.url)}"/>' if box.url else ""
        name = f'id="{self.ids[box.id]}" name={_quoted(box.id)} descr={_quoted(box.title)}'
        shape = (
            f"<p:sp><p:nvSpPr><p:cNvPr {name}>{link}</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{_place(box.frame)}{_rounded(box.frame)}{_paint(box.frame)}</p:spPr>"
            f"{_body(box)}</p:sp>"
        )
        if not box.extras:
            return shape
        inner = "".join(map(self.loose, box.extras))
        off, ext = _offset(box.frame), _extent(box.frame)
        same = f"{off}{ext}{off.replace('a:off', 'a:chOff')}{ext.replace('a:ext', 'a:chExt')}"
        number = next(self.numbers)
        return (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name={_quoted(f"group-{box.id}")}/>'
            f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{same}</a:xfrm></p:grpSpPr>"
            f"{shape}{inner}</p:grpSp>"
        )

    def tie(self, tie: Tie, frames: Mapping[str, Rect]) -> str:
        """Return a connector, glued to the sides of the two cards that it joins."""
        geometry, sites = connector(tie.path.points, frames[tie.ends[0]], frames[tie.ends[1]])
        start, end = (self.ids[id] for id in tie.ends)
        name = f'id="{next(self.numbers)}" name={_quoted(tie.id)} descr={_quoted(tie.title)}'
        return (
            f"<p:cxnSp><p:nvCxnSpPr><p:cNvPr {name}/><p:cNvCxnSpPr>"
            f'<a:stCxn id="{start}" idx="{sites[0]}"/><a:endCxn id="{end}" idx="{sites[1]}"/>'
            f"</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
            f"<p:spPr>{geometry}{_stroke(tie.path, dot=bool(tie.dots))}</p:spPr></p:cxnSp>"
        )

    def loose(self, item: Rect | Path | Text) -> str:
        """Return a shape of its own, which screen readers pass by."""
        number = next(self.numbers)
        name = f'<p:cNvPr id="{number}" name="{type(item).__name__} {number}"/>'
        kind = "<p:cNvSpPr/>"
        body = ""
        if isinstance(item, Text):
            kind = '<p:cNvSpPr txBox="1"/>'
            looks = (
                f'{_place(_room(item))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
            )
            body = _line_of_text(item)
        elif isinstance(item, Rect):
            looks = _place(item) + _rounded(item) + _paint(item)
        else:
            looks = _freeform(item) + _stroke(item, dot=False)
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
        f"{role}</p:nvSpPr><p:spPr>{_place(frame)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody>{_frame('t', 0.0)}{_paragraph(lines, 'l')}</p:txBody></p:sp>"
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
    insets = f'lIns="{_emu(left)}" tIns="0" rIns="0" bIns="{_emu(below)}"'
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
        f'<a:r><a:rPr lang="{_TONGUES[language().code]}" {style}>{_solid(text.colour)}'
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


def _rounded(rect: Rect) -> str:
    radius = min(rect.radius, rect.width / 2, rect.height / 2)
    if radius <= 0:
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    share = round(radius / min(rect.width, rect.height) * 100_000)
    guide = f'<a:gd name="adj" fmla="val {share}"/>'
    return f'<a:prstGeom prst="roundRect"><a:avLst>{guide}</a:avLst></a:prstGeom>'


def _freeform(path: Path) -> str:
    """Return a path with its curves as they are, in the box of its points."""
    xs, ys = zip(*path.points, strict=True)
    frame = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    def spot(point: Point) -> str:
        return f'<a:pt x="{_emu(point[0] - frame.x)}" y="{_emu(point[1] - frame.y)}"/>'

    curves = "".join(
        f"<a:cubicBezTo>{''.join(map(spot, path.points[i : i + 3]))}</a:cubicBezTo>"
        for i in range(1, len(path.points), 3)
    )
    fill = "norm" if path.fill else "none"
    close = "<a:close/>" if path.closed else ""
    size = f'w="{_emu(frame.width)}" h="{_emu(frame.height)}" fill="{fill}"'
    return (
        f"{_place(frame)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path {size}><a:moveTo>'
        f"{spot(path.points[0])}</a:moveTo>{curves}{close}</a:path></a:pathLst></a:custGeom>"
        f"{_fill(path.fill)}"
    )


def _paint(rect: Rect) -> str:
    return _fill(rect.fill) + _line(rect)


def _stroke(path: Path, *, dot: bool) -> str:
    ends = '<a:headEnd type="oval" w="sm" len="sm"/>' if dot else ""
    if path.arrow:
        head = "arrow" if path.head == "open" else "triangle"
        ends += f'<a:tailEnd type="{head}" w="med" len="med"/>'
    return _line(path, ends)


def _line(item: Rect | Path, ends: str = "") -> str:
    if not item.stroke:
        return "<a:ln><a:noFill/></a:ln>"
    dashes = ""
    if item.dash:
        shares = [round(each / item.line * 100_000) for each in item.dash]
        pairs = zip(shares[::2], shares[1::2], strict=True)
        inner = "".join(f'<a:ds d="{d}" sp="{space}"/>' for d, space in pairs)
        dashes = f"<a:custDash>{inner}</a:custDash>"
    return f'<a:ln w="{_emu(item.line)}">{_solid(item.stroke)}{dashes}<a:round/>{ends}</a:ln>'


def _fill(colour: str | None) -> str:
    return _solid(colour) if colour else "<a:noFill/>"


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'


def _place(rect: Rect) -> str:
    return f"<a:xfrm>{_offset(rect)}{_extent(rect)}</a:xfrm>"


def _offset(rect: Rect) -> str:
    return f'<a:off x="{_emu(rect.x)}" y="{_emu(rect.y)}"/>'


def _extent(rect: Rect) -> str:
    return f'<a:ext cx="{_emu(rect.width)}" cy="{_emu(rect.height)}"/>'


def _emu(points: float) -> int:
    return round(points * _POINT)


def _quoted(value: str) -> str:
    return quoteattr(printable(value))
