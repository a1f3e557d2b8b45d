"""A font file that somebody brings along in; what it measures, and a plain font of some characters, out.

The font that is embedded is built anew from outlines: nothing else of the file reaches a page, and what
the file has no glyph for is drawn as the program's own font has it. To be run apart (`apart.run`).
"""

from __future__ import annotations

import io
import re
from math import ceil
from typing import Any

from engagemodel.page import fonts
from engagemodel.page.dress.apart import Refused

LARGEST = 16 << 20  # bytes of a file
_FORBIDDEN = 0x0002  # OS/2 fsType: restricted licence embedding


def measured(data: bytes) -> tuple[str, dict[str, int]]:
    """Return the family of a font, and the advance widths of its characters in thousandths of an em.

    Widths are rounded up, so that nothing is ever wider than it was measured.

    Raises:
        Refused: it cannot be read, or may not be embedded.
    """
    font = _opened(data)
    em, advances = font["head"].unitsPerEm, font["hmtx"].metrics
    if not 16 <= em <= 16384:
        raise Refused("its em square is out of bounds")
    if "OS/2" in font and (font["OS/2"].fsType & 0x000F) == _FORBIDDEN:
        raise Refused("its licence forbids that it is embedded")
    widths = {
        chr(code): ceil(advances[glyph][0] * 1000 / em)
        for code, glyph in font.getBestCmap().items()
        if code >= 0x20 and not 0xD800 <= code <= 0xDFFF
    }
    if not {"a", "A", "0", " "} <= widths.keys():
        raise Refused("it has no Latin letters")
    return _family(font), widths


def rebuilt(data: bytes, family: str, bold: bool, characters: str, woff2: bool) -> bytes:
    """Return a font of these characters, as TrueType or WOFF2; the same bytes for the same values."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib import TTFont

    font = _opened(data)
    own = TTFont(fonts.file(bold=bold))
    em = font["head"].unitsPerEm
    glyphs: dict[str, Any] = {".notdef": _outline(own, ".notdef", em)}
    advances = {".notdef": round(em * fonts.BOX / 1000)}
    codes: dict[int, str] = {}
    for character in sorted(set(characters)):
        source = next((one for one in (font, own) if ord(character) in one.getBestCmap()), None)
        if source is not None:
            name = codes[ord(character)] = f"u{ord(character):04X}"
            glyph = source.getBestCmap()[ord(character)]
            glyphs[name] = _outline(source, glyph, em)
            share = em / source["head"].unitsPerEm
            advances[name] = round(source["hmtx"].metrics[glyph][0] * share)
    builder = FontBuilder(em, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(codes)
    builder.setupGlyf(glyphs)
    sides = {name: (width, glyphs[name].xMin) for name, width in advances.items()}
    builder.setupHorizontalMetrics(sides)
    builder.setupHorizontalHeader(ascent=round(em * 0.984), descent=-round(em * 0.273))
    style = "Bold" if bold else "Regular"
    plain = family.replace(" ", "")
    named = {"familyName": family, "styleName": style, "psName": f"{plain}-{style}"}
    builder.setupNameTable({**named, "uniqueFontIdentifier": f"{plain}-{style}"}, mac=False)
    builder.setupOS2(usWeightClass=600 if bold else 400, fsSelection=0x20 if bold else 0x40)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    if woff2:
        builder.font.flavor = "woff2"
    target = io.BytesIO()
    builder.font.save(target)
    return target.getvalue()


def _opened(data: bytes) -> Any:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)
        known = {"head", "hmtx", "hhea", "maxp", "cmap"} <= set(font.keys())
        if not known or not ({"glyf", "CFF ", "CFF2"} & set(font.keys())):
            raise Refused("it is no TrueType or OpenType font with outlines")
        if not font.getBestCmap():
            raise Refused("it does not say which characters it has")
    except TTLibError:
        raise Refused("it is no TrueType or OpenType font (.ttf, .otf)") from None
    return font


def _outline(font: Any, glyph: str, em: int) -> Any:
    """Return the outline of a glyph without parts, hints or cubic curves, in units of `em`."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.filterPen import DecomposingFilterPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    share = em / font["head"].unitsPerEm
    target = TTGlyphPen(None)
    cubic = Cu2QuPen(target, em / 1000, reverse_direction="glyf" not in font)
    shapes = font.getGlyphSet()
    shapes[glyph].draw(
        DecomposingFilterPen(TransformPen(cubic, (share, 0, 0, share, 0, 0)), shapes)
    )
    drawn = target.glyph()
    drawn.recalcBounds(None)
    return drawn


def _family(font: Any) -> str:
    """Return the name of the family as it may stand in a style sheet: letters, digits and hyphens."""
    name = font.get("name", None)
    told = str((name and (name.getDebugName(16) or name.getDebugName(1))) or "")
    plain = " ".join(re.sub(r"[^A-Za-z0-9-]+", " ", told).split())[:40].strip()
    return plain if plain and plain != fonts.FAMILY else "Page Sans"
