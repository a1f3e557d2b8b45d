"""An SVG document in, PNG bytes out, drawn with our own font files and no font of the system."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

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

    with _files(svg) as files:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                width=width,
                height=height,
                dpi=96.0,  # without it a size in points is none
                background="white",
                skip_system_fonts=True,
                font_files=files,
                font_family=fonts.family(),
                sans_serif_family=fonts.family(),
            )
        )


@contextmanager
def _files(svg: str) -> Iterator[list[str]]:
    """Yield the paths of the font's files while they are there."""
    if fonts.family() == fonts.FAMILY:
        yield [str(fonts.file(bold=bold)) for bold in (False, True)]
        return
    with TemporaryDirectory(prefix="engagemodel-") as folder:
        paths = [Path(folder, f"{bold}.ttf") for bold in (False, True)]
        for bold, path in enumerate(paths):
            path.write_bytes(fonts.embedded(bold=bool(bold), characters=svg))
        yield [str(path) for path in paths]
