"""An image file in, a logo out: pixels that hold nothing active, whatever the file held."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as PNG, with its width and height in pixels."""

    png: bytes
    width: int
    height: int
