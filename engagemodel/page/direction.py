"""A line of text in; the same as it stands from left to right, for formats that know no other way, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

_MIRRORED = "()[]{}<>«»‹›⟨⟩≤≥"  # pairs that change places where a line runs to the left
_PAIRS = [*zip(_MIRRORED[::2], _MIRRORED[1::2], strict=True)]
_MIRROR = dict([*_PAIRS, *((closing, opening) for opening, closing in _PAIRS)])
_BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}
_MARK = "\u200e"  # left-to-right mark: takes no room, and counts as a letter that runs to the right
_NUMBERS = ("EN", "AN")
_NEUTRAL = ("ON", "WS", "S", "B")
# The blocks of Unicode whose letters run to the left, or are kept for such.
_LEFTWARD = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def closed(name: str) -> str:
    """Return a name with, if it ends to the left, the mark that keeps apart what comes after it.

    A comma, a number or a name that runs to the left as well would else be drawn before it.
    """
    kinds = (unicodedata.bidirectional(character) for character in reversed(name))
    last = next((kind for kind in kinds if kind in ("L", "R", "AL", "AN")), "L")
    return name if last == "L" else f"{name}{_MARK}"


def leftward(text: str) -> bool:
    """Whether letters of a text run to the left."""
    return _LEFTWARD.search(text) is not None


def apart(sentence: str, names: Iterable[str]) -> str:
    """Return a sentence in which each of the names that ends to the left has the mark of `closed`.

    So two names keep their order, and the signs between them their place. A sentence without such
    letters stays as it is.
    """
    if not leftward(sentence):
        return sentence
    known = {name for name in names if name in sentence and closed(name) != name}
    if not known:
        return sentence
    longest = sorted(known, key=lambda name: (-len(name), name))
    one = "|".join(map(re.escape, longest))

    def kept(found: re.Match[str]) -> str:
        after = sentence[found.end() : found.end() + 1]
        inside = after and unicodedata.category(after)[0] in "LMN"
        return found[0] if inside or after == _MARK else closed(found[0])

    return re.sub(rf"(?<!\w)(?:{one})", kept, sentence)


def visual(text: str) -> str:
    """Return `text` in the order of its places in a line that runs to the right.

    This is the bidirectional algorithm (UAX #9) without its codes for embedding, which no text of
    a page has (`printable` shows them). Marks stay behind the letter that they stand on.
    """
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    if not {"R", "AL", "AN"} & {*kinds}:
        return text
    _settle_marks(kinds)
    _settle_numbers(kinds)
    _settle_brackets(text, kinds)
    _settle_neutral(kinds)
    levels = [{"R": 1, "EN": 2, "AN": 2}.get(kind, 0) for kind in kinds]
    end = len(text.rstrip())
    levels[end:] = [0] * (len(text) - end)
    units = list(_units(text, levels))
    for level in (2, 1):
        units = _reversed(units, level)
    return "".join(unit for unit, _ in units)


def _settle_marks(kinds: list[str]) -> None:
    """Settle marks as the letters that they stand on, and what is Arabic (rules W1 to W3)."""
    strong = "L"
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[at] = kinds[at - 1] if at else "L"
        elif kind == "EN" and strong == "AL":
            kinds[at] = "AN"
        elif kind in ("L", "R", "AL"):
            strong = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]


def _settle_numbers(kinds: list[str]) -> None:
    """Settle numbers and the signs in them and beside them (rules W4 to W7)."""
    for at in range(1, len(kinds) - 1):
        number = kinds[at - 1] if kinds[at - 1] == kinds[at + 1] else ""
        if (kinds[at], number) in (("CS", "EN"), ("CS", "AN"), ("ES", "EN")):
            kinds[at] = number
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        beside = ""
        for at in order:
            if kinds[at] == "ET" and beside == "EN":
                kinds[at] = "EN"
            beside = kinds[at]
    strong = "L"
    for at, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS", "BN"):
            kinds[at] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"


def _settle_brackets(text: str, kinds: list[str]) -> None:
    """Settle brackets by what stands in them, or else before them (rule N0)."""
    for start, end in sorted(_pairs(text, kinds)):
        inner = {_strong(kind) for kind in kinds[start + 1 : end]}
        if "L" in inner:
            kinds[start] = kinds[end] = "L"
        elif "R" in inner:
            before = (_strong(kind) for kind in reversed(kinds[:start]))
            kinds[start] = kinds[end] = next((kind for kind in before if kind), "L")


def _pairs(text: str, kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        if kinds[at] != "ON":
            continue
        if character in _BRACKETS:
            opened.append((_BRACKETS[character], at))
        elif any(character == closing for closing, _ in opened):
            while opened:
                closing, start = opened.pop()
                if closing == character:
                    yield start, at
                    break


def _settle_neutral(kinds: list[str]) -> None:
    """Settle what has no direction: that of both its sides, or else that of the line (N1, N2)."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > at:
            before = _strong(kinds[at - 1]) if at else "L"
            after = _strong(kinds[end]) if end < len(kinds) else "L"
            kinds[at:end] = [before if before == after else "L"] * (end - at)
        at = max(end, at + 1)


def _strong(kind: str) -> str:
    """Return the direction that a settled character counts for, nothing if it has none."""
    return "R" if kind in ("R", *_NUMBERS) else "L" if kind == "L" else ""


def _units(text: str, levels: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Yield letters with the marks upon them, mirrored where they run to the left."""
    unit, level = "", 0
    for character, its in zip(text, levels, strict=True):
        if unit and unicodedata.category(character) in ("Mn", "Me"):
            unit += character
            continue
        if unit:
            yield unit, level
        unit, level = _MIRROR.get(character, character) if its % 2 else character, its
    if unit:
        yield unit, level


def _reversed(units: list[tuple[str, int]], level: int) -> list[tuple[str, int]]:
    """Return the units with each run of that level or more turned round."""
    found: list[tuple[str, int]] = []
    run: list[tuple[str, int]] = []
    for unit in units:
        if unit[1] >= level:
            run.append(unit)
        else:
            found += [*reversed(run), unit]
            run = []
    return [*found, *reversed(run)]
