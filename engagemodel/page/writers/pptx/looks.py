"""Outlines and strokes of a page in, the DrawingML that says what they look like out."""

from __future__ import annotations

from engagemodel.page.scene import Path, Point, Rect

_POINT = 12_700  # EMU


def rounded(rect: Rect) -> str:
    """Return the outline of a rectangle, with its corners."""
    radius = min(rect.radius, rect.width / 2, rect.height / 2)
    if radius <= 0:
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    share = round(radius / min(rect.width, rect.height) * 100_000)
    guide = f'<a:gd name="adj" fmla="val {share}"/>'
    return f'<a:prstGeom prst="roundRect"><a:avLst>{guide}</a:avLst></a:prstGeom>'


def freeform(path: Path) -> str:
    """Return a path with its curves as they are, in the box of its points."""
    xs, ys = zip(*path.points, strict=True)
    frame = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    def spot(point: Point) -> str:
        return f'<a:pt x="{emu(point[0] - frame.x)}" y="{emu(point[1] - frame.y)}"/>'

    curves = "".join(
        f"<a:cubicBezTo>{''.join(map(spot, path.points[i : i + 3]))}</a:cubicBezTo>"
        for i in range(1, len(path.points), 3)
    )
    fill = "norm" if path.fill else "none"
    close = "<a:close/>" if path.closed else ""
    size = f'w="{emu(frame.width)}" h="{emu(frame.height)}" fill="{fill}"'
    return (
        f"{place(frame)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path {size}><a:moveTo>'
        f"{spot(path.points[0])}</a:moveTo>{curves}{close}</a:path></a:pathLst></a:custGeom>"
        f"{_fill(path.fill)}"
    )


def paint(rect: Rect) -> str:
    """Return what a rectangle is filled and drawn with."""
    return _fill(rect.fill) + _line(rect)


def stroke(path: Path, *, dot: bool) -> str:
    """Return what a line is drawn with: its head, and a dot where it starts if it has one."""
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
    return f'<a:ln w="{emu(item.line)}">{solid(item.stroke)}{dashes}<a:round/>{ends}</a:ln>'


def _fill(colour: str | None) -> str:
    return solid(colour) if colour else "<a:noFill/>"


def solid(colour: str) -> str:
    """Return a fill of one colour."""
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'


def place(rect: Rect) -> str:
    """Return where a shape is and how large."""
    return f"<a:xfrm>{offset(rect)}{extent(rect)}</a:xfrm>"


def offset(rect: Rect) -> str:
    """Return where a shape is."""
    return f'<a:off x="{emu(rect.x)}" y="{emu(rect.y)}"/>'


def extent(rect: Rect) -> str:
    """Return how large a shape is."""
    return f'<a:ext cx="{emu(rect.width)}" cy="{emu(rect.height)}"/>'


def emu(points: float) -> int:
    """Return a length in English metric units, of which a point has 12,700."""
    return round(points * _POINT)
