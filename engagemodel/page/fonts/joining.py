"""Text in; with Arabic letters in the shapes in which they are joined, for fonts set without rules, out."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Mapping
from functools import cache

_FORMS = (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD))  # Arabic presentation forms A and B
_JOINER, _STROKE = "\u200d", "\u0640"  # they join with what is on both sides
_SHAPES = {
    (False, False): "isolated",
    (False, True): "initial",
    (True, True): "medial",
    (True, False): "final",
}


def joined(text: str, known: Container[str]) -> str:
    """Return `text`, its Arabic letters as they stand beside each other, where these are `known`.

    Letters of one word join; how, a font says in rules that a font of bare outlines has not. Unicode
    has these shapes as characters, too, and lam with alef as the one that they make.
    """
    if not any("\u0600" <= character <= "\u08ff" for character in text):
        return text
    found: list[str] = []
    units = _units(text)
    for at, unit in enumerate(units):
        before = at > 0 and _reaches(units[at - 1])
        after = at + 1 < len(units) and _reaches(unit) and _takes(units[at + 1])
        shape = _table().get(unit[0], {}).get(_SHAPES[before and _takes(unit), after], "")
        found += [shape if shape in known else unit[0], unit[1]]
    return "".join(found)


def forms(characters: Iterable[str]) -> set[str]:
    """Return the shapes in which these characters may stand beside each other."""
    said = {*characters}
    return {
        shape
        for letters, shapes in _table().items()
        if said.issuperset(letters)
        for shape in shapes.values()
    }


def _units(text: str) -> list[tuple[str, str]]:
    """Return the letters of a text with the marks upon each; lam and alef are one."""
    units: list[tuple[str, str]] = []
    for character in text:
        if units and unicodedata.category(character) in ("Mn", "Me"):
            units[-1] = (units[-1][0], units[-1][1] + character)
        elif units and not units[-1][1] and units[-1][0] + character in _table():
            units[-1] = (units[-1][0] + character, "")
        else:
            units.append((character, ""))
    return units


def _takes(unit: tuple[str, str]) -> bool:
    """Return whether what stands before it joins with it."""
    return unit[0] in (_JOINER, _STROKE) or "final" in _table().get(unit[0], {})


def _reaches(unit: tuple[str, str]) -> bool:
    """Return whether it joins with what comes after it."""
    return unit[0] in (_JOINER, _STROKE) or "initial" in _table().get(unit[0], {})


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    """Return for letters, and for lam with an alef, their shapes as Unicode has them."""
    table: dict[str, dict[str, str]] = {}
    for code in _FORMS:
        kind, *codes = unicodedata.decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(each, 16)) for each in codes)
        pair = letters[:1] == "\u0644" and letters[1:] in ("\u0622", "\u0623", "\u0625", "\u0627")
        if kind[1:-1] in _SHAPES.values() and (len(letters) == 1 or pair):
            table.setdefault(letters, {}).setdefault(kind[1:-1], chr(code))
    return table
