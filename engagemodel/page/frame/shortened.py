"""What is drawn on a page in; how many of its texts are cut short, and the words for that, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engagemodel.page.scene import Group, Item, Text
from engagemodel.page.typeset import ELLIPSIS
from engagemodel.page.words import say

_MOST = 99  # texts, for which room is kept


def shortened(items: Iterable[Item], *known: str) -> int:
    """Return how many texts do not say all that they should: names, notes, captions, whatever.

    They have an ellipsis that stands neither in what their group says to who cannot see it, nor in
    one of the texts `known` to be whole.
    """
    items = tuple(items)
    whole = [text for text in (*known, *_titles(items)) if ELLIPSIS in text]
    return sum(not any(line in text for text in whole) for line in _lines(items))


def told(count: int) -> str:
    """Return what the ledger says of so many texts, nothing if there are none."""
    return say(f"shortened.{'one' if count == 1 else 'many'}", count=count) if count else ""


def longest(ledger: str) -> str:
    """Return a ledger that is as long as one that has something to tell of texts cut short."""
    return f"{ledger} · {told(_MOST)}"


def _lines(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Group):
            yield from _lines(item.items)
        elif isinstance(item, Text) and ELLIPSIS in item.text:
            yield item.text


def _titles(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Group):
            if item.title:
                yield item.title
            yield from _titles(item.items)
