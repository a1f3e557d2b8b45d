"""One piece of work and many things to do it with in, what it makes of each, in their order, out.

The work is a function that can be pickled (of a module, or a `functools.partial` of one), and what
it takes and returns are plain frozen values. Whatever process does it, the results are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from engagemodel.fleet.lost import Lost

__all__ = ["Lost", "chunked", "here"]
T = TypeVar("T")
R = TypeVar("R")


def here(work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """Yield what the work makes of each item, one after the other in this process."""
    for item in items:
        yield work(item)


def chunked(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield the items in pieces of `size`, the last as long as what is left."""
    rest = iter(items)
    while chunk := tuple(islice(rest, size)):
        yield chunk
