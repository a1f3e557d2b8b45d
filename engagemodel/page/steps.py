"""What a journey does step by step, as plain values: for formats that tell it in words of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engagemodel.page.words import WORDS

Tone = Literal[
    "write", "kept", "here", "known", "stale", "slow", "unknown", "broken", "lost", "overwritten"
]
Look = Literal["now", "mended", "gone"]
BAD: tuple[Tone, ...] = ("slow", "broken", "lost", "overwritten", "stale", "unknown")
WRITTEN: tuple[Tone, ...] = ("write", "lost", "overwritten")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What a step does with some data on a card; `text` says it as the page does.

    What is read may come `since` an earlier step (its column) that wrote it and lie in `kept`, another
    card; `age` is how long that takes, or how old it is. `chip` is what stands on the page for it, maybe
    with other data. `missing` are the cards between which a line would bring it, `line` names them.
    """

    data: str
    tone: Tone
    card: str
    text: str
    chip: str
    look: Look = "now"
    age: str = ""
    since: int | None = None
    kept: str | None = None
    missing: tuple[str, str] | None = None
    line: str = ""

    @property
    def writes(self) -> bool:
        """Whether it writes."""
        return self.tone in WRITTEN

    @property
    def breaks(self) -> bool:
        """Whether something is wrong with it."""
        return self.tone in BAD and self.look == "now"

    @property
    def hand(self) -> str:
        """What stands on its hand-off: the data, and that no line brings it or how long that takes."""
        told = WORDS["hand.broken"] if self.tone == "broken" else self.age
        return f"{self.data}: {told}" if told else self.data


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a journey: its `column` (from 0) and its number (from 1) in the journey that has it.

    The tuples name cards. `mark` says that it is added or removed, `past` what was wrong with it before,
    `promise` what the customer expects, `findings` the numbers of those that are about it.
    """

    column: int
    number: int
    occasion: str
    name: str
    mark: Literal["kept", "added", "removed"]
    promise: str
    channels: tuple[str, ...]
    organizations: tuple[str, ...]
    platforms: tuple[str, ...]
    deeds: tuple[Deed, ...]
    past: tuple[str, ...]
    findings: tuple[int, ...]

    @property
    def title(self) -> str:
        """What it is called: its occasion, and its name if it has one."""
        return f"{self.occasion}: {self.name}" if self.name else self.occasion

    @property
    def look(self) -> str:
        """How good it is, as a look of cards: added, removed, down, hurt (too late, or maybe), or none."""
        if self.mark != "kept":
            return self.mark
        tones = {deed.tone for deed in self.deeds if deed.breaks}
        if tones & {"broken", "lost", "overwritten"}:
            return "down"
        return "hurt" if tones else ""
