"""Pages in, a PowerPoint file out: a slide a page, of native shapes that stay joined when moved."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engagemodel.errors import ArgumentError, Problem
from engagemodel.page.parts import parts
from engagemodel.page.scene import Image, Scene, Text, walk
from engagemodel.page.writers.pptx.blocks import Block
from engagemodel.page.writers.pptx.drawingml import NAMESPACES, Shapes, title
from engagemodel.page.writers.pptx.gathering import gather, room
from engagemodel.page.writers.pptx.settling import settle
from engagemodel.printable import printable

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_LARGEST = 256 * 2**20  # bytes that a theme may take when unpacked
_YEAR = (1980, 1, 1, 0, 0, 0)  # what a zip file says that has no clock


def write(
    scenes: Sequence[Scene],
    *,
    theme: bytes | None = None,
    title: str | None = None,
    description: str | None = None,
) -> bytes:
    """Return the file; the same bytes for the same pages and theme.

    `title` and `description` are those of the file, where these are not the first page's.

    `theme` is a pptx: its master, layouts, colours and fonts are taken, its slides are not. The
    slides have the size of the first page.

    Raises:
        ArgumentError: python-pptx is not installed, or the theme cannot be read.
    """
    file = _opened(theme)
    _resize(file, scenes[0], places=theme is None)
    for scene in scenes:
        _draw(file, scene)
    first = scenes[0]
    _describe(file, title or first.title, description or first.description, first.language)
    target = io.BytesIO()
    file.save(target)
    return _timeless(target.getvalue())


def _opened(theme: bytes | None) -> Presentation:
    try:
        import pptx
    except ImportError:
        problem = Problem(
            "a pptx page needs the package python-pptx",
            hint="install it with: pip install 'engagemodel[pptx]'",
        )
        raise ArgumentError(problem) from None
    if theme is None:
        return pptx.Presentation()
    from lxml.etree import LxmlError

    faults = (LookupError, ValueError, AttributeError, NotImplementedError, EOFError, OSError)
    packed = (zipfile.BadZipFile, zlib.error, pptx.exc.PythonPptxError, LxmlError, RuntimeError)
    try:
        _refuse_bombs(theme)
        file = pptx.Presentation(io.BytesIO(theme))
        _emptied(file)
    except (*faults, *packed):
        hint = "save it in PowerPoint as a presentation (.pptx) without a password"
        raise ArgumentError(Problem("the theme is no pptx that can be read", hint=hint)) from None
    return file


def _refuse_bombs(theme: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(theme)) as packed:
        if sum(member.file_size for member in packed.infolist()) > _LARGEST:
            raise ValueError("too large")


def _resize(file: Presentation, scene: Scene, *, places: bool) -> None:
    """Give slides the size of a page, and with it the `places` for text on slides added later."""
    from pptx.util import Pt

    width, height = Pt(scene.width), Pt(scene.height)
    if places and file.slide_width and file.slide_height:
        across, down = width / file.slide_width, height / file.slide_height
        for sheet in (file.slide_master, *file.slide_layouts):
            for place in sheet.element.iter("{*}off", "{*}ext"):
                for key, share in (("x", across), ("cx", across), ("y", down), ("cy", down)):
                    value = place.get(key)
                    if value is not None:
                        place.set(key, str(round(int(value) * share)))
    file.slide_width, file.slide_height = width, height


def _emptied(file: Presentation) -> None:
    """Take away the slides of a theme, and what would speak of them."""
    listed = file.part._element.sldIdLst
    for slide in list(listed) if listed is not None else ():
        file.part.drop_rel(slide.rId)
        listed.remove(slide)
    for child in list(file.part._element):
        if child.tag.rpartition("}")[2] in ("extLst", "custShowLst"):
            file.part._element.remove(child)


def _layout(file: Presentation) -> Any:
    """Return the layout that has a title and least besides."""

    def besides(layout: Any) -> tuple[bool, int]:
        kinds = [shape.placeholder_format.type for shape in layout.placeholders]
        titled = any(shape.placeholder_format.idx == 0 for shape in layout.placeholders)
        return (not titled, len(kinds))

    return min(file.slide_layouts, key=besides)


def _draw(file: Presentation, scene: Scene) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.oxml import parse_xml

    layout = _layout(file)
    slide = file.slides.add_slide(layout)
    titled = slide.shapes.title is not None
    tree = slide.shapes._spTree
    for shape in list(slide.shapes):
        tree.remove(shape._element)

    def related(address: str) -> str:
        return str(slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    scene = settle(scene)
    found, heads = parts(scene), _heads(scene)
    shapes = Shapes(related, gather(scene, heads))
    if heads:
        width = room(Block([[text] for text in heads], [None] * len(heads)), scene)
        tree.append(parse_xml(title(heads, next(shapes.numbers), width, placeholder=titled)))
    rest = tuple(part for part in found if part not in heads)
    wrapped = f"<p:spTree {NAMESPACES}>{''.join(shapes.all(rest))}</p:spTree>"
    for element in list(parse_xml(wrapped)):
        tree.append(element)
    for part in found:
        if isinstance(part, Image):
            _picture(slide, part)


def _picture(slide: Any, image: Image) -> None:
    from pptx.util import Pt

    places = (Pt(image.x), Pt(image.y), Pt(image.width), Pt(image.height))
    shape = slide.shapes.add_picture(io.BytesIO(image.png), *places)
    shape._element.nvPicPr.cNvPr.set("descr", image.title)


def _heads(scene: Scene) -> tuple[Text, ...]:
    """Return the lines of the title: the largest text of what stands first, the heading."""
    texts = [item for item in walk(scene.items[:1]) if isinstance(item, Text)]
    largest = max((text.size for text in texts), default=0.0)
    return tuple(text for text in texts if text.size == largest)


def _describe(file: Presentation, title: str, description: str, language: str) -> None:
    """Say what the file is, and nothing of when and by whom; an old picture of it goes."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    package = file.part.package
    for id, relation in list(package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(id)
    facts = file.core_properties
    facts.title, facts.subject = printable(title)[:255], printable(description)[:255]
    facts.author = facts.last_modified_by = facts.keywords = facts.comments = ""
    facts.language = language
    facts.revision = 1
    element = facts._element
    for child in list(element):
        if child.tag.rpartition("}")[2] in ("created", "modified", "lastPrinted"):
            element.remove(child)


def _timeless(packed: bytes) -> bytes:
    """Return the same zip file without the time at which each member was packed."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _YEAR)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            new.writestr(member, old.read(name))
    return target.getvalue()
