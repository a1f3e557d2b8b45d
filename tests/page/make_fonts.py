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

HERE = Path(__file__).resolve().parents[2] / "engagemodel" / "page" / "fonts"
FAMILY = "Engage Sans"
WEIGHTS = {"Regular": ("SourceSans3-Regular.ttf", 400), "Bold": ("SourceSans3-Semibold.ttf", 600)}
RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin-1, Latin Extended-A
    (0x218, 0x21B),  # Romanian
    (0x2BC, 0x2BC),
    (0x370, 0x3FF),  # Greek
    (0x400, 0x45F),  # Cyrillic
    (0x490, 0x491),
    (0x1E9E, 0x1E9E),
    (0x2002, 0x200A),
    (0x2010, 0x2027),  # dashes, quotes, bullet, ellipsis
    (0x202F, 0x203A),
    (0x2044, 0x2044),
    (0x20AC, 0x20BF),  # currencies
    (0x2116, 0x2122),
    (0x2190, 0x2195),  # arrows
    (0x21D0, 0x21D4),
    (0x2202, 0x2265),  # mathematical signs
    (0x25A0, 0x25CF),  # boxes, triangles, circles
    (0x2713, 0x2718),  # ticks and crosses
)
COPYRIGHT = "Copyright 2010-2024 Adobe (http://www.adobe.com/). Subset and renamed for engagemodel."


def make(package: Path) -> None:
    """Write two weights as TTF and WOFF2, their advance widths, and the licence."""
    tables = []
    for weight, (source, number) in WEIGHTS.items():
        font = _cut(TTFont(package / "TTF" / source, recalcTimestamp=False))
        _rename(font, weight, number)
        font.flavor = None
        font.save(HERE / f"EngageSans-{weight}.ttf", reorderTables=True)
        font.flavor = "woff2"
        font.save(HERE / f"EngageSans-{weight}.woff2", reorderTables=True)
        tables.append(_widths(TTFont(HERE / f"EngageSans-{weight}.ttf")))
    regular, bold = tables
    rows = (f'"{code}": [{regular[code]}, {bold[code]}]' for code in sorted(regular))
    (HERE / "widths.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="ascii")
    shutil.copyfile(package / "LICENSE.md", HERE / "OFL.txt")


def _cut(font: TTFont) -> TTFont:
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
    cutter.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
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
