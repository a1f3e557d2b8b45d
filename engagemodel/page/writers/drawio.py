"""A page in, a draw.io file out: every card a shape with its id, every line joined to two of them."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from engagemodel.page import fonts
from engagemodel.page.parts import Box, Part, Tie, parts
from engagemodel.page.scene import Image, Path, Rect, Scene, Text, at
from engagemodel.page.typeset import measure
from engagemodel.printable import printable

_ALIGN = {"start": "left", "middle": "center", "end": "right"}


def write(scene: Scene) -> str:
    """Return the file, uncompressed, so that it can be read and compared."""
    page = f'pageWidth="{_number(scene.width)}" pageHeight="{_number(scene.height)}"'
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<mxfile host="engagemodel">',
            f'<diagram id="page" name={_quoted(scene.title)}>',
            f'<mxGraphModel page="1" {page} grid="0" math="0" background="#ffffff">',
            "<root>",
            '<mxCell id="0"/>',
            '<mxCell id="1" parent="0"/>',
            *_cells(parts(scene)),
            "</root>",
            "</mxGraphModel>",
            "</diagram>",
            "</mxfile>",
            "",
        )
    )


def _cells(found: tuple[Part, ...]) -> Iterator[str]:
    frames = {part.id: part.frame for part in found if isinstance(part, Box)}
    for number, part in enumerate(found, 2):
        if isinstance(part, Box):
            yield from _box(part)
        elif isinstance(part, Tie) and part.joined:
            yield _tie(part, frames)
        elif isinstance(part, Tie):
            for at, item in enumerate(part.loose):
                yield _loose(item, f"{part.id}.{at}", "1", (0.0, 0.0))
        else:
            yield _loose(part, str(number), "1", (0.0, 0.0))


def _box(box: Box) -> Iterator[str]:
    """Yield the card and, inside it, its bar, icon and badges, which move with it."""
    first = box.words[0] if box.words else Text(0, 0, "", 8, "#000000")
    label = "\n".join(text.text for text in box.words)
    left = max(0.0, first.x - box.frame.x - 2)
    align = "center;horizontal=0" if first.turned else f"left;spacingLeft={_number(left)}"
    look = (
        f"{_look(box.frame)};align={align};verticalAlign=middle;spacing=2;"
        f"{_type(first)};container=0;connectable=1"
    )
    cell = f'style={_quoted(look)} vertex="1" parent="1">{_place(box.frame, (0.0, 0.0))}</mxCell>'
    extra = f" link={_quoted(box.url)}" if box.url else ""
    yield (
        f"<UserObject id={_quoted(box.id)} label={_quoted(label, lines=True)} "
        f"tooltip={_quoted(box.title)}{extra}><mxCell {cell}</UserObject>"
    )
    origin = (box.frame.x, box.frame.y)
    for number, item in enumerate(box.extras, 1):
        yield _loose(item, f"{box.id}.{number}", box.id, origin)


def _tie(tie: Tie, frames: dict[str, Rect]) -> str:
    """Return the line; it leaves and enters where the page has it, through the same gaps."""
    path, (source, target) = tie.path, tie.ends
    look = f"curved=1;{_pen(path)};endArrow={_head(path)};endSize={_number(path.arrow)}"
    look += ";startArrow=oval;startSize=3;startFill=1" if tie.dots else ""
    for word, end, point in (("exit", source, path.points[0]), ("entry", target, path.points[-1])):
        frame = frames[end]
        x = (point[0] - frame.x) / frame.width
        y = (point[1] - frame.y) / frame.height
        look += f";{word}X={_number(x)};{word}Y={_number(y)};{word}Perimeter=0"
    segments = (len(path.points) - 1) // 3
    shares = [(i + 0.5) / segments for i in range(segments)] if segments > 1 else [0.25, 0.75]
    corners = [at(path.points, share) for share in shares]
    points = "".join(f'<mxPoint x="{_number(x)}" y="{_number(y)}"/>' for x, y in corners)
    return (
        f'<UserObject id={_quoted(tie.id)} label="" tooltip={_quoted(tie.title)}><mxCell '
        f'style={_quoted(look)} edge="1" parent="1" source={_quoted(source)} '
        f'target={_quoted(target)}><mxGeometry relative="1" as="geometry">'
        f'<Array as="points">{points}</Array></mxGeometry></mxCell></UserObject>'
    )


def _loose(
    item: Rect | Path | Text | Image, id: str, parent: str, origin: tuple[float, float]
) -> str:
    if isinstance(item, Path):
        return _curve(item, id, parent, origin)
    if isinstance(item, Image):
        data = base64.b64encode(item.png).decode("ascii")  # drawio's own way: no ";base64"
        look = f"shape=image;html=0;imageAspect=0;aspect=fixed;image=data:image/png,{data}"
        value, frame = "", Rect(item.x, item.y, item.width, item.height)
    elif isinstance(item, Rect):
        value, look, frame = "", _look(item), item
    else:
        value, look, frame = item.text, _words(item), _room(item)
    return (
        f"<mxCell id={_quoted(id)} value={_quoted(value)} style={_quoted(look)} "
        f'vertex="1" connectable="0" parent={_quoted(parent)}>{_place(frame, origin)}</mxCell>'
    )


def _curve(path: Path, id: str, parent: str, origin: tuple[float, float]) -> str:
    """Return a line that joins nothing, through its own points."""
    look = f"curved={int(len(path.points) > 4)};{_pen(path)};endArrow={_head(path)}"
    moved = [(x - origin[0], y - origin[1]) for x, y in path.points[::3]]
    first, *between, last = (f'x="{_number(x)}" y="{_number(y)}"' for x, y in moved)
    points = "".join(f"<mxPoint {point}/>" for point in between)
    return (
        f'<mxCell id={_quoted(id)} style={_quoted(look)} edge="1" connectable="0" '
        f'parent={_quoted(parent)}><mxGeometry relative="1" as="geometry">'
        f'<mxPoint {first} as="sourcePoint"/><mxPoint {last} as="targetPoint"/>'
        f'<Array as="points">{points}</Array></mxGeometry></mxCell>'
    )


def _look(rect: Rect) -> str:
    """Return the style of a rectangle; html=0 and no placeholders: its label is plain text."""
    radius = min(rect.radius, rect.width / 2, rect.height / 2)
    look = f"html=0;whiteSpace=wrap;overflow=hidden;rounded={int(radius > 0)};absoluteArcSize=1"
    look += f";arcSize={_number(radius * 2)};fillColor={rect.fill or 'none'}"
    return f"{look};strokeColor={rect.stroke or 'none'}{_dashes(rect)}"


def _pen(path: Path) -> str:
    return f"html=0;strokeColor={path.stroke or 'none'}{_dashes(path)}"


def _dashes(item: Rect | Path) -> str:
    look = f";strokeWidth={_number(item.line)}"
    if item.dash:
        look += f";dashed=1;fixDash=1;dashPattern={' '.join(map(_number, item.dash))}"
    return look


def _head(path: Path) -> str:
    if not path.arrow:
        return "none"
    return "open" if path.head == "open" else "block;endFill=1"


def _words(text: Text) -> str:
    align = "center;horizontal=0" if text.turned else _ALIGN[text.anchor]
    look = f"text;html=0;align={align};verticalAlign=middle;spacing=0"
    return f"{look};overflow=visible;{_type(text)}"


def _type(text: Text) -> str:
    style = int(text.bold) + (8 if text.strike else 0)
    return f"fontFamily={_family()};fontSize={_number(text.size)};fontColor={text.colour};fontStyle={style}"


def _family() -> str:
    """Return the font that a page wears, or else one that every machine has."""
    return fonts.FALLBACKS[-2] if fonts.family() == fonts.FAMILY else fonts.family()


def _room(text: Text) -> Rect:
    width = measure(text.text, text.size, bold=text.bold) + 2
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * width
    left = text.x - before
    if text.turned:
        top = text.y + before - width
        return Rect(text.x - text.size * 0.95, top, text.size * 1.25, width)
    return Rect(left, text.y - text.size * 0.95, width, text.size * 1.25)


def _place(rect: Rect, origin: tuple[float, float]) -> str:
    left, top = rect.x - origin[0], rect.y - origin[1]
    return (
        f'<mxGeometry x="{_number(left)}" y="{_number(top)}" width="{_number(rect.width)}" '
        f'height="{_number(rect.height)}" as="geometry"/>'
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").removesuffix("-0") or "0"


def _quoted(value: str, *, lines: bool = False) -> str:
    """Return an attribute with its quotes; `lines` keeps line ends, which are ours."""
    if lines:
        value = "\n".join(map(printable, value.split("\n")))
        return quoteattr(value, {"\n": "&#10;"})
    return quoteattr(printable(value))
