"""An SVG document in, PNG bytes out, drawn with our own font files and no font of the system."""

from __future__ import annotations

from engagemodel.page import fonts

LARGEST = 16_384  # pixels a side: 1 GB of memory, and more than any poster needs


def rasterize(svg: str, *, width: int, height: int) -> bytes:
    """Return the picture in `width` x `height` pixels.

    Raises:
        ValueError: a side is not within 1 and `LARGEST` pixels.
    """
    if not (1 <= width <= LARGEST and 1 <= height <= LARGEST):
        raise ValueError(f"a picture of {width} x {height} pixels; each side is 1 to {LARGEST}")
    import resvg_py

    files = [str(fonts.file(bold=bold, suffix="ttf")) for bold in (False, True)]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            height=height,
            dpi=96.0,  # without it a size in points is none
            background="white",
            skip_system_fonts=True,
            font_files=files,
            font_family=fonts.FAMILY,
            sans_serif_family=fonts.FAMILY,
        )
    )
