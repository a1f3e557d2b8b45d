"""Work that makes much and leaves no garbage in, the same without collecting among it out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept() -> Iterator[None]:
    """Put the collection of garbage off until the work is done.

    A hundred thousand new objects, none of them garbage: collecting among them costs a third of the
    time that it takes to make them.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
