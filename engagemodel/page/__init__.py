"""A check or a difference in, one page out: what to draw, where, and in which format, in that order."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from engagemodel.page.dress import PLAIN, Dress
from engagemodel.page.dress.dressing import dressed
from engagemodel.page.manner import OWN, Manner
from engagemodel.page.scene import Scene
from engagemodel.page.sheet import SIZES, sheet
from engagemodel.page.story import tell
from engagemodel.page.views import VIEWS, asked, usual
from engagemodel.page.writers import FORMATS, Options, format_of
from engagemodel.results import Check, Difference

__all__ = ["FORMATS", "SIZES", "VIEWS", "Dress", "Manner", "Scene", "draw", "format_of", "write"]


def draw(
    result: Check | Difference,
    *,
    view: str | None = None,
    size: str = "a4",
    portrait: bool = False,
    dress: Dress = PLAIN,
    manner: Manner = OWN,
) -> Scene:
    """Return the page of a model, or of what lies between two.

    `view` is one of `VIEWS`, with the id that it is about if it is about one (``focus:web``). If
    none is named, it is lanes, or the matrix where lanes would be a thicket.
    `size` is one of `SIZES`; the page's `warnings` say what it cannot show. `dress` has its language
    and looks. `manner` says whether cards stay where they stood on an earlier page, and by whose
    layout the others find their places; a view that has no lanes warns that it cannot.

    Raises:
        ArgumentError: no such view, nothing of that id, or no Graphviz where it is asked for.
        ValueError: no such size or language, or a slide asked for upright.
    """
    manner = _heeding(manner, result)
    with dress.worn():
        name, ids = asked(view or usual(result, manner))
        paper = sheet(size, portrait=portrait)
        scene = VIEWS[name].draw(result, ids, paper, manner)
    scene = dressed(scene, dress, paper)
    if manner != OWN and not VIEWS[name].laid:
        said = f"the view '{name}' has no lanes, so its places are its own"
        scene = replace(scene, warnings=(*scene.warnings, said))
    return replace(scene, story=partial(tell, result, scene, (name, ids), paper, manner))


def _heeding(manner: Manner, result: Check | Difference) -> Manner:
    """Return the manner in which what was renamed stands where it stood under its old id."""
    if manner.keep is None:
        return manner
    model = result.after.model if isinstance(result, Difference) else result.model
    was = {id: element.was or id for id, element in model.elements.items()}
    return replace(manner, keep=manner.keep.inherited(was))


def write(
    scene: Scene,
    format: str,
    *,
    embed_font: bool = True,
    scale: float = 2.0,
    width: int | None = None,
    theme: bytes | None = None,
) -> bytes:
    """Return the page as a file of a format, one of `FORMATS`; the same bytes for the same page.

    `embed_font` concerns svg, `scale` (pixels a point) and `width` (pixels) a png, `theme` (a pptx
    whose master is taken) a pptx.

    Raises:
        ArgumentError: python-pptx is not installed, or the theme cannot be read.
        ValueError: no such format, or a picture larger than can be drawn.
    """
    if format not in FORMATS:
        raise ValueError(f"no format '{format}'; there is {', '.join(FORMATS)}")
    wishes = Options(embed_font=embed_font, scale=scale, width=width, theme=theme)
    return FORMATS[format].write(scene, wishes)
