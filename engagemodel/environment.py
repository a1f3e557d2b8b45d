"""The environment of this process in, that of a program that it starts out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping


def inherited(more: Mapping[str, str], without: Iterable[str] = ()) -> dict[str, str]:
    """Return what a started program finds: all that this one has but `without`, and `more`."""
    left_out = set(without)
    return {name: value for name, value in os.environ.items() if name not in left_out} | {**more}
