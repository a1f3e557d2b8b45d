"""A colour of the page in; the colour that means the same on a dark ground out."""

from __future__ import annotations

from engagemodel.page.oklch import joined, split

_PAPER, _INK = 0.225, 0.95  # lightness of white and of black, once turned


def dark(colour: str) -> str:
    """Return a colour (``#rrggbb``) with its lightness turned round and its hue kept."""
    lightness, chroma, hue = split(colour)
    turned = min(_INK, _PAPER + (1 - lightness) * 0.96)
    if chroma < 0.012:  # a trace of blue keeps a dark grey from looking like mud
        chroma, hue = 0.012, -1.75
    return joined(turned, chroma, hue)
