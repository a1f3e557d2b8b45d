"""What stands for a result that there is none of, because whoever worked on it died of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lost:
    """An item whose process ended before the work was done, twice; `how` tells the second end."""

    how: str
