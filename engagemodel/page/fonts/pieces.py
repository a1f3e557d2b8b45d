"""Characters in, the pieces out that the program's own font is cut into for the web.

A browser puts them together again by the range that each of them is for, so that a page brings
along only those that it says something in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

Ranges = tuple[tuple[int, int], ...]  # first and last code point

PIECES: Mapping[str, Ranges] = {
    "latin": (
        (0x20, 0x7E),  # ASCII
        (0xA0, 0xFF),  # Latin-1
        (0x2002, 0x200A),
        (0x2010, 0x2027),  # dashes, quotes, bullet, ellipsis
        (0x202F, 0x203A),
        (0x20AC, 0x20AC),  # euro
        (0x2190, 0x2195),  # arrows
        (0x21D0, 0x21D4),
        (0x2212, 0x2212),  # minus
        (0x25A0, 0x25CF),  # boxes, triangles, circles
        (0x2713, 0x2718),  # ticks and crosses
    ),
    "latin-extended": (
        (0x100, 0x17F),  # Latin Extended-A
        (0x218, 0x21B),  # Romanian
        (0x2BC, 0x2BC),
        (0x1E9E, 0x1E9E),
    ),
    "greek": ((0x370, 0x3FF),),
    "cyrillic": ((0x400, 0x45F), (0x490, 0x491)),
    "signs": (
        (0x2044, 0x2044),
        (0x20AD, 0x20BF),  # currencies
        (0x2116, 0x2122),
        (0x2202, 0x2211),  # mathematical signs
        (0x2213, 0x2265),
    ),
}


def needed(characters: Iterable[str]) -> Iterator[str]:
    """Yield the pieces that have these characters, Latin always: readers type in a page, too."""
    codes = {ord(character) for character in characters}
    for piece, ranges in PIECES.items():
        if piece == "latin" or any(low <= code <= high for low, high in ranges for code in codes):
            yield piece


def css(piece: str) -> str:
    """Return what a piece is for, as the `unicode-range` of a style sheet."""
    return ",".join(
        f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in PIECES[piece]
    )
