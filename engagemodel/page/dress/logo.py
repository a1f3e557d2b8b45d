"""An image file in, a logo out: pixels that hold nothing active, whatever the file held.

An SVG is taken apart first, and only shapes and gradients are kept; then it is drawn to PNG, as a PNG is
drawn anew, in a process of its own. Nothing of the file itself reaches a page.
"""

from __future__ import annotations

from dataclasses import dataclass

from engagemodel.page.dress import apart

LARGEST = 1 << 20  # bytes of a file
_HEIGHT, _WIDTH = 320, 1280  # pixels: 600 dots an inch at the size that it has on paper
_FLATTEST, _STEEPEST = 16.0, 0.2


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as PNG, with its width and height in pixels."""

    png: bytes
    width: int
    height: int


def read(data: bytes) -> Logo:
    """Return the logo in an SVG or PNG file.

    Raises:
        Refused: it is neither, too large, or holds what a logo may not hold; says what.
    """
    if len(data) > LARGEST:
        raise apart.Refused("it is larger than 1 MiB")
    return Logo(*apart.run(pixels, data))


def pixels(data: bytes) -> tuple[bytes, int, int]:
    """Return the picture as PNG with its width and height; to be run apart.

    Raises:
        Refused: as `read`.
    """
    import base64

    from engagemodel.page.dress.shapes import redrawn

    wide: float
    high: float
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        wide, high = _size(data)
        image = base64.b64encode(data).decode("ascii")
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"><image width="{wide}" '
            f'height="{high}" href="data:image/png;base64,{image}"/></svg>'
        )
    else:
        svg, wide, high = redrawn(data)
    if not _STEEPEST <= wide / high <= _FLATTEST:
        raise apart.Refused(f"it is {wide:g} by {high:g}, too flat or too steep for a page")
    height = min(_HEIGHT, round(_WIDTH * high / wide))
    width = max(1, round(height * wide / high))
    drawn = _drawn(svg, width, height)
    blank = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}"/>'
    if drawn == _drawn(blank, width, height):
        raise apart.Refused("there is nothing to see in it")  # a broken PNG is skipped in silence
    return drawn, width, height


def _drawn(svg: str, width: int, height: int) -> bytes:
    import resvg_py

    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg, width=width, height=height, dpi=96.0, skip_system_fonts=True
            )
        )
    except ValueError:
        raise apart.Refused("it cannot be drawn") from None


def _size(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG, which its first chunk says."""
    wide, high = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    if data[12:16] != b"IHDR" or not (1 <= wide <= 8192 and 1 <= high <= 8192):
        raise apart.Refused("it is no PNG of at most 8192 by 8192 pixels")
    return wide, high
