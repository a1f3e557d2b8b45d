"""What a sentence on a step is: what it says, about which data, and whether that is good or bad."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "stale", "bad", "unknown"]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence on some data (ids) that a step reads or writes, and how good that is."""

    sentence: str
    tone: Tone
    data: tuple[str, ...]
