"""A drawn page in; the same as others see it out: in grey, with a colour blindness, on a dark screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from engagemodel.page.dark import dark
from engagemodel.page.palette import PAPER
from engagemodel.page.scene import Group, Item, Path, Rect, Scene, Text

Matrix = tuple[tuple[float, float, float], ...]
# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of
# Color Vision Deficiency", 2009: the matrices of full severity, for linear RGB.
BLIND: Mapping[str, Matrix] = {
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}


def _seen(matrix: Matrix) -> Callable[[str], str]:
    def see(colour: str) -> str:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        mixed = (sum(a * b for a, b in zip(row, linear, strict=True)) for row in matrix)
        clipped = (min(1.0, max(0.0, value)) for value in mixed)
        curved = (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in clipped)
        return "#" + "".join(f"{round(255 * value):02x}" for value in curved)

    return see


SIGHTS: Mapping[str, Callable[[str], str]] = {
    "plain": str,
    "dark": dark,
    **{name: _seen(matrix) for name, matrix in BLIND.items()},
}


def seen(scene: Scene, sight: str) -> Scene:
    """Return the page in the colours of one of `SIGHTS`, its paper drawn."""
    see = SIGHTS[sight]
    paper = Rect(0, 0, scene.width, scene.height, 0, see(PAPER))
    return replace(scene, items=(paper, *_all(scene.items, see)))


def _all(items: tuple[Item, ...], see: Callable[[str], str]) -> tuple[Item, ...]:
    found: list[Item] = []
    for item in items:
        if isinstance(item, Group):
            found.append(replace(item, items=_all(item.items, see)))
        elif isinstance(item, Text):
            found.append(replace(item, colour=see(item.colour)))
        elif isinstance(item, Rect | Path):
            fill, stroke = (colour and see(colour) for colour in (item.fill, item.stroke))
            found.append(replace(item, fill=fill, stroke=stroke))
        else:
            found.append(item)
    return tuple(found)
