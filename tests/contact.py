"""The examples in; nine pages of them on one sheet, each with a word on what it shows, out."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from bench.company import company, grown
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engagemodel import api, page
from engagemodel.page import Scene, palette
from engagemodel.page.scene import Item, Rect, Text, walk

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 1, 1)
WIDTH, GAP, CAPTION = 640, 22, 34  # pixels of a page, between pages, below one
STEPS = (1.0, 0.6, 0.3)  # from paper to a colour: what the edge of a letter takes


class Shown(NamedTuple):
    """A page of the sheet: models, view, caption."""

    models: tuple[str, ...]
    view: str
    caption: str


def _example(name: str, *states: str) -> tuple[str, ...]:
    return tuple(f"examples/{name}/{state}.yaml" for state in states)


def _look(count: int) -> tuple[str, ...]:
    return tuple(f"tests/page/models/{count}-{state}.yaml" for state in ("as-is", "future"))


BOTH = ("as-is", "future")
PAGES = (
    Shown(_example("lamp-retailer", "as-is"), "lanes", "Today: what breaks, for whom, where"),
    Shown(_example("lamp-retailer", *BOTH), "lanes", "Today and tomorrow on one page"),
    Shown(_example("lamp-retailer", "as-is"), "journey:lamp-return", "A journey that breaks"),
    Shown(_example("multi-channel-retailer", *BOTH), "lanes", "A retailer consolidates"),
    Shown(_example("lamp-retailer", "future"), "impact:customer-database", "If a database fails"),
    Shown(_example("insurer-after-merger", *BOTH), "lanes", "An insurer after a merger"),
    Shown(_look(60), "lanes", "60 elements"),
    Shown(_example("multi-channel-retailer", *BOTH), "focus:tills", "One system in focus"),
    Shown(("company:150",), "matrix", "150 elements, as tables"),
)


def scenes(folder: Path) -> Iterator[Scene]:
    """Yield the nine pages; `folder` is for models that are generated."""
    for shown in PAGES:
        paths = [ROOT / path for path in shown.models]
        kind, _, count = shown.models[0].partition(":")
        if kind == "company":
            paths = [folder / "as-is.yaml", folder / "future.yaml"]
            for path, make in zip(paths, (company, grown), strict=True):
                path.write_text(make(int(count), 1), encoding="utf-8")
        models = [api.load(str(path)) for path in paths]
        result = (
            api.check(models[0], today=TODAY)
            if len(models) == 1
            else api.diff(*models, today=TODAY)
        )
        yield page.draw(result, view=shown.view)


def digest(pages: list[Scene]) -> str:
    """Return what tells these nine pages from all others."""
    found = sha256()
    for scene in pages:
        found.update(page.write(scene, "svg", embed_font=False))
    return found.hexdigest()


def sheet(pages: list[Scene]) -> bytes:
    """Return the sheet as a png with few colours that names its pages' digest."""
    height = round(WIDTH * pages[0].height / pages[0].width)
    across, down = WIDTH + GAP, height + CAPTION + GAP
    places = [(GAP + n % 3 * across, GAP + n // 3 * down) for n in range(len(pages))]
    ground = Image.open(io.BytesIO(_ground(places, height, GAP + 3 * across, GAP + 3 * down)))
    whole = ground.convert("RGB")
    for scene, place in zip(pages, places, strict=True):
        drawn = Image.open(io.BytesIO(page.write(scene, "png", width=2 * WIDTH)))
        whole.paste(drawn.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS), place)
    few = whole.quantize(palette=_few(pages), dither=Image.Dither.NONE)
    source = PngInfo()
    source.add_text("Source", digest(pages))
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True, pnginfo=source)
    return out.getvalue()


def _few(pages: list[Scene]) -> Image.Image:
    """Return a palette of the colours that most is drawn in, and of those between them and paper."""
    counts: Counter[str] = Counter({palette.VEIL: 1000, palette.RULE: 1000})
    for scene in pages:
        for item in walk(scene.items):
            paints = (getattr(item, name, None) for name in ("fill", "stroke", "colour"))
            counts.update(paint for paint in paints if paint)
    found: dict[tuple[int, ...], None] = {(255, 255, 255): None}
    for step in STEPS:
        for colour, _ in counts.most_common(80):
            channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
            found[tuple(round(255 + (c - 255) * step) for c in channels)] = None
    flat = [channel for colour in list(found)[:256] for channel in colour]
    chosen = Image.new("P", (1, 1))
    chosen.putpalette(flat)
    return chosen


def _ground(places: list[tuple[int, int]], height: int, width: int, low: int) -> bytes:
    """Return what lies under the pages: a calm ground, their edges and captions."""
    items: list[Item] = [Rect(0, 0, width, low, 0, palette.VEIL)]
    for shown, (x, y) in zip(PAGES, places, strict=True):
        items.append(Rect(x - 1, y - 1, WIDTH + 2, height + 2, 0, palette.RULE))
        base = y + height + CAPTION * 0.72
        items.append(Text(x + 2, base, shown.caption, 19, palette.TITLE, bold=True))
    scene = Scene(width, low, tuple(items), "engagemodel", "")
    return page.write(scene, "png", scale=1.0)
