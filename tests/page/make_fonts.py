"""The TTF folder of the npm package source-sans 3.52.0 in, `engagemodel/page/fonts/` out.

Run by hand, never by the program: ``npm pack source-sans@3.52.0``, unpack it, then
``python tests/page/make_fonts.py package``. Needs fonttools and brotli. Same input, same bytes.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from engagemodel.page.fonts.pieces import PIECES, Ranges

HERE = Path(__file__).resolve().parents[2] / "engagemodel" / "page" / "fonts"
FAMILY = "Engage Sans"
WEIGHTS = {"Regular": ("SourceSans3-Regular.ttf", 400), "Bold": ("SourceSans3-Semibold.ttf", 600)}
COPYRIGHT = "Copyright 2010-2024 Adobe (http://www.adobe.com/). Subset and renamed for engagemodel."


def make(package: Path) -> None:
    """Write two weights as TTF and in pieces as WOFF2, their advance widths, and the licence."""
    tables = []
    for weight, (source, number) in WEIGHTS.items():
        whole = HERE / f"EngageSans-{weight}.ttf"
        font = _cut(TTFont(package / "TTF" / source, recalcTimestamp=False), *PIECES.values())
        _rename(font, weight, number)
        font.flavor = None
        font.save(whole, reorderTables=True)
        for name, ranges in PIECES.items():
            piece = _cut(TTFont(whole, recalcTimestamp=False), ranges)
            piece.flavor = "woff2"
            piece.save(HERE / f"EngageSans-{weight}-{name}.woff2", reorderTables=True)
        tables.append(_widths(TTFont(whole)))
    regular, bold = tables
    rows = (f'"{code}": [{regular[code]}, {bold[code]}]' for code in sorted(regular))
    (HERE / "widths.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="ascii")
    shutil.copyfile(package / "LICENSE.md", HERE / "OFL.txt")


def _cut(font: TTFont, *kept: Ranges) -> TTFont:
    options = subset.Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk", "locl"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["DSIG", "STAT"]
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    codes = [code for ranges in kept for low, high in ranges for code in range(low, high + 1)]
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    return font


def _rename(font: TTFont, weight: str, number: int) -> None:
    postscript = f"EngageSans-{weight}"
    names = {0: COPYRIGHT, 1: FAMILY, 2: weight, 3: f"engagemodel;{postscript}", 6: postscript}
    names[4] = FAMILY if weight == "Regular" else f"{FAMILY} {weight}"
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
    font["OS/2"].usWeightClass = number
    font["OS/2"].achVendID = "    "
    font["OS/2"].fsSelection = 0x20 if weight == "Bold" else 0x40
    font["head"].macStyle = 1 if weight == "Bold" else 0


def _widths(font: TTFont) -> dict[int, int]:
    metrics, scale = font["hmtx"], 1000 / font["head"].unitsPerEm
    return {code: round(metrics[glyph][0] * scale) for code, glyph in font.getBestCmap().items()}


if __name__ == "__main__":
    make(Path(sys.argv[1]))
