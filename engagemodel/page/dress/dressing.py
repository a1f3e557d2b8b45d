"""A page and what it wears in; the page with the logo and in the colours of its brand out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engagemodel.page.dress import Dress
from engagemodel.page.frame.heading import logo
from engagemodel.page.scene import Group, Image, Item, Scene, Text
from engagemodel.page.sheet import Sheet


def dressed(scene: Scene, dress: Dress, sheet: Sheet) -> Scene:
    """Return a page that was drawn while its dress was worn, with all that it wears."""
    with dress.worn():
        picture = logo(sheet)
    items = scene.items if picture is None else (*scene.items, picture)
    if dress.colours:
        items = _coloured(items, dress.colours)
    return replace(scene, items=items, dress=dress)


def _coloured(items: tuple[Item, ...], colours: Mapping[str, str]) -> tuple[Item, ...]:
    return tuple(_one(item, colours) for item in items)


def _one(item: Item, colours: Mapping[str, str]) -> Item:
    if isinstance(item, Group):
        return replace(item, items=_coloured(item.items, colours))
    if isinstance(item, Image):
        return item
    if isinstance(item, Text):
        return replace(item, colour=colours.get(item.colour, item.colour))
    fill, stroke = (colour and colours.get(colour, colour) for colour in (item.fill, item.stroke))
    return replace(item, fill=fill, stroke=stroke)
