"""Where something stands in a file."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Where something stands: the path as it was given, line and column from 1."""

    path: str
    line: int
    column: int
